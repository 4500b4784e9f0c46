def cases(rng):
    """Seeded lines over a small vocabulary, so that ties are common."""
    vocabulary = ["a", "an", "it's", "Loss", "loss,", "GRADIENT", "x1y", "step.", "- "]
    for number in range(2):
        lines = [" ".join(rng.choice(vocabulary, 7).tolist()) for _ in range(12)]
        yield {
            "name": f"random lines {number + 1}",
            "inputs": {"lines": lines},
            "call": "top_words(lines, 6)",
            "by_reference": True,
        }
