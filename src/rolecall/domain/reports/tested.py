"""The tested profile: where the time and the questions of a report went."""

from collections.abc import Sequence
from statistics import median

from rolecall.domain.reports.values import (
    DRILLS,
    UNTELLING,
    AskedQuestion,
    KindShares,
    Remark,
    TestedKind,
    TestedProfile,
    ToldRound,
    ToldWork,
)
from rolecall.domain.roles import Confidence, Section, Shares, Signal, Track

USUAL_MINUTES = 45.0
"""Of a round whose length nobody says, where no other round's is said."""
SILENCE = 0.35
"""Rounds that stand for what was not told: one round alone never makes a sure profile."""
LIKENED = 0.6
"""Part of the whole that the words `like a software interview` are worth where no drill is told."""
MOST_SIGNALS = 60
SURE = 3
"""Rounds that point at a track from which a profile may be sure."""


def profile_of(
    rounds: Sequence[ToldRound],
    questions: Sequence[AskedQuestion],
    work: Sequence[ToldWork],
    remarks: Sequence[Remark] = (),
) -> TestedProfile:
    """Shares over the tracks and over the kinds; all unknown where no round is told."""
    times, estimated = time_shares(rounds)
    sums = dict.fromkeys(Track, 0.0)
    for one, share in zip(rounds, times, strict=True):
        for track, weight in one.tracks.items():
            sums[track] += share * weight
    telling = sum(one.count for one in rounds if one.kind not in UNTELLING)
    done = [one for one in work if one.done]
    if not rounds and done:
        sums = {track: sum(one.track is track for one in done) / len(done) for track in Track}
    likened = next((one for one in remarks if one.kind == "engineering"), None)
    if likened is not None and not done and not any(one.kind in DRILLS for one in rounds):
        # `Identical to a software interview`: told as a comparison, not as rounds.
        sums = {track: value * (1 - LIKENED) for track, value in sums.items()}
        sums[Track.ENGINEERING] += LIKENED
    whole = max(1, sum(one.count for one in rounds)) if rounds else max(1, len(done))
    return TestedProfile(
        shares=_shares(sums, 1 + SILENCE / whole if rounds or done else 1),
        confidence=_confidence(telling, rounds, done),
        signals=_signals(rounds),
        kinds=KindShares(
            time=_per_kind(rounds, times), questions=_asked(rounds, questions), estimated=estimated
        ),
    )


def time_shares(rounds: Sequence[ToldRound]) -> tuple[list[float], bool]:
    """Each entry's part of the whole time, and whether minutes had to be assumed."""
    if not rounds:
        return [], False
    known = [one.minutes for one in rounds if one.minutes is not None and one.minutes > 10]
    usual = min(60.0, median(known)) if len(known) > 1 else USUAL_MINUTES
    minutes = [one.count * (one.minutes if one.minutes is not None else usual) for one in rounds]
    said = [one.share for one in rounds]
    claimed = sum(share for share in said if share is not None)
    if 0 < claimed <= 1.001:
        rest = sum(m for m, share in zip(minutes, said, strict=True) if share is None)
        left = max(0.0, 1 - claimed)
        parts = [
            share if share is not None else (left * m / rest if rest else 0.0)
            for m, share in zip(minutes, said, strict=True)
        ]
    else:
        parts = minutes
    total = sum(parts) or 1.0
    return [part / total for part in parts], any(one.minutes is None for one in rounds)


def _per_kind(rounds: Sequence[ToldRound], times: Sequence[float]) -> dict[TestedKind, float]:
    sums: dict[TestedKind, float] = {}
    for one, share in zip(rounds, times, strict=True):
        sums[one.kind] = sums.get(one.kind, 0.0) + share
    return {kind: round(sums[kind], 4) for kind in TestedKind if kind in sums}


def _asked(rounds: Sequence[ToldRound], questions: Sequence[AskedQuestion]) -> dict[TestedKind, float]:
    if not questions:
        return {}
    return {
        kind: round(count / len(questions), 4)
        for kind in TestedKind
        if (count := sum(one.kind is kind for one in questions))
    }


def _shares(sums: dict[Track, float], whole: float) -> Shares:
    parts = [round(min(1.0, sums[track] / whole), 4) for track in Track]
    rest = max(0.0, round(1 - sum(parts), 4))
    return Shares(research=parts[0], applied=parts[1], engineering=parts[2], unknown=rest)


def _confidence(telling: int, rounds: Sequence[ToldRound], done: Sequence[ToldWork]) -> Confidence:
    sized = any(one.minutes is not None or one.share is not None for one in rounds)
    if telling >= SURE and sized:
        return Confidence.HIGH
    if telling >= 2 or len(done) >= 2:
        return Confidence.MEDIUM
    return Confidence.LOW


def _signals(rounds: Sequence[ToldRound]) -> tuple[Signal, ...]:
    """A quote per round that points at a track."""
    return tuple(
        Signal(
            track=max(one.tracks, key=lambda track: one.tracks[track]),
            quote=one.said.quote,
            start=one.said.start,
            end=one.said.end,
            pattern=one.what,
            section=Section.PROCESS,
            source=one.said.source,
        )
        for one in rounds[:MOST_SIGNALS]
        if one.tracks
    )
