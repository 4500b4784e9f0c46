"""Texts as the terms that lexical search counts: folded, without stop words, lightly stemmed."""

import re
import unicodedata

LONGEST_QUERY_TERMS = 64
"""Different terms of a query that are looked up."""

_TOKEN = re.compile(r"[a-z0-9]+(?:[+#]{1,2}(?!\w)|(?:['’.][a-z0-9]+)*)|[^\W_]+")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_STOP = frozenset(
    """a about above after again against all also am an and any anyone are as at be because been before being
    between both but by can could did do does doing don during each else ever few for from further get
    getting give go going got had has have having he her here hers him his how i if in into is it its just
    know let like ll make many may me might more most much must my need no nor not now of off on once one
    only or other our out over own please re really s same shall she should so some someone something such
    t than thank thanks that the their them then there these they thing this those through to too try trying
    under until up upon us use used using ve very want was way we were what when where whether which while
    who whom why will with without would yes you your""".split()  # noqa: SIM905 - a column of 150 quoted words reads worse
)


def terms(text: str) -> list[str]:
    """The terms of a text in order, repeats included; Chinese, Japanese and Korean as letter pairs."""
    folded = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    found: list[str] = []
    for token in _TOKEN.findall(unicodedata.normalize("NFKC", folded)):
        if _WIDE.fullmatch(token):
            found.extend(token[at : at + 2] for at in range(max(1, len(token) - 1)))
        elif token not in _STOP and len(token) <= 40:
            found.append(stem(token))
    return found


def query_terms(text: str) -> list[str]:
    """The different terms of a query, in order."""
    return list(dict.fromkeys(terms(text)))[:LONGEST_QUERY_TERMS]


def stem(word: str) -> str:
    """A word without the endings that English changes most; never shorter than three letters."""
    word = re.sub(r"['’]s?$", "", word)
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed", "er", "ly"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 4 and re.search("[aeiouy]", root):
            # planned -> plan, but call stays call
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root
            break
    return word.removesuffix("e") if len(word) > 4 else word
