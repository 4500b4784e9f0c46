"""Numbers in a report: how many rounds, how many minutes, what part of the whole."""

import re
from typing import NamedTuple

_WORDS = {
    "a": 1, "an": 1, "one": 1, "another": 1, "single": 1, "two": 2, "both": 2, "couple": 2, "three": 3,
    "few": 3,
    "several": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "forty-five": 45, "fifty": 50, "sixty": 60,
    "seventy": 70, "seventy-five": 75, "eighty": 80, "ninety": 90,
}  # fmt: skip
_NUMBER = (
    r"(?:\d{1,3}(?:[.,]\d)?|forty[- ]five|seventy[- ]five|a couple of|a few|an?|one|two|three|four|five|six|"
    r"seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_MINUTES = re.compile(
    rf"\b(?:(?P<half>half[ -]an?[ -]hour|half[ -]hours?)|(?P<quarter>(?:a )?quarter of an hour)"
    rf"|(?P<hours>{_NUMBER})(?:[ -](?P<more>and a half))?[ -]?(?:hours?|hrs?|(?<=\d)h|(?<=\d )h)\b"
    r"(?P<after> and a half)?"
    rf"(?:[ ,]{{0,2}}(?P<rest>\d{{1,2}})[ -]?(?:minutes?|mins?|m)\b)?"
    rf"|(?P<low>\d{{1,3}})[ ]?(?:-|\u2013|to)[ ]?(?P<high>\d{{1,3}})[ -]?(?:minutes?|mins?|m)\b"
    rf"|(?P<minutes>{_NUMBER})[ -]?(?:minutes?|mins?|(?<=\d)(?:m|\u2032|')|(?<=\d )m)(?![\w]))",
    re.I,
)
_HOURLY = re.compile(
    r"\b(?:the|whole|entire|full|each|coding|design|technical|research) hour\b|\bhour[ -]long\b", re.I
)
_PER_CENT = re.compile(r"\b(\d{1,3})[ ]?(?:%|per ?cent)", re.I)
_PARTS = (
    (re.compile(r"\b(?:two|2)[ -]thirds?\b", re.I), 2 / 3),
    (re.compile(r"\bthree[ -]quarters?\b", re.I), 0.75),
    (re.compile(r"\b(?:a|one)[ -]third\b", re.I), 1 / 3),
    (re.compile(r"(?<!and a )\bhalf(?! an?\b|[ -]hours?\b|[ -]a )\b", re.I), 0.5),
    (re.compile(r"\b(?:mostly|mainly|largely|the majority|most of)\b", re.I), 0.75),
)
_TIMES = re.compile(r"(?<![\w.])(?:(\d{1,2})\s?[x\u00d7](?!\w)|[x\u00d7]\s?(\d{1,2})(?!\w))", re.I)
_COUNT = re.compile(rf"(?<![\w.,'])(?P<n>{_NUMBER}|another|both|several)\b(?!\s?(?:%|per ?cent|/))", re.I)
_ASKED_UNIT = re.compile(
    r"^(?:[\w'+#&/-]+[ -]){0,3}?(?:questions?|problems?|tasks?|exercises?|puzzles?|mediums?|hards?"
    r"|easy|easies|challenges?|intervals)\b",
    re.I,
)
_ROUND_UNIT = re.compile(
    r"^(?:[\w'+#&/()-]+[ ]){0,4}?(?:rounds?|interviews?|screens?|sessions?|calls?|chats?|stages?|slots?"
    r"|panels?|times|talks?|conversations?|1:1s|tests?|meetings?|assessments?|discussions?)\b",
    re.I,
)
_PEOPLE = re.compile(
    r"^(?:[\w'-]+[ ]){0,2}?(?:researchers|members|people|scientists|professors|interviewers|faculty)\b", re.I
)
_MET = re.compile(r"\b(?:with|met|meet|saw|by|from)\s(?:\w+\s)?$", re.I)
_TIME_UNIT = re.compile(
    r"^[ -]?(?:and a half[ -])?(?:hours?|hrs?|h|minutes?|mins?|m|weeks?|days?|months?|years?)\b", re.I
)
_PART = re.compile(
    r"^(?:of (?:them|those|these|which|the (?:\w+ )?(?:rounds?|interviews?|calls?|sessions?))|"
    r"(?:were|was|are|is)\b)",
    re.I,
)
"""What follows a number that is part of a sum told before: `two were`, `one of them`."""
_SUM_BEFORE = 240
"""Characters before such a number in which its sum may stand."""
MOST_MINUTES = 600.0
_MOST_COUNT = 12
_AHEAD = 60
"""Characters after a number in which the thing it counts may stand."""


class Span(NamedTuple):
    """A number with where it stands in the text."""

    value: float
    start: int
    end: int


def minutes_in(text: str, start: int, end: int) -> list[Span]:
    """Lengths of time in text[start:end], in minutes."""
    found: list[Span] = []
    for match in _MINUTES.finditer(text, start, end):
        value = _minutes(match)
        if 1 <= value <= MOST_MINUTES:
            found.append(Span(value, match.start(), match.end()))
    if not found:
        found = [Span(60.0, one.start(), one.end()) for one in _HOURLY.finditer(text, start, end)]
    return found


def _minutes(match: re.Match[str]) -> float:
    if match["half"]:
        return 30.0
    if match["quarter"]:
        return 15.0
    if match["hours"]:
        extra = 0.5 if match["more"] or match["after"] else 0.0
        return (_number(match["hours"]) + extra) * 60 + float(match["rest"] or 0)
    if match["low"]:
        return (float(match["low"]) + float(match["high"])) / 2
    return _number(match["minutes"])


def share_in(text: str, start: int, end: int) -> float | None:
    """What part of the whole text[start:end] names, 0 to 1; None where it names none."""
    match = _PER_CENT.search(text, start, end)
    if match and 0 < int(match[1]) <= 100:
        return int(match[1]) / 100
    for pattern, value in _PARTS:
        if pattern.search(text, start, end):
            return value
    return None


def count_in(text: str, start: int, end: int, named: int) -> int | None:
    """How many rounds text[start:end] names; `named` is where the words for the kind of round begin.

    A number of questions or of minutes is none of rounds; `two were problems` is, after a sum of rounds.
    """
    times = _TIMES.search(text, start, end)
    if times:
        return _bounded(int(times[1] or times[2]))
    best: int | None = None
    for match in _COUNT.finditer(text, start, end):
        beyond = text[match.end() : match.end() + _AHEAD].partition("\n")[0]
        if _TIME_UNIT.match(beyond) or _ordinal(text, match):
            continue
        rounds = _ROUND_UNIT.match(beyond.lstrip(" -\u2013")) or _people(text, match)
        asked = _ASKED_UNIT.match(beyond.lstrip(" -\u2013"))
        if asked and (rounds is None or asked.end() < rounds.end()) and not _of_rounds(text, match):
            continue
        near = 0 <= named - match.end() <= 24 and match["n"].lower() not in ("a", "an")
        if rounds or near:
            value = int(_number(match["n"]))
            if 1 <= value <= _MOST_COUNT:
                best = max(best or 0, value)
    return best


def _of_rounds(text: str, match: re.Match[str]) -> bool:
    """Whether a number is part of a sum of rounds: the last number before it that counts a thing decides."""
    if not _PART.match(text[match.end() : match.end() + _AHEAD].lstrip()):
        return False
    for before in reversed([*_COUNT.finditer(text, max(0, match.start() - _SUM_BEFORE), match.start())]):
        beyond = text[before.end() : match.start()].lstrip(" -\u2013")
        rounds, asked = _ROUND_UNIT.match(beyond), _ASKED_UNIT.match(beyond)
        summed = before["n"].lower() not in ("a", "an") and not _PART.match(beyond)
        if summed and (rounds or asked):
            return rounds is not None and (asked is None or rounds.end() < asked.end())
    return False


def _people(text: str, match: re.Match[str]) -> re.Match[str] | None:
    """`met five researchers`: a talk with each; `five researchers listened` is one."""
    if not _MET.search(text[max(0, match.start() - 16) : match.start()]):
        return None
    return _PEOPLE.match(text[match.end() : match.end() + _AHEAD].lstrip())


def _ordinal(text: str, match: re.Match[str]) -> bool:
    """`Round 2`, `interview one`: a number that tells which, not how many."""
    before = text[max(0, match.start() - 14) : match.start()].lower().rstrip(" #:")
    return before.endswith(("round", "stage", "interview", "step", "coding", "part", "day", "hour", "screen"))


def _bounded(value: int) -> int:
    return max(1, min(_MOST_COUNT, value))


def _number(word: str) -> float:
    plain = word.lower().replace(" ", "-").removeprefix("a-").removesuffix("-of")
    if plain in _WORDS:
        return float(_WORDS[plain])
    return float(plain.replace(",", ".") or 0)
