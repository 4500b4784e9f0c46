"""The border to models: any provider LangChain knows, with deadlines, bounds and faults of our own."""

import asyncio
import random
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager, suppress
from copy import copy
from importlib.util import find_spec
from typing import Any

from pydantic import SecretStr

from rolecall.domain.capabilities import Capabilities
from rolecall.llm.breaker import LONGEST_WAIT, Breaker
from rolecall.llm.clients import Clients
from rolecall.llm.dialect import Dialect
from rolecall.llm.faults import RAN_ON, fault_of, mapped, redacted, retry_after
from rolecall.llm.gauge import Gauge, Tell
from rolecall.llm.patience import Late, Patience, TooLate
from rolecall.llm.spec import OPENAI, ModelSpec, is_address
from rolecall.llm.structured import CutOff, filled
from rolecall.llm.tokens import counter
from rolecall.llm.watch import Watch, fault_in, reason_in
from rolecall.ports import BadInput, FaultKind, ModelFault, Prompt, T

__all__ = ["OPENAI", "LangChainModel", "ModelSpec", "connect"]

_UNSEEN = 120.0
"""Seconds for an answer that nobody sees grow; one that is read as it comes may take longer."""
# Ample for any language: past it the model rambles, and a page should not have to draw it.
_CHARS_PER_TOKEN = 12

# LangChain's package of each provider where the name does not follow from the provider's.
_PACKAGES = {
    "azure_openai": "langchain_openai",
    "anthropic_bedrock": "langchain_aws",
    "bedrock": "langchain_aws",
    "bedrock_converse": "langchain_aws",
    "azure_ai": "langchain_azure_ai",
    "google_vertexai": "langchain_google_vertexai",
    "nvidia": "langchain_nvidia_ai_endpoints",
}


def connect(
    spec: ModelSpec, breaker: Breaker | None = None, clients: Clients | None = None
) -> "LangChainModel":
    """A model ready to be asked; nothing is imported or called before the first question.

    `breaker` is what is known of the server, shared by all who call it with the same key; `clients` holds
    the vendors' clients of all models.
    Raises BadInput where the name has no provider, its package is missing, OpenAI itself has no key, or the
    address is none.
    """
    provider, colon, name = spec.name.partition(":")
    if not (provider and colon and name):
        raise BadInput(
            f"The model {spec.name!r} names no provider; write it as provider:name, e.g. openai:gpt-5-mini."
        )
    package = _PACKAGES.get(provider, f"langchain_{provider}")
    if find_spec(package) is None:
        pip = package.replace("_", "-")
        raise BadInput(f"The provider {provider!r} needs a package that is not here; run: pip install {pip}")
    if provider == "openai" and not spec.base_url and not spec.api_key.get_secret_value():
        raise BadInput(
            f"The model {spec.name!r} needs a key; set one, or the address of a server of your own."
        )
    if spec.base_url and not is_address(spec.base_url):
        raise BadInput(f"The address {spec.base_url!r} is none; write it like http://127.0.0.1:8080/v1.")
    return LangChainModel(spec, breaker, clients)


class LangChainModel:
    """A ChatModel over LangChain; every failure is a ModelFault, every wait is bounded."""

    def __init__(
        self, spec: ModelSpec, breaker: Breaker | None = None, clients: Clients | None = None
    ) -> None:
        self._spec = spec
        self._provider, _, self._model = spec.name.partition(":")
        self._speaks_openai = self._provider == "openai"
        self._clients = clients or Clients()
        own_server = self._speaks_openai and not (spec.base_url or OPENAI).startswith(OPENAI)
        self.dialect = Dialect(
            self._provider, self._model, own_server=own_server, temperature=spec.temperature
        )
        self._breaker = breaker or Breaker()
        self._tell: Tell | None = None

    def __repr__(self) -> str:
        return f"LangChainModel({self._spec.name!r})"

    @property
    def name(self) -> str:
        """`provider:model`, as the user sees it."""
        return self._spec.name

    @property
    def context_tokens(self) -> int:
        """How much prompt and answer the model can hold."""
        otherwise = self._spec.context_tokens
        return otherwise if self._spec.context_is_set else self.dialect.room(otherwise)

    def know(self, known: Capabilities, noted: Callable[[Capabilities], None]) -> None:
        """Starts from what is known of the server; `noted` hears what more is found out."""
        self.dialect.know(known, noted)

    def reporting(self, tell: Tell) -> "LangChainModel":
        """The same model, with the same connections, which tells what each of its calls took."""
        twin = copy(self)
        twin._tell = tell
        return twin

    def granted(self, max_tokens: int) -> int:
        """Tokens that an answer of at most `max_tokens` may take, thoughts included."""
        return self.dialect.granted(max_tokens)

    def count(self, text: str) -> int:
        """Tokens of a text, exactly where tiktoken's vocabulary is on this machine."""
        return counter(self._model).count(text)

    async def prepare(self) -> None:
        """Imports what the first question needs (seconds), so that it can be done while the user reads."""
        await self._chat()

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        """Yields pieces of the answer; raises ModelFault after the last one where it is not whole.

        Closing the iterator closes the connection.
        """
        async with aclosing(
            self._bounded(prompt, max_tokens, None, self._end(self._spec.deadline))
        ) as pieces:
            async for piece in pieces:
                yield piece

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        """The answer as a value of `schema`; the server is asked for JSON of that schema if it knows how."""
        end = self._end(min(self._spec.deadline, _UNSEEN))
        wanted = {
            "type": "json_schema",
            "json_schema": {"name": "answer", "schema": schema.model_json_schema()},
        }

        async def ask(asked: Prompt) -> str:
            parts: list[str] = []
            try:
                async with aclosing(self._bounded(asked, max_tokens, wanted, end)) as pieces:
                    async for piece in pieces:
                        parts.append(piece)
            except ModelFault as fault:
                if fault.kind is FaultKind.CUT_OFF and parts:
                    raise CutOff(fault, "".join(parts)) from fault
                raise
            return "".join(parts)

        return await filled(ask, prompt, schema, model=self.name, repairs=repairs)

    def _end(self, seconds: float) -> float:
        return asyncio.get_running_loop().time() + seconds

    async def _bounded(
        self, prompt: Prompt, max_tokens: int, wanted: dict[str, Any] | None, end: float
    ) -> AsyncGenerator[str, None]:
        """One answer, asked for again where that may help and nothing has been said yet."""
        clock = asyncio.get_running_loop().time
        if fault := self._breaker.fault(clock(), self.name):
            raise fault
        await asyncio.sleep(self._breaker.rest(clock()) * random.uniform(1.0, 1.25))
        attempt = 0
        while True:
            said = False
            options = self.dialect.options(max_tokens, wanted)
            gauge = Gauge(self._tell, prompt, self.count)
            try:
                async with aclosing(self._once(prompt, options, max_tokens, end, gauge)) as pieces:
                    async for piece in pieces:
                        said = True
                        yield piece
                self._breaker.worked()
                return
            except Exception as error:
                # Only the vendor's call runs in here: what the table does not know is a bug and goes on up.
                fault = mapped(error, self.name, said=said)
                if fault is None:
                    raise
                gauge.failed(fault.kind)
                cut_unheard = fault.kind is FaultKind.CUT_OFF and not said
                if self.dialect.learn(error, options) or (
                    cut_unheard and self.dialect.learn_thinking(options)
                ):
                    continue
                if not self._pays(fault, error, attempt, said=said, end=end):
                    self._breaker.failed(fault.kind, clock())
                    raise fault from _without_secrets(error, self._spec.api_key)
                wait = retry_after(error) or self._spec.backoff * 2**attempt
            finally:
                gauge.end()
            attempt += 1
            # Those who were refused together do not come back together, nor sooner than they were asked to.
            await asyncio.sleep(wait * random.uniform(1.0, 1.25))

    def _pays(self, fault: ModelFault, error: BaseException, attempt: int, *, said: bool, end: float) -> bool:
        """True where the same call is worth another try."""
        now = asyncio.get_running_loop().time()
        asked = retry_after(error)
        if asked and fault.kind is FaultKind.RATE_LIMITED:
            self._breaker.limited(now, asked)
        # Who has waited a whole deadline would rather hear the built-in engine than wait again.
        worth = fault.retryable and not said and fault.kind is not FaultKind.TIMEOUT
        wait = asked or self._spec.backoff * 2**attempt
        if not worth or attempt >= self._spec.retries or wait > min(LONGEST_WAIT, end - now):
            return False
        return self._breaker.may_retry(now)

    async def _once(
        self, prompt: Prompt, options: dict[str, Any], max_tokens: int, end: float, gauge: Gauge
    ) -> AsyncGenerator[str, None]:
        clock = asyncio.get_running_loop().time
        spec = self._spec
        patience = Patience(clock(), first_word=spec.first_word, silence=spec.silence, end=end)
        async with _ends(patience):
            chat = await self._chat()
        messages = [(message.role, message.content) for message in prompt.messages]
        watch = Watch(max_tokens * _CHARS_PER_TOKEN)
        reason: str | None = None
        chunks = chat.astream(messages, **options)
        try:
            while self.dialect.known.streams is not False and not watch.runaway:
                async with _ends(patience):
                    chunk = await _next(chunks)
                if chunk is None:
                    break
                reason = reason_in(chunk.response_metadata) or reason
                text = str(chunk.text)
                gauge.hear(chunk, text)
                if piece := watch.take(text):
                    yield piece
                patience.heard(clock(), len(text))
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await chunks.aclose()
        if not watch.runaway and not watch.said and (reason is None or fault_in(reason) is None):
            # Servers that do not stream, and refusals, which LangChain drops from streams, show here.
            async with _ends(patience, whole=True):
                whole = await chat.ainvoke(messages, **self.dialect.whole(options))
            gauge.hear(whole, str(whole.text))
            if whole.additional_kwargs.get("refusal"):
                raise fault_of(FaultKind.REFUSED, self.name)
            reason = reason_in(whole.response_metadata)
            if piece := watch.take(str(whole.text)):
                self.dialect.heard(streamed=False)
                yield piece
        elif watch.said:
            self.dialect.heard(streamed=True)
        if rest := watch.end():
            yield rest
        self._judge(watch, reason)

    def _judge(self, watch: Watch, reason: str | None) -> None:
        """Raises the fault of an answer that is not whole."""
        if watch.runaway:
            raise fault_of(FaultKind.CUT_OFF, self.name, said=watch.said, words=RAN_ON)
        # Only OpenAI's protocol is known to give a reason always; elsewhere its absence proves nothing.
        kind = fault_in(reason) if reason or self._speaks_openai else None
        if kind is FaultKind.CUT_OFF and not watch.said and reason != "length":
            kind = FaultKind.EMPTY
        if kind is None and not watch.said:
            kind = FaultKind.EMPTY
        if kind is not None:
            raise fault_of(kind, self.name, said=watch.said)

    async def _chat(self) -> Any:
        return await self._clients.of(self._spec)


@asynccontextmanager
async def _ends(patience: Patience, *, whole: bool = False) -> AsyncIterator[None]:
    """Ends what is awaited inside when patience does; `whole` where the answer comes in one piece."""
    try:
        async with asyncio.timeout_at(patience.end if whole else patience.until):
            yield
    except TimeoutError as error:
        raise TooLate(Late.END if whole else patience.late) from error


async def _next(chunks: AsyncIterator[Any]) -> Any:
    """The next chunk, or None at the end; LangChain words an answer without any chunk as an error."""
    try:
        return await anext(chunks, None)
    except ValueError as error:
        if type(error) is ValueError and "No generation chunks" in str(error):
            return None
        raise


def _without_secrets(error: BaseException, key: SecretStr) -> Exception:
    """The cause as it may be logged: its type and its words, without keys."""
    return RuntimeError(redacted(f"{type(error).__name__}: {error}", key.get_secret_value())[:500])
