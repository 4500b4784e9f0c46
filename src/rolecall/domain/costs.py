"""What calls of a model took and what they cost: tokens, prices, sums.

Money is Decimal throughout, so that sums are exact to the last digit whatever the order they are made in.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from pydantic import Field

from rolecall.domain.values import Value

MILLION = 1_000_000
NOTHING = Decimal(0)
# Names of a fixed version: gpt-4o-mini-2024-07-18, claude-haiku-4-5-20251001.
_VERSION = re.compile(r"-(\d{4}-\d{2}-\d{2}|\d{8})$")


class Usage(Value):
    """Tokens of one call."""

    sent: int = Field(default=0, ge=0)
    """Of the prompt, those read from a cache included."""
    said: int = Field(default=0, ge=0)
    """Of the answer, thoughts that are not shown included where the server tells them."""
    cached: int = Field(default=0, ge=0)
    """Of `sent`, those that the server read from its cache."""
    told: bool = False
    """True where the server told the figures; else they were counted here."""

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            sent=self.sent + other.sent,
            said=self.said + other.said,
            cached=self.cached + other.cached,
            told=self.told and other.told,
        )


class Price(Value):
    """US dollars per million tokens."""

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    cached: Decimal | None = Field(default=None, ge=0)
    """Of input read from a cache; as other input where it is not known: rather too much than too little."""

    def of(self, usage: Usage) -> Decimal:
        """What a call costs."""
        cached = min(usage.cached, usage.sent)
        dearer = self.input if self.cached is None else self.cached
        total = (usage.sent - cached) * self.input + cached * dearer + usage.said * self.output
        return total / MILLION


FREE = Price(input=NOTHING, output=NOTHING)
"""A model on this machine."""


class PriceSheet(Value):
    """What one provider asks."""

    provider: str
    """As LangChain names it."""
    page: str
    """Where the provider keeps today's prices."""
    date: date
    """The day up to which the figures here were published."""
    models: dict[str, Price]


class PriceTable(Value):
    """Prices by provider and model."""

    sheets: tuple[PriceSheet, ...] = ()

    def sheet(self, provider: str) -> PriceSheet | None:
        return next((sheet for sheet in self.sheets if sheet.provider == provider), None)

    def price(self, provider: str, model: str) -> Price | None:
        """The price of a model, by its plain name or that of a fixed version; None where it is not known."""
        sheet = self.sheet(provider)
        if sheet is None:
            return None
        return sheet.models.get(model) or sheet.models.get(_VERSION.sub("", model))


class Spent(Value):
    """What a number of calls took together."""

    calls: int = 0
    sent: int = 0
    said: int = 0
    cached: int = 0
    cost: Decimal = NOTHING
    """US dollars of the calls whose price is known."""
    unpriced: int = 0
    """Tokens whose price is not known."""
    free: int = 0
    """Tokens that cost nothing: of a model on this machine."""
    counted: int = 0
    """Tokens that were counted here, because the server told no figures."""

    @property
    def tokens(self) -> int:
        return self.sent + self.said

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(**{name: getattr(self, name) + getattr(other, name) for name in Spent.model_fields})


def total(parts: Iterable[Spent]) -> Spent:
    return sum(parts, Spent())


def both(one: str, other: str) -> str:
    """Two phrases, as far as there are two."""
    return " and ".join(part for part in (one, other) if part)


def dollars(cost: Decimal) -> str:
    """`$0.02`; the smallest sums as what they are less than."""
    if NOTHING < cost < Decimal("0.01"):
        return "less than $0.01"
    return f"${cost:,.2f}"


def in_words(spent: Spent) -> str:
    """`12,300 tokens, about $0.02`, as far as prices are known."""
    words = f"{spent.tokens:,} tokens"
    if spent.unpriced == spent.tokens:
        return f"{words}, no price known"
    if spent.free == spent.tokens:
        return f"{words}, free on this machine"
    cost = dollars(spent.cost)
    words = f"{words}, {cost if cost.startswith('less') else f'about {cost}'}"
    return f"{words} and {spent.unpriced:,} of no known price" if spent.unpriced else words
