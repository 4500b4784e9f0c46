"""Measures how well the intents of turns are told: per intent, per language, on halves apart."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from rolecall.domain.intents.values import Intent, Tell, intent_of
from rolecall.domain.moves import Move
from rolecall.domain.values import Value
from rolecall.evals.intent_cases import Utterance

BAR = 0.95
"""F1 asked of each intent, and accuracy, on utterances that nothing was fitted on."""

Pair = tuple[Move, Move]
"""What was wanted, what was told."""


class Half(Value):
    """Shares are 0 to 1."""

    utterances: int
    accuracy: float
    """Of intents: an email made shorter is an email."""
    accuracy_of_moves: float
    intent: dict[str, float]
    """F1 of each."""
    move: dict[str, float]
    """F1 of each: the finer parts too."""
    language: dict[str, float]
    """Accuracy of moves."""


class IntentsReport(Value):
    kept: Half
    without_voice: Half
    """The tuned utterances, each told by weights that were fitted without its voice and others."""
    holds: bool
    """Whether every intent reaches the bar on what nothing was fitted on."""
    confused: tuple[str, ...]
    """Of the tuned half alone: the other is not to be looked at."""


def measure(cases: Collection[Utterance], tell: Tell, held_out: Sequence[str]) -> IntentsReport:
    """`held_out` is what `IntentWeights` holds of that name: a move for each tuned utterance."""
    kept = [one for one in cases if one.half == "kept"]
    tuned = [one for one in cases if one.half == "tuned"]
    seen = [(one, tell(one.text).move) for one in kept]
    apart = [(one, Move(move)) for one, move in zip(tuned, held_out, strict=True)]
    halves = _half(seen), _half(apart)
    return IntentsReport(
        kept=halves[0],
        without_voice=halves[1],
        holds=min(halves[0].accuracy, *halves[0].intent.values()) >= BAR,
        confused=tuple(
            f"{one.move.value} told as {move.value}: {one.text}"
            for one, move in apart
            if move is not one.move
        ),
    )


def f1_of(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """F1 of each name that was wanted or told, from pairs of the two."""
    counts = Counter((str(want), str(got)) for want, got in pairs)
    wanted: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for (want, got), count in counts.items():
        wanted[want] += count
        told[got] += count
    return {name: 2 * counts[name, name] / (wanted[name] + told[name]) for name in sorted(wanted | told)}


def _half(some: Sequence[tuple[Utterance, Move]]) -> Half:
    moves = [(one.move, move) for one, move in some]
    intents: list[tuple[Intent, Intent]] = [(intent_of(want), intent_of(got)) for want, got in moves]
    by_language: dict[str, list[Pair]] = {}
    for one, move in some:
        by_language.setdefault(one.language, []).append((one.move, move))
    return Half(
        utterances=len(some),
        accuracy=_right(intents),
        accuracy_of_moves=_right(moves),
        intent=f1_of(intents),
        move=f1_of(moves),
        language={language: _right(pairs) for language, pairs in sorted(by_language.items())},
    )


def _right(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(want == got for want, got in pairs) / len(pairs) if pairs else 0.0
