"""The border to a server's voice: OpenAI's audio endpoints, with a deadline, bounds and faults of our own.

Nothing of a recording is kept: it goes from memory to the server and is forgotten.
"""

import asyncio
import json
import weakref
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError

from rolecall.domain.speech import TimedWord
from rolecall.domain.values import Value
from rolecall.llm.faults import WORDS, mapped, redacted, retry_after
from rolecall.ports import BadInput, FaultKind, ModelFault, NoVoice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OPENAI = "https://api.openai.com/v1"
_MOST_WORDS = 2_000_000
"""Bytes of a transcription with the times of its words; ten minutes of speech have about 200,000."""
_MOST_SOUND = 20_000_000
"""Bytes of speech: a quarter of an hour as mp3."""
_KEPT = "what you recorded is kept here"
_SILENT = "the text stands on the page"
_NONE_HERE = (404, 405, 501)
"""Statuses of a server that has no such endpoint."""
_SOUNDS = ("audio/", "application/octet-stream")
_ENDINGS = {
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "mp4",
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
}
"""Kinds of recording that browsers make, and the endings by which servers know them."""


class AudioSpec(Value):
    """Which server hears and speaks, and with which of its models."""

    base_url: str = ""
    """Address of an OpenAI-compatible server, most end in /v1; empty for OpenAI."""
    api_key: SecretStr = SecretStr("")
    hearing: str = "whisper-1"
    """Its model that writes down speech."""
    speaking: str = "tts-1"
    """Its model that reads aloud."""
    sound: str = "alloy"
    """Which of its voices reads."""
    deadline: float = Field(default=60.0, gt=0)
    """Seconds for a whole answer."""


class Transcript(Value):
    """What a server heard."""

    text: str = ""
    words: tuple[TimedWord, ...] = ()
    """Empty where the server does not time its words."""


class AudioServer:
    """Hears and speaks through one server; a failure is a ModelFault, or NoVoice where it lacks the part."""

    def __init__(self, spec: AudioSpec) -> None:
        self._spec = spec
        # HTTP connections belong to the event loop that opened them, so each loop has its own client.
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Any] = weakref.WeakKeyDictionary()
        # OpenAI's newer models know no times of words; what a server refuses is not asked of it again.
        self._times = not spec.hearing.startswith("gpt-")

    def __repr__(self) -> str:
        return f"AudioServer({self._where()!r})"

    async def hear(self, sound: bytes, kind: str) -> Transcript:
        """Writes a recording down; `kind` is its media type. Raises ModelFault, NoVoice, BadInput."""
        plain_kind = kind.partition(";")[0].strip().lower()
        if plain_kind not in _ENDINGS:
            raise BadInput(f"A recording of the kind {kind!r} cannot be sent; use another browser.")
        try:
            return await self._heard(sound, plain_kind)
        except _Untimed:
            self._times = False
            return await self._heard(sound, plain_kind)

    async def speak(self, text: str) -> bytes:
        """Reads a text aloud, as mp3. Raises ModelFault, NoVoice."""
        spec = self._spec
        async with self._asked(spec.speaking, _SILENT, "reads nothing aloud"):
            client = await self._client()
            asked = client.audio.speech.with_streaming_response.create(
                model=spec.speaking, voice=spec.sound, input=text, response_format="mp3"
            )
            async with asked as answer:
                kind = answer.headers.get("content-type", "")
                sound = await _bounded(answer, _MOST_SOUND)
            if not kind.startswith(_SOUNDS) or len(sound) < 64:
                raise ValueError(f"{kind!r} is no sound")
            return sound

    async def _heard(self, sound: bytes, kind: str) -> Transcript:
        spec = self._spec
        timed: dict[str, Any] = (
            {"response_format": "verbose_json", "timestamp_granularities": ["word"]}
            if self._times
            else {"response_format": "json"}
        )
        async with self._asked(spec.hearing, _KEPT, "writes down no speech"):
            client = await self._client()
            asked = client.audio.transcriptions.with_streaming_response.create(
                model=spec.hearing, file=(f"answer.{_ENDINGS[kind]}", sound, kind), **timed
            )
            try:
                async with asked as answer:
                    body = await _bounded(answer, _MOST_WORDS)
            except Exception as error:
                if self._times and getattr(error, "status_code", 0) in (400, 422):
                    raise _Untimed from error
                raise
            return _transcript(body)

    @asynccontextmanager
    async def _asked(self, model: str, after: str, lacks: str) -> "AsyncIterator[None]":
        """Bounds what is asked inside, and tells what fails in our words."""
        name = f"{self._where()} ({model})"
        try:
            async with asyncio.timeout(self._spec.deadline):
                yield
        except (_Untimed, BadInput):
            raise
        except Exception as error:
            # Only the vendor's call runs in here: what the table does not know is a bug and goes on up.
            if getattr(error, "status_code", 0) in _NONE_HERE and "model" not in str(error).lower():
                raise NoVoice(f"The server {self._where()!r} {lacks}.") from _bare(error, self._spec)
            fault = mapped(error, name)
            if fault is None:
                raise
            raise _reworded(fault, error, name, after) from _bare(error, self._spec)

    def _where(self) -> str:
        return urlsplit(self._spec.base_url or OPENAI).netloc

    async def _client(self) -> Any:
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            # Importing the vendor takes a second; other streams go on meanwhile.
            self._clients[loop] = await asyncio.to_thread(self._build)
        return self._clients[loop]

    def _build(self) -> Any:
        import openai

        spec = self._spec
        address = spec.base_url or OPENAI
        own = urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")
        return openai.AsyncOpenAI(
            base_url=address,
            # Servers at home ask for no key, but the client wants one.
            api_key=spec.api_key.get_secret_value().strip() or "none",
            timeout=spec.deadline,
            max_retries=0,
            http_client=openai.DefaultAsyncHttpxClient(
                timeout=spec.deadline,
                trust_env=not own,  # a proxy cannot reach loopback
            ),
        )


class _Untimed(Exception):
    """The server does not take a wish for the times of words."""


async def _bounded(answer: Any, most: int) -> bytes:
    """The body of an answer. Raises ValueError where it is longer than any good one."""
    parts = bytearray()
    async for part in answer.iter_bytes():
        parts += part
        if len(parts) > most:
            raise ValueError("the answer is too long")
    return bytes(parts)


def _transcript(body: bytes) -> Transcript:
    """Raises ValueError where the body is none."""
    data = json.loads(body)
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise ValueError("no transcript")
    text = " ".join(data["text"].split())
    try:
        words = tuple(TimedWord.model_validate(word, extra="ignore") for word in data.get("words") or ())
    except (ValidationError, TypeError):
        words = ()  # the words are good without their times
    return Transcript(text=text, words=words)


def _reworded(fault: ModelFault, error: BaseException, name: str, after: str) -> ModelFault:
    """The fault without the built-in engine, which cannot hear."""
    wait = retry_after(error)
    kind = FaultKind.UNUSABLE if fault.kind is FaultKind.TOO_LONG else fault.kind
    words = WORDS[kind].format(model=name, after=after, when=f"in {wait:.0f} s" if wait else "in a minute")
    return ModelFault(fault.kind, words, retryable=fault.retryable)


def _bare(error: BaseException, spec: AudioSpec) -> Exception:
    """The cause as it may be logged: its type and its words, without keys."""
    key = spec.api_key.get_secret_value()
    return RuntimeError(redacted(f"{type(error).__name__}: {error}", key)[:500])
