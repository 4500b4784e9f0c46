"""Turns the evidence for the tracks into shares, a verdict and a confidence."""

from collections.abc import Mapping
from typing import NamedTuple

from rolecall.domain.patterns import Weights
from rolecall.domain.roles import Confidence, Shares, TitleSuggests, Track, Verdict

ENOUGH = 5.0
"""Votes of work from which a profile may be sure."""
LEAST = 0.3
"""Votes below which nothing was said."""
SILENT = 0.05
"""Votes of work below which the shares are all unknown, whatever the title says."""
LITTLE = 1.5
"""Votes below which it is a guess."""
PITCHED = 0.25
"""What a title counts that a recruiter wrote into a message, against one of an ad."""
CLEAR = 0.25
"""Lead of the best track, as a part of all votes, from which a profile may be sure."""


class Profile(NamedTuple):
    """Where the centre of gravity lies, and how sure that is."""

    track: Verdict
    shares: Shares
    confidence: Confidence


def profile(
    sums: Mapping[Track, float],
    suggests: TitleSuggests,
    weights: Weights,
    *,
    readable: bool = True,
    pitched: bool = False,
) -> Profile:
    """Adds the title to the evidence of the work; little evidence gives `unknown` and a low confidence."""
    worth = weights.title * (PITCHED if pitched else 1.0)
    with_title = {track: sums[track] + (worth if track == suggests else 0.0) for track in Track}
    total = sum(with_title.values())
    ranked = sorted(with_title.values(), reverse=True)
    lead = (ranked[0] - ranked[1]) / total if total else 0.0
    work = sum(sums.values())
    if not readable or work < LITTLE or lead < weights.mixed_margin:
        confidence = Confidence.LOW
    elif work >= ENOUGH and lead >= CLEAR:
        confidence = Confidence.HIGH
    else:
        confidence = Confidence.MEDIUM
    # A title alone may hint at a track, but shares are of the work, and nothing of it was told.
    told = with_title if work >= SILENT else dict.fromkeys(Track, 0.0)
    return Profile(_verdict(with_title, weights), _shares(told, weights), confidence)


def _verdict(sums: Mapping[Track, float], weights: Weights) -> Verdict:
    total = sum(sums.values())
    best, second, _ = sorted(Track, key=lambda track: -sums[track])
    if total < LEAST or sums[best] - sums[second] < weights.mixed_margin * total:
        return "mixed"
    return best.value


def _shares(sums: Mapping[Track, float], weights: Weights) -> Shares:
    total = sum(sums.values()) + weights.silence
    parts = {track: round(sums[track] / total, 4) for track in Track}
    research, applied, engineering = (parts[track] for track in Track)
    rest = max(0.0, round(1 - research - applied - engineering, 4))
    return Shares(research=research, applied=applied, engineering=engineering, unknown=rest)
