import re
from itertools import groupby


def every_word(lines):
    for line in lines:
        yield from (found.group() for found in re.finditer("[a-z']+", line.lower()))


def top_words(lines, k):
    runs = ((word, sum(1 for _ in run)) for word, run in groupby(sorted(every_word(lines))))
    by_count = sorted(runs, key=lambda pair: pair[1], reverse=True)  # stable: words are in order already
    return by_count[:k]
