def cases(rng):
    for n_words, letters, n in ((3, "ab", 4), (12, "abc", 10), (40, "abcde", 25)):
        words = {}
        for _ in range(n_words):
            word = "".join(letters[int(i)] for i in rng.integers(0, len(letters), size=rng.integers(1, 9)))
            words[word] = int(rng.integers(1, 20))
        fresh = ["".join(letters[int(i)] for i in rng.integers(0, len(letters), size=30)) for _ in range(5)]
        yield {
            "name": f"{n_words} random words over {letters}",
            "inputs": {"words": words, "fresh": fresh},
            "setup": f"merges = list(learn_merges(words, {n}))",
            "call": "[[list(pair) for pair in merges], [list(encode(word, merges)) for word in fresh]]",
        }
