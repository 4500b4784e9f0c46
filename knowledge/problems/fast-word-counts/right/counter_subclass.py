import collections
import re

WORDS = re.compile("[a-z']+").findall


class Ranking(collections.Counter):
    def __lt__(self, other): return NotImplemented

    def best(self, k):
        alphabetical = Ranking({word: self[word] for word in sorted(self)})
        return alphabetical.most_common(k)  # of equal counts the first met come first


def top_words(lines, k, *, ranking=None):
    ranking = Ranking()
    for line in lines: ranking.update(WORDS(line.lower()))
    return ranking.best(k) if k else []
