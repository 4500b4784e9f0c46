"""Measures the reader of replies: the state of every question, its quote, and what was asked back.

Rules and weights were made while looking at one half of the cases; the other half was only ever counted. What
the weights tell of a tuned case whose writer they were not fitted on stands beside both.
"""

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from statistics import fmean, median
from typing import NamedTuple

from rolecall.domain.replies.values import AnswerState, PutQuestion, ReplyReading
from rolecall.domain.values import Value
from rolecall.evals.reply_cases import ReplyCase

BAR = 0.85
"""Macro-F1 asked of the half the rules were not tuned on."""

Read = Callable[[str, Sequence[PutQuestion]], ReplyReading]


class Half(Value):
    """What was measured on some of the cases; shares are 0 to 1."""

    replies: int
    questions: int
    macro_f1: float
    accuracy: float
    f1: dict[str, float]
    """Per state."""
    quotes_to_the_point: float
    """Of the questions whose state is right: the quote shares the words that show it."""
    asks_back_precision: float
    asks_back_recall: float


class Unseen(Value):
    """The tuned cases, each read by weights that were fitted without its writer."""

    questions: int
    macro_f1: float
    accuracy: float
    f1: dict[str, float]
    by_writer: dict[str, float]
    """Macro-F1 of each writer's cases."""


class RepliesReport(Value):
    kept: Half
    tuned: Half
    """Of the tuned cases that were read. What was fitted saw them, so it says little."""
    without_writer: Unseen | None
    """None where nothing fitted is measured."""
    quotes_verbatim: float
    """Of every quote shown, questions back included (wanted: 1)."""
    milliseconds_median: float
    holds: bool
    """Whether the kept half reaches the bar and every quote is verbatim."""
    missed: tuple[str, ...]
    """Of the tuned half alone: the others are not to be looked at."""


class _Read(NamedTuple):
    case: ReplyCase
    reading: ReplyReading
    seconds: float


def measure(
    cases: Collection[ReplyCase],
    read: Read,
    held_out: Mapping[str, Sequence[AnswerState]] | None = None,
    *,
    every: int = 1,
) -> RepliesReport:
    """Reads the kept cases against their questions, and each so many-th of the tuned ones.

    `held_out` is what `ReplyWeights` holds of that name.
    """
    some = {half: [case for case in cases if case.half == half] for half in ("kept", "tuned")}
    some["read"] = some["tuned"][::every]
    halves = {half: [_timed(case, read) for case in some[half]] for half in ("kept", "read")}
    done = [*halves["kept"], *halves["read"]]
    verbatim = _share([ok for one in done for ok in _verbatim(one)])
    kept = _half(halves["kept"])
    return RepliesReport(
        kept=kept,
        tuned=_half(halves["read"]),
        without_writer=_unseen(some["tuned"], held_out) if held_out else None,
        quotes_verbatim=verbatim,
        milliseconds_median=1000 * median(one.seconds for one in done),
        holds=kept.macro_f1 >= BAR and verbatim == 1,
        missed=tuple(miss for one in halves["read"] for miss in _missed(one)),
    )


def macro_f1(pairs: Sequence[tuple[AnswerState, AnswerState]]) -> dict[str, float]:
    """F1 of each state that was wanted or told, from pairs of the two."""
    counts = Counter(pairs)
    found = {}
    for state in AnswerState:
        wanted = sum(count for (want, _), count in counts.items() if want is state)
        told = sum(count for (_, got), count in counts.items() if got is state)
        if wanted or told:
            found[state.value] = 2 * counts[state, state] / (wanted + told)
    return found


def _unseen(cases: Sequence[ReplyCase], told: Mapping[str, Sequence[AnswerState]]) -> Unseen:
    by_writer: dict[str, list[tuple[AnswerState, AnswerState]]] = {}
    for case in cases:
        by_writer.setdefault(case.writer, []).extend(zip(case.states, told.get(case.id, ()), strict=False))
    pairs = [pair for some in by_writer.values() for pair in some]
    f1 = macro_f1(pairs)
    return Unseen(
        questions=len(pairs),
        macro_f1=_mean(f1),
        accuracy=_share([want is got for want, got in pairs]),
        f1=f1,
        by_writer={writer: _mean(macro_f1(some)) for writer, some in by_writer.items()},
    )


def _mean(f1: Mapping[str, float]) -> float:
    return fmean(f1.values()) if f1 else 0.0


def _timed(case: ReplyCase, read: Read) -> _Read:
    start = time.perf_counter()
    reading = read(case.text, case.questions)
    return _Read(case, reading, time.perf_counter() - start)


def _half(some: Sequence[_Read]) -> Half:
    pairs = [
        (want, got.state)
        for one in some
        for want, got in zip(one.case.states, one.reading.states, strict=True)
    ]
    f1 = macro_f1(pairs)
    told = [(asked.quote, one.case.asks_back) for one in some for asked in one.reading.asks_back]
    wanted = [
        (words, [asked.quote for asked in one.reading.asks_back])
        for one in some
        for words in one.case.asks_back
    ]
    return Half(
        replies=len(some),
        questions=len(pairs),
        macro_f1=_mean(f1),
        accuracy=_share([want is got for want, got in pairs]),
        f1=f1,
        quotes_to_the_point=_share([ok for one in some for ok in _to_the_point(one)]),
        asks_back_precision=_share([any(_same(quote, want) for want in wants) for quote, wants in told]),
        asks_back_recall=_share([any(_same(words, quote) for quote in quotes) for words, quotes in wanted]),
    )


def _verbatim(one: _Read) -> list[bool]:
    text = one.case.text
    shown = [state for state in one.reading.states if state.quote is not None]
    return [text[state.start : state.end] == state.quote for state in shown] + [
        text[asked.start : asked.end] == asked.quote for asked in one.reading.asks_back
    ]


def _to_the_point(one: _Read) -> list[bool]:
    return [
        _same(got.quote, words) or _overlap(one.case.text, words, got.start, got.end)
        for want, words, got in zip(one.case.states, one.case.shown, one.reading.states, strict=True)
        if want is got.state and got.quote and got.start is not None and got.end is not None
    ]


def _overlap(text: str, words: str, start: int, end: int) -> bool:
    at = text.find(words)
    return at >= 0 and start < at + len(words) and at < end


def _missed(one: _Read) -> list[str]:
    return [
        f"{one.case.id} {got.n}: wanted {want.value}, got {got.state.value}"
        for want, got in zip(one.case.states, one.reading.states, strict=True)
        if want is not got.state
    ]


def _same(one: str, other: str) -> bool:
    left, right = " ".join(one.split()), " ".join(other.split())
    return left in right or right in left


def _share(some: Sequence[bool]) -> float:
    return sum(some) / len(some) if some else 1.0
