import re
from collections import defaultdict

SEP = '\0'

def replaced(text, pair):
    return re.sub(f'(?<![^{SEP}]){re.escape(SEP.join(pair))}(?![^{SEP}])', lambda _: ''.join(pair), text, flags=re.S)

def learn_merges(words, n):
    vocab = {SEP.join(w): c for w, c in words.items()}
    merges = []
    while len(merges) < n:
        stats = defaultdict(int)
        for text, c in vocab.items():
            s = text.split(SEP)
            for p in zip(s, s[1:]): stats[p] += c
        if not stats: break
        top = max(stats.values())
        pair = sorted(p for p in stats if stats[p] == top)[0]
        merges.append(pair)
        vocab = {replaced(text, pair): c for text, c in vocab.items()}
    return merges

def encode(word, merges):
    if not word: return []
    text = SEP.join(word)
    merges = [tuple(m) for m in merges]
    while True:
        symbols = text.split(SEP)
        present = set(zip(symbols, symbols[1:]))
        for m in merges:
            if m in present:
                text = replaced(text, m); break
        else: return symbols
