from collections import defaultdict
from heapq import nsmallest

class Table(dict):
    def __missing__(self, code):
        c = chr(code)
        self[code] = kept = c if c == "'" or 'a' <= c <= 'z' else ' '
        return kept

TABLE = Table()

def top_words(lines, k):
    counts = defaultdict(int)
    for line in lines:
        for w in line.lower().translate(TABLE).split(): counts[w] += 1
    return nsmallest(k, counts.items(), key=lambda kv: (-kv[1], kv[0]))
