"""The border to models: any provider LangChain knows, with deadlines, bounds and faults of our own."""

import asyncio
import random
import weakref
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from rolecall.domain.capabilities import Capabilities
from rolecall.domain.values import Value
from rolecall.llm.breaker import Breaker
from rolecall.llm.dialect import Dialect
from rolecall.llm.faults import fault_of, mapped, redacted, retry_after
from rolecall.llm.structured import CutOff, filled
from rolecall.llm.tokens import counter
from rolecall.llm.watch import Watch, fault_in, reason_in
from rolecall.ports import BadInput, FaultKind, ModelFault, Prompt, T

OPENAI = "https://api.openai.com/v1"
_LONGEST_WAIT = 10.0
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


class ModelSpec(Value):
    """Which model to speak to, where, and how long to wait for it."""

    name: str
    """`provider:model`, e.g. `openai:gpt-5-mini`; with an OpenAI-compatible server `openai:<its model>`."""
    base_url: str = ""
    """Address of an OpenAI-compatible server, most end in /v1; empty for the provider's own."""
    api_key: SecretStr = SecretStr("")
    context_tokens: int = Field(default=8192, gt=0)
    """How much prompt and answer the model can hold, as far as nothing better is known."""
    context_is_set: bool = False
    """True where `context_tokens` is the user's own figure, which outweighs what the server tells."""
    first_word: float = Field(default=30.0, gt=0)
    """Seconds to wait for the first word."""
    deadline: float = Field(default=60.0, gt=0)
    """Seconds for the whole answer, retries and repairs included."""
    retries: int = Field(default=2, ge=0)
    temperature: float | None = None
    """None: the provider's own with OpenAI (its reasoning models accept no other), 0.2 with other servers."""


def connect(spec: ModelSpec) -> "LangChainModel":
    """A model ready to be asked; nothing is imported or called before the first question.

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
    if spec.base_url and not _is_address(spec.base_url):
        raise BadInput(f"The address {spec.base_url!r} is none; write it like http://127.0.0.1:8080/v1.")
    return LangChainModel(spec)


class LangChainModel:
    """A ChatModel over LangChain; every failure is a ModelFault, every wait is bounded."""

    def __init__(self, spec: ModelSpec) -> None:
        self._spec = spec
        self._provider, _, self._model = spec.name.partition(":")
        self._speaks_openai = self._provider == "openai"
        # HTTP connections belong to the event loop that opened them, so each loop has its own client.
        self._chats: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Any] = weakref.WeakKeyDictionary()
        own_server = self._speaks_openai and not (spec.base_url or OPENAI).startswith(OPENAI)
        self.dialect = Dialect(
            self._provider, self._model, own_server=own_server, temperature=spec.temperature
        )
        self._breaker = Breaker()

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
        async with aclosing(self._bounded(prompt, max_tokens, None, self._end())) as pieces:
            async for piece in pieces:
                yield piece

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        """The answer as a value of `schema`; the server is asked for JSON of that schema if it knows how."""
        end = self._end()
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

    def _end(self) -> float:
        return asyncio.get_running_loop().time() + self._spec.deadline

    async def _bounded(
        self, prompt: Prompt, max_tokens: int, wanted: dict[str, Any] | None, end: float
    ) -> AsyncGenerator[str, None]:
        """One answer, asked for again where that may help and nothing has been said yet."""
        clock = asyncio.get_running_loop().time
        if fault := self._breaker.fault(clock(), self.name):
            raise fault
        attempt = 0
        while True:
            said = False
            options = self.dialect.options(max_tokens, wanted)
            try:
                async with aclosing(self._once(prompt, options, max_tokens, end)) as pieces:
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
                cut_unheard = fault.kind is FaultKind.CUT_OFF and not said
                if self.dialect.learn(error, options) or (
                    cut_unheard and self.dialect.learn_thinking(options)
                ):
                    continue
                wait = retry_after(error) or 0.4 * 2**attempt * random.uniform(0.8, 1.2)
                # Who has waited a whole deadline would rather hear the built-in engine than wait again.
                worth = fault.retryable and not said and fault.kind is not FaultKind.TIMEOUT
                if not worth or attempt >= self._spec.retries or wait > min(_LONGEST_WAIT, end - clock()):
                    self._breaker.failed(fault.kind, clock())
                    raise fault from _without_secrets(error, self._spec.api_key)
            attempt += 1
            await asyncio.sleep(wait)

    async def _once(
        self, prompt: Prompt, options: dict[str, Any], max_tokens: int, end: float
    ) -> AsyncGenerator[str, None]:
        first = min(end, asyncio.get_running_loop().time() + self._spec.first_word)
        async with asyncio.timeout_at(first):
            chat = await self._chat()
        messages = [(message.role, message.content) for message in prompt.messages]
        watch = Watch(max_tokens * _CHARS_PER_TOKEN)
        reason: str | None = None
        heard = 0
        chunks = chat.astream(messages, **options)
        try:
            while self.dialect.known.streams is not False and not watch.runaway:
                # The first chunk is an empty greeting; from the second on the model works or thinks.
                async with asyncio.timeout_at(end if heard > 1 else first):
                    chunk = await _next(chunks)
                if chunk is None:
                    break
                heard += 1
                reason = reason_in(chunk.response_metadata) or reason
                if piece := watch.take(str(chunk.text)):
                    yield piece
        finally:
            with suppress(TimeoutError):
                async with asyncio.timeout(1):
                    await chunks.aclose()
        if not watch.runaway and not watch.said and (reason is None or fault_in(reason) is None):
            # Servers that do not stream, and refusals, which LangChain drops from streams, show here.
            async with asyncio.timeout_at(end):
                whole = await chat.ainvoke(messages, **options)
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
            raise fault_of(FaultKind.CUT_OFF, self.name, said=True)
        # Only OpenAI's protocol is known to give a reason always; elsewhere its absence proves nothing.
        kind = fault_in(reason) if reason or self._speaks_openai else None
        if kind is FaultKind.CUT_OFF and not watch.said and reason != "length":
            kind = FaultKind.EMPTY
        if kind is None and not watch.said:
            kind = FaultKind.EMPTY
        if kind is not None:
            raise fault_of(kind, self.name, said=watch.said)

    async def _chat(self) -> Any:
        loop = asyncio.get_running_loop()
        if loop not in self._chats:
            # Importing LangChain and its provider takes seconds; other streams go on meanwhile.
            self._chats[loop] = await asyncio.to_thread(self._build)
        return self._chats[loop]

    def _build(self) -> Any:
        import langsmith
        from langchain.chat_models import init_chat_model

        # Traces would carry the candidate's texts to a third party.
        langsmith.configure(enabled=False)
        spec = self._spec
        key = spec.api_key.get_secret_value().strip()  # pasted keys bring their line's end along
        if self._speaks_openai:
            import openai

            # Servers at home ask for no key, but the client wants one.
            return init_chat_model(
                self._model,
                model_provider="openai",
                base_url=spec.base_url or OPENAI,
                api_key=key or "none",
                timeout=spec.first_word,
                max_retries=0,
                stream_chunk_timeout=None,
                use_responses_api=False,
                http_async_client=openai.DefaultAsyncHttpxClient(
                    timeout=spec.first_word,
                    trust_env=not _on_this_machine(spec.base_url),  # a proxy cannot reach loopback
                ),
            )
        given: dict[str, Any] = {"base_url": spec.base_url, "api_key": key, "temperature": spec.temperature}
        return init_chat_model(
            self._model,
            model_provider=self._provider,
            max_retries=0,
            **{name: value for name, value in given.items() if value not in ("", None)},
        )


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _on_this_machine(address: str) -> bool:
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")


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
