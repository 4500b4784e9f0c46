"""When the coach asks what was meant: the words point at something, and nothing there to be pointed at.

Decided by shapes of words and by what was said before; never twice in a row.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from typing import Literal, Self

from pydantic import model_validator

from rolecall.domain.values import Value

_ITEM = re.compile(r"(?m)^\s*(?:[-*•]|\d{1,2}[.)])\s+\S|\b(?:first|second|firstly|secondly)\b", re.IGNORECASE)
_LEAST_ITEMS = 2
_MOST_CHOICES = 3


class Needs(StrEnum):
    """What makes a turn of a shape clear."""

    SAID = "said"
    """Something said before, to point at."""
    ITEMS = "items"
    """A list in the last answer."""
    ROLE = "role"
    """One role, not several."""


class Shape(Value):
    """Words that point at something, with the sentences that prove it."""

    id: str
    needs: Needs
    pattern: str
    asks: str
    offers: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


class AskingBackRules(Value):
    """knowledge/asking_back.yaml."""

    most_words: int
    """A longer turn says itself what it means."""
    shapes: tuple[Shape, ...]
    no_place: str
    greets: str
    about_role: str
    generally: str

    @model_validator(mode="after")
    def _holds(self) -> Self:
        for shape in self.shapes:
            for text in shape.examples:
                if not _matches(shape, text, self):
                    raise ValueError(f"shape {shape.id!r} does not match its own example {text!r}")
            for text in shape.counter_examples:
                if _matches(shape, text, self):
                    raise ValueError(f"shape {shape.id!r} matches its counter-example {text!r}")
        return self


class Spoken(Value):
    """One turn before."""

    speaker: Literal["user", "coach"]
    text: str
    asks_back: bool = False


class Standing(Value):
    """Where a turn stands."""

    before: tuple[Spoken, ...] = ()
    """What was said before it, oldest first; the last few turns are enough."""
    roles: tuple[str, ...] = ()
    """Titles of the open roles, where the conversation is the general one."""
    role: str = ""
    """Title of the role the conversation is about."""


class AskedBack(Value):
    """A question to the user with what they may have meant."""

    text: str
    choices: tuple[str, ...]


def ask_back(text: str, standing: Standing, rules: AskingBackRules) -> AskedBack | None:
    """What to ask before answering, or None where the turn is clear."""
    if standing.before and any(one.asks_back for one in standing.before[-2:]):
        return None
    if len(text.split()) > rules.most_words:
        return None
    for shape in rules.shapes:
        if _matches(shape, text, rules):
            if _clear(shape, text, standing, rules):
                return None
            return AskedBack(text=shape.asks, choices=_choices(shape, text, standing, rules))
    return None


def _matches(shape: Shape, text: str, rules: AskingBackRules) -> bool:
    lowered = text.strip().lower().replace("’", "'")
    if shape.needs is Needs.ROLE:
        lowered = re.sub(rules.no_place, " ", lowered)
    return shape.regex.search(lowered) is not None


def _clear(shape: Shape, text: str, standing: Standing, rules: AskingBackRules) -> bool:
    match shape.needs:
        case Needs.ROLE:
            return bool(standing.role) or len(standing.roles) < 2 or _names_one(text, standing)
        case Needs.ITEMS:
            last = next((one.text for one in reversed(standing.before) if one.speaker == "coach"), "")
            return len(_ITEM.findall(last)) >= _LEAST_ITEMS
        case Needs.SAID:
            return any(
                one.speaker == "user" and not re.match(rules.greets, one.text.strip().lower())
                for one in standing.before
            )


def _names_one(text: str, standing: Standing) -> bool:
    """True where the turn, or the one before, names one of the roles."""
    earlier = [one.text for one in standing.before if one.speaker == "user"][-1:]
    lowered = " ".join((*earlier, text)).lower()
    return any(_named(title, lowered) for title in standing.roles)


def _named(title: str, lowered: str) -> bool:
    company = title.rpartition(",")[2].strip().lower()
    words = [word for word in re.findall(r"[^\W_]+", company) if len(word) > 3]
    return any(re.search(rf"\b{re.escape(word)}\b", lowered) for word in words[:2])


def named_role(text: str, titles: Sequence[str]) -> int | None:
    """Which of the roles a turn names by its company; None where it names none or several."""
    found = [at for at, title in enumerate(titles) if _named(title, text.lower())]
    return found[0] if len(found) == 1 else None


def _choices(shape: Shape, text: str, standing: Standing, rules: AskingBackRules) -> tuple[str, ...]:
    if shape.needs is not Needs.ROLE:
        return shape.offers[:_MOST_CHOICES]
    asked = text.strip()
    asked = asked if asked.endswith(("?", ".", "!")) else f"{asked}?"
    roles = standing.roles[: _MOST_CHOICES if len(standing.roles) >= _MOST_CHOICES else 2]
    told = [rules.about_role.format(text=asked, role=role) for role in roles]
    return (*told, rules.generally.format(text=asked))[:_MOST_CHOICES]
