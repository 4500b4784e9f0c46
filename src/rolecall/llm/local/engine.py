"""A ChatModel on this machine: llama.cpp in a process of RoleCall's own, one answer at a time."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import Field

from rolecall.domain.values import Value
from rolecall.llm.faults import fault_of
from rolecall.llm.local.faults import NoGrammarError, fault, refused
from rolecall.llm.local.host import LocalHost
from rolecall.llm.local.planning import Wishes
from rolecall.llm.local.process import ENDED, Call, Process
from rolecall.llm.structured import CutOff, filled
from rolecall.llm.tokens import rough
from rolecall.llm.watch import Watch, fault_in
from rolecall.ports import FaultKind, ModelFault, Prompt, T

_CONTEXT = 8192
_STUCK = 120.0
"""Seconds without a sign of life, be it only that the prompt is being read."""
_UNSEEN = 120.0
"""Seconds an answer may take at most that nobody sees grow."""
_COUNTING = 0.05
_LONGEST_COUNTED = 200_000
_CHARS_PER_TOKEN = 12
_TEMPERATURE = 0.2


class LocalSpec(Value):
    """Which model to run, and how."""

    name: str
    """`local:` and the model's name, without the folders of a path."""
    deadline: float = Field(default=240.0, gt=0)
    """Seconds for the whole answer, from its turn on; as many may be waited for that turn."""
    wishes: Wishes = Wishes()
    temperature: float = _TEMPERATURE


class LocalModel:
    """A ChatModel over a LocalHost; every failure is a ModelFault, every wait is bounded."""

    def __init__(self, spec: LocalSpec, find: Callable[[], Path], host: LocalHost) -> None:
        """`find` tells where the file is, and raises ModelFault where there is none."""
        self._spec = spec
        self._find = find
        self._host = host
        self._context = 0
        self._plain: set[str] = set()
        self._counted = lru_cache(maxsize=512)(self._count)

    def __repr__(self) -> str:
        return f"LocalModel({self._spec.name!r})"

    @property
    def name(self) -> str:
        """`local:model`, as the user sees it."""
        return self._spec.name

    @property
    def context_tokens(self) -> int:
        """How much prompt and answer together it holds on this machine."""
        if not self._context:
            try:
                self._context = self._host.plan(self._find(), self._spec.wishes, self.name).context_tokens
            except ModelFault:
                return self._spec.wishes.context_tokens or _CONTEXT
        return self._context

    def count(self, text: str) -> int:
        """Tokens of a text by the model's own vocabulary while it is loaded, else roughly."""
        if not text:
            return 0
        try:
            return self._counted(text)
        except LookupError:
            return rough(text)

    async def prepare(self) -> None:
        """Loads the model, so that it can be done while the user reads."""
        await self._process()

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        """Yields pieces of the answer; raises ModelFault after the last one where it is not whole.

        Closing the iterator stops the model.
        """
        async with aclosing(self._tried(self._body(prompt, max_tokens), self._spec.deadline)) as pieces:
            async for piece in pieces:
                yield piece

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        """The answer as a value of `schema`; its grammar keeps the model to it."""
        shape = schema.model_json_schema()
        wanted = {"type": "json_schema", "json_schema": {"name": "answer", "schema": shape}}

        async def ask(asked: Prompt) -> str:
            body = self._body(asked, max_tokens)
            if schema.__qualname__ not in self._plain:
                try:
                    return await self._whole({**body, "response_format": wanted})
                except NoGrammarError:
                    self._plain.add(schema.__qualname__)
            return await self._whole(body)

        return await filled(ask, prompt, schema, model=self.name, repairs=repairs)

    def _body(self, prompt: Prompt, max_tokens: int) -> dict[str, Any]:
        return {
            "messages": [{"role": one.role, "content": one.content} for one in prompt.messages],
            "stream": True,
            "max_tokens": max_tokens,
            "temperature": self._spec.temperature,
            "cache_prompt": True,
            "return_progress": True,
            "stream_options": {"include_usage": True},
            # Minutes of thoughts nobody sees are too dear without a graphics card.
            "chat_template_kwargs": {"enable_thinking": False},
        }

    async def _whole(self, body: dict[str, Any]) -> str:
        parts: list[str] = []
        try:
            async with aclosing(self._tried(body, min(self._spec.deadline, _UNSEEN))) as pieces:
                async for piece in pieces:
                    parts.append(piece)
        except ModelFault as cut:
            if cut.kind is FaultKind.CUT_OFF and parts:
                raise CutOff(cut, "".join(parts)) from cut
            raise
        return "".join(parts)

    async def _tried(self, body: dict[str, Any], seconds: float) -> AsyncGenerator[str, None]:
        """One answer; once more where the process ended before a word, as it does after idling."""
        for last in (False, True):
            watch = Watch(body["max_tokens"] * _CHARS_PER_TOKEN)
            try:
                async with aclosing(self._once(body, watch, seconds)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except _Ended as error:
                if watch.said:
                    raise fault_of(FaultKind.CUT_OFF, self.name, said=True) from error
                if last:
                    raise fault(
                        FaultKind.SERVER_ERROR,
                        f"The local engine ended twice while {self.name} was to answer, often for want of "
                        f"memory; close other programs or choose a smaller model (rolecall fetch --list)",
                    ) from error

    async def _once(self, body: dict[str, Any], watch: Watch, seconds: float) -> AsyncGenerator[str, None]:
        process = await self._process()
        call = process.ask(body)
        end: dict[str, Any] = {}
        try:
            async with aclosing(_messages(call, seconds)) as messages:
                async for message in messages:
                    if piece := watch.take(message.get("piece", "")):
                        yield piece
                    if "end" in message:
                        end = message
                    if end or watch.runaway:
                        break
        except TimeoutError as error:
            if process.silent(_STUCK):
                process.end()  # it neither reads nor writes any more; the next question starts it anew
            raise fault_of(FaultKind.TIMEOUT, self.name, said=watch.said) from error
        finally:
            process.leave(call)
        if rest := watch.end():
            yield rest
        self._judge(watch, end)

    async def _process(self) -> Process:
        path = self._find()
        process = await self._host.process(path, self._spec.wishes, self.name, self._spec.deadline)
        self._context = self._host.plan(path, self._spec.wishes, self.name).context_tokens
        return process

    def _judge(self, watch: Watch, end: dict[str, Any]) -> None:
        """Raises the fault of an answer that is not whole."""
        if "error" in end:
            raise refused(end["error"], self.name)
        if watch.runaway:
            raise fault_of(FaultKind.CUT_OFF, self.name, said=True)
        kind = fault_in(end["end"])
        if kind is None and not watch.said:
            kind = FaultKind.EMPTY
        if kind is not None:
            raise fault_of(kind, self.name, said=watch.said)

    def _count(self, text: str) -> int:
        """Raises LookupError where it cannot be told soon, so that no guess is remembered."""
        try:
            process = self._host.running(self._find())
        except ModelFault as error:
            raise LookupError from error
        told = process.count(text, _COUNTING) if process and len(text) <= _LONGEST_COUNTED else None
        if told is None:
            raise LookupError
        return told


class _Ended(Exception):
    """The process ended while it was to answer."""


async def _messages(call: Call, seconds: float) -> AsyncGenerator[dict[str, Any], None]:
    """What is told of a call, its turn first; raises _Ended where the process ended.

    Raises TimeoutError where it is not its turn within `seconds`, not done within as many more, or where
    nothing at all is told for long.
    """
    clock = asyncio.get_running_loop().time
    until = clock() + seconds
    begun = False
    while True:
        async with asyncio.timeout_at(min(until, clock() + _STUCK) if begun else until):
            message = await call.told.get()
        if message is ENDED:
            raise _Ended
        if "begun" in message:
            begun, until = True, clock() + seconds
        yield message
