"""What models took, of whom and for what, and the caps of a day: reserved before a call, settled after it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from rolecall.coach.folding import Folds
from rolecall.content.prices import load_prices
from rolecall.domain import costs
from rolecall.domain import spending as accounts
from rolecall.domain.costs import Price, PriceTable, Spent, Usage
from rolecall.domain.spending import Account, Asked, Called, Caps, Day, Line, Need
from rolecall.ports import BadInput, FaultKind, ModelFault, Store, StoreFault

_PREFIX = "spending:"
_CAPS = "day_caps"
_PRICES = "own_prices"
_NEAR = 0.8
"""Share of the cap from which the user is told once a day."""
TURN_TOKENS = 32_000
"""Tokens that a single call may take where nobody set another limit."""
OWN_OPENAI = ("", "api.openai.com")


class OverBudget(ModelFault):
    """A call was not made: it could have passed a cap. Asking again changes nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(FaultKind.OVER_BUDGET, message)


@dataclass
class Reserved:
    """A call that may be made; its place in the caps is held until it is settled."""

    owner: str
    begun: Called
    need: Need
    price: Price | None
    taken: list[Usage] = field(default_factory=list)


def local_now() -> datetime:
    """The present moment by the clock and the time zone of this machine."""
    return datetime.now().astimezone()


class Spending:
    """Keeps the accounts, one stream a month, and says whether a call can still be made.

    A clock that jumps back frees nothing: what was spent on a later day counts for today as well. Within one
    process no number of calls side by side can pass a cap; of several processes each could by one call.
    """

    def __init__(
        self,
        store: Store,
        *,
        caps: Caps | None = None,
        prices: Callable[[], PriceTable] = load_prices,
        own_prices: Callable[[], PriceTable] = PriceTable,
        turn_tokens: int = TURN_TOKENS,
        now: Callable[[], datetime] = local_now,
    ) -> None:
        self._store = store
        self._caps = caps or Caps()
        self._prices = prices
        self._own_prices = own_prices
        self._turn_tokens = turn_tokens
        self._now = now
        self._lock = Lock()
        self._live: dict[str, Reserved] = {}
        self._lost: list[tuple[str, Called]] = []  # calls that could not be stored; they count all the same
        self._folds: Folds[accounts.Book, Any] = Folds(
            store, _PREFIX, empty=lambda _: accounts.Book(), parse=accounts.event_from, fold=accounts.fold
        )

    # Before and after a call

    def reserve(self, owner: str, call: Called, need: Need, price: Price | None) -> Reserved:
        """Holds a place for a call. Raises OverBudget where it could pass a cap."""
        if self._turn_tokens and need.tokens > self._turn_tokens:
            raise OverBudget(
                f"This could take {need.tokens:,} tokens in one call, and ROLECALL_TURN_TOKENS allows "
                f"{self._turn_tokens:,}: the built-in engine answers. Shorten it, or raise that limit."
            )
        with self._lock:
            caps = self.caps(owner)
            reached = self._day(owner, caps).passes(need, caps)
            if not reached:
                reserved = Reserved(owner=owner, begun=call, need=need, price=price)
                self._live[call.id] = reserved
                return reserved
            if not self._reached(owner):
                self._append(
                    owner,
                    accounts.CapReached(day=call.day, tokens=need.tokens, cost=need.cost or costs.NOTHING),
                )
        raise OverBudget(
            f"Today’s cap of {reached} is reached: the built-in engine answers. Go on with the model today? "
            "You can say so in Settings, under “What the model costs”."
        )

    def begin(self, reserved: Reserved) -> None:
        """Stores that a call begins, so that one cut off with the process counts for what was sent."""
        self._keep(reserved.owner, reserved.begun)

    def settle(self, reserved: Reserved, usage: Usage) -> Called:
        """Stores what a call took, and gives its place in the caps free."""
        cost = None if reserved.price is None else reserved.price.of(usage)
        ended = reserved.begun.model_copy(update={"usage": usage, "cost": cost, "ended": True})
        self._keep(reserved.owner, ended)
        with self._lock:
            self._live.pop(reserved.begun.id, None)
        return ended

    def today(self) -> str:
        return self._now().date().isoformat()

    # Caps

    def caps(self, owner: str) -> Caps:
        """Those the owner set, else those of this installation."""
        raw = self._store.preference(owner, _CAPS)
        return Caps.model_validate_json(raw) if raw else self._caps

    def set_caps(self, owner: str, tokens: str, cost: str) -> None:
        """What the user typed; nothing or 0 stands for no cap. Raises BadInput."""
        caps = Caps(tokens=int(_amount(tokens, "tokens")), cost=_amount(cost, "dollars"), free_too=True)
        self._store.prefer(owner, _CAPS, caps.model_dump_json())

    def asks(self, owner: str) -> Asked | None:
        """The question to put to the user, after a call was not made; None where none is open."""
        reached = self._reached(owner)
        if not reached:
            return None
        caps = self.caps(owner)
        day, need = self._day(owner, caps), _largest(reached)
        tokens, cost = accounts.more(caps, day, need)
        more = costs.both(f"{tokens:,} tokens" if tokens else "", costs.dollars(cost) if cost else "")
        return Asked(reached=day.passes(need, caps), more=more) if more else None

    def go_on(self, owner: str) -> str:
        """Raises today's cap, as the user asked for with a click; returns by how much, in words.

        Raises BadInput where the cap is not reached: a second click raises nothing.
        """
        asked = self.asks(owner)
        if asked is None:
            raise BadInput("Today’s cap is not reached; the model goes on anyway.")
        caps = self.caps(owner)
        tokens, cost = accounts.more(caps, self._day(owner, caps), _largest(self._reached(owner)))
        self._append(owner, accounts.CapRaised(day=self.today(), tokens=tokens, cost=cost))
        return asked.more

    def near(self, owner: str) -> str:
        """One line where most of the cap is spent, once a day; else ''."""
        caps, today = self.caps(owner), self.today()
        day = self._day(owner, caps)
        if day.share(caps) < _NEAR:
            return ""
        if any(one >= today for book in self._books(owner) for one in book.told):
            return ""
        self._append(owner, accounts.CapNear(day=today))
        spent = f"{day.tokens:,} of {caps.tokens + day.more_tokens:,} tokens" if caps.tokens else ""
        paid = f"{costs.dollars(day.cost)} of {costs.dollars(caps.cost + day.more_cost)}" if caps.cost else ""
        told = costs.both(spent, paid if day.cost else "")
        return f"The model has taken {told} of today’s cap; then the built-in engine answers."

    # Accounts

    def account(self, owner: str) -> Account:
        """Everything so far, calls under way with what was sent."""
        return accounts.account(self._lines(owner), self.today())

    def of_role(self, owner: str, role: str) -> Spent:
        """What was spent on a role's account."""
        return costs.total(one.spent for one in self._lines(owner) if one.role == role)

    # Prices

    def price(
        self, owner: str, provider: str, model: str, address: str = "", *, here: bool = False
    ) -> Price | None:
        """Of a model behind an address: the owner's own, those of this installation, or the table's.

        `here` is whether it runs on this machine, which is free. Behind an address that is not the provider's
        nothing is known: the same name may cost something else there.
        """
        provider = provider or "openai"
        own = self._own(owner).get(f"{provider}:{model}") or self._own_prices().price(provider, model)
        host = urlsplit(address).hostname or ""
        if own is not None:
            return own
        if here:
            return costs.FREE
        return self._prices().price(provider, model) if host in OWN_OPENAI else None

    def set_price(self, owner: str, model: str, input_price: str, output_price: str) -> None:
        """A price of the user's own for `provider:model`; both empty forgets it. Raises BadInput."""
        own = self._own(owner)
        own.pop(model, None)
        if input_price.strip() or output_price.strip():
            own[model] = Price(
                input=_amount(input_price, "dollars a million tokens"),
                output=_amount(output_price, "dollars a million tokens"),
            )
        kept = {name: price.model_dump(mode="json") for name, price in own.items()}
        self._store.prefer(owner, _PRICES, json.dumps(kept))

    def own_price(self, owner: str, model: str) -> Price | None:
        return self._own(owner).get(model)

    def dated(self, owner: str, provider: str, model: str) -> str:
        """The day of the table's price for a model, '' where another counts or none is known."""
        provider = provider or "openai"
        own = self._own(owner).get(f"{provider}:{model}") or self._own_prices().price(provider, model)
        sheet = self._prices().sheet(provider)
        known = own is None and self._prices().price(provider, model) is not None
        return sheet.date.isoformat() if sheet and known else ""

    # The stream

    def _own(self, owner: str) -> dict[str, Price]:
        raw = self._store.preference(owner, _PRICES)
        try:
            return {name: Price.model_validate(price) for name, price in json.loads(raw or "{}").items()}
        except (ValueError, AttributeError, ValidationError):
            return {}

    def _day(self, owner: str, caps: Caps) -> Day:
        """Today and whatever bears a later date: a clock that jumped back does not free it."""
        today, books = self.today(), self._books(owner)
        lines = [one.spent for one in self._lines_of(owner, books, live=False) if one.day >= today]
        needs = [one.need for one in list(self._live.values()) if one.owner == owner]
        raised = [one for book in books for one in book.raised if one.day >= today]
        counted = sum(one.tokens - (0 if caps.free_too else one.free) for one in lines)
        held = sum(need.tokens for need in needs if caps.free_too or not need.is_free)
        return Day(
            tokens=counted + held,
            cost=sum((one.cost for one in lines), costs.NOTHING)
            + sum((need.cost or costs.NOTHING for need in needs), costs.NOTHING),
            more_tokens=sum(one.tokens for one in raised),
            more_cost=sum((one.cost for one in raised), costs.NOTHING),
        )

    def _reached(self, owner: str) -> list[accounts.CapReached]:
        today = self.today()
        return [one for book in self._books(owner) for one in book.reached if one.day >= today]

    def _books(self, owner: str) -> list[accounts.Book]:
        return [book for _, _, book in self._folds.newest_first(owner)]

    def _lines(self, owner: str) -> list[Line]:
        """Lines of all calls."""
        return self._lines_of(owner, self._books(owner), live=True)

    def _lines_of(self, owner: str, books: Sequence[accounts.Book], *, live: bool) -> list[Line]:
        """Without `live` those that hold a place in the caps are left out."""
        held = set() if live else set(self._live)
        lines = [line for book in books for line in book.lines]
        lines += [accounts.line_of(call) for book in books for call in book.open if call.id not in held]
        return lines + [accounts.line_of(call) for whose, call in self._lost if whose == owner]

    def _keep(self, owner: str, call: Called) -> None:
        try:
            self._append(owner, call)
        except StoreFault:
            # The turn says itself that nothing can be stored; what was spent must not be forgotten meanwhile.
            self._lost = [one for one in self._lost if one[1].id != call.id] + [(owner, call)]

    def _append(self, owner: str, event: Any) -> None:
        self._folds.append(owner, event.day[:7], event)


def _largest(reached: list[accounts.CapReached]) -> Need:
    tokens = max((one.tokens for one in reached), default=0)
    return Need(tokens=tokens, cost=max((one.cost for one in reached), default=costs.NOTHING) or None)


def _amount(typed: str, of_what: str) -> Decimal:
    """A number as people type it: `500,000`, `$2`, `1.50`. Raises BadInput."""
    text = typed.strip().replace(",", "").replace("_", "").removeprefix("$").strip()
    try:
        amount = Decimal(text or "0")
    except ArithmeticError:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= 10**9:
        raise BadInput(f"{typed.strip()!r} is no number of {of_what}; write it like 500000 or 2.50.")
    return amount
