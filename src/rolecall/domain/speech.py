"""Facts about a spoken answer: how long it was, how fast, where it paused. No score is made of them."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pydantic import Field

from rolecall.domain.values import Value

LONG_PAUSE = 2.0
"""Seconds of silence between words from which a pause is counted."""
LEAST_SECONDS = 5.0
"""Below this a pace says nothing, nor does the lack of a pause."""
FAINTEST = -50
"""Decibels of full scale; a recording that never gets louder is taken to hold no speech."""
_LEAST_LOUD = 2
"""Samples that loud from which a recording may hold a word; fewer are a click."""
_SPREAD = 10
"""Decibels between loud and quiet below which a recording is speech, or silence, throughout."""
_SILENCE = 0.35
"""Of the way from the quiet to the loud, in decibels: what lies below is silence."""
_STILL_THERE = 0.5
"""Share of the words of a transcript that must be left in an answer for it to count as spoken."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class SpeechWords(Value):
    """knowledge/speech.yaml."""

    fillers: tuple[str, ...] = Field(min_length=1)
    """Sounds and words that fill a pause and mean nothing else, in small letters."""


class Levels(Value):
    """How loud a recording was, sampled evenly."""

    step: float = Field(default=0.1, ge=0.02, le=1.0)
    """Seconds between two samples."""
    decibels: tuple[int, ...] = Field(default=(), max_length=72_000)
    """Decibels of full scale, 0 the loudest, one a step; empty where none were taken."""


class TimedWord(Value):
    """A word and when it was said, seconds from the start of the recording."""

    word: str
    start: float
    end: float


class Speech(Value):
    """Facts about what was spoken of an answer."""

    seconds: float = Field(ge=0, le=86_400)
    """From the first sound to the last, over all recordings of the answer."""
    words: int = Field(ge=0)
    pauses: int | None = Field(default=None, ge=0)
    """Of two seconds or more; None where nothing could tell."""
    longest: float = Field(default=0.0, ge=0)
    """Seconds of the longest such pause."""
    fillers: int = Field(default=0, ge=0)
    """As the transcript has them; many transcribers leave them out."""

    @property
    def pace(self) -> int | None:
        """Words a minute; None where it was too short to tell."""
        return round(self.words * 60 / self.seconds) if self.seconds >= LEAST_SECONDS else None


class SpokenPiece(Value):
    """One recording's transcript with its facts, while the answer is not sent yet."""

    text: str
    speech: Speech


def is_silent(levels: Levels) -> bool:
    """True where levels were taken and nothing in them can be speech."""
    return bool(levels.decibels) and sum(level >= FAINTEST for level in levels.decibels) < _LEAST_LOUD


def speech_of(
    text: str,
    *,
    seconds: float,
    levels: Levels,
    timed: Sequence[TimedWord] = (),
    fillers: Sequence[str] = (),
) -> Speech:
    """The facts of one recording: by the times of its words where there are any, else by its levels."""
    spoken = text.casefold()
    counted = {"words": len(_WORD.findall(text)), "fillers": _count(spoken, fillers)}
    if len(timed) > 1:
        gaps = [after.start - before.end for before, after in pairwise(timed)]
        return _told(timed[-1].end - timed[0].start, gaps, counted)
    sounds = _sounds(levels)
    if not sounds:
        return Speech(seconds=max(0.0, seconds), **counted)
    gaps = [after[0] - before[1] for before, after in pairwise(sounds)]
    return _told(sounds[-1][1] - sounds[0][0], gaps, counted)


def spoken_in(answer: str, pieces: Sequence[SpokenPiece]) -> Speech | None:
    """The facts of what was spoken of an answer; what was taken out of it since does not count."""
    left = Counter(_WORD.findall(answer.casefold()))
    found: Speech | None = None
    for piece in pieces:
        said = Counter(_WORD.findall(piece.text.casefold()))
        kept = said & left
        if not said or kept.total() < _STILL_THERE * said.total():
            continue
        left -= kept
        found = piece.speech if found is None else _both(found, piece.speech)
    return found


def told(speech: Speech) -> str:
    """`Spoken, 1 min 20 s, 130 words a minute, 3 pauses over 2 s, the longest 4 s`."""
    parts = ["Spoken", _lasting(speech.seconds)]
    if speech.pace is not None:
        parts.append(f"{speech.pace} words a minute")
    if speech.pauses == 0 and speech.seconds >= LEAST_SECONDS:
        parts.append(f"no pause over {LONG_PAUSE:.0f} s")
    elif speech.pauses:
        parts.append(f"{_number(speech.pauses, 'pause')} over {LONG_PAUSE:.0f} s")
        parts.append(f"the longest {speech.longest:.0f} s")
    if speech.fillers:
        parts.append(f"{_number(speech.fillers, 'filler word')}")
    return ", ".join(parts)


def _told(seconds: float, gaps: Sequence[float], counted: dict[str, int]) -> Speech:
    long = [gap for gap in gaps if gap >= LONG_PAUSE]
    return Speech(
        seconds=round(max(0.0, seconds), 1),
        pauses=len(long),
        longest=round(max(long, default=0.0), 1),
        **counted,
    )


def _sounds(levels: Levels) -> list[tuple[float, float]]:
    """Stretches of speech as (from, to) in seconds; a single loud sample is a click and none."""
    if not levels.decibels or is_silent(levels):
        return []
    quiet, loud = sorted(levels.decibels)[len(levels.decibels) // 10], _loud(levels.decibels)
    edge = quiet + _SILENCE * (loud - quiet) if loud - quiet >= _SPREAD else FAINTEST
    found: list[tuple[float, float]] = []
    begun: int | None = None
    for at, level in enumerate((*levels.decibels, -1_000)):
        if level >= edge:
            begun = at if begun is None else begun
        elif begun is not None:
            if at - begun > 1:
                found.append((begun * levels.step, at * levels.step))
            begun = None
    return found


def _loud(decibels: Sequence[int]) -> int:
    """How loud it was in its loudest second, or in the loudest part of a shorter recording."""
    ranked = sorted(decibels, reverse=True)
    return ranked[min(9, len(ranked) // 20)]


def _count(text: str, phrases: Sequence[str]) -> int:
    words = " ".join(_WORD.findall(text))
    return sum(len(re.findall(rf"(?<!\S){re.escape(phrase)}(?!\S)", words)) for phrase in phrases)


def _both(one: Speech, other: Speech) -> Speech:
    counted = [speech.pauses for speech in (one, other) if speech.pauses is not None]
    return Speech(
        seconds=one.seconds + other.seconds,
        words=one.words + other.words,
        pauses=sum(counted) if counted else None,
        longest=max(one.longest, other.longest),
        fillers=one.fillers + other.fillers,
    )


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
