from collections import defaultdict

def join(symbols, pair):
    out = []
    for s in symbols:
        if out and out[-1] is not None and (out[-1], s) == pair and not done[-1]:
            out[-1] += s; done[-1] = True
        else:
            out.append(s); done.append(False) if out[:-1] else done.__setitem__(slice(None), [False])
    return out

done = []

def learn_merges(words, n):
    vocab = {w: list(w) for w in words}
    merges = []
    while len(merges) < n:
        stats = defaultdict(int)
        for w, c in words.items():
            for p in zip(vocab[w], vocab[w][1:]): stats[p] += c
        if not stats: break
        top = max(stats.values())
        pair = sorted(p for p in stats if stats[p] == top)[0]
        merges.append(pair)
        for w in vocab: vocab[w] = join(vocab[w], pair)
    return merges

def encode(word, merges):
    symbols = [*word]
    merges = [tuple(m) for m in merges]
    while True:
        present = set(zip(symbols, symbols[1:]))
        for m in merges:
            if m in present:
                symbols = join(symbols, m); break
        else: return symbols
