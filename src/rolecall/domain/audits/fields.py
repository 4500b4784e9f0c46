"""What is told of one round: its name, kind, length, who holds it, what is scored."""

import re
from collections.abc import Mapping
from functools import lru_cache

from rolecall.domain.audits.durations import Length, bare, lengths
from rolecall.domain.audits.lines import lines
from rolecall.domain.audits.rules import LoopWords
from rolecall.domain.audits.values import LoopKind, Round, Said, Unsaid
from rolecall.domain.audits.vocabulary import Vocabulary, said
from rolecall.domain.reading.phrases import Word, words

Region = tuple[int, int]
_MOST_TIMES = 6
"""Rounds that a count may stand for; more is no count of rounds."""
_NAME = 60
"""Characters of a name."""
_NAME_ENDS = re.compile(r"[,;(\n|.?:]|\s[-\u2013\u2014]\s|\*\*|__")
_STAGE_NUMBER = re.compile(
    r"(?i)(?:round|stage|step|part|interview|session|phase|r)\s?#?\s?\d{1,2}\s*[:.)\u2013\u2014-]*\s*(?=\w)"
)
_TIMES = re.compile(r"(?i)\b(\d|two|three|four|five|six)\s?[x\u00d7]\s?(?=\w)|[x\u00d7]\s?(\d)\b")
_VALUE_ENDS = re.compile(r"[;\n)|]|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bProf)(?<!\bMrs)\.(?=\s|$)")
_WITH = re.compile(r"(?i)\b(?:with|by|led by|run by)\s+(?=\S)")
_WITH_ENDS = re.compile(
    r"(?i)[,;()\n|:]|(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bProf)(?<!\bMrs)\.(?=\s|$)"
    r"|\s(?:about|on|where|whom?|in which|covering|for|to|that|how|and finally|then|-|\u2013|\u2014)(?=\s)"
)
_SEGMENT = re.compile(r"[,;\n]|\s[-\u2013\u2014]\s")
_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_MOST_PEOPLE = 9
"""Words that say who; more is something else."""
_CAPITALISED = re.compile(r"(?:(?:Dr|Prof|Ms|Mr|Mrs)\.\s)?[A-Z][\w'\u2019-]+(?:\s[A-Z][\w'\u2019-]+)*")


class Fields:
    """Reads the fields of rounds from one text."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._loop = vocabulary.rules.loop

    def rounds(
        self, region: Region, cells: Mapping[str, Region] | None = None, *, listed: bool = True
    ) -> list[Round]:
        """The round told of in a region, or the rounds, where it counts them; numbers are set later.

        `listed` regions are items of a list, whose name stands first; others are running text.
        """
        whole = said(self._text, *region)
        if whole is None:
            return []
        name = self._name(region, cells, listed=listed)
        length = self._minutes(region, cells)
        kind = self._vocabulary.kind_of(self._text, name, [region])
        given = {
            "interviewers": self._cell(cells, "interviewers") or (None if cells else self._who(region)),
            "scored": self._cell(cells, "scored") or (None if cells else self._scored(region)),
        }
        one = Round(
            n=1,
            name=_short(self._text[slice(*name)]),
            kind=kind.kind if kind else LoopKind.OTHER,
            kind_said=Said(quote=self._text[kind.start : kind.end], start=kind.start, end=kind.end)
            if kind
            else None,
            minutes=length.minutes if length else None,
            minutes_said=said(self._text, length.start, length.end) if length else None,
            **given,
            said=whole,
            not_said=_not_said(known=kind is not None, length=length, **given),
        )
        return [one] * self._times(region)

    def _name(self, region: Region, cells: Mapping[str, Region] | None, *, listed: bool) -> Region:
        start, end = cells["name"] if cells else region
        start = self._after_marks(start, end)
        if cells or (listed and self._begins_line(region[0])):
            first = self._text.find("\n", start, end)
            end = first if first > 0 else end
            ends = [found.start() for found in _NAME_ENDS.finditer(self._text, start, end)]
            ends += [length.start for length in lengths(self._text, start, end, self._loop)]
            stop = min((at for at in ends if at > start), default=end)
            trimmed = said(self._text, start, stop)
            return (trimmed.start, trimmed.end) if trimmed else (start, end)
        return self._named_in_prose(start, end)

    def _begins_line(self, at: int) -> bool:
        before = self._text.rfind("\n", 0, at) + 1
        return not any(letter.isalnum() for letter in self._text[before:at])

    def _named_in_prose(self, start: int, end: int) -> Region:
        """From the first to the last word that names the round in its opening words."""
        found = words(self._text, start, end)[:16]
        hits = [(first, last) for _, first, last in self._vocabulary.kinds(found)]
        hits += [(hit.first, hit.last) for hit in self._vocabulary.nouns.find(found)]
        if not hits:
            return start, min(end, found[min(7, len(found) - 1)].end if found else end)
        hits.sort()
        first, last = hits[0]
        for begin, stop in hits:
            if begin <= last + 2:
                last = max(last, stop)
        return found[first].start, found[last - 1].end

    def _after_marks(self, start: int, end: int) -> int:
        line = next((one for one in lines(self._text[start:end], self._loop) if not one.blank), None)
        at = start + (line.body if line else 0)
        number = _STAGE_NUMBER.match(self._text, at, end)
        return number.end() if number else at

    def _minutes(self, region: Region, cells: Mapping[str, Region] | None) -> Length | None:
        if cells and "minutes" in cells:
            cell = cells["minutes"]
            return next(iter(lengths(self._text, *cell, self._loop)), None) or bare(self._text, *cell)
        told = next(iter(lengths(self._text, *region, self._loop)), None)
        labelled = None if told else self._labelled(region, "minutes")
        return bare(self._text, labelled.start, labelled.end) if labelled else told

    def _cell(self, cells: Mapping[str, Region] | None, label: str) -> Said | None:
        if not cells or label not in cells:
            return None
        found = said(self._text, *cells[label])
        return found if found and any(letter.isalnum() for letter in found.quote) else None

    def _who(self, region: Region) -> Said | None:
        labelled = self._labelled(region, "interviewers")
        if labelled:
            return labelled
        for match in _WITH.finditer(self._text, *region):
            stop = _WITH_ENDS.search(self._text, match.end(), region[1])
            people = self._people(match.end(), stop.start() if stop else region[1])
            if people:
                return people
        for match in _BRACKETS.finditer(self._text, *region):
            for start, end in self._segments(match.start(1), match.end(1)):
                if people := self._people(start, end):
                    # Several names between one pair of brackets are all meant.
                    whole = said(self._text, start, match.end(1))
                    named = whole is not None and not lengths(self._text, whole.start, whole.end, self._loop)
                    return whole if named else people
        for start, end in self._segments(*region)[1:]:
            if not self._vocabulary.kinds(words(self._text, start, end)) and (
                people := self._people(start, end, named=False)
            ):
                return people
        return None

    def _segments(self, start: int, end: int) -> list[Region]:
        cuts = [(match.start(), match.end()) for match in _SEGMENT.finditer(self._text, start, end)]
        return list(zip([start, *(after for _, after in cuts)], [*(at for at, _ in cuts), end], strict=True))

    def _people(self, start: int, end: int, *, named: bool = True) -> Said | None:
        """Words that say who, and nothing else."""
        found = words(self._text, start, end)
        if not found or len(found) > _MOST_PEOPLE or lengths(self._text, start, end, self._loop):
            return None
        told = said(self._text, start, end)
        if told is None:
            return None
        if self._vocabulary.people.find(found):
            return told
        return told if named and _CAPITALISED.fullmatch(told.quote) else None

    def _scored(self, region: Region) -> Said | None:
        labelled = self._labelled(region, "scored")
        if labelled:
            return labelled
        found = words(self._text, *region)
        hits = self._vocabulary.scored_by.find(found)
        for hit in sorted(hits, key=lambda one: (one.first, -one.last)):
            if self._negated(found, hit.first):
                return said(self._text, found[hit.first - 1].start, found[hit.last - 1].end)
            if hit.last < len(found):
                start = found[hit.last].start
                stop = _VALUE_ENDS.search(self._text, start, region[1])
                return said(self._text, start, stop.start() if stop else region[1])
        return None

    def _negated(self, found: tuple[Word, ...], first: int) -> bool:
        return first > 0 and found[first - 1].text in ("not", "un", "never")

    def _labelled(self, region: Region, label: str) -> Said | None:
        match = _label_pattern(self._loop, label).search(self._text, *region)
        if match is None:
            return None
        stop = _VALUE_ENDS.search(self._text, match.end(), region[1])
        return said(self._text, match.end(), stop.start() if stop else region[1])

    def _times(self, region: Region) -> int:
        """How many rounds the region counts: `3 x coding`, `two coding interviews`."""
        end = min(region[1], region[0] + 120)
        match = _TIMES.search(self._text, region[0], end)
        if match:
            times = self._loop.counts.get((match[1] or match[2]).lower(), 0) or int(match[1] or match[2])
            return times if 1 <= times <= _MOST_TIMES else 1
        found = words(self._text, region[0], end)[:12]
        for at, word in enumerate(found):
            times = self._loop.counts.get(word.text, int(word.text) if word.text.isdecimal() else 0)
            near = [one.text for one in found[at + 1 : at + 6]]
            plural = next((n for n, one in enumerate(near) if one in self._loop.plurals), None)
            if 2 <= times <= _MOST_TIMES and plural is not None:
                between = self._text[word.end : found[at + 1 + plural].start]
                if not any(sign in between for sign in ",;:.("):
                    return times
        return 1


@lru_cache(maxsize=8)
def _label_pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"(?i)(?:^|(?<=[\n.;,(|]))[ \t*_>-]*(?:{either})[*_]*\s*:[*_]*\s*", re.MULTILINE)


def _label_pattern(loop: LoopWords, label: str) -> re.Pattern[str]:
    return _label_pattern_of(loop.labels[label])


def _short(name: str) -> str:
    line = " ".join(name.split())
    line = line[:1].upper() + line[1:]
    return line if len(line) <= _NAME else line[: _NAME - 2].rsplit(" ", 1)[0] + " \u2026"


def _not_said(
    *, known: bool, length: Length | None, interviewers: Said | None, scored: Said | None
) -> tuple[Unsaid, ...]:
    absent: list[Unsaid] = []
    if not known:
        absent.append("kind")
    if length is None:
        absent.append("minutes")
    if interviewers is None:
        absent.append("interviewers")
    if scored is None:
        absent.append("scored")
    return tuple(absent)
