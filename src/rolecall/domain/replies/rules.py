"""What the reader of replies knows of wording: the values behind knowledge/replies.yaml."""

from collections.abc import Sequence
from functools import cached_property
from typing import Literal

from pydantic import Field

from rolecall.domain.patterns import Marker
from rolecall.domain.phrases import TextPattern
from rolecall.domain.reading.phrases import Book, Word
from rolecall.domain.replies.values import AnswerState
from rolecall.domain.roles import Topic
from rolecall.domain.values import Value

Phrases = tuple[str, ...]
"""In the phrase language of `rolecall.domain.reading.phrases`."""

Sign = Literal[
    "defers",
    "unknown",
    "points",
    "attached",
    "refuses",
    "depends",
    "sells",
    "vague",
    "hedges",
    "denies",
    "affirms",
    "concrete",
    "whole",
    "every",
    "rest",
    "courtesy",
    "further",
    "back",
    "closes",
    "shrugs",
]


class MailShapes(Value):
    """How the pieces of a mail are recognised, line by line."""

    attributions: tuple[TextPattern, ...] = Field(min_length=1)
    """Lines above a quoted mail: `On ... wrote:`."""
    separators: tuple[TextPattern, ...] = Field(min_length=1)
    forwards: tuple[TextPattern, ...] = Field(min_length=1)
    """Separators above a mail that is passed on."""
    pointers: tuple[TextPattern, ...] = Field(min_length=1)
    """Words of a mail that hands on the one below it: that one is new as well."""
    from_names: tuple[str, ...] = Field(min_length=1)
    """Names of the header field that gives the writer, in several languages."""
    field_names: tuple[str, ...] = Field(min_length=1)
    """Names of the other header fields."""
    me: tuple[str, ...]
    """How people name themselves in a thread they copied."""
    greetings: tuple[TextPattern, ...] = Field(min_length=1)
    closings: tuple[TextPattern, ...] = Field(min_length=1)
    footers: tuple[TextPattern, ...] = Field(min_length=1)
    """Single lines that a mail program adds."""
    disclaimers: tuple[TextPattern, ...] = Field(min_length=1)
    """Openings of legal paragraphs; what follows them belongs to them."""


class Aspect(Value):
    """One thing a question may ask: how the asking is worded, and how an answer speaks of it."""

    id: str
    topic: Topic
    asked: Phrases = Field(min_length=1)
    told: Phrases = Field(min_length=1)
    """Words that show a sentence to be about it."""
    apart: bool = False
    """A question that asks it beside something else is only partly answered while it is not spoken of."""


class TopicSamples(Value):
    """Sentences of replies on one topic, by what they do; what is alike is taken for the same."""

    telling: tuple[str, ...] = Field(min_length=2)
    deferring: tuple[str, ...] = Field(min_length=1)
    empty: tuple[str, ...] = Field(min_length=2)
    """They sound like an answer and tell nothing."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.telling, *self.deferring, *self.empty)


class BackKind(Value):
    """What a question back is about; the first kind that fits names it."""

    id: str
    any: Phrases = Field(min_length=1)


class BackWords(Value):
    """How questions and requests of the other side are told."""

    requests: Phrases = Field(min_length=1)
    courtesies: Phrases = Field(min_length=1)
    """Requests and questions that want no answer."""
    kinds: tuple[BackKind, ...] = Field(min_length=1)


class ReplyWords(Value):
    """knowledge/replies.yaml."""

    shapes: MailShapes
    groups: dict[str, tuple[str, ...]]
    signs: dict[Sign, Phrases]
    orders: Phrases = Field(min_length=1)
    """Orders to a program that reads the reply: the paragraph is set aside."""
    occasions: Phrases = Field(min_length=1)
    """Interviews named as the time when something will be told: of them nothing is said."""
    subjects: dict[Topic, Phrases]
    """Words of a topic, by which a sentence is known to touch it."""
    airs: dict[Topic, Phrases]
    """What is said of a topic by people who tell nothing of it."""
    meanings: dict[Topic, TopicSamples]
    elsewhere: tuple[str, ...] = Field(min_length=4)
    """Sentences of replies that are about none of the topics."""
    doing: dict[AnswerState, tuple[str, ...]]
    """Sentences of no topic by what they do to a question: the weights are fitted on them as well."""
    aspects: tuple[Aspect, ...] = ()
    back: BackWords


class ReplyRules(ReplyWords):
    """The same with the orders that are set aside, ready to be found."""

    commands: tuple[Marker, ...]
    command_groups: dict[str, tuple[str, ...]] = {}

    @cached_property
    def sign_names(self) -> tuple[Sign, ...]:
        return tuple(self.signs)

    @cached_property
    def sign_book(self) -> Book:
        return Book.of(list(self.signs.values()), self.groups)

    @cached_property
    def telling(self) -> tuple[str, ...]:
        return tuple(text for some in self.meanings.values() for text in some.telling)

    @cached_property
    def empty(self) -> tuple[str, ...]:
        return tuple(text for some in self.meanings.values() for text in some.empty)

    @cached_property
    def deferring(self) -> tuple[str, ...]:
        return tuple(text for some in self.meanings.values() for text in some.deferring)

    @cached_property
    def topic_names(self) -> tuple[Topic, ...]:
        return tuple(self.subjects)

    @cached_property
    def subject_book(self) -> Book:
        return Book.of(list(self.subjects.values()), self.groups)

    @cached_property
    def occasion_book(self) -> Book:
        return Book.of([self.occasions], self.groups)

    @cached_property
    def air_topics(self) -> tuple[Topic, ...]:
        return tuple(self.airs)

    @cached_property
    def air_book(self) -> Book:
        return Book.of(list(self.airs.values()), self.groups)

    @cached_property
    def asked_book(self) -> Book:
        return Book.of([aspect.asked for aspect in self.aspects], self.groups)

    @cached_property
    def told_book(self) -> Book:
        return Book.of([aspect.told for aspect in self.aspects], self.groups)

    def commands_in(self, words: Sequence[Word]) -> bool:
        """Whether a sentence orders a program about."""
        if self._order_book.find(words):
            return True
        hits = self._command_book.find(words)
        barred = {hit.entry for hit in self._command_unless.find(words)} if hits else set()
        return any(hit.entry not in barred for hit in hits)

    @cached_property
    def _order_book(self) -> Book:
        return Book.of([self.orders], self.groups)

    @cached_property
    def _command_book(self) -> Book:
        return Book.of([marker.any for marker in self.commands], self.command_groups)

    @cached_property
    def _command_unless(self) -> Book:
        return Book.of([marker.unless for marker in self.commands], self.command_groups)

    @cached_property
    def request_book(self) -> Book:
        return Book.of([self.back.requests, self.back.courtesies], self.groups)

    @cached_property
    def back_book(self) -> Book:
        return Book.of([kind.any for kind in self.back.kinds], self.groups)
