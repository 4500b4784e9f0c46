from dataclasses import dataclass


@dataclass(slots=True)
class Open:
    start: int = 0
    longest: int = 0


def pack(lengths, budget):
    sizes = lengths.tolist() if hasattr(lengths, "tolist") else list(lengths)
    if not sizes:
        return []
    borders, now = [0], Open()
    for i, size in enumerate(sizes):
        longest = max(now.longest, size)
        if i > now.start and (i - now.start + 1) * longest > budget:
            borders.append(i)
            now = Open(i, size)
        else:
            now.longest = longest
    return [tuple(range(a, b)) for a, b in zip(borders, [*borders[1:], len(sizes)])]
