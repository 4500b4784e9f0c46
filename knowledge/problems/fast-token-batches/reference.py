def pack(lengths, budget):
    batches = []
    current, longest = [], 0
    for position, length in enumerate(map(int, lengths)):
        # the cost with this sequence, from two running numbers
        longest_with = max(longest, length)
        if current and longest_with * (len(current) + 1) > budget:
            batches.append(current)
            current, longest = [position], length
        else:
            current.append(position)
            longest = longest_with
    if current:
        batches.append(current)
    return batches
