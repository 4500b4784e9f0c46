"""Picks from a passage the sentences that answer a question, so that they still read as a text."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and for are but not you your with that this from they them their have has had was were will "
        "would should could can what when which who how why does did about into than then there here most some "
        "any all one two also just like get its out our too very much many more is it in of on to do be as at by "
        "an or if my me we us so no up am really tell mean means think want need know good",
    )
)
_ITEM = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
_END = re.compile(r"(?<=[.!?])([\"”’)\]]*)\s+(?=[\"“‘(]?[A-Z0-9])")
_HANGS = re.compile(
    r"^(this|that|these|those|such|it|its|they|their|them|he|she|his|her|then|also|but|and|so|or|however|yet|"
    r"still|instead|both|either|neither|another|others?|otherwise|again|afterwards?|meanwhile|next|finally|"
    r"first|second|third|the (first|second|third|last|latter|former|same|others?|rest|remedy|reverse|price|"
    r"answers?|reply|point|note|difference|difficulty)|here|there are also|even so|beyond that|in return|"
    r"in that case|what makes (it|such)|a follow-up|compare|continue|finish|close|without (it|one)|"
    r"(one|two|three|four|five|some|most|many|each|none) (of them|further|more)?\b(?! (thing|or|to)\b)|"
    r"further|either answer|under it|for example|for instance|say also|mention|begin there|besides|"
    r"as signals|together)\b"
    r"|^\S+( \S+){0,4} (also|too|as well|instead|therefore|then)\b"
    r"|\bthe (first|second|third|former|latter)(?= (question|one)s?\b|[,.;:])",
    re.IGNORECASE,
)
"""Openings that lean on the sentence before."""
_ANNOUNCES = re.compile(
    r"^[^:]{0,70}\b(two|three|four|five|six|several|a few|these|following|main|common|usual|useful)\b[^:,]{0,40}\.$",
    re.IGNORECASE,
)
"""Short sentences that only announce the next one: "Know two traps." """
_MOST_ITEMS = 5
_OVERFULL = 25
"""Words by which a list may pass the budget: half a list reads worse than a long one."""
_LEAST_WORDS = 4
_SLACK = 8
"""Words by which a sentence may pass it."""
_WORTH = 0.95
"""Value below which more is only padding, once half of the words are said."""
_LONE = 35
"""Words up to which a paragraph takes in the next sentence, wherever that stood."""


class Unit(NamedTuple):
    """A sentence, or a whole list, of a passage."""

    text: str
    paragraph: int
    items: tuple[str, ...] = ()
    hangs: bool = False
    """Cannot be read without the unit before it."""
    announces: bool = False
    """Cannot be read without the unit after it."""

    @property
    def words(self) -> int:
        return sum(len(part.split()) for part in self.items or (self.text,))


def excerpt(question: str, text: str, words: int, *, opens: bool = True) -> list[str]:
    """Paragraphs of about `words` words from a passage, in its own order and its own words.

    `opens` says that the passage's first sentence answers its heading, as it does in the guides.
    """
    units = units_of(text)
    if not units:
        return []
    wanted = stems(question)
    kept: set[int] = set()
    start = 0 if opens else _best(units, wanted, words)
    kept.update(_closed(units, start))
    while True:
        left = words - sum(_length(units[i], wanted) for i in kept)
        group = _next(units, kept, wanted, left, least=_WORTH if 2 * left < words else 0.0)
        if not group:
            return _written(units, sorted(kept), wanted)
        kept.update(group)


def units_of(text: str) -> list[Unit]:
    """The sentences and lists of a passage, in order."""
    units: list[Unit] = []
    for number, block in enumerate(re.split(r"\n\s*\n", text.strip())):
        plain, items = _parted(block)
        for sentence in sentences(plain):
            units.append(
                Unit(
                    sentence,
                    number,
                    hangs=bool(_HANGS.match(sentence.lstrip("“\"'("))) and bool(units),
                    announces=sentence.endswith(":")
                    or (len(sentence.split()) < 12 and bool(_ANNOUNCES.match(sentence))),
                )
            )
        if items:
            introduced = bool(units) and units[-1].announces
            units.append(Unit("", number, items=items, hangs=introduced or not plain))
    return units


def sentences(text: str) -> list[str]:
    """Sentences of running text; what stands in quotation marks is never torn apart."""
    line = " ".join(text.split())
    parts: list[str] = []
    start = 0
    for found in _END.finditer(line):
        piece = line[start : found.end()].strip()
        if _balanced(piece) and not re.search(r"\b([A-Z]|e\.g|i\.e|vs|Dr|Mr|Ms|cf)\.$", piece):
            parts.append(piece)
            start = found.end()
    rest = line[start:].strip()
    return [part for part in (*parts, rest) if part]


def stems(text: str) -> set[str]:
    """Rough stems, enough to let `interviews` meet `interviewing`."""
    words = (w for w in _WORD.findall(text.lower()) if w not in _COMMON)
    return {
        re.sub(r"(ings?|ers?|ed|ies|es|s|ly|e|y)$", "", word) if len(word) > 4 else word for word in words
    }


def _parted(block: str) -> tuple[str, tuple[str, ...]]:
    """The running text of a block and the items of its list."""
    plain: list[str] = []
    items: list[str] = []
    for line in block.splitlines():
        if _ITEM.match(line):
            items.append(_ITEM.sub("", line).strip())
        elif items:
            items[-1] += " " + line.strip()
        else:
            plain.append(line)
    return "\n".join(plain), tuple(items)


def _balanced(piece: str) -> bool:
    return piece.count('"') % 2 == 0 and piece.count("“") == piece.count("”")


def _closed(units: Sequence[Unit], at: int) -> range:
    """The unit with those it cannot be read without."""
    first = last = at
    while first > 0 and units[first].hangs:
        first -= 1
    while last + 1 < len(units) and units[last].announces:
        last += 1
    return range(first, last + 1)


def _next(units: Sequence[Unit], kept: set[int], wanted: set[str], left: int, *, least: float) -> set[int]:
    """The group that adds most to what is kept and still fits; none where nothing adds more than `least`."""
    said: set[str] = set()
    for i in kept:
        said |= _stems_of(units[i])
    best: tuple[float, set[int]] = (least, set())
    for at in range(len(units)):
        group = set(_closed(units, at)) - kept
        if not group or at in kept:
            continue
        length = sum(_length(units[i], wanted) for i in group)
        slack = _OVERFULL if any(units[i].items for i in group) else _SLACK
        if length > left + slack or any(_short(units[i]) for i in group):
            continue
        value = _value(units, group, kept, wanted, said)
        if value > best[0]:
            best = (value, group)
    return best[1]


def _value(units: Sequence[Unit], group: set[int], kept: set[int], wanted: set[str], said: set[str]) -> float:
    """New words of the question first; then to go on where the last kept sentence ended."""
    found: set[str] = set()
    for i in group:
        found |= _stems_of(units[i])
    fresh = len(wanted & (found - said))
    again = len(wanted & found & said)
    follows = min(group) - 1 in kept
    same = follows and units[min(group)].paragraph == units[min(group) - 1].paragraph
    listed = any(units[i].items for i in group)
    return fresh + 0.25 * again + 0.5 * follows + 0.4 * same + 0.3 * listed - 0.05 * min(group)


def _best(units: Sequence[Unit], wanted: set[str], words: int) -> int:
    """Where to begin in a text whose opening promises nothing: the sentence nearest to the question."""
    fitting = [i for i in range(len(units)) if sum(units[j].words for j in _closed(units, i)) <= 2 * words]
    return max(fitting or [0], key=lambda i: (len(wanted & _stems_of(units[i])), -i))


def _stems_of(unit: Unit) -> set[str]:
    return stems(" ".join((unit.text, *unit.items)))


def _short(unit: Unit) -> bool:
    return not unit.items and not unit.announces and len(unit.text.split()) < _LEAST_WORDS


def _length(unit: Unit, wanted: set[str]) -> int:
    if not unit.items:
        return unit.words
    return sum(len(item.split()) for item in _items(unit, wanted)[0])


def _items(unit: Unit, wanted: set[str]) -> tuple[tuple[str, ...], int]:
    """The items shown, in their order, and how many are left out."""
    if len(unit.items) <= _MOST_ITEMS:
        return unit.items, 0
    ranked = sorted(range(len(unit.items)), key=lambda i: (-min(2, len(wanted & stems(unit.items[i]))), i))
    shown = sorted(ranked[: _MOST_ITEMS - 1])
    return tuple(unit.items[i] for i in shown), len(unit.items) - len(shown)


def _runs_on(said: str, before: Unit, unit: Unit) -> bool:
    return before.paragraph == unit.paragraph or len(said.split()) < _LONE and not unit.announces


def _written(units: Sequence[Unit], kept: Sequence[int], wanted: set[str]) -> list[str]:
    """The kept units as paragraphs; neighbours stay together, a list is a list."""
    parts: list[str] = []
    before: int | None = None
    for i in kept:
        unit = units[i]
        if unit.items:
            shown, left_out = _items(unit, wanted)
            lines = [f"- {item}" for item in shown]
            if left_out:
                lines.append(f"- … and {left_out} more")
            parts.append("\n".join(lines))
        elif before is not None and not units[before].items and _runs_on(parts[-1], units[before], unit):
            parts[-1] += f" {unit.text}"
        else:
            parts.append(unit.text)
        before = i
    return parts
