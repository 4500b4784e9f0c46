"""What will probably be tested: shares of the rounds, by profile, confidence and what the process names."""

from collections.abc import Mapping, Sequence

from rolecall.domain.interviews import RoundKind
from rolecall.domain.planning import LoopRules
from rolecall.domain.plans.process import Process
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.plans.values import Quote
from rolecall.domain.progress import Progress
from rolecall.domain.questions import courted
from rolecall.domain.roles import RoleReading, Source, Track
from rolecall.domain.values import Value

_RULED_OUT = 0.1
"""What is left of a round's share where a source says that there is none: plans of companies change."""
_THIN, _SURE = 0.4, 0.75
"""Coverage in mocks below which a round gets more of the minutes, and above which it gets fewer."""
_MORE, _FEWER = 1.25, 0.8
_OF_ANY_LOOP = (RoundKind.BEHAVIOURAL, RoundKind.QUICKFIRE)
"""Rounds that no kind of work makes likely."""
_TELLING = 0.06
"""Share of a loop from which a signal is shown as what makes a round likely."""
_TYPICAL = 0.15
"""Share of a pure track's loop from which its signals speak for a round: a doctorate does not for coding."""
_ENOUGH = 4
"""Questions practised before what mocks showed moves anything."""


class Likely(Value):
    """Shares of a loop's time by round; they sum to 1."""

    shares: dict[RoundKind, float]
    spread: float
    """How much of them comes from a loop nobody knows."""
    told: float
    """How much the rounds that a source names decide."""
    promised: Track | None = None
    """The track that a title or a compliment promises where the work described is another."""
    whys: dict[RoundKind, str]
    quotes: dict[RoundKind, Quote] = {}
    """Of the rounds that a source names or rules out."""
    named: tuple[RoundKind, ...] = ()
    ruled_out: tuple[RoundKind, ...] = ()


def likely_rounds(
    reading: RoleReading, process: Process, loops: LoopRules, rules: PlanRules, sources: Sequence[Source] = ()
) -> Likely:
    """The shares. Few signals spread them; rounds that are named gather them; those ruled out lose theirs."""
    spread = rules.spread[reading.confidence]
    known, even = loops.likely(reading), loops.likely(None)
    shares = {kind: (1 - spread) * known[kind][0] + spread * even[kind][0] for kind in RoundKind}
    promised = promise(reading)
    if promised:
        pure = normal({kind: loops.weights[promised].get(kind, 0.0) for kind in RoundKind})
        by = rules.promised
        shares = {kind: (1 - by) * share + by * pure[kind] for kind, share in shares.items()}
    for kind in process.ruled_out:
        shares[kind] *= _RULED_OUT
    shares = normal(shares)
    told = _told(process, rules)
    total = sum(one.weight for one in process.named.values()) or 1.0
    named = {kind: one.weight / total for kind, one in process.named.items()}
    shares = {kind: (1 - told) * share + told * named.get(kind, 0.0) for kind, share in shares.items()}
    quotes = {kind: one.quote for kind, one in process.named.items()} | dict(process.ruled_out)
    return Likely(
        shares=shares,
        spread=round(spread * (1 - told), 4),
        told=told,
        promised=promised if told < rules.told.several else None,
        whys={kind: _why(kind, shares[kind], process) for kind in RoundKind},
        quotes={**_signals(reading, shares, loops, sources), **quotes},
        named=tuple(process.named),
        ruled_out=tuple(process.ruled_out),
    )


def promise(reading: RoleReading) -> Track | None:
    """What is promised, where it is not what the work described points at."""
    if reading.title_duty_mismatch and reading.title_suggests != "unclear":
        return Track(reading.title_suggests)
    if courted(reading) and reading.track in (Track.APPLIED, Track.ENGINEERING):
        return Track.RESEARCH
    return None


def pinned(track: Track, likely: Likely, loops: LoopRules, by: float) -> dict[RoundKind, float]:
    """The shares once an answer says by this much that the loop is that of a track."""
    pure = normal({kind: loops.weights[track].get(kind, 0.0) for kind in RoundKind})
    return {kind: by * pure[kind] + (1 - by) * share for kind, share in likely.shares.items()}


def by_need(shares: Mapping[RoundKind, float], progress: Progress | None) -> dict[RoundKind, float]:
    """The shares moved by what mocks showed: more for what went thin, less for what goes well."""
    factors = {kind: need(kind, progress) for kind in shares}
    return normal({kind: share * factors[kind] for kind, share in shares.items()})


def need(kind: RoundKind, progress: Progress | None) -> float:
    """More than 1 where mocks of a round went thin, less where they went well."""
    for practised in progress.by_kind if progress else ():
        if practised.name == kind and practised.questions >= _ENOUGH and practised.coverage is not None:
            return _MORE if practised.coverage < _THIN else _FEWER if practised.coverage > _SURE else 1.0
    return 1.0


def normal(weights: Mapping[RoundKind, float]) -> dict[RoundKind, float]:
    total = sum(weights.values())
    return {kind: weight / total for kind, weight in weights.items()}


def _told(process: Process, rules: PlanRules) -> float:
    if not process.named:
        return 0.0
    return rules.told.several if len(process.named) > 1 else rules.told.one


def _why(kind: RoundKind, share: float, process: Process) -> str:
    if kind in process.named:
        return "The process names it"
    if kind in process.ruled_out:
        return "A source says there is none"
    return f"About {share:.0%} of a loop for work like this"


def _signals(
    reading: RoleReading, shares: Mapping[RoundKind, float], loops: LoopRules, sources: Sequence[Source]
) -> dict[RoundKind, Quote]:
    """The words about the work that make rounds likely: signals of the track one mostly belongs to."""
    kinds = {source.id: source.kind for source in sources}
    left = [one for one in reading.signals if one.source in kinds]
    found: dict[RoundKind, Quote] = {}
    for kind in sorted(set(shares) - set(_OF_ANY_LOOP), key=lambda kind: -shares[kind]):
        track = max(Track, key=lambda track: _pull(reading, track, kind, loops))
        best = next((one for one in left if one.track is track), None)
        typical = loops.weights[track].get(kind, 0.0) >= _TYPICAL
        if best is not None and typical and _pull(reading, track, kind, loops) >= _TELLING:
            left.remove(best)
            found[kind] = Quote(
                text=best.quote, source=best.source, start=best.start, end=best.end, kind=kinds[best.source]
            )
    return found


def _pull(reading: RoleReading, track: Track, kind: RoundKind, loops: LoopRules) -> float:
    """The share of a loop that a track alone gives a kind of round."""
    return float(getattr(reading.shares, track)) * loops.weights[track].get(kind, 0.0)
