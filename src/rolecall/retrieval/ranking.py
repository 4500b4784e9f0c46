"""Puts dense and lexical candidates into one order: pure arithmetic over scores."""

import re
from collections.abc import Collection, Mapping, Sequence
from statistics import fmean
from typing import NamedTuple

DENSE_SHARE = 0.83
"""Of the fused score; the rest is lexical. A compromise found by trying some forty ways of fusing on our own
cases: on the guides it gains over meaning alone, on the pairs, whose answers repeat few of the question's
words, it loses a little (`rolecall eval search` shows both)."""
HALF = 6.0
"""The BM25 score that counts half: BM25 has no upper end, so its gain must level off."""
AROUND = 40
"""Candidates of one kind whose mean score is what a passage stands out from."""
OWN_GAIN = 0.03
"""Added to own documents where a question is answered: their owner chose them, and a plain note has no
heading worded as a question. Together with standing out it brings own answers up and leaves unrelated own
documents below the guide that answers."""
OWN_FIRST = 3.0
"""How much standing out counts for own documents where somebody searches the library: who searches what they
put in wants it first, also above a guide that answers as well."""
HIRING_TEAM_FACTOR = 0.92
"""Guides for hiring teams rank below equally good ones for candidates, who ask most questions."""

_RANGES = {"e5-small-q4": (0.75, 0.95), "wordllama-l2-supercat": (0.0, 1.0)}
_FROM_TEAM = re.compile(
    r"\b(?:we|our|us)\b.*\b(?:hire|hiring|interview\w*|candidates?|job ads?)\b"
    r"|\bhiring (?:teams?|panels?|committees?)\b|\binterviewing \w* ?candidates\b|\bas an interviewer\b"
    r"|\brubrics?\b|\bscore ?(?:cards?|sheets?)\b|\bscoring (?:sheet|card)s?\b",
    re.IGNORECASE | re.DOTALL,
)


class Ranked(NamedTuple):
    """One candidate with its score, about 0 to 1."""

    id: str
    score: float


def fuse(
    dense: Mapping[str, float], lexical: Mapping[str, float], embedder: str, share: float = DENSE_SHARE
) -> list[Ranked]:
    """Every candidate, best first; `dense` are cosines of this embedder, `lexical` BM25 scores.

    Cosines of one model lie in a narrow range, which is spread over 0 to 1; a candidate that only the
    words brought counts as near as the farthest of the dense ones.
    """
    low, high = _RANGES.get(embedder, (0.0, 1.0))
    farthest = min(dense.values(), default=low)
    if not dense:
        share = 0.0
    ranked = []
    for row in dense.keys() | lexical.keys():
        near = (dense.get(row, farthest) - low) / (high - low)
        words = lexical.get(row, 0.0)
        ranked.append(Ranked(row, share * near + (1 - share) * words / (words + HALF)))
    return sorted(ranked, key=lambda one: (-one.score, one.id))


def stand_out(ranked: Sequence[Ranked], own: Collection[str], *, own_first: bool = False) -> list[Ranked]:
    """The candidates, best first, each raised by how far it stands above the others of its kind.

    Guides and own documents (`own`) differ in length and wording, so that one kind may lie nearer to
    every query; what answers stands out among its own.
    """
    raised: list[Ranked] = []
    for is_own in (False, True):
        kind = [one for one in ranked if (one.id in own) == is_own]
        usual = fmean(sorted((one.score for one in kind), reverse=True)[:AROUND]) if kind else 0.0
        weight = OWN_FIRST if is_own and own_first else 1.0
        gain = OWN_GAIN if is_own else 0.0
        raised += [
            one._replace(score=one.score + weight * max(0.0, one.score - usual) + gain) for one in kind
        ]
    return sorted(raised, key=lambda one: (-one.score, one.id))


def asked_by_team(query: str) -> bool:
    """Whether a query reads as one of somebody who hires."""
    return bool(_FROM_TEAM.search(query))
