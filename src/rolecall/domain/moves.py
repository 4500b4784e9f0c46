"""Decides in plain code what a turn wants: read a source, write an email, explain the role, advise."""

import re
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import model_validator

from rolecall.domain.mail import DraftRequest, Purpose, Tone
from rolecall.domain.questions import MAX_QUESTIONS
from rolecall.domain.roles import Addressee, SourceKind, Topic
from rolecall.domain.values import Value

_LONG = 60
"""Words from which a turn without a question's shape is taken for pasted material."""
_SHORT_LETTER = (3, 12)
"""Lines and words from which a text with a salutation is a letter: answers of recruiters are brief."""
_TERSE = 40
"""Words from which one that asks nothing and does not speak of the writer is taken for it too."""
_SHORT_TURN = 400
"""Characters; markers of wishes are looked for in turns up to here, since pasted texts contain anything."""


_ABOUT_NOTHING = (Purpose.THANKS, Purpose.DECLINE, Purpose.FOLLOW_UP, Purpose.FEEDBACK, Purpose.NEXT_ROUND)
"""Purposes whose occasion names topics ("thanks for the interview") without asking about them."""


class Move(StrEnum):
    """What the coach does with a turn."""

    READ = "read"
    DRAFT = "draft"
    RESTYLE = "restyle"
    EXPLAIN = "explain"
    MISSING = "missing"
    PRACTISE = "practise"
    REPORT = "report"
    PLAN = "plan"
    SETTINGS_HELP = "settings_help"
    GREET = "greet"
    ADVISE = "advise"


class MoveMarker(Value):
    """A shape of words that tells a move, with the sentences that prove it."""

    id: str
    move: Move
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for text in self.examples:
            if not self.regex.search(text.lower()):
                raise ValueError(f"marker {self.id!r} does not match its own example {text!r}")
        for text in self.counter_examples:
            if self.regex.search(text.lower()):
                raise ValueError(f"marker {self.id!r} matches its counter-example {text!r}")
        return self


class Wishes(Value):
    """Regular expressions that tell how an email is wanted, tried in the order given."""

    tone: dict[Tone, str]
    purpose: dict[Purpose, str]
    to: dict[Addressee, str]
    asking: str = ""
    """What the email shall ask about stands after this; empty where the whole turn is looked at."""

    adding: str = ""
    """Wording that adds topics to those of the draft before."""
    leaving_out: str = ""
    """Wording that takes topics out of it."""

    def asked_about(self, lowered: str) -> str | None:
        """The part of a turn that says what to ask about, or None where it does not say."""
        found = re.search(self.asking, lowered) if self.asking else None
        return lowered[found.end() :] if found else None


class ChatRules(Value):
    """knowledge/chat.yaml: markers of moves, words of topics, the topics' names on the page."""

    moves: tuple[MoveMarker, ...]
    wishes: Wishes
    topics: dict[Topic, tuple[str, ...]]
    labels: dict[Topic, str]

    @model_validator(mode="after")
    def _every_topic(self) -> Self:
        for name in ("topics", "labels"):
            absent = set(Topic) - set(getattr(self, name))
            if absent:
                raise ValueError(f"{name} lacks {sorted(absent)}")
        return self

    @cached_property
    def _topic_words(self) -> dict[Topic, re.Pattern[str]]:
        return {topic: re.compile(rf"\b(?:{'|'.join(words)})\b") for topic, words in self.topics.items()}

    def topics_of(self, question: str) -> tuple[Topic, ...]:
        """The topics a question names, in the order of the glossary."""
        lowered = question.lower()
        return tuple(topic for topic in Topic if self._topic_words[topic].search(lowered))


def next_move(text: str, kind: SourceKind | None, rules: ChatRules) -> Move:
    """What to do with a turn.

    `kind` is what the text would be as a source, or None where it is too short to be one.
    """
    if kind is not None and is_material(text):
        return Move.READ
    lowered = text.strip().lower()
    if len(lowered) <= _SHORT_TURN:
        for marker in rules.moves:
            if marker.regex.search(lowered):
                return marker.move
    return Move.ADVISE


def wish(text: str, rules: ChatRules, before: DraftRequest) -> DraftRequest:
    """The email a turn asks for; what it does not say stays as it was."""
    lowered = text.lower()
    changes: dict[str, object] = {}
    for field in ("tone", "purpose", "to"):
        for choice, pattern in getattr(rules.wishes, field).items():
            if re.search(pattern, lowered):
                changes[field] = choice
                break
    asked = rules.wishes.asked_about(lowered)
    if asked is None and changes.get("purpose") not in _ABOUT_NOTHING:
        asked = lowered
    topics = rules.topics_of(asked or "")
    if topics:
        changes["topics"] = _topics(lowered, topics, before.topics, rules.wishes)
    return before.model_copy(update=changes)


def _topics(
    lowered: str, named: tuple[Topic, ...], before: tuple[Topic, ...], wishes: Wishes
) -> tuple[Topic, ...]:
    """The topics of the next draft: those named, or the last draft's with or without them."""
    if before and wishes.leaving_out and re.search(wishes.leaving_out, lowered):
        return tuple(topic for topic in before if topic not in named) or before
    if before and wishes.adding and re.search(wishes.adding, lowered):
        fresh = tuple(topic for topic in named if topic not in before)[:MAX_QUESTIONS]
        return before[: MAX_QUESTIONS - len(fresh)] + fresh
    return named


def is_material(text: str) -> bool:
    """True where a text looks brought in rather than said: long, or laid out like a document."""
    words = text.split()
    if len(words) >= _LONG:
        return True
    if len(words) >= _TERSE and "?" not in text and not _TALK.match(text.lstrip()):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) >= _SHORT_LETTER[0] and len(words) >= _SHORT_LETTER[1] and _LETTER.match(text.lstrip()):
        return True
    return len(words) >= 25 and (len(lines) >= 3 or _LETTER.match(text.lstrip()) is not None)


_TALK = re.compile(
    r"(?i)(i|i['’](m|d|ve)|my|me|we|can|could|would|please|how|what|why|when|which|who|should|is|are|do|does|"
    r"write|draft|ask|tell|so|ok|thanks?)\b"
)
"""Beginnings of what people say to the coach, as against what they paste."""
_LETTER = re.compile(r"(?i)(hi|hello|dear|hey)\b[^?\n]{0,40}[,\n!]")
