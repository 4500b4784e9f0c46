from bisect import bisect_left

def backtest(times, values, window, k, gap):
    rows = sorted((float(t), i, float(v)) for i, (t, v) in enumerate(zip(times, values)))
    ts = [t for t, _, _ in rows]; vs = [v for *_, v in rows]
    def feature(j):
        end = bisect_left(ts, ts[j])
        past = vs[max(0, end - window):end]
        return sum(past)/len(past) if past else 0.
    fs = [feature(j) for j in range(len(rows))]
    size = len(rows)//(k + 1)
    result = []
    for b in range(k):
        start = len(rows) - (k - b)*size
        train = [j for j in range(start) if ts[j] < ts[start] - gap]
        test = range(start, start + size)
        bias = sum(vs[j] - fs[j] for j in train)/len(train) if train else 0.
        result.append(dict(train=sorted(rows[j][1] for j in train), test=[rows[j][1] for j in test], features=[fs[j] for j in test], bias=bias,
                           mae=sum(abs(fs[j] + bias - vs[j]) for j in test)/size))
    return result
