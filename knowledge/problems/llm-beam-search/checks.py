def cases(rng):
    for v, width, max_new, alpha in ((3, 2, 4, 1.0), (6, 4, 5, 0.6), (10, 3, 8, 0.0)):
        yield {
            "name": f"random chain of {v} tokens, width {width}",
            "inputs": {"logits": rng.normal(0.0, 1.5, size=(v, v, v))},
            "setup": "table = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))\n"
            "def step(tokens):\n    return table[tokens[-2], tokens[-1]]\n"
            f"best = beam_search(step, [1, 2], width={width}, max_new={max_new}, eos=0, alpha={alpha})",
            "call": "[[list(tokens) for tokens, _ in best], [float(score) for _, score in best]]",
            "rtol": 1e-4,
            "atol": 1e-5,
        }
