"""What the built-in engine listens for in a turn: knowledge/intents.yaml."""

import re
from functools import cached_property
from typing import Self

from pydantic import model_validator

from rolecall.domain.values import Value

_LEFT_AT_LEAST = 2
"""Characters that must be left of a turn, or else nothing is taken out of it."""


class Cue(Value):
    """A shape of words in a turn, with sentences that prove it."""

    id: str
    pattern: str
    examples: tuple[str, ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for text in self.examples:
            if not self.regex.search(text.lower()):
                raise ValueError(f"cue {self.id!r} does not match its own example {text!r}")
        return self


class RoundWords(Value):
    """Words that name a round of Practise."""

    kind: str
    """A `RoundKind`, or `loop`."""
    title: str
    """In a sentence: "a coding round"."""
    pattern: str
    examples: tuple[str, ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class IntentRules(Value):
    """knowledge/intents.yaml: what to leave aside in a turn, and what to listen for in the rest."""

    asides: tuple[Cue, ...]
    cues: tuple[Cue, ...]
    rounds: tuple[RoundWords, ...]

    @model_validator(mode="after")
    def _rounds_hold(self) -> Self:
        for one in self.rounds:
            for text in one.examples:
                if self.round_named(text) is not one:
                    raise ValueError(f"round {one.kind!r} is not the one named by its example {text!r}")
        return self

    def round_named(self, text: str) -> RoundWords | None:
        """The round that a turn names, if any."""
        lowered = text.lower()
        return next((one for one in self.rounds if one.regex.search(lowered)), None)

    def round(self, kind: str) -> RoundWords | None:
        return next((one for one in self.rounds if one.kind == kind), None)

    def focused(self, text: str) -> str:
        """The turn in lower case without quotes, what is put off, and orders to the coach."""
        rest = " ".join(text.lower().replace("’", "'").split())
        for aside in self.asides:
            shorter = " ".join(aside.regex.sub(" … ", rest).split())
            if sum(letter.isalnum() for letter in shorter) >= _LEFT_AT_LEAST:
                rest = shorter
        return rest

    def heard(self, focused: str) -> tuple[bool, ...]:
        """Which of the cues are there, in their order."""
        return tuple(cue.regex.search(focused) is not None for cue in self.cues)
