"""Cuts the sentences of a reply into clauses: one sentence may answer several questions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from rolecall.domain.reading.phrases import Word
from rolecall.domain.replies.anatomy import Sentence

_HARD = re.compile(r";|\s[-\u2013\u2014/|]\s?|\u2014|\||\s\.\.\.?\s|\u2026|/ ")
"""Signs that part what has nothing to do with each other."""
_SOFT = re.compile(r",|\(|\)|\s(?:and|but|though|although|while|whereas|however|except)\s", re.I)
_LABEL_WORDS = 7
"""Words of a label at most: `Interview rounds: three`."""
_LABEL = re.compile(r"[ \t]{0,4}(?::(?=\s|$)|\||\t|\u2192|->|=>|=(?= ))")
_HEADING_WORDS = 5
_FRAMES = frozenset(["on", "regarding", "concerning", "about", "re"])
_FRAME_PAIRS: tuple[list[str], ...] = (
    ["as", "for"],
    ["as", "to"],
    ["as", "regards"],
    ["with", "regard"],
    ["with", "respect"],
)
_FRAME_PAIRS += (["in", "terms"], ["when", "it"], ["for", "the"], ["to", "your"])
_FRAME_WORDS = 9
_BULLETS = ("- ", "* ", "\u2022 ", "\u2013 ", "+ ", "\u00b7 ")
_BEFORE = " \t>-*\u2022\u00b7\u2013+()0123456789.)"
"""What may stand before the first word of a line."""


class Clause(NamedTuple):
    """A piece of a sentence, text[start:end]."""

    start: int
    end: int
    words: tuple[Word, ...]
    sentence: int
    line: int
    paragraph: int
    mail: int
    bound: frozenset[int]
    hard: bool
    """A hard sign, or the beginning of the sentence, stands before it."""
    label: bool = False
    """It names what is spoken of next; it tells nothing itself."""
    heading: bool = False
    """A label on a line of its own: it holds for the paragraph."""
    first: bool = False
    """It opens its line."""
    framing: bool = False
    """It opens its sentence with what the sentence is about: `As for compute, ...`."""
    item: bool = False
    """Its line is a bullet."""
    slot: int | None = None
    """Its place among the parts of a line cut by slashes."""


def clauses(text: str, sentences: Sequence[Sentence]) -> tuple[Clause, ...]:
    """Every clause in order; labels are clauses of their own."""
    found: list[Clause] = []
    for n, sentence in enumerate(sentences):
        after = sentences[n + 1] if n + 1 < len(sentences) else None
        found += _cut(text, sentence, n, after)
    return tuple(found)


def _cut(text: str, one: Sentence, n: int, after: Sentence | None) -> list[Clause]:
    label = _label_end(text, one)
    if label == len(one.words):
        alone = after is None or after.line != one.line
        return [_clause(text, one, n, one.words, hard=True, label=True, heading=alone)]
    heading = after is not None and _is_heading(text, one, after)
    found: list[Clause] = []
    rest = one.words
    if label:
        found.append(_clause(text, one, n, one.words[:label], hard=True, label=True))
        rest = one.words[label:]
    elif heading:
        return [_clause(text, one, n, one.words, hard=True, label=True, heading=True)]
    slot = 0
    opened = 0
    hard = True
    sign = "/" if re.search(r"\s/\s", text[one.start : one.end]) else ";"
    slots = text.count(sign, one.start, one.end)
    for at in range(1, len(rest) + 1):
        between = text[rest[at - 1].end : rest[at].start] if at < len(rest) else ";"
        strong = bool(_HARD.search(f"{between}"))
        soft = bool(_SOFT.search(between)) or rest[at - 1].text in _JOINS
        opens = at < len(rest) and rest[at].text in _JOINS
        if at == len(rest) or strong or ((soft or opens) and at - opened >= 2 and len(rest) - at >= 2):
            found.append(_clause(text, one, n, rest[opened:at], hard=hard, slot=slot if slots else None))
            slot += sign in between and at < len(rest)
            opened, hard = at, strong
    return found


_JOINS = frozenset(["and", "but", "though", "although", "while", "whereas", "however", "plus", "so"])


def _clause(
    text: str,
    one: Sentence,
    n: int,
    words: Sequence[Word],
    *,
    hard: bool,
    label: bool = False,
    heading: bool = False,
    slot: int | None = None,
) -> Clause:
    end = words[-1].end
    # Signs that belong to the last word: 30 %, $5), a closing mark.
    while end < one.end and text[end] in "%)+\u20ac$\"'\u201d":
        end += 1
    start = words[0].start
    while start > one.start and text[start - 1] in "~$\u20ac(\"'\u201c#<>":
        start -= 1
    head = text[text.rfind("\n", 0, start) + 1 : start]
    opened = text[text.rfind("\n", 0, one.start) + 1 :].lstrip(" \t>")[:2]
    first = not head.strip(_BEFORE)
    return Clause(
        start,
        end,
        tuple(words),
        n,
        one.line,
        one.paragraph,
        one.mail,
        one.bound,
        hard,
        label,
        heading,
        first,
        words[0].start == one.words[0].start and _frames(text, words),
        opened in _BULLETS,
        slot,
    )


def _frames(text: str, words: Sequence[Word]) -> bool:
    said = [word.text for word in words]
    opens = said[0] in _FRAMES or said[:2] in _FRAME_PAIRS
    return opens and len(words) <= _FRAME_WORDS and text[words[-1].end : words[-1].end + 1] == ","


def _label_end(text: str, one: Sentence) -> int:
    """How many words of the sentence are a label, 0 where none is."""
    last = one.words[-1]
    if len(one.words) <= _LABEL_WORDS and _LABEL.match(text, last.end):
        return len(one.words)
    for n, word in enumerate(one.words[:_LABEL_WORDS]):
        found = _LABEL.match(text, word.end)
        if found and n + 1 < len(one.words) and text[found.end() : found.end() + 2] != "//":
            return n + 1
    return 0


def _is_heading(text: str, one: Sentence, after: Sentence) -> bool:
    """A short line without a stop, the next line below it: `Compute`, or `Compute?`."""
    if text[text.rfind("\n", 0, one.start) + 1 : one.start].strip(" \t>*#"):
        return False
    few = len(one.words) <= _HEADING_WORDS
    stop = text[one.end - 1 : one.end]
    asked_themselves = stop == "?" and after.paragraph == one.paragraph
    alone = after.line != one.line and after.paragraph == one.paragraph and stop not in ".!?,;"
    return (
        few and after.mail == one.mail and (asked_themselves or (alone and one.words[0].text not in _JOINS))
    )
