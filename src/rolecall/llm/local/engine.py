"""A ChatModel on this machine: llama.cpp in a process of RoleCall's own, one answer at a time."""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import Field

from rolecall.domain.values import Value
from rolecall.llm.faults import fault_of
from rolecall.llm.local import worker
from rolecall.llm.local.gguf import ModelFile, NotGguf, is_part, read_header
from rolecall.llm.local.machine import this_machine
from rolecall.llm.local.planning import Machine, Plan, TooLarge, Wishes, planned
from rolecall.llm.local.process import ENDED, Call, NotLoaded, Process
from rolecall.llm.structured import CutOff, filled
from rolecall.llm.tokens import rough
from rolecall.llm.watch import Watch, fault_in
from rolecall.ports import FaultKind, ModelFault, Prompt, T

INSTALL = "pip install 'rolecall[local]'"
_CONTEXT = 8192
_BATCH = 64
"""Tokens read at a time: between two such pieces an answer can be stopped."""
_IDLE = 900.0
_LOADING = 300.0
_STUCK = 120.0
_COUNTING = 0.05
_LONGEST_COUNTED = 200_000
_CHARS_PER_TOKEN = 12
_TEMPERATURE = 0.2
_MEANWHILE = "meanwhile the built-in engine answers and nothing is lost"


class LocalSpec(Value):
    """Which model to run, and how."""

    name: str
    """`local:` and what the user wrote after it."""
    deadline: float = Field(default=240.0, gt=0)
    """Seconds for the whole answer, from its turn on; as many may be waited for that turn."""
    wishes: Wishes = Wishes()
    temperature: float = _TEMPERATURE


class LocalHost:
    """Runs one model at a time for everybody in this process; started when it is first needed."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-I", worker.__file__),
        *,
        machine: Callable[[], Machine] = this_machine,
        idle: float = _IDLE,
        installed: Callable[[], bool] = lambda: find_spec("xllamacpp") is not None,
    ) -> None:
        """`idle` is in seconds after which a model nobody asks is let go."""
        self._command = command
        self._machine = machine
        self._idle = idle
        self._installed = installed
        self._running: tuple[Path, Wishes, Plan, Process] | None = None

    def plan(self, path: Path, wishes: Wishes, name: str) -> Plan:
        """How the model runs, or would run now. Raises ModelFault where it cannot."""
        if self._running and self._running[:2] == (path, wishes) and not self._running[3].ended:
            return self._running[2]
        try:
            return planned(_header(path, name), self._machine(), wishes)
        except TooLarge as error:
            raise _fault(
                FaultKind.SERVER_ERROR,
                f"The model {name} {error}; choose a smaller one (rolecall fetch --list), close other "
                f"programs or set ROLECALL_CONTEXT_TOKENS lower",
            ) from error

    def running(self, path: Path) -> Process | None:
        """The process that holds this model now."""
        if self._running and self._running[0] == path and not self._running[3].ended:
            return self._running[3]
        return None

    async def process(self, path: Path, wishes: Wishes, name: str, seconds: float) -> Process:
        """A process with the model loaded; another model is let go once its answers are done.

        Raises ModelFault, within `seconds` and the time of loading.
        """
        if not self._installed():
            raise _fault(
                FaultKind.UNREACHABLE, f"The engine for {name} is not installed; run: {INSTALL}", end=""
            )
        until = time.monotonic() + seconds
        while self._running and not self._is(path, wishes) and self._running[3].busy:
            if time.monotonic() > until:
                raise fault_of(FaultKind.TIMEOUT, name)
            await asyncio.sleep(0.05)
        if not self._is(path, wishes):
            if self._running:
                self._running[3].end()
                self._running = None
            plan = self.plan(path, wishes, name)
            self._running = (path, wishes, plan, Process(self._command, self._how(path, plan)))
        assert self._running is not None
        running = self._running[3]
        try:
            async with asyncio.timeout(_LOADING):
                await asyncio.shield(asyncio.wrap_future(running.ready))
        except TimeoutError as error:
            running.end()
            raise fault_of(FaultKind.TIMEOUT, name) from error
        except NotLoaded as error:
            raise _unloadable(name, str(error)) from error
        return running

    def close(self) -> None:
        """Lets the model go."""
        if self._running:
            self._running[3].end()
            self._running = None

    def _is(self, path: Path, wishes: Wishes) -> bool:
        return bool(self._running and self._running[:2] == (path, wishes) and not self._running[3].ended)

    def _how(self, path: Path, plan: Plan) -> dict[str, Any]:
        return {
            "path": str(path),
            "threads": plan.threads,
            "context_tokens": plan.context_tokens,
            "cache_mib": plan.cache_mib,
            "batch": _BATCH,
            "idle": self._idle,
        }


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
        async with aclosing(self._tried(self._body(prompt, max_tokens), max_tokens)) as pieces:
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
                    return await self._whole({**body, "response_format": wanted}, max_tokens)
                except _NoGrammar:
                    self._plain.add(schema.__qualname__)
            return await self._whole(body, max_tokens)

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

    async def _whole(self, body: dict[str, Any], max_tokens: int) -> str:
        parts: list[str] = []
        try:
            async with aclosing(self._tried(body, max_tokens)) as pieces:
                async for piece in pieces:
                    parts.append(piece)
        except ModelFault as fault:
            if fault.kind is FaultKind.CUT_OFF and parts:
                raise CutOff(fault, "".join(parts)) from fault
            raise
        return "".join(parts)

    async def _tried(self, body: dict[str, Any], max_tokens: int) -> AsyncGenerator[str, None]:
        """One answer; once more where the process ended before a word, as it does after idling."""
        for last in (False, True):
            said = False
            try:
                async with aclosing(self._once(body, Watch(max_tokens * _CHARS_PER_TOKEN))) as pieces:
                    async for piece in pieces:
                        said = True
                        yield piece
                return
            except _Ended as error:
                if said:
                    raise fault_of(FaultKind.CUT_OFF, self.name, said=True) from error
                if last:
                    raise _fault(
                        FaultKind.SERVER_ERROR,
                        f"The local engine ended twice while {self.name} was to answer, often for want of "
                        f"memory; close other programs or choose a smaller model (rolecall fetch --list)",
                    ) from error

    async def _once(self, body: dict[str, Any], watch: Watch) -> AsyncGenerator[str, None]:
        process = await self._process()
        call = process.ask(body)
        end: dict[str, Any] | None = None
        try:
            await self._turn(process, call)
            async with aclosing(_messages(call, self._spec.deadline)) as messages:
                async for message in messages:
                    end = message if "end" in message else None
                    if (piece := watch.take(message.get("piece", ""))) or watch.runaway or end:
                        if piece:
                            yield piece
                        if watch.runaway or end:
                            break
        except TimeoutError as error:
            raise fault_of(FaultKind.TIMEOUT, self.name, said=watch.said) from error
        finally:
            process.leave(call)
        if rest := watch.end():
            yield rest
        self._judge(watch, end)

    async def _turn(self, process: Process, call: Call) -> None:
        """Waits until the answers asked for before are done; raises TimeoutError."""
        try:
            async with asyncio.timeout(self._spec.deadline):
                message = await call.told.get()
        except TimeoutError:
            if time.monotonic() - process.heard_at > _STUCK:
                process.end()  # it neither reads nor writes any more; the next question starts it anew
            raise
        if "begun" not in message:
            call.told.put_nowait(message)

    async def _process(self) -> Process:
        path = self._find()
        process = await self._host.process(path, self._spec.wishes, self.name, self._spec.deadline)
        self._context = self._host.plan(path, self._spec.wishes, self.name).context_tokens
        return process

    def _judge(self, watch: Watch, end: dict[str, Any] | None) -> None:
        """Raises the fault of an answer that is not whole."""
        if end is not None and "error" in end:
            raise _refused(end["error"], self.name)
        if watch.runaway:
            raise fault_of(FaultKind.CUT_OFF, self.name, said=True)
        kind = fault_in(end and end["end"])
        if not watch.said and (kind is None or end is None):
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


class _NoGrammar(Exception):
    """llama.cpp made no grammar of a schema."""


async def _messages(call: Call, seconds: float) -> AsyncGenerator[dict[str, Any], None]:
    """What is told of a call; raises TimeoutError once `seconds` are over, _Ended where the process ended."""
    until = asyncio.get_running_loop().time() + seconds
    while True:
        async with asyncio.timeout_at(until):
            message = await call.told.get()
        if message is ENDED:
            raise _Ended
        yield message


def _header(path: Path, name: str) -> ModelFile:
    if is_part(path.name):
        raise _fault(
            FaultKind.UNUSABLE, f"The file of {name} is one part of several; choose a model in one file"
        )
    try:
        return read_header(path)
    except NotGguf as error:
        raise _fault(
            FaultKind.UNUSABLE, f"The file of {name} {error}; name a GGUF file, or run: rolecall fetch --list"
        ) from error
    except OSError as error:
        raise missing(name, f"cannot be read ({error.strerror})") from error


def missing(name: str, why: str = "is not there") -> ModelFault:
    """The fault of a model whose file is absent."""
    return _fault(
        FaultKind.MODEL_NOT_FOUND, f"The file of {name} {why}; check its path, or run: rolecall fetch --list"
    )


def _unloadable(name: str, why: str) -> ModelFault:
    if "No module named" in why:
        return _fault(FaultKind.UNREACHABLE, f"The engine for {name} is not installed; run: {INSTALL}")
    return _fault(
        FaultKind.UNUSABLE,
        f"The model {name} could not be loaded ({' '.join(why.split())[:200]}); "
        "fetch it anew, choose another, or update the engine with: pip install -U xllamacpp",
    )


def _refused(error: Any, name: str) -> Exception:
    """What llama.cpp answered instead of words."""
    told = error if isinstance(error, dict) else {"message": str(error)}
    kind, words = str(told.get("type", "")), str(told.get("message", ""))
    if kind == "exceed_context_size_error" or "context size" in words:
        return fault_of(FaultKind.TOO_LONG, name)
    if "grammar" in words.lower() or "schema" in words.lower():
        return _NoGrammar(words)
    if told.get("code") == 401:
        return fault_of(FaultKind.WRONG_KEY, name)
    return fault_of(FaultKind.SERVER_ERROR, name)


def _fault(kind: FaultKind, words: str, end: str = _MEANWHILE) -> ModelFault:
    return ModelFault(kind, f"{words}, {end}." if end else f"{words}")
