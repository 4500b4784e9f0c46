"""Answers about RoleCall itself: knowledge/settings_help.yaml."""

import re
from functools import cached_property
from typing import Self

from pydantic import Field, model_validator

from rolecall.domain.values import Value


class HelpAnswer(Value):
    """A short answer to one thing that people ask about RoleCall."""

    id: str
    pattern: str
    """A regular expression over the lower-cased turn."""
    says: str = Field(max_length=700)
    """Markdown; links lead to pages of RoleCall alone."""
    examples: tuple[str, ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class SettingsHelp(Value):
    """The answers in the order in which they are tried, and the one for everything else."""

    answers: tuple[HelpAnswer, ...]
    otherwise: str

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for one in self.answers:
            for text in one.examples:
                told = self.asked(text)
                if told is not one:
                    other = told.id if told else "none"
                    raise ValueError(f"{text!r} is answered by {other!r}, not {one.id!r}")
        return self

    def asked(self, text: str) -> HelpAnswer | None:
        lowered = " ".join(text.lower().replace("’", "'").split())
        return next((one for one in self.answers if one.regex.search(lowered)), None)

    def answer(self, text: str) -> str:
        """What to say; a general answer where none fits."""
        found = self.asked(text)
        return found.says if found else self.otherwise
