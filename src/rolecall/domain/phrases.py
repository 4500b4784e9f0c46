"""What stands around the questions of an email, by purpose, tone and reader (knowledge/mail.yaml)."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Literal, Self

from pydantic import Field, model_validator

from rolecall.domain.mail import Purpose, Tone
from rolecall.domain.questions import Wording
from rolecall.domain.values import Value
from rolecall.domain.words import stem, words_of

Situation = Literal["answering", "recruiter", "hiring_manager", "peer", "any"]
"""Whom the email meets; `answering` is a recruiter who wrote first."""


class Greeting(Value):
    """With and without a name."""

    named: str
    unnamed: str


class Greetings(Value):
    """One greeting per tone."""

    warm: Greeting
    neutral: Greeting
    direct: Greeting

    def in_tone(self, tone: Tone) -> Greeting:
        return {Tone.WARM: self.warm, Tone.NEUTRAL: self.neutral, Tone.DIRECT: self.direct}[tone]


class RoleWords(Value):
    """How the role is named, by what is known of it."""

    both: str
    title: str
    company: str
    neither: str


class Subject(Value):
    """By the number of questions."""

    one: str
    many: str
    none: str


class PurposePhrases(Value):
    """The sentences of one purpose."""

    subject: Subject
    opening: dict[Situation, Wording]
    one: Wording | None = None
    """Before a single question."""
    many: Wording | None = None
    """Before numbered questions."""
    noticed: Wording | None = None
    """Where an interview was of another kind than what was expected: {expected} and {met}."""
    after: dict[Situation, Wording]

    @model_validator(mode="after")
    def _somebody_for_everybody(self) -> Self:
        for name in ("opening", "after"):
            given = set(getattr(self, name))
            if "any" not in given and not {"recruiter", "hiring_manager", "peer"} <= given:
                raise ValueError(f"{name} needs 'any', or all of recruiter, hiring_manager and peer")
        return self


class TextPattern(Value):
    """A regular expression, with the sentences that prove it; case does not matter."""

    pattern: str
    examples: tuple[str, ...] = Field(min_length=1)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    @model_validator(mode="after")
    def _matches_its_examples(self) -> Self:
        try:
            self.regex  # noqa: B018
        except re.error as error:
            raise ValueError(f"pattern {self.pattern!r} is not a regular expression: {error}") from error
        for example in self.examples:
            if not self.regex.search(example):
                raise ValueError(f"pattern {self.pattern!r} does not match its own example {example!r}")
        return self


class SlotWording(Value):
    """What a model's sentences around the questions of an email have to keep to."""

    after_i: frozenset[str]
    """Words that may follow "I"."""
    after_have: frozenset[str]
    """Words that may follow "I have"."""
    after_my: frozenset[str]
    """What the candidate may call "my"."""
    after_am: frozenset[str]
    """Words that may follow "I am"."""
    after_you_are: frozenset[str]
    """What the reader may be told to be."""
    never: tuple[TextPattern, ...]
    keeps: dict[Purpose, TextPattern]
    """What an opening of a purpose has to say whatever its words."""
    refuses: TextPattern
    """What only a refusal says."""
    goes_on: TextPattern
    """What a refusal never says."""
    asks: TextPattern
    """What the sentence before the questions says."""
    words: str
    """Further words of a polite email, beside those of our own sentences."""


class MailPhrases(Value):
    """knowledge/mail.yaml."""

    greetings: Greetings
    closings: Wording
    role: RoleWords
    purposes: dict[Purpose, PurposePhrases]
    nothing: Wording
    accusations: tuple[TextPattern, ...] = Field(min_length=1)
    harmless: tuple[str, ...]
    claims: tuple[TextPattern, ...]
    wording: SlotWording

    @model_validator(mode="after")
    def _whole(self) -> Self:
        absent = [purpose.value for purpose in Purpose if purpose not in self.purposes]
        if absent:
            raise ValueError(f"purposes lacks {', '.join(absent)}")
        for purpose in (Purpose.FIRST, Purpose.RE_ASK, Purpose.FOLLOW_UP, Purpose.NEXT_ROUND):
            if self.purposes[purpose].one is None or self.purposes[purpose].many is None:
                raise ValueError(f"purposes.{purpose.value} asks, so it needs 'one' and 'many'")
        if self.purposes[Purpose.THANKS].one is None:
            raise ValueError("purposes.thanks may ask one question, so it needs 'one'")
        if self.purposes[Purpose.FEEDBACK].one is None:
            raise ValueError("purposes.feedback may ask one question, so it needs 'one'")
        for text in (*self.texts, *self.harmless):
            for accusation in self.accusations:
                if accusation.regex.search(text):
                    raise ValueError(f"accusations {accusation.pattern!r} matches our own words {text!r}")
        for text in self.texts:
            unknown = re.findall(
                r"\{(?!(?:role|first|name|labels|title|company|expected|met)\})[^}]*\}?", text
            )
            if unknown or "?" in text or re.search(r"\d", text):
                raise ValueError(f"{text!r} holds a digit, a question mark or an unknown field {unknown}")
        return self

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every sentence an email can be made of."""
        return tuple(_strings(self.model_dump(exclude={"accusations", "harmless", "claims", "wording"})))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of those sentences."""
        return frozenset(words_of(" ".join(self.texts)))

    @cached_property
    def polite(self) -> frozenset[str]:
        """Stems of the words a polite email may use: those of our sentences and those listed beside them."""
        return frozenset(map(stem, {*self.vocabulary, *words_of(self.wording.words)}))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
