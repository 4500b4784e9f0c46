def overlap(candidate, references, n):
    def grams(tokens):
        found = {}
        for i in range(len(tokens) - n + 1):
            g = tuple(tokens[i:i + n]); found[g] = found.get(g, 0) + 1
        return found
    mine = grams(candidate); others = [grams(r) for r in references]
    return sum(min(c, max((o.get(g, 0) for o in others), default=0)) for g, c in mine.items()), max(len(candidate) - n + 1, 0)
