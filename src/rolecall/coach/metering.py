"""A model whose every call is counted, priced and kept under the caps of its owner."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any

from rolecall.coach.spending import Reserved, Spending
from rolecall.domain.costs import Price, Spent, Usage
from rolecall.domain.engines import ModelJob
from rolecall.domain.spending import Called, Need
from rolecall.ports import UNCHARGED, ChatModel, FaultKind, ModelFault, ModelFor, Prompt, T

_FRAME = 8
"""Tokens that a server puts around a message, rounded up."""
_BEGUN_AFTER = 0.05
"""Seconds a call may be under way before it is stored as begun: a process that dies earlier forgets it."""


class Metered:
    """A ChatModel like the one inside it; `spent` is what its own calls took so far.

    One is made for each use (`Engines.model`), so that a turn can be told what it cost.
    """

    def __init__(
        self,
        model: ChatModel,
        spending: Spending,
        owner: str,
        *,
        price: Price | None,
        job: ModelJob | None = None,
        role: str = "",
    ) -> None:
        self._model = model
        self._spending = spending
        self._owner = owner
        self._price = price
        self._job = job.value if job else ""
        self._role = role
        self.spent = Spent()

    def __getattr__(self, name: str) -> Any:
        """What only some models have, such as what is known of their server."""
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._model, name)

    def __repr__(self) -> str:
        return f"Metered({self._model!r})"

    @property
    def name(self) -> str:
        """`provider:model`, as the user sees it."""
        return self._model.name

    @property
    def context_tokens(self) -> int:
        """How much prompt and answer together the model can hold."""
        return self._model.context_tokens

    @property
    def price(self) -> Price | None:
        """What its tokens cost; None where that is not known."""
        return self._price

    def count(self, text: str) -> int:
        """Tokens of a text."""
        return self._model.count(text)

    async def prepare(self) -> None:
        """Loads the vocabulary as well: the first call is counted before it is made."""
        await self._model.prepare()
        await asyncio.to_thread(self._model.count, "Ready.")

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        """As the model inside. Raises OverBudget, a ModelFault, where the call could pass a cap."""
        call = _Call(self, prompt, max_tokens)
        try:
            async with aclosing(call.model.stream(prompt, max_tokens=max_tokens)) as pieces:  # type: ignore[type-var]
                async for piece in pieces:
                    call.said.append(piece)
                    yield piece
        except ModelFault as fault:
            call.fault = fault.kind
            raise
        finally:
            # However it ends, by Stop or a closed tab too: what was sent and said is paid for.
            await call.end()

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        """As the model inside; a place is held for the repairs as well."""
        call = _Call(self, prompt, max_tokens, times=1 + repairs)
        try:
            made = await call.model.fill(prompt, schema, max_tokens=max_tokens, repairs=repairs)
            call.said.append(made.model_dump_json())
        except ModelFault as fault:
            call.fault = fault.kind
            if fault.kind is FaultKind.UNUSABLE:
                call.times = 1 + repairs
            raise
        else:
            return made
        finally:
            await call.end()

    def reserved(self, prompt_tokens: int, said: int, times: int) -> Reserved:
        """A place in the caps for a call, repairs included. Raises OverBudget."""
        most = Usage(sent=prompt_tokens * times, said=said * times)
        # Each repair shows the model its answer before it.
        most = most + Usage(sent=said * (times - 1))
        begun = Usage(sent=prompt_tokens)
        price = self._price
        call = Called(
            id=uuid.uuid4().hex[:16],
            day=self._spending.today(),
            job=self._job,
            role=self._role,
            model=self.name,
            usage=begun,
            cost=None if price is None else price.of(begun),
            ended=False,
        )
        need = Need(tokens=most.sent + most.said, cost=None if price is None else price.of(most))
        return self._spending.reserve(self._owner, call, need, price)

    def settled(self, reserved: Reserved, usage: Usage) -> None:
        self.spent = self.spent + self._spending.settle(reserved, usage).spent


class _Call:
    """One call under way."""

    def __init__(self, metered: Metered, prompt: Prompt, max_tokens: int, times: int = 1) -> None:
        inner, self._metered = metered._model, metered
        self._sent = sum(metered.count(message.content) + _FRAME for message in prompt.messages)
        granted: Callable[[int], int] = getattr(inner, "granted", lambda tokens: tokens)
        self._reserved = metered.reserved(self._sent, granted(max_tokens), times)
        self._told: list[Usage] = []
        reporting = getattr(inner, "reporting", None)
        self._tells = reporting is not None
        self.model: ChatModel = reporting(self._told.append) if reporting is not None else inner
        self.said: list[str] = []
        self.times = 1
        self.fault: FaultKind | None = None
        self._storing: asyncio.Future[None] | None = None
        self._begun = asyncio.ensure_future(self._begin())

    async def _begin(self) -> None:
        """Stores that the call begins: beside it, so that the first word does not wait for the disk."""
        await asyncio.sleep(_BEGUN_AFTER)
        begin = self._metered._spending.begin
        self._storing = asyncio.get_running_loop().run_in_executor(None, begin, self._reserved)

    async def end(self) -> None:
        """Stores what it took, even where the task that asks is being cancelled."""
        await asyncio.shield(asyncio.ensure_future(self._end()))

    async def _end(self) -> None:
        self._begun.cancel()  # a call that is over before it was stored is stored once, as ended
        if self._storing is not None:
            await self._storing
        await asyncio.to_thread(self._metered.settled, self._reserved, self._usage())

    def _usage(self) -> Usage:
        if self._tells:
            return sum(self._told[1:], self._told[0]) if self._told else Usage()
        if self.fault in UNCHARGED and not self.said:
            return Usage(sent=self._sent * self.times) if self.fault is FaultKind.UNUSABLE else Usage()
        return Usage(sent=self._sent, said=self._metered.count("".join(self.said)))


class TurnAccount:
    """The models that one turn is given, and what they took together."""

    def __init__(self, models: ModelFor) -> None:
        self._models = models
        self._given: list[ChatModel] = []

    def model(self, owner: str, job: ModelJob, role: str) -> ChatModel | None:
        """As the `models` inside."""
        model = self._models(owner, job, role)
        if model is not None:
            self._given.append(model)
        return model

    def spent(self) -> Spent:
        return sum(map(spent_of, self._given), Spent())


def spent_of(model: ChatModel | None) -> Spent:
    """What a model's calls took since it was asked for; nothing where it is not metered."""
    return model.spent if isinstance(model, Metered) else Spent()
