"""What calls of a model took and cost: tokens, prices, sums by day, role, job and model; the caps of a day.

Money is Decimal throughout, so that sums are exact to the last digit whatever the order they are made in.
"""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

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


class Called(Value):
    """A call of a model: first as it begins, with what is sent; then, under the same id, as it ended."""

    kind: Literal["called"] = "called"
    id: str
    day: str
    """By the clock of this machine, `2026-11-23`."""
    job: str = ""
    role: str = ""
    model: str
    usage: Usage
    cost: Decimal | None = None
    """US dollars; None where the price is not known."""
    ended: bool = True

    @property
    def spent(self) -> Spent:
        tokens = self.usage.sent + self.usage.said
        return Spent(
            calls=1,
            sent=self.usage.sent,
            said=self.usage.said,
            cached=self.usage.cached,
            cost=self.cost or NOTHING,
            unpriced=tokens if self.cost is None else 0,
            free=tokens if self.cost == NOTHING and tokens else 0,
            counted=0 if self.usage.told else tokens,
        )


class CapReached(Value):
    """A call was not made because it could have passed the cap of the day."""

    kind: Literal["cap_reached"] = "cap_reached"
    day: str
    tokens: int
    """What the call could have taken."""
    cost: Decimal = NOTHING


class CapRaised(Value):
    """The user lets the model go on today, by this much."""

    kind: Literal["cap_raised"] = "cap_raised"
    day: str
    tokens: int = 0
    cost: Decimal = NOTHING


class CapNear(Value):
    """The user was told that most of the day's cap is spent."""

    kind: Literal["cap_near"] = "cap_near"
    day: str


SpendingEvent = Annotated[Called | CapReached | CapRaised | CapNear, Field(discriminator="kind")]
_EVENT: TypeAdapter[SpendingEvent] = TypeAdapter(SpendingEvent)


def event_from(kind: str, data: dict[str, object]) -> SpendingEvent:
    """An event as it was stored."""
    return _EVENT.validate_python({**data, "kind": kind})


class Line(Value):
    """The calls of one day for one role, job and model."""

    day: str
    role: str
    job: str
    model: str
    spent: Spent


class Book(Value):
    """What the events of a time leave behind."""

    lines: tuple[Line, ...] = ()
    """Of calls that ended."""
    open: tuple[Called, ...] = ()
    """Calls that began: under way, or cut off with the process. Their prompts were sent."""
    reached: tuple[CapReached, ...] = ()
    """Since the last raise of each day."""
    raised: tuple[CapRaised, ...] = ()
    told: tuple[str, ...] = ()
    """Days on which the user was told that the cap is near."""

    def all_lines(self) -> tuple[Line, ...]:
        """Those of open calls as well."""
        return (*self.lines, *(line_of(call) for call in self.open))


def line_of(call: Called) -> Line:
    return Line(day=call.day, role=call.role, job=call.job, model=call.model, spent=call.spent)


def fold(book: Book, events: Iterable[tuple[str, SpendingEvent]]) -> Book:
    """The book after more events, in the order they were stored."""
    sums = {(one.day, one.role, one.job, one.model): one.spent for one in book.lines}
    open_calls = {call.id: call for call in book.open}
    reached, raised, told = list(book.reached), list(book.raised), list(book.told)
    for _, event in events:
        match event:
            case Called(ended=False):
                open_calls[event.id] = event
            case Called():
                open_calls.pop(event.id, None)
                key = (event.day, event.role, event.job, event.model)
                sums[key] = sums.get(key, Spent()) + event.spent
            case CapReached():
                reached.append(event)
            case CapRaised():
                raised.append(event)
                reached = [one for one in reached if one.day != event.day]
            case CapNear():
                told.append(event.day)
    return Book(
        lines=tuple(
            Line(day=day, role=role, job=job, model=model, spent=spent)
            for (day, role, job, model), spent in sums.items()
        ),
        open=tuple(open_calls.values()),
        reached=tuple(reached),
        raised=tuple(raised),
        told=tuple(told),
    )


class Caps(Value):
    """The most a day may take; 0 stands for no cap."""

    tokens: int = Field(default=500_000, ge=0)
    cost: Decimal = Field(default=Decimal(2), ge=0)
    """US dollars."""
    free_too: bool = False
    """True where tokens that cost nothing count as well: where somebody set the cap themselves."""


class Need(Value):
    """The most a call can take."""

    tokens: int
    cost: Decimal | None = None
    """None where the price is not known."""

    @property
    def is_free(self) -> bool:
        return self.cost == NOTHING


class Day(Value):
    """What is spent of a day's cap, calls under way included."""

    tokens: int = 0
    """Those that count towards the cap."""
    cost: Decimal = NOTHING
    more_tokens: int = 0
    """By which the user raised the cap."""
    more_cost: Decimal = NOTHING

    def passes(self, need: Need, caps: Caps) -> str:
        """The cap that a call could pass, in words; '' where it can be made."""
        counts = caps.free_too or not need.is_free
        most = caps.tokens + self.more_tokens
        if caps.tokens and counts and self.tokens + need.tokens > most:
            return f"{most:,} tokens"
        most_cost = caps.cost + self.more_cost
        if caps.cost and need.cost and self.cost + need.cost > most_cost:
            return dollars(most_cost)
        return ""

    def share(self, caps: Caps) -> float:
        """How much of the cap is spent, 0 to 1 and over it."""
        shares = [0.0]
        if caps.tokens:
            shares.append(self.tokens / (caps.tokens + self.more_tokens))
        if caps.cost:
            shares.append(float(self.cost / (caps.cost + self.more_cost)))
        return max(shares)


def more(caps: Caps, need: Need) -> tuple[int, Decimal]:
    """By how much a click raises today's cap: half of it, and at least enough for the call that waits."""
    tokens = max(caps.tokens // 2, -(-need.tokens // 1000) * 1000) if caps.tokens else 0
    cents = (need.cost or NOTHING).quantize(Decimal("0.01")) + Decimal("0.01")
    cost = max(caps.cost / 2, cents) if caps.cost else NOTHING
    return tokens, cost


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
