import re
from itertools import chain

WORD = re.compile(r"[a-z']+")


def top_words(lines, k):
    words = list(chain.from_iterable(WORD.findall(line.lower()) for line in lines))
    counts = {word: words.count(word) for word in set(words)}
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
