"""Picks from a passage the sentences that answer a question, so that they still read as a text."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "the and for are but not you your with that this from they them their have has had was were "
        "will would should could can what when which who how why does did about into than then "
        "there here most some any all one two also just like get its out our too very much many "
        "more is it in of on to do be as at by an or if my me we us so no up am really tell mean "
        "means think want need know good",
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
    r"^[^:]{0,70}\b(two|three|four|five|six|several|a few|these|the following)( [\w-]+){0,2}"
    r" (?!hours?|days?|weeks?|minutes?|seconds?|months?|years?|points?|times|evenings?|people)[\w-]+\.$"
    r"|^(two|three|four|five|six|several|a few)( [\w-]+){1,3} (are|is|have|help|matter|place|raise)\b.*\.$",
    re.IGNORECASE,
)
"""Short sentences that only announce what follows: "Know two traps."."""
_SUPPOSES = re.compile(
    r"(suppose|imagine|say you|take the case|a (quick|simple|small) (test|check|calculation))\b",
    re.IGNORECASE,
)
_ANNOUNCED = {"two": 2, "three": 3, "four": 4}
_SHORT = 12
"""Words below which a sentence with a number announces rather than tells."""
_QUANTITY = re.compile(r"\bhow (many|much|long|soon|often|late|early)\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(two|three|four|five|six|eight|ten|twenty|thirty|forty|sixty|half|weeks?|hours?|days)\b",
    re.IGNORECASE,
)
_WORDING = re.compile(
    r"\b(reply|answer|respond|say|word|wording|phrase|ask|write|tell them|explain to)\b", re.IGNORECASE
)
_SPOKEN = re.compile(r"[\"“][^\"”]{30,}[\"”]")
_FITTING = 1.5
"""What a number adds to an answer to "how many", and words to be said to "how do I ask"."""
_MOST_ITEMS = 5
_OVERFULL = 25
"""Words by which a list may pass the budget: half a list reads worse than a long one."""
_LEAST_WORDS = 4
_SLACK = 8
"""Words by which a sentence may pass it."""
_WORTH = 0.95
"""Value below which more is only padding, once two thirds of the words are said."""
_LONE = 35
"""Words up to which a paragraph takes in the next sentence, wherever that stood."""


class Unit(NamedTuple):
    """A sentence, or a whole list, of a passage."""

    text: str
    paragraph: int
    items: tuple[str, ...] = ()
    hangs: bool = False
    """Cannot be read without the unit before it."""
    announces: int = 0
    """Cannot be read without so many units after it."""

    @property
    def words(self) -> int:
        return sum(len(part.split()) for part in self.items or (self.text,))


class Asked(NamedTuple):
    """What a question wants to find: its words, and the shape that an answer to it has."""

    stems: frozenset[str]
    shape: re.Pattern[str] | None = None


def asked(question: str) -> Asked:
    """A question as the picking of sentences sees it."""
    shape = _NUMBER if _QUANTITY.search(question) else _SPOKEN if _WORDING.search(question) else None
    return Asked(stems(question), shape)


@lru_cache(maxsize=512)
def excerpt(question: str, text: str, words: int, *, opens: bool = True) -> tuple[str, ...]:
    """Paragraphs of about `words` words from a passage, in its own order and its own words.

    `opens` says that the passage's first sentence answers its heading, as it does in the guides. Remembered,
    because each prompt of a conversation shows the excerpts of the turns before it.
    """
    units = units_of(text)
    if not units:
        return ()
    wanted = asked(question)
    kept: set[int] = set()
    start = 0 if opens else _best(units, wanted, words)
    kept.update(_closed(units, start))
    while True:
        left = words - sum(_length(units[i], wanted) for i in kept)
        group = _next(units, kept, wanted, left, _WORTH if 3 * left < words else 0.0)
        if not group:
            return tuple(_written(units, sorted(kept), wanted))
        kept.update(group)


def units_of(text: str) -> list[Unit]:
    """The sentences and lists of a passage, in order."""
    units: list[Unit] = []
    for number, block in enumerate(re.split(r"\n\s*\n", text.strip())):
        plain, items = _parted(block)
        for sentence in sentences(plain):
            leans = _HANGS.match(sentence.lstrip("“\"'(")) or (units and units[-1].announces)
            units.append(Unit(sentence, number, hangs=bool(leans and units), announces=_announced(sentence)))
        if items:
            introduced = bool(units) and units[-1].announces
            units.append(Unit("", number, items=items, hangs=bool(introduced) or not plain))
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


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """Rough stems, enough to let `interviews` meet `interviewing`; remembered, since guides come again."""
    words = (w for w in _WORD.findall(text.lower()) if w not in _COMMON)
    return frozenset(
        re.sub(r"(ings?|ers?|ed|ies|es|s|ly|e|y)$", "", word) if len(word) > 4 else word for word in words
    )


def _announced(sentence: str) -> int:
    if sentence.endswith(":") or _SUPPOSES.match(sentence):
        return 1
    found = _ANNOUNCES.match(sentence) if len(sentence.split()) < _SHORT else None
    return _ANNOUNCED.get((found[1] or found[3]).lower(), 1) if found else 0


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
    owed = units[at].announces
    while owed and last + 1 < len(units):
        last += 1
        owed = max(owed - 1, units[last].announces) if not units[last].items else 0
    return range(first, last + 1)


def _next(units: Sequence[Unit], kept: set[int], wanted: Asked, left: int, least: float) -> set[int]:
    """The group that adds most to what is kept and still fits; none where nothing adds more than `least`."""
    best: tuple[float, set[int]] = (least, set())
    for at in range(len(units)):
        group = set(_closed(units, at)) - kept
        if not group or at in kept:
            continue
        length = sum(_length(units[i], wanted) for i in group)
        slack = _OVERFULL if any(units[i].items for i in group) else _SLACK
        if length > left + slack or any(_short(units[i]) for i in group):
            continue
        value = _value(units, group, kept, wanted)
        if value > best[0]:
            best = (value, group)
    return best[1]


def _value(units: Sequence[Unit], group: set[int], kept: set[int], wanted: Asked) -> float:
    """New words of the question first; then its shape; then to go on where the last kept sentence ended."""
    said, found = _all_stems(units, kept), _all_stems(units, group)
    first = min(group)
    follows = first - 1 in kept
    same = follows and units[first].paragraph == units[first - 1].paragraph
    listed = any(units[i].items for i in group)
    shaped = _shaped(units, group, wanted) and not _shaped(units, kept, wanted)
    return (
        len(wanted.stems & (found - said))
        + 0.25 * len(wanted.stems & found & said)
        + _FITTING * shaped
        + 0.5 * follows
        + 0.4 * same
        + 0.3 * listed
        - 0.05 * first
    )


def _all_stems(units: Sequence[Unit], chosen: set[int]) -> set[str]:
    return set().union(*(_stems_of(units[i]) for i in chosen))


def _shaped(units: Sequence[Unit], chosen: set[int], wanted: Asked) -> bool:
    if wanted.shape is None:
        return False
    return any(wanted.shape.search(text) for i in chosen for text in (units[i].text, *units[i].items))


def _best(units: Sequence[Unit], wanted: Asked, words: int) -> int:
    """Where to begin in a text whose opening promises nothing: the sentence nearest to the question."""
    fitting = [i for i in range(len(units)) if sum(units[j].words for j in _closed(units, i)) <= 2 * words]
    return max(fitting or [0], key=lambda i: (len(wanted.stems & _stems_of(units[i])), -i))


def _stems_of(unit: Unit) -> frozenset[str]:
    return stems(" ".join((unit.text, *unit.items)))


def _short(unit: Unit) -> bool:
    return not unit.items and not unit.announces and len(unit.text.split()) < _LEAST_WORDS


def _length(unit: Unit, wanted: Asked) -> int:
    if not unit.items:
        return unit.words
    return sum(len(item.split()) for item in _items(unit, wanted)[0])


def _items(unit: Unit, wanted: Asked) -> tuple[tuple[str, ...], int]:
    """The items shown, in their order, and how many are left out."""
    if len(unit.items) <= _MOST_ITEMS:
        return unit.items, 0
    ranked = sorted(
        range(len(unit.items)), key=lambda i: (-min(2, len(wanted.stems & stems(unit.items[i]))), i)
    )
    shown = sorted(ranked[: _MOST_ITEMS - 1])
    return tuple(unit.items[i] for i in shown), len(unit.items) - len(shown)


def _runs_on(said: str, before: Unit, unit: Unit) -> bool:
    return before.paragraph == unit.paragraph or (len(said.split()) < _LONE and not unit.announces)


def _written(units: Sequence[Unit], kept: Sequence[int], wanted: Asked) -> list[str]:
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
