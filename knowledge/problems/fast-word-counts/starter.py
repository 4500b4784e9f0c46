LETTERS = "abcdefghijklmnopqrstuvwxyz'"


def words_of(line):
    """The words of one line, in order."""
    words = []
    word = ""
    for character in line.lower():
        if character in LETTERS:
            word = word + character
        elif word:
            words.append(word)
            word = ""
    if word:
        words.append(word)
    return words


def top_words(lines, k):
    """At most k pairs (word, count), the most frequent first."""
    words = []
    counts = []
    for line in lines:
        for word in words_of(line):
            if word in words:
                counts[words.index(word)] += 1
            else:
                words.append(word)
                counts.append(1)
    pairs = list(zip(words, counts))
    pairs.sort(key=lambda pair: (-pair[1], pair[0]))
    return pairs[:k]
