"""Which rounds the sources name, and which they say there will not be, each with the words that say so."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from rolecall.domain.interviews import RoundKind
from rolecall.domain.planning import LoopRules
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.plans.values import Quote
from rolecall.domain.reading.phrases import Word
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.single import Reader
from rolecall.domain.roles import Section, Source, SourceKind

_OF_A_ROLE = (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.REPORT, SourceKind.NOTE)
_BEFORE, _AFTER = 4, 3
"""Words around a name in which a word such as `no` belongs to it."""
_CLAUSE = re.compile(r"[,;:]|\b(?:but|however|yet)\b")
_ONLY = ("only", "just")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_MINUTES = re.compile(r"\b(\d{2,3})[ -]?(?:min\b|mins\b|minutes?\b)")
_HOURS = re.compile(r"\b(\d|one|two|three|four)[ -]?(?:h\b|hours?\b)")
_OF_TIME = ("hour", "min")
_USUAL = 45
"""Minutes of a round whose length is not told."""
_LONGEST = 120
"""A task to take home may be given days; what it asks for is not more than this of preparation."""


class Named(NamedTuple):
    """A round that a source names."""

    weight: float
    """Its length in usual rounds."""
    quote: Quote


class Process(NamedTuple):
    """What the sources say of the rounds; no round is in both."""

    named: dict[RoundKind, Named]
    ruled_out: dict[RoundKind, Quote]


def rounds_told(sources: Sequence[Source], reader: Reader, loops: LoopRules, rules: PlanRules) -> Process:
    """What the sources say of the rounds; later sources are newer and win. Commands in them are not heard."""
    named: dict[RoundKind, Named] = {}
    ruled_out: dict[RoundKind, Quote] = {}
    for source in sources:
        if source.kind not in _OF_A_ROLE:
            continue
        said: dict[RoundKind, Named] = {}
        for sentence in _of_the_process(source, reader, rules):
            quote = quote_of(source, sentence.start, sentence.end)
            weights: dict[RoundKind, float] = {}
            for kind, weight in _heard(source.text, sentence, loops, rules):
                # A talk and a deep dive named side by side are two rounds; told again they are the same two.
                weights[kind] = weights.get(kind, 0.0) + weight
            for kind, weight in weights.items():
                if weight == 0:
                    ruled_out[kind] = quote
                    named.pop(kind, None)
                elif kind not in said or weight > said[kind].weight:
                    said[kind] = Named(weight, quote)
        for kind, told in said.items():
            if ruled_out.get(kind) is None or ruled_out[kind].source != source.id:
                named[kind] = told
                ruled_out.pop(kind, None)
    return Process(named, ruled_out)


def quote_of(source: Source, start: int, end: int) -> Quote:
    return Quote(text=source.text[start:end], source=source.id, start=start, end=end, kind=source.kind)


def _of_the_process(source: Source, reader: Reader, rules: PlanRules) -> Iterator[Placed]:
    """Sentences that tell of the interview: all of a report, elsewhere those that say so."""
    for sentence in reader.place(source.text):
        if reader.injection.find(sentence) or _asked_or_quoted(source.text, sentence):
            continue
        tells = source.kind is SourceKind.REPORT or sentence.section is Section.PROCESS
        if tells or rules.process_book.find(sentence.words):
            yield sentence


def _asked_or_quoted(text: str, sentence: Placed) -> bool:
    """A question names rounds without telling of any; a quoted line is what somebody else wrote before."""
    line = text.rfind("\n", 0, sentence.start) + 1
    return "?" in text[sentence.end - 1 : sentence.end + 2] or text[
        line : sentence.start
    ].lstrip().startswith(">")


def _heard(
    text: str, sentence: Placed, loops: LoopRules, rules: PlanRules
) -> Iterator[tuple[RoundKind, float]]:
    """Each round a sentence names, with its weight; 0 where it says that there is none."""
    for start, end in _clauses(text, sentence):
        words = tuple(word for word in sentence.words if start <= word.start < end)
        clause = text[start:end].lower()
        if len(clause) != end - start:  # some capitals are longer in small letters: offsets would be wrong
            clause = text[start:end]
        for kind, names in loops.named.items():
            for name in names:
                at = clause.find(name)
                if at >= 0 and (at == 0 or not clause[at - 1].isalnum()):
                    none = _said_to_be_none(words, start + at, start + at + len(name), rules)
                    yield kind, 0.0 if none else _length(clause, words, start + at)
                    break


def _clauses(text: str, sentence: Placed) -> Iterator[tuple[int, int]]:
    start = sentence.start
    for mark in _CLAUSE.finditer(text, sentence.start, sentence.end):
        yield start, mark.start()
        start = mark.end()
    yield start, sentence.end


def _said_to_be_none(words: Sequence[Word], start: int, end: int, rules: PlanRules) -> bool:
    before, after = rules.none_books
    ahead = [word for word in words if word.end <= start][-_BEFORE:]
    behind = [word for word in words if word.start >= end][:_AFTER]
    hits = [hit for hit in before.find(ahead) if hit.last >= len(ahead) or ahead[hit.last].text not in _ONLY]
    return bool(hits or after.find(behind))


def _length(clause: str, words: Sequence[Word], start: int) -> float:
    ahead = [word.text for word in words if word.end <= start][-4:]
    # In "a two-hour coding round" the number counts the hours, not the rounds.
    counts = [word for word, after in pairwise([*ahead, ""]) if not after.startswith(_OF_TIME)]
    times = max((_NUMBERS.get(word, 1) for word in counts[-3:]), default=1)
    return times * min(_minutes(clause), _LONGEST) / _USUAL


def _minutes(clause: str) -> int:
    if told := _MINUTES.search(clause):
        return int(told.group(1))
    if hours := _HOURS.search(clause):
        named = hours.group(1)
        return 60 * (int(named) if named.isdigit() else _NUMBERS.get(named, 1))
    return _USUAL
