import re
from collections import Counter
from itertools import chain

WORD = re.compile(r"[a-z']+")


def top_words(lines, k):
    counts = Counter(chain.from_iterable(WORD.findall(line.lower()) for line in lines))
    return counts.most_common(k)
