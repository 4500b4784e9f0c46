def cases(rng):
    """Seeded texts with copies of several kinds."""
    for number in range(3):
        texts = []
        for i in rng.integers(0, 40, 120):
            text = f"item number {i}"
            texts.append(
                [text, text.upper(), text.replace(" ", "  "), text.title() + " "][int(rng.integers(4))]
            )
        yield {
            "name": f"random copies {number + 1}",
            "inputs": {"texts": texts, "share": float(rng.uniform(0.1, 0.5)), "seed": int(rng.integers(100))},
            "call": "[[int(i) for i in side] for side in split(texts, share, seed)]",
            "by_reference": True,
        }


def holds(name, inputs, output, expected):
    """None where every row is on one side, copies together, and the test side has about its share."""
    texts = inputs["texts"]
    train, test = output
    if sorted([*train, *test]) != list(range(len(texts))):
        return "Every position must be on exactly one side."
    keys = [" ".join(text.casefold().split()) for text in texts]
    if {keys[i] for i in train} & {keys[i] for i in test}:
        return "Copies of one text are on both sides."
    largest = max(keys.count(key) for key in set(keys))
    if abs(len(test) - inputs["share"] * len(texts)) > largest:
        return "The test side is too far from its share of the rows."
    return None
