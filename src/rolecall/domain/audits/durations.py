"""How long a round is, as people write: `45 min`, `1h30`, `an hour and a half`, `9:30 - 10:15`, `(60)`."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rolecall.domain.audits.rules import LoopWords

LONGEST = 12 * 60
"""Minutes; more is a deadline (`within 48 hours`), not the length of a round."""
_SHORTEST = 5
_CLOCK = re.compile(
    r"\b([01]?\d|2[0-3])[:.h]([0-5]\d)\s?(?:-|\u2013|\u2014|to|until|bis)\s?([01]?\d|2[0-3])[:.h]([0-5]\d)\b"
)
_BRACKETED = re.compile(r"\(\s?(\d{2,3})(?:\seach)?\s?\)")
_DEADLINE = re.compile(r"(?i)\b(?:within|in the next|after|every|deadline of)\s(?:the\s)?(?:\w{1,12}\s)?$")
_MOST_BRACKETED = 180
_MORNING, _EVENING = 8 * 60, 7 * 60
"""Minutes of the day as clocks of twelve hours show them."""


class Length(NamedTuple):
    """Minutes, and where they stand: text[start:end]."""

    minutes: int
    start: int
    end: int


def lengths(text: str, start: int, end: int, words: LoopWords) -> tuple[Length, ...]:
    """Every length told of in text[start:end], in order; of a range the longer end.

    `30 min + 15 min` is one length of 45. Deadlines and lengths of days are left out.
    """
    found = [length for match in _CLOCK.finditer(text, start, end) if (length := _of_clock(match))]
    for match in _pattern(words.minute, words.hour, tuple(words.numbers)).finditer(text, start, end):
        minutes = _minutes(match, words)
        before = text[max(start, match.start() - 24) : match.start()]
        if _SHORTEST <= minutes <= LONGEST and not _DEADLINE.search(before):
            found.append(Length(minutes, match.start(), match.end()))
    if not found:
        found = [
            Length(int(match[1]), match.start(1), match.end(1))
            for match in _BRACKETED.finditer(text, start, end)
            if int(match[1]) % 5 == 0 and int(match[1]) <= _MOST_BRACKETED
        ]
    return tuple(_added(text, sorted(found, key=lambda one: one.start)))


def bare(text: str, start: int, end: int) -> Length | None:
    """A number alone, as it stands in a column of minutes."""
    match = re.fullmatch(r"\s*(?:ca\.?|~|about|max\.?)?\s*(\d{1,3})\s*", text[start:end])
    if match is None or not _SHORTEST <= int(match[1]) <= LONGEST:
        return None
    return Length(int(match[1]), start + match.start(1), start + match.end(1))


@lru_cache(maxsize=4)
def _pattern(minute: Sequence[str], hour: Sequence[str], numbers: Sequence[str]) -> re.Pattern[str]:
    minutes = "|".join(sorted(map(re.escape, minute), key=len, reverse=True))
    hours = "|".join(sorted(map(re.escape, hour), key=len, reverse=True))
    named = "|".join(map(re.escape, numbers))
    spelled = rf"(?:an?|another|(?:{named})(?:[ -](?:{named}))?)"
    return re.compile(
        rf"""(?ix)(?<![\w.:])
        (?:
          (?P<half>half[ -](?:an?[ -])?(?:{hours}))(?![\w])
        | (?:(?P<low>\d{{1,3}}(?:[.,]\d)?)\s?(?:-|\u2013|to|or)\s?)?
          (?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?|\b{spelled}\b)[\s-]{{0,2}}
          (?:(?P<hours>{hours})(?:s?\s?(?:and\s)?(?:(?P<more>\d{{1,2}})(?:\s?(?:{minutes}))?|(?P<plus>(?:and\s)?a\shalf)))?
            |(?P<minutes>{minutes}))
          (?![\w])
        )"""
    )


def _minutes(match: re.Match[str], words: LoopWords) -> int:
    if match["half"]:
        return 30
    said = match["number"].lower()
    spelled = [words.numbers.get(one, 1) for one in re.split(r"[ -]", said)]
    number = float(sum(spelled)) if said[0].isalpha() else float(said.replace(",", "."))
    if not match["hours"]:
        # "a minute" is a manner of speaking.
        return 0 if said in ("a", "an", "another") else round(number)
    return round(number * 60) + int(match["more"] or 0) + (30 if match["plus"] else 0)


def _of_clock(match: re.Match[str]) -> Length | None:
    begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    # From 12:30 to 1:15 is an afternoon; from 10:00 to 9:00 is a slip.
    past_noon = end <= _EVENING and begin >= _MORNING
    minutes = end - begin + (12 * 60 if end < begin and past_noon else 0)
    return Length(minutes, match.start(), match.end()) if 0 < minutes <= LONGEST else None


def _added(text: str, found: Sequence[Length]) -> list[Length]:
    """Lengths joined by a plus on one line are one."""
    joined: list[Length] = []
    for one in found:
        last = joined[-1] if joined else None
        between = text[last.end : one.start] if last else ""
        if last and len(between) < 40 and "+" in between and "\n" not in between:
            joined[-1] = Length(last.minutes + one.minutes, last.start, one.end)
        elif last is None or one.start >= last.end:
            joined.append(one)
    return joined
