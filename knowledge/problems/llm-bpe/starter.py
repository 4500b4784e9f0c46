def learn_merges(words, n):
    """Counts by word, at most `n` merges -> list of pairs in the order learned."""
    raise NotImplementedError


def encode(word, merges):
    """A word and the merges in order -> list of symbols."""
    raise NotImplementedError
