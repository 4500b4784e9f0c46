def ngrams(tokens, n):
    """All n-grams of a text, in order."""
    grams = []
    for start in range(len(tokens)):
        gram = tokens[start : start + n]
        if len(gram) == n:
            grams = grams + [gram]
    return grams


def overlap(candidate, references, n):
    """N-grams of the candidate that the references share, and all of its n-grams."""
    candidate_grams = ngrams(candidate, n)
    reference_grams = [ngrams(reference, n) for reference in references]
    seen = []
    shared = 0
    for gram in candidate_grams:
        if gram in seen:
            continue
        seen.append(gram)
        most = 0
        for grams in reference_grams:
            most = max(most, grams.count(gram))
        shared += min(candidate_grams.count(gram), most)
    return shared, len(candidate_grams)
