def pack(lengths, budget):
    batches = []
    current = []
    for position, length in enumerate(map(int, lengths)):
        longest = max([int(lengths[p]) for p in current] + [length])
        if current and longest * (len(current) + 1) > budget:
            batches.append(current)
            current = [position]
        else:
            current.append(position)
    if current:
        batches.append(current)
    return batches
