import random

def repeated_folds(n, k, repeats, seed):
    rnd = random.Random(f'folds {seed}')
    out = []
    for _ in range(repeats):
        rows = list(range(n)); rnd.shuffle(rows)
        tests = [rows[i::k] for i in range(k)]
        out.append([(sorted(set(rows) - set(t)), t) for t in tests])
    return out
