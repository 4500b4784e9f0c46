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
from rolecall.domain.reports.values import ReportReading, Stretch, TestedKind
from rolecall.domain.roles import Section, Source, SourceKind

_OF_A_ROLE = (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.REPORT, SourceKind.NOTE)
_MAILS = (SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.NOTE)
_LONG = 110
"""Characters of a sentence of which only the clause that names a round is quoted."""
_BEFORE, _AFTER = 4, 3
"""Words around a name in which a word such as `no` belongs to it."""
_CLAUSE = re.compile(r"[,;:]|\b(?:but|however|yet)\b")
_ONLY = ("only", "just")
_NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_MINUTES = re.compile(r"\b(\d{2,3})[ -]?(?:min\b|mins\b|minutes?\b)")
_HOURS = re.compile(r"\b(\d|an|one|two|three|four)[ -]?(?:h\b|hours?\b)")
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


class _Clause(NamedTuple):
    """A round that a clause names: where its words begin and end."""

    kind: RoundKind
    weight: float
    start: int
    end: int


class _Heard(NamedTuple):
    kind: RoundKind
    weight: float
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
        for one in _told_in(source, reader, loops, rules):
            if one.weight == 0:
                ruled_out[one.kind] = one.quote
                named.pop(one.kind, None)
            elif one.kind not in said or one.weight > said[one.kind].weight:
                said[one.kind] = Named(one.weight, one.quote)
        for kind, told in said.items():
            if ruled_out.get(kind) is None or ruled_out[kind].source != source.id:
                named[kind] = told
                ruled_out.pop(kind, None)
    return Process(named, ruled_out)


_ROUND_OF = {
    TestedKind.RESEARCH_DISCUSSION: RoundKind.RESEARCH_DEEP_DIVE,
    TestedKind.PRESENTATION: RoundKind.RESEARCH_DEEP_DIVE,
    TestedKind.FRAMING: RoundKind.PROBLEM_FRAMING,
    TestedKind.CODING: RoundKind.CODING,
    TestedKind.TAKE_HOME: RoundKind.CODING,
    TestedKind.TRIVIA: RoundKind.QUICKFIRE,
    TestedKind.SYSTEMS: RoundKind.ML_SYSTEMS,
    TestedKind.BEHAVIOURAL: RoundKind.BEHAVIOURAL,
}


def with_tested(told: Process, tested: ReportReading) -> Process:
    """What was tested counts for more than what was told: it names rounds, rules out what was left out."""
    named: dict[RoundKind, Named] = {}
    for one in tested.rounds:
        kind = _ROUND_OF.get(one.kind)
        if kind is not None:
            weight = one.count * min(one.minutes or _USUAL, _LONGEST) / _USUAL
            before = named[kind].weight if kind in named else 0.0
            quote = named[kind].quote if kind in named else _of_report(one.said)
            named[kind] = Named(before + weight, quote)
    if not named:
        return told
    absent = {
        RoundKind.RESEARCH_DEEP_DIVE: _remark(tested, "research_absent"),
        RoundKind.CODING: _remark(tested, "coding_absent"),
        RoundKind.QUICKFIRE: _remark(tested, "trivia_absent"),
    }
    ruled_out = {kind: quote for kind, quote in absent.items() if quote is not None and kind not in named}
    kept = {kind: one for kind, one in told.named.items() if kind not in named and kind not in ruled_out}
    still = {kind: one for kind, one in told.ruled_out.items() if kind not in named}
    return Process({**named, **kept}, {**still, **ruled_out})


def _remark(tested: ReportReading, kind: str) -> Quote | None:
    return next((_of_report(one.said) for one in tested.remarks if one.kind == kind), None)


def _of_report(said: Stretch) -> Quote:
    return Quote(text=said.quote, source=said.source, start=said.start, end=said.end, kind=SourceKind.REPORT)


def quote_of(source: Source, start: int, end: int) -> Quote:
    return Quote(text=source.text[start:end], source=source.id, start=start, end=end, kind=source.kind)


def _told_in(source: Source, reader: Reader, loops: LoopRules, rules: PlanRules) -> Iterator[_Heard]:
    """Each round a sentence of a source names, once a sentence, with the words that name it."""
    goes_on = under = False
    for sentence in reader.place(source.text):
        if reader.injection.find(sentence) or _asked_or_quoted(source.text, sentence):
            goes_on = False
            continue
        speaks = bool(rules.process_book.find(sentence.words))
        if sentence.heading:
            # "How to apply" is a part on the process too, and what stands under it names no rounds.
            under = speaks
        listed = under and sentence.section is Section.PROCESS
        tells = goes_on or speaks or listed or source.kind is SourceKind.REPORT
        heard = list(_heard(source.text, sentence, loops, rules)) if tells else []
        # In a mail, what follows a sentence on the rounds still tells of them.
        goes_on = bool(heard) and source.kind in _MAILS
        yield from _once(source, sentence, heard)


def _once(source: Source, sentence: Placed, heard: Sequence[_Clause]) -> Iterator[_Heard]:
    """A talk and a deep dive named side by side are two rounds of one kind; told again they are the same."""
    for kind in dict.fromkeys(one.kind for one in heard):
        same = [one for one in heard if one.kind is kind]
        long = sentence.end - sentence.start > _LONG and len(same) == 1
        start, end = (same[0].start, same[0].end) if long else (sentence.start, sentence.end)
        yield _Heard(kind, sum(one.weight for one in same), quote_of(source, start, end))


def _asked_or_quoted(text: str, sentence: Placed) -> bool:
    """A question names rounds without telling of any; a quoted line is what somebody else wrote before."""
    line = text.rfind("\n", 0, sentence.start) + 1
    asked = "?" in text[sentence.end - 1 : sentence.end + 2]
    return asked or text[line : sentence.start].lstrip().startswith(">")


def _heard(text: str, sentence: Placed, loops: LoopRules, rules: PlanRules) -> Iterator[_Clause]:
    """Each round a clause names; the weight is 0 where it says that there is none."""
    for start, end in _clauses(text, sentence):
        words = tuple(word for word in sentence.words if start <= word.start < end)
        clause = text[start:end].lower()
        if not words:
            continue
        if len(clause) != end - start:  # some capitals are longer in small letters: offsets would be wrong
            clause = text[start:end]
        for kind, names in loops.named.items():
            for name in names:
                at = clause.find(name)
                if at >= 0 and (at == 0 or not clause[at - 1].isalnum()):
                    none = _said_to_be_none(words, start + at, start + at + len(name), rules)
                    weight = 0.0 if none else _length(clause, at, words, start + at)
                    yield _Clause(kind, weight, words[0].start, max(words[-1].end, start + at + len(name)))
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


def _length(clause: str, at: int, words: Sequence[Word], start: int) -> float:
    ahead = [word.text for word in words if word.end <= start][-4:]
    # In "a two-hour coding round" the number counts the hours, not the rounds.
    counts = [word for word, after in pairwise([*ahead, ""]) if not after.startswith(_OF_TIME)]
    times = max((_NUMBERS.get(word, 1) for word in counts[-3:]), default=1)
    return times * min(_minutes(clause, at), _LONGEST) / _USUAL


def _minutes(clause: str, at: int) -> int:
    """The length told nearest to a place of a clause."""
    told = [(abs(at - found.start()), int(found.group(1))) for found in _MINUTES.finditer(clause)]
    for found in _HOURS.finditer(clause):
        named = found.group(1)
        hours = int(named) if named.isdigit() else _NUMBERS.get(named, 1)
        told.append((abs(at - found.start()), 60 * hours))
    return min(told)[1] if told else _USUAL
