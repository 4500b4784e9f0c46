def padded_cost(positions, lengths):
    """Tokens of a batch whose sequences are padded to the longest."""
    longest = 0
    for position in positions:
        longest = max(longest, int(lengths[position]))
    return longest * len(positions)


def pack(lengths, budget):
    """Batches of positions, in order, each within the budget."""
    batches = []
    current = []
    for position in range(len(lengths)):
        candidate = current + [position]
        if len(current) > 0 and padded_cost(candidate, lengths) > budget:
            batches = batches + [current]
            current = [position]
        else:
            current = candidate
    if current:
        batches = batches + [current]
    return batches
