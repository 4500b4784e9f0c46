"""Takes names, addresses and dates out of a report, so that it can be kept and shared as a pattern.

What stays is what a pattern is for: rounds, minutes, kinds, what was asked. The rules would rather take out a
word too many than leave a name; the user sees the text, and edits it, before anything is saved.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from pydantic import Field

from rolecall.domain.values import Value

RemovedKind = Literal["name", "company", "place", "mail", "link", "phone", "date", "number"]
Ordinary = Callable[[str], bool]
"""Whether a word in small letters is an ordinary one."""

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>()\"]{1,400}|\b[\w-]{2,40}(?:\.[\w-]{2,40}){0,4}\.(?:com|org|net|io|ai|dev|co|edu|eu|de|uk|example)(?:/[^\s<>()\"]{0,300})?\b",
    re.I,
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}")
_HANDLE = re.compile(r"(?<![\w.])@\w[\w.]{1,40}")
_PHONE = re.compile(r"(?<![\w.,:])(?:\+|00|0)\d[\d ()/-]{6,20}\d(?!\w)")
_NUMBERED = re.compile(r"\b(?=[\w-]{0,20}\d{4})[A-Za-z]{0,4}-?\d{4,12}(?:-[A-Za-z0-9]{1,6})?\b")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:,? ?(?:19|20)\d\d)"
_NUMERIC_DATE = re.compile(
    r"\b(?:(?:19|20)\d\d[-/.][01]?\d[-/.][0-3]?\d|[0-3]?\d[./-][01]?\d[./-](?:(?:19|20)?\d\d))\b"
)
_BARE_YEAR = re.compile(
    r"\b(?:19[89]\d|20[0-4]\d)\b(?! ?(?:min|problem|question|candidate|gpu|token|line|row))"
)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_JOINS = re.compile(r" {1,2}(?:& |of |van |von |de |der |den |la |le |bin |van der |van den )?")
_START = re.compile(r"(?:^|[.!?:;\n\u201c\"(\[*\u2022-]\s{0,3}|\n\s{0,4}|\d[.)]\s)$")
_LOOK_BACK = 24
_PLACEHOLDERS: dict[RemovedKind, str] = {
    "name": "[name]", "company": "[company]", "place": "[place]", "mail": "[mail address]", "link": "[link]",
    "phone": "[phone number]", "date": "[date]", "number": "[reference]",
}  # fmt: skip


class StripWords(Value):
    """knowledge/stripping.yaml; all in small letters."""

    stays: tuple[str, ...] = Field(min_length=1)
    firms: tuple[str, ...]
    endings: tuple[str, ...]
    at: tuple[str, ...]
    titles: tuple[str, ...]
    says: tuple[str, ...]
    trades: tuple[str, ...]
    not_places: tuple[str, ...]
    """Words of places that are ordinary by themselves."""
    ordinary: tuple[str, ...]
    months: tuple[str, ...] = Field(min_length=12)

    @cached_property
    def dates(self) -> re.Pattern[str]:
        """A day, a month, a year, in the orders that people write."""
        named = "|".join(self.months)
        surely = "|".join(month for month in self.months if month not in ("may", "march", "mar"))
        return re.compile(
            rf"\b{_DAY}\.? (?:of )?(?:{named})\b(?:\.(?= ?\d))?{_YEAR}?"
            rf"|\b(?:{named})\.? {_DAY}\b(?! ?(?:min|hour|h\b|round)){_YEAR}?"
            rf"|\b(?:{named}){_YEAR}|\b(?:{surely})\b(?!\w)",
            re.I,
        )

    @cached_property
    def firm_names(self) -> re.Pattern[str]:
        """Any of the firms, in one pass."""
        either = "|".join(re.escape(firm) for firm in self.firms)
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.I)


class Removed(Value):
    """What was taken out."""

    kind: RemovedKind
    text: str


class Stripped(Value):
    """A report without names."""

    text: str
    removed: tuple[Removed, ...] = ()
    """In order, each once."""


class _Cut(NamedTuple):
    start: int
    end: int
    kind: RemovedKind


def strip(
    text: str,
    words: StripWords,
    ordinary: Ordinary,
    *,
    known: Sequence[str] = (),
    places: frozenset[str] = frozenset(),
) -> Stripped:
    """The report with a placeholder for each name, address and date.

    `known`: names that the role tells (company, recruiter), taken out however they are written.
    `places`: cities and countries in small letters.
    """
    cuts = list(_addresses(text, words))
    cuts += _known(text, known, words)
    taken = bytearray(len(text) + 1)
    for cut in cuts:
        taken[cut.start : cut.end] = b"\1" * (cut.end - cut.start)
    names = _Names(text, words, ordinary, places)
    cuts += [cut for cut in names.cuts() if not any(taken[cut.start : cut.end])]
    # A name seen once is taken out wherever it stands, in small letters too.
    seen = {text[cut.start : cut.end] for cut in cuts if cut.kind in ("name", "company")}
    parts = {part for one in seen for part in _WORD.findall(one) if names.is_strange(part)}
    return _without(text, [*cuts, *_known(text, sorted(parts), words)])


def _addresses(text: str, words: StripWords) -> Iterator[_Cut]:
    patterns: tuple[tuple[re.Pattern[str], RemovedKind], ...] = (
        (_MAIL, "mail"), (_LINK, "link"), (_HANDLE, "name"), (_NUMERIC_DATE, "date"), (words.dates, "date"),
        (_PHONE, "phone"), (_BARE_YEAR, "date"), (_NUMBERED, "number"),
    )  # fmt: skip
    for pattern, kind in patterns:
        for match in pattern.finditer(text):
            yield _Cut(match.start(), match.end(), kind)


def _known(text: str, known: Sequence[str], words: StripWords) -> Iterator[_Cut]:
    names = {part.strip() for name in known for part in (name, *_WORD.findall(name))}
    kept = {*words.stays, *words.endings, *words.ordinary}
    sought = sorted((one for one in names if len(one) > 2 and one.lower() not in kept), key=len, reverse=True)
    if sought:
        either = "|".join(re.escape(one) for one in sought)
        for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", text, re.I):
            at = _after_at(text, match.start(), words)
            yield _Cut(match.start(), match.end(), "company" if at else "name")
    for match in words.firm_names.finditer(text):
        said = match.group()
        if not said.islower() or " " in said or _after_at(text, match.start(), words):
            yield _Cut(match.start(), match.end(), "company")


def _after_at(text: str, start: int, words: StripWords) -> bool:
    before = text[max(0, start - _LOOK_BACK) : start].lower().rstrip()
    return any(before.endswith(f" {one}") or before == one for one in words.at)


class _Names:
    """Words that are names, by their capitals, by what stands around them, and by being no ordinary words."""

    def __init__(self, text: str, words: StripWords, ordinary: Ordinary, places: frozenset[str]) -> None:
        self._text = text
        self._words = words
        self._stays = frozenset((*words.stays, *words.ordinary))
        self._places = places - frozenset(words.not_places)
        self._ordinary = ordinary
        self._found = list(_WORD.finditer(text))
        self._shouted = sum(word.group().isupper() for word in self._found) > len(self._found) / 2
        self._small = text == text.lower()

    def is_strange(self, word: str) -> bool:
        """Whether a word is neither ordinary nor a name that stays."""
        lowered = word.lower().replace("\u2019", "'").removesuffix("'s")
        return any(not self._usual(part) for part in lowered.split("-") if len(part) > 1)

    def _usual(self, part: str) -> bool:
        stems = (part, part.removesuffix("s"))
        return any(self._ordinary(one) or one in self._stays for one in stems)

    def cuts(self) -> Iterator[_Cut]:
        """Runs of names, each as one cut."""
        named = [self._is_name(index) for index in range(len(self._found))]
        for index in range(len(self._found) - 1):
            named[index] = named[index] or (named[index + 1] and self._goes_before(index))
        for index in range(len(self._found)):
            if (
                not named[index]
                and self._is_ending(index)
                and index
                and named[index - 1]
                and self._joined(index - 1)
            ):
                named[index] = True
        index = 0
        while index < len(named):
            if not named[index]:
                index += 1
                continue
            last = index
            while last + 1 < len(named) and named[last + 1] and self._joined(last):
                last += 1
            yield self._cut(index, last)
            index = last + 1

    def _cut(self, first: int, last: int) -> _Cut:
        start, end = self._found[first].start(), self._found[last].end()
        said = self._text[start:end]
        if said.endswith(("'s", "\u2019s")):
            end -= 2
        lowered = said.lower()
        kind: RemovedKind = "name"
        if all(part in self._places for part in lowered.split()):
            kind = "place"
        elif (
            (last > first and self._found[last].group().lower() in self._words.endings)
            or _after_at(self._text, start, self._words)
            or lowered in self._words.firms
        ):
            kind = "company"
        return _Cut(start, end, kind)

    def _is_name(self, index: int) -> bool:  # noqa: PLR0911 - one return a reason
        word = self._found[index].group()
        lowered = word.lower().removesuffix("'s").removesuffix("\u2019s")
        start = self._found[index].start()
        if lowered in self._words.stays or len(word) < 2:
            return False
        if lowered in self._places and word[:1].isupper():
            return True
        strange = self.is_strange(lowered)
        capital = word[:1].isupper() and (not word.isupper() or len(word) > 1)
        if capital and strange:
            return True
        if self._small:
            return strange and len(word) > 2
        if not capital:
            return strange and (_after_at(self._text, start, self._words) or self._says(index))
        # An ordinary word with a capital is a name only where a firm's or a person's stands.
        if self._shouted or _START.search(self._text[max(0, start - 6) : start]):
            return False
        return not word.isupper() and self._stands_for_one(index)

    def _stands_for_one(self, index: int) -> bool:
        """`at Northern Light Labs`, `Dr. Field`: ordinary words in a name's place."""
        start = self._found[index].start()
        titled = self._text[max(0, start - 12) : start].lower().rstrip(" .")
        if any(re.search(rf"\b{re.escape(one)}$", titled) for one in self._words.titles[:10]):
            return True
        following = self._found[index + 1].group().lower() if index + 1 < len(self._found) else ""
        ends = (
            following in self._words.endings
            and self._joined(index)
            and self._found[index + 1].group()[:1].isupper()
        )
        before = self._text[max(0, start - _LOOK_BACK) : start].lower().rstrip()
        return bool(ends) or before.endswith((" at", " joined"))

    def _says(self, index: int) -> bool:
        """Whether a strange word in small letters does what a person does."""
        if index + 1 >= len(self._found):
            return False
        before = self._found[index - 1].group().lower() if index else ""
        people = before in ("with", "by", "named", "called", "and") and self._joined(index - 1)
        return people or (self._joined(index) and self._found[index + 1].group().lower() in self._words.says)

    def _goes_before(self, index: int) -> bool:
        """Whether an ordinary word with a capital is the first half of a name: `Field Menon`."""
        word, start = self._found[index].group(), self._found[index].start()
        opens = _START.search(self._text[max(0, start - 6) : start]) is not None
        lowered = word.lower()
        return (
            word.istitle()
            and not opens
            and self._joined(index)
            and lowered not in self._stays
            and lowered not in self._words.titles
            and lowered not in self._words.trades
        )

    def _is_ending(self, index: int) -> bool:
        word = self._found[index].group()
        return word.lower() in self._words.endings and (word[:1].isupper() or self._small)

    def _joined(self, index: int) -> bool:
        between = self._text[self._found[index].end() : self._found[index + 1].start()]
        return _JOINS.fullmatch(between) is not None


def _without(text: str, cuts: Sequence[_Cut]) -> Stripped:
    """The text with its cuts replaced; those that touch become one."""
    merged: list[_Cut] = []
    for cut in sorted(cuts, key=lambda one: (one.start, -one.end)):
        if merged and cut.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = last._replace(end=max(last.end, cut.end))
        else:
            merged.append(cut)
    pieces, at = [], 0
    for cut in merged:
        pieces += [text[at : cut.start], _PLACEHOLDERS[cut.kind]]
        at = cut.end
    pieces.append(text[at:])
    removed = dict.fromkeys((cut.kind, text[cut.start : cut.end]) for cut in merged)
    told = re.sub(r"(\[[a-z ]{2,15}\])(?:[ ,]{1,2}(?:and |& )?\1)+", r"\1", "".join(pieces))
    return Stripped(text=told, removed=tuple(Removed(kind=kind, text=said) for kind, said in removed))
