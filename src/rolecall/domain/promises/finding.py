"""Finds what somebody said that can be checked later, in ads, messages, replies and call notes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from rolecall.domain.promises.hearing import Clauses, Heard, cut, hear
from rolecall.domain.promises.merging import merged
from rolecall.domain.promises.rules import Bar, PromiseRules
from rolecall.domain.promises.speakers import Voice, voices
from rolecall.domain.promises.values import CHANNELS, Promise, PromiseKind, Spoken
from rolecall.domain.reading.language import language
from rolecall.domain.reading.sections import Placed
from rolecall.domain.reading.text import sentences
from rolecall.domain.roles import Section, Source, SourceKind

WHOLE = 200
"""Characters up to which a sentence that makes one promise is quoted whole."""
_LOOP = (PromiseKind.ROUNDS, PromiseKind.CONTENT)
_HIRING = (PromiseKind.ROUNDS, PromiseKind.CONTENT, PromiseKind.TIMING)
"""What an ad promises only where it speaks of how it hires: `deep dives` and `feedback` are also work."""
_REACH = 4
"""Sentences for which an ad goes on speaking of how it hires."""
_LABEL = 4
"""Words before a colon that belong to what follows it on the line: `Team: 9`."""
_HARMLESS = frozenset[Bar](["hearsay", "own"])
"""Bars of a neighbouring clause with which a sentence may still be quoted whole."""
_ASIDE = 2
"""Clauses from one part of a statement to the next, where a name or a number in brackets stands between."""
_TELLING = 40
"""Words of call notes from which their language can be told: fragments have few of the commonest words."""
_BETWEEN = 3
"""Clauses from one round of a list to the next: what is said of a round stands between them."""
_MOST = 60
"""Statements of one source: a ledger is read by people."""


def find_promises(
    sources: Sequence[Source], rules: PromiseRules, brought: Mapping[str, str] | None = None
) -> tuple[Promise, ...]:
    """Every promise of the sources, each once, oldest first; `brought` gives ISO times by the id of a source.

    The same thing said twice is one promise with two quotes; promises that cannot both hold name each other
    in `against`. Ads, messages, replies and notes are read; other kinds promise nothing.
    """
    times = brought or {}
    said = [one for source in sources for one in statements(source, rules, times.get(source.id, ""))]
    return merged(said)


def statements(source: Source, rules: PromiseRules, brought: str = "") -> tuple[Spoken, ...]:
    """The statements of one source, in the order of its text."""
    if source.kind not in CHANNELS:
        return ()
    found = [spoken for voice in voices(source, rules, brought) for spoken in _of_voice(source, voice, rules)]
    return tuple(sorted(found, key=lambda one: (one.start, one.end))[:_MOST])


class _Run(NamedTuple):
    """Neighbouring clauses that make one statement."""

    kind: PromiseKind
    heard: tuple[Heard, ...]
    first: int
    last: int
    """Clauses first..last."""


def _of_voice(source: Source, voice: Voice, rules: PromiseRules) -> Iterator[Spoken]:
    spans = sentences(voice.text, rules.section_file.joined_names)
    placed = rules.placing.place(voice.text, spans)
    terse = source.kind is SourceKind.NOTE and sum(len(one.words) for one in placed) < _TELLING
    if not terse and not language(voice.text, [one.words for one in placed]).english:
        return
    hiring = 0
    for one in _joined(voice.text, placed):
        if rules.command_book.find(one.words) or _is_question(voice.text, one):
            continue
        hiring = _REACH if rules.hiring_book.find(one.words) else hiring - 1
        clauses = cut(voice.text, one.words, rules)
        kept = tuple(heard for heard in hear(clauses, rules) if _stands(heard, clauses, source.kind))
        if source.kind is SourceKind.AD:
            of_hiring = hiring > 0 or one.section is Section.PROCESS
            asked = one.section in rules.sections
            kept = tuple(
                heard for heard in kept if _in_ad(heard.words.kind, of_hiring=of_hiring, asked=asked)
            )
        runs = _runs(kept, clauses)
        for run in runs:
            start, end = _quoted(voice.text, one, clauses, run, alone=len(runs) == 1)
            yield Spoken(
                quote=source.text[start:end],
                start=start,
                end=end,
                source=source.id,
                who=voice.who,
                channel=CHANNELS[source.kind],
                on=voice.on,
                dated_by=cast(Literal["source", "brought", ""], voice.dated_by),
                kind=run.kind,
                claims=tuple(dict.fromkeys(claim for heard in run.heard for claim in heard.claims)),
            )


def _joined(text: str, placed: Sequence[Placed]) -> Iterator[Placed]:
    """The sentences, each with the short label that stands before it on its line."""
    label: Placed | None = None
    for span in placed:
        one = span
        if label and "\n" not in text[label.end : span.start]:
            one = replace(span, start=label.start, words=(*label.words, *span.words))
        colon = text[one.end : one.end + 2].startswith(":") or text[one.end - 1] == ":"
        label = one if colon and len(one.words) <= _LABEL else None
        if label is None:
            yield from _halves(text, one)


def _halves(text: str, one: Placed) -> Iterator[Placed]:
    """A sentence cut at its semicolons: what is a condition on one half is none on the other."""
    start, rest = one.start, one.words
    while rest:
        at = text.find(";", start, one.end)
        end = one.end if at < 0 else at
        own = tuple(word for word in rest if word.start < end)
        rest = rest[len(own) :]
        if own:
            yield replace(one, start=own[0].start if start > one.start else start, end=end, words=own)
        start = end + 1


def _in_ad(kind: PromiseKind, *, of_hiring: bool, asked: bool) -> bool:
    """Whether an ad can promise it there: what it asks of people is none, how it hires may stand anywhere."""
    return of_hiring if kind in _HIRING else not asked


def _is_question(text: str, one: Placed) -> bool:
    return text[one.end - 1 : one.end + 1].strip().endswith("?") or text[one.end : one.end + 1] == "?"


def _stands(heard: Heard, clauses: Clauses, kind: SourceKind) -> bool:
    """Whether a claim is a statement and no boast, wish, condition, or demand."""
    if heard.words.tested:
        return False
    bars = set[Bar]()
    for part in range(heard.part, clauses.part(heard.last - 1) + 1):
        bars |= clauses.bars[part]
    # Hearsay is the matter of a report alone; `I have`, `I need` are the writer's own only in call notes.
    bars -= {"hearsay"} if kind is SourceKind.NOTE else {"hearsay", "own"}
    return not bars - set(heard.words.bars)


def _runs(heard: Sequence[Heard], clauses: Clauses) -> tuple[_Run, ...]:
    """Claims of one kind in neighbouring clauses together; a denial stands for itself."""
    runs: list[_Run] = []
    for one in heard:
        last = clauses.part(one.last - 1)
        for n, run in enumerate(runs):
            if _joins(run, one):
                kind = PromiseKind.ROUNDS if PromiseKind.ROUNDS in (run.kind, one.words.kind) else run.kind
                runs[n] = _Run(kind, (*run.heard, one), min(run.first, one.part), max(run.last, last))
                break
        else:
            runs.append(_Run(one.words.kind, (one,), one.part, last))
    return tuple(runs)


def _joins(run: _Run, one: Heard) -> bool:
    same_clause = run.first <= one.part <= run.last
    loop = run.kind in _LOOP and one.words.kind in _LOOP
    if loop:
        near = one.part <= run.last + (_BETWEEN if run.kind is PromiseKind.ROUNDS else 1)
        return same_clause or (near and not one.denied and not run.heard[-1].denied)
    return run.kind is one.words.kind and (same_clause or one.part <= run.last + _ASIDE)


def _quoted(text: str, one: Placed, clauses: Clauses, run: _Run, *, alone: bool) -> tuple[int, int]:
    """The whole sentence where it makes one promise and is short, else the clauses that make it."""
    apart = [some for n, some in enumerate(clauses.bars) if not run.first <= n <= run.last]
    barred = any(some - _HARMLESS for some in apart)
    if alone and not barred and one.end - one.start <= WHOLE:
        return one.start, one.end
    words = clauses.words
    start = words[clauses.opens[run.first]].start if run.first else one.start
    end = words[clauses.end(run.last) - 1].end
    # A sign such as "%" belongs to the last number.
    return start, one.end if clauses.end(run.last) == len(one.words) else end
