"""Reads a team's own rubric: its criteria, their weights, and what they value."""

import re
from collections import Counter

from rolecall.domain.audits.lines import lines
from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import RubricLine, TeamRubric
from rolecall.domain.audits.vocabulary import Vocabulary, said, vocabulary
from rolecall.domain.interviews import RubricFamily
from rolecall.domain.reading.phrases import words

_WEIGHT = re.compile(
    r"(?i)(?<![\d.])(\d{1,3}(?:\.\d)?)\s?(?:%|per\s?cent\b|points?\b|pts\b)"
    r"|\b(?:weight|weighs|counts)\s?(?:of|for|[:=x\u00d7])?\s?(\d{1,3}(?:\.\d)?)\b"
    r"|[:|;,\t]\s*(\d{1,3}(?:\.\d)?)\s*\|?\s*$"
)
_LEVEL = re.compile(r"(?:[1-5]\s?[:.)=\u2013-]\s|(?:level|score)\s?[1-5]\b)", re.IGNORECASE)
_NAME_ENDS = re.compile(r"[:(|;,\t]|\s[-\u2013\u2014]\s|\s\d")
_MOST_WORDS = 40
MOST_LINES = 40
MOST_CHARACTERS = 30_000


def read_rubric(text: str, rules: AuditRules) -> TeamRubric:
    """The criteria of a text, one a line; the anchors of levels and other lines are left out."""
    text = text[:MOST_CHARACTERS]
    known = vocabulary(rules)
    found = []
    for line in lines(text, rules.loop):
        if line.blank or _LEVEL.match(text, line.start, line.end):
            continue
        one = _line(text, line.body, line.end, known)
        if one is not None:
            found.append(one)
    found = found[:MOST_LINES]
    if any(one.weight is not None for one in found):
        # Where weights are given, what has none is a remark.
        found = [one for one in found if one.weight is not None]
    return TeamRubric(lines=tuple(found), shares=_shares(found))


def _line(text: str, start: int, end: int, known: Vocabulary) -> RubricLine | None:
    read = words(text, start, end)
    if not read or len(read) > _MOST_WORDS:
        return None
    match = _WEIGHT.search(text, start, end)
    counts = Counter(known.families[hit.entry] for hit in known.rubric.find(read))
    if not counts:
        return None
    family = max(counts, key=lambda one: (counts[one], -known.families.index(one)))
    stop = _NAME_ENDS.search(text, start + 1, end)
    name, whole = said(text, start, stop.start() if stop else end), said(text, start, end)
    if name is None or whole is None:
        return None
    weight = next((float(group) for group in match.groups() if group), None) if match else None
    return RubricLine(name=name.quote, weight=weight, family=family, said=whole)


def _shares(found: list[RubricLine]) -> dict[RubricFamily, float]:
    weighted = all(one.weight is not None for one in found)
    sizes = [float(one.weight or 0) if weighted else 1.0 for one in found]
    total = sum(sizes)
    if not total:
        return {}
    return {
        family: round(
            sum(size for one, size in zip(found, sizes, strict=True) if one.family is family) / total, 4
        )
        for family in RubricFamily
    }
