"""The reasons for a verdict: each a kind of evidence with the words of the report it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rolecall.domain.interviews import RoundKind
from rolecall.domain.reports.promise import Promise
from rolecall.domain.reports.tested import time_shares
from rolecall.domain.reports.values import (
    UNTELLING,
    Evidence,
    Pledge,
    ReportReading,
    TestedKind,
    ToldRound,
)
from rolecall.domain.roles import Track

UNUSUAL = {Track.RESEARCH: 0.5, Track.APPLIED: 0.4, Track.ENGINEERING: 0.4}
"""Part of the usual share of a track's own content below which a loop is unusual for it.

Modelling is often one round among several that every role has; research rounds are most of a research loop.
"""
_HALF = 0.5
_OF_LOOPS: dict[RoundKind, dict[Track, float]] = {
    RoundKind.RESEARCH_DEEP_DIVE: {Track.RESEARCH: 1.0},
    RoundKind.PROBLEM_FRAMING: {Track.RESEARCH: 0.4, Track.APPLIED: 0.6},
    RoundKind.REPRODUCIBILITY: {Track.RESEARCH: 0.6, Track.ENGINEERING: 0.4},
    RoundKind.CODING: {Track.APPLIED: 0.1, Track.ENGINEERING: 0.9},
    RoundKind.ML_SYSTEMS: {Track.APPLIED: 0.5, Track.ENGINEERING: 0.5},
    RoundKind.QUICKFIRE: {Track.APPLIED: 0.7, Track.ENGINEERING: 0.1},
    RoundKind.BEHAVIOURAL: {},
}
_OWN: dict[Track, tuple[Track, ...]] = {
    Track.RESEARCH: (Track.RESEARCH,),
    Track.APPLIED: (Track.APPLIED, Track.RESEARCH),
    Track.ENGINEERING: (Track.ENGINEERING, Track.APPLIED),
}
"""What counts as a track's own content: modelling fits an engineering role, coding no research one."""

Loops = Mapping[Track, Mapping[RoundKind, float]]
"""The usual loops of knowledge/loops.yaml: the share of each kind of round."""


class Tested(NamedTuple):
    """The measures of a report that a verdict needs."""

    own: float
    """Share of the promised track's own content in what points at any track, 0 to 1."""
    usual: float
    """The same in a usual loop of that track."""
    rounds: int
    """Rounds told, without calls about the process."""
    telling: int
    """Rounds that point at a track."""
    track: Track | None
    """Where most of what was tested lies."""
    least: float
    """Share of own content below which the loop is unusual."""


def measured(promised: Promise, told: ReportReading, loops: Loops) -> Tested:
    """How much of the promised track was tested. The promise must name a track."""
    track = Track(promised.profile.track)
    shares = told.profile.shares
    sums = {
        Track.RESEARCH: shares.research,
        Track.APPLIED: shares.applied,
        Track.ENGINEERING: shares.engineering,
    }
    known = sum(sums.values())
    usual = _usual(track, loops)
    if promised.also is not None:
        usual = (usual + _usual(promised.also, loops, own=_OWN[track])) / 2
    return Tested(
        own=sum(sums[one] for one in _OWN[track]) / known if known else 0.0,
        usual=usual,
        rounds=sum(one.count for one in told.rounds if one.kind is not TestedKind.OTHER),
        telling=sum(one.count for one in told.rounds if one.kind not in UNTELLING),
        track=max(sums, key=lambda one: sums[one]) if known else None,
        least=UNUSUAL[track] * usual,
    )


def _usual(track: Track, loops: Loops, own: Sequence[Track] = ()) -> float:
    sums = dict.fromkeys(Track, 0.0)
    for kind, weight in loops[track].items():
        for each, part in _OF_LOOPS[kind].items():
            sums[each] += weight * part
    return sum(sums[one] for one in own or _OWN[track]) / sum(sums.values())


def evidence(
    promised: Promise, told: ReportReading, seen: Tested, kept: Sequence[Pledge]
) -> tuple[Evidence, ...]:
    """Every reason, for and against a match."""
    track = Track(promised.profile.track)
    some = (
        *_of_time(track, told, seen),
        *_of_track(track, promised, told, seen),
        *_left_out(track, told, seen),
        *_of_words(track, told),
        *_of_promises(kept),
        *_of_work(track, promised, told),
    )
    # The same words of the same kind count, and are shown, once.
    return tuple({(one.kind, one.points, one.source, one.quote): one for one in some}.values())


def unusual(seen: Tested) -> bool:
    return seen.own < seen.least


_NAMES = {
    Track.RESEARCH: "research discussion",
    Track.APPLIED: "modelling, statistics or research",
    Track.ENGINEERING: "engineering or modelling",
}


def _of_time(track: Track, told: ReportReading, seen: Tested) -> Iterator[Evidence]:
    if not told.rounds or seen.track is None:
        return
    found = _most_telling(track, told.rounds, wanted=not unusual(seen))
    if found is None:
        return
    what = (
        f"{seen.own:.0%} of what was tested is {_NAMES[track]}; in a usual {track} loop it is about"
        f" {seen.usual:.0%}."
    )
    points = "mismatch" if unusual(seen) else "match"
    yield Evidence(kind="time", points=points, note=what, quote=found.said.quote, source=found.said.source)


def _most_telling(track: Track, rounds: Sequence[ToldRound], *, wanted: bool) -> ToldRound | None:
    """The longest of the rounds that are, or are not, of the promised track."""
    shares, _ = time_shares(rounds)

    def own(one: ToldRound) -> float:
        return sum(one.tracks.get(each, 0.0) for each in _OWN[track])

    fitting = [
        (share, n)
        for n, (one, share) in enumerate(zip(rounds, shares, strict=True))
        if one.tracks and (own(one) >= sum(one.tracks.values()) / 2) is wanted
    ]
    return rounds[max(fitting, key=lambda pair: (pair[0], -pair[1]))[1]] if fitting else None


def _of_track(track: Track, promised: Promise, told: ReportReading, seen: Tested) -> Iterator[Evidence]:
    """What the title or the pitch says against where most of what was tested lies."""
    said = promised.profile.said
    if said is None or seen.track is None:
        return
    if unusual(seen) and seen.track not in _OWN[track] and seen.track is not promised.also:
        note = f"Promised was {track}; most of what was tested is {seen.track}."
        yield Evidence(kind="track", points="mismatch", note=note, quote=said.quote, source=said.source)
    elif seen.track in _OWN[track] or seen.track is promised.also:
        note = f"Promised was {track}, and what was tested fits it."
        yield Evidence(kind="track", points="match", note=note, quote=said.quote, source=said.source)


def _left_out(track: Track, told: ReportReading, seen: Tested) -> Iterator[Evidence]:
    wanted = {
        Track.RESEARCH: ("research_absent", "research_faint", "modelling_absent"),
        Track.APPLIED: ("modelling_absent",),
        Track.ENGINEERING: (),
    }[track]
    for one in told.remarks:
        if one.kind in wanted and (unusual(seen) or seen.own < _HALF):
            faint = one.kind == "research_faint"
            note = (
                f"The report says that {_NAMES[track]} {'was a side note' if faint else 'did not come up'}."
            )
            yield Evidence(
                kind="left_out", points="mismatch", note=note, quote=one.said.quote, source=one.said.source
            )
            return


def _of_words(track: Track, told: ReportReading) -> Iterator[Evidence]:
    for one in told.remarks:
        if one.kind == "agrees" or (one.kind == "engineering" and track is Track.ENGINEERING):
            note = "The report itself calls it as described."
            yield Evidence(
                kind="words", points="match", note=note, quote=one.said.quote, source=one.said.source
            )
        elif one.kind in ("differs", "engineering"):
            note = "The report itself says that it was something else than described."
            yield Evidence(
                kind="words", points="mismatch", note=note, quote=one.said.quote, source=one.said.source
            )


def _of_promises(kept: Sequence[Pledge]) -> Iterator[Evidence]:
    for one in kept:
        if one.state == "untested":
            continue
        words = " ".join(one.quote.split())
        points = "match" if one.state == "kept" else "mismatch"
        became = "and so it was" if one.state == "kept" else "not so in the report"
        note = f"Said before (\u201c{words}\u201d), {became}."
        yield Evidence(
            kind="promise", points=points, note=note, quote=one.evidence, source=one.evidence_source
        )


def _of_work(track: Track, promised: Promise, told: ReportReading) -> Iterator[Evidence]:
    """What the job turned out to be, where the writer took it."""
    said = promised.profile.said
    fitting, wanted = _OWN[track], track
    if track is Track.ENGINEERING and promised.models:
        # A machine-learning engineer was promised models to build, not only pipelines.
        wanted = Track.APPLIED
    lacking = [one for one in told.work if not one.done and one.track is wanted]
    if lacking and wanted is not track:
        fitting = (Track.APPLIED,)
    own = [one for one in told.work if one.done and one.track in fitting]
    other = [one for one in told.work if one.done and one.track not in fitting]
    doubted = bool(lacking) or any(one.kind in ("differs", "engineering") for one in told.remarks)
    if len(other) > len(own) or (other and doubted and len(other) == len(own)):
        note = f"The work is told to be {other[0].track}."
        yield Evidence(
            kind="work", points="mismatch", note=note, quote=other[0].said.quote, source=other[0].said.source
        )
        if said is not None:
            note = f"Promised was {track}."
            yield Evidence(kind="track", points="mismatch", note=note, quote=said.quote, source=said.source)
        if lacking:
            note = f"The report says that there is no {wanted} work."
            quote = lacking[0].said
            yield Evidence(
                kind="left_out", points="mismatch", note=note, quote=quote.quote, source=quote.source
            )
    elif own:
        note = f"The work is told to be {own[0].track}, as promised."
        yield Evidence(
            kind="work", points="match", note=note, quote=own[0].said.quote, source=own[0].said.source
        )
