"""The events of spending and what they leave behind; the caps of a day and what is left of them."""

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from rolecall.domain.costs import NOTHING, Spent, Usage, dollars, total
from rolecall.domain.values import Value


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
            return dollars(most_cost) if most_cost >= Decimal("0.01") else f"${most_cost:f}"
        return ""

    def share(self, caps: Caps) -> float:
        """How much of the cap is spent, 0 to 1 and over it."""
        shares = [0.0]
        if caps.tokens:
            shares.append(self.tokens / (caps.tokens + self.more_tokens))
        if caps.cost:
            shares.append(float(self.cost / (caps.cost + self.more_cost)))
        return max(shares)


def more(caps: Caps, day: Day, need: Need) -> tuple[int, Decimal]:
    """By how much a click raises what a call could pass: by half, and at least enough for the call."""
    tokens, cost = 0, NOTHING
    if day.passes(need, caps.model_copy(update={"cost": NOTHING})):
        left = caps.tokens + day.more_tokens - day.tokens
        tokens = max(caps.tokens // 2, -(-(need.tokens - left) // 1000) * 1000)
    if day.passes(need, caps.model_copy(update={"tokens": 0})):
        left_cost = caps.cost + day.more_cost - day.cost
        missing = ((need.cost or NOTHING) - left_cost).quantize(Decimal("0.01"), ROUND_CEILING)
        cost = max(caps.cost / 2, missing)
    return tokens, cost


def cap_words(caps: Caps) -> str:
    """The cap of a day in a sentence."""
    tokens = f"{caps.tokens:,} tokens" if caps.tokens else ""
    if tokens and not caps.free_too:
        tokens += " of models that cost money"
    told = " or ".join(part for part in (tokens, dollars(caps.cost) if caps.cost else "") if part)
    if not told:
        return "There is no cap on what a day may take."
    return f"A day may take {told}, then the built-in engine answers and you are asked."


class Asked(Value):
    """The question whether the model may go on today."""

    reached: str
    """The cap in words: `500,000 tokens`."""
    more: str
    """By how much a click raises it, in words."""


class Account(Value):
    """What an owner's models took."""

    today: Spent = Spent()
    month: Spent = Spent()
    ever: Spent = Spent()
    by_role: dict[str, Spent] = {}
    """By role id; '' for what was done on no role's account."""
    by_job: dict[str, Spent] = {}
    by_model: dict[str, Spent] = {}


def account(lines: Sequence[Line], today: str) -> Account:
    """The sums; a line of a later day than today, after a clock jumped back, counts as today's."""
    return Account(
        today=total(one.spent for one in lines if one.day >= today),
        month=total(one.spent for one in lines if one.day[:7] >= today[:7]),
        ever=total(one.spent for one in lines),
        by_role=_by(lines, lambda one: one.role),
        by_job=_by(lines, lambda one: one.job),
        by_model=_by(lines, lambda one: one.model),
    )


def _by(lines: Iterable[Line], key: Callable[[Line], str]) -> dict[str, Spent]:
    sums: dict[str, Spent] = {}
    for one in lines:
        sums[key(one)] = sums.get(key(one), Spent()) + one.spent
    return sums
