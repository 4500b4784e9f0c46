import numpy as np


def beam_search(step, start, width, max_new, eos, alpha=1.0):
    """A step function and a prompt -> at most `width` pairs of (tokens, score), best first."""
    live = [(list(start), 0.0)]
    finished = []

    def finish(tokens, total):
        n = len(tokens) - len(start)
        finished.append((tokens, total / n**alpha if n else 0.0))

    for _ in range(max_new):
        if not live:
            break
        totals = np.concatenate([total + np.asarray(step(list(tokens))) for tokens, total in live])
        v = len(totals) // len(live)
        # Stable: equal totals keep the order of hypothesis, then token.
        best = [i for i in np.argsort(-totals, kind="stable")[:width] if totals[i] > -np.inf]
        survivors = [([*live[i // v][0], int(i % v)], float(totals[i])) for i in best]
        live = []
        for tokens, total in survivors:
            if tokens[-1] == eos:
                finish(tokens, total)
            else:
                live.append((tokens, total))
    for tokens, total in live:
        finish(tokens, total)
    # sorted is stable, so equal scores stay in the order in which they finished.
    return sorted(finished, key=lambda pair: -pair[1])[:width]
