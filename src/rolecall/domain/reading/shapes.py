"""What the lines of a text show of its kind, whatever their words: forms, transcripts, answers, letters."""

import re
from collections.abc import Mapping

from rolecall.domain.roles import SourceKind

_FORM_LINE = re.compile(
    r"^[ \t*\-]{0,4}(?:"
    r"(?:round|stage|session|part|hour|day|interview)[ ]?(?:#?\d{1,2}|one|two|three|four|five)\b"
    r"[^.\n]{0,30}[:,]"
    r"|(?:1st|2nd|3rd|\dth|first|second|third|fourth)[ ]?(?:round|stage|interview)?:"
    r"|\d{1,3}[ ]?(?:min|mins|minutes|h|hours?)\b[^:\n]{0,20}:"
    r"|(?:outcome|result|rounds|duration|length|formats?|date of (?:the )?interview|mood)[ ]{0,3}:"
    r")",
    re.M | re.I,
)
"""A line of a form: `Round 1 (60 min): coding`, `- 45 min: ML breadth`, `Outcome: waiting`."""
_FORM_LINES = 2
_FORM = 3.0
_ASKER = re.compile(
    r"^[ \t*-]{0,4}(?:q\d?|interviewer(?: ?\d)?|panel|hm|int|them|[A-Z][a-z]{1,14}):[ \t].*\?", re.M
)
_ASKER_ANY_CASE = re.compile(r"^[ \t*-]{0,4}(?:q\d?|interviewer(?: ?\d)?|panel|hm):[ \t]", re.M | re.I)
_SELF = re.compile(r"^[ \t*-]{0,4}(?:me|a|i|m|candidate):[ \t](.*)$", re.M | re.I)
_TRANSCRIPT_LINES = 2
_TRANSCRIPT = 6.0
_ANSWERED = re.compile(r"\?[ \t]{0,3}(?:[-=>\u2013\u2014:]{1,3})[ \t]{0,3}\w")
"""A question with its answer in the same line: `How long? -> 90 min`."""
_NUMBERED = re.compile(
    r"(?:^|[\s(])(?:\d|[a-e])[).]?[ ](?:yes|no|not|about|around|only|none|don't|mostly|sure|will|ask)\b", re.I
)
"""An answer by its number: `1. yes 2. no`."""
_ANSWERS = 2
_ANSWER = 3.0
_QUOTED = re.compile('"[^"\\n]{0,400}"|\u201c[^\u201d\\n]{0,400}\u201d')
_READER = re.compile(r"\b(?:you(?! will| have| are| bring| get)|your|yours|you'd|you're)\b(?!')", re.I)
_TO_READER = 2
_LETTER = 1.0


def shape(text: str) -> Mapping[SourceKind, float]:
    """Weight for each kind that the text's lines speak for; linear in its length."""
    weights: dict[SourceKind, float] = {}
    if is_transcript(text):
        weights[SourceKind.REPORT] = _TRANSCRIPT
    elif len(_FORM_LINE.findall(text)) >= _FORM_LINES:
        weights[SourceKind.REPORT] = _FORM
    if len(_ANSWERED.findall(text)) + len(_NUMBERED.findall(text)) >= _ANSWERS:
        weights[SourceKind.REPLY] = _ANSWER
    if len(_READER.findall(_QUOTED.sub(" ", text))) >= _TO_READER:
        weights[SourceKind.MESSAGE] = _LETTER
    return weights


def is_transcript(text: str) -> bool:
    """Whether others ask and the writer answers, line by line; in notes of a call the writer asks."""
    own = _SELF.findall(text)
    asked = len(_ASKER.findall(text))
    named = len(_ASKER_ANY_CASE.findall(text))
    asking = sum(line.rstrip().endswith("?") for line in own)
    return len(own) + asked >= _TRANSCRIPT_LINES and max(asked, named) >= _TRANSCRIPT_LINES and asked > asking
