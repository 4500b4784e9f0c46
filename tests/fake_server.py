"""A scripted OpenAI-compatible server over real HTTP on loopback, for faults no mock would show.

The model's name in the request chooses the behaviour (`BEHAVIOURS`); the model `queue` takes the next one
from a list given to `FakeServer.script`. By hand: `python -m tests.fake_server --port 8901`, then connect the
page to http://127.0.0.1:8901/v1 with the model `ok` (any key), `slow`, `401`, `html` and so on.
"""

import argparse
import asyncio
import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ANSWER = (
    "You could ask the recruiter which rounds there are [1]. The hiring manager knows what they weigh [2]."
)
REPETITION = "I understand the question. "
ABOUT = [
    "rounds",
    "steps",
    "people",
    "hours",
    "weeks",
    "tools",
    "topics",
    "papers",
    "teams",
    "dates",
    "tasks",
    "talks",
    "notes",
]


def long_sentence(number: int) -> str:
    """One of many plain sentences that say nothing new, without ever repeating themselves in a row."""
    one, other = ABOUT[number % len(ABOUT)], ABOUT[(number // len(ABOUT) + 2 * number) % len(ABOUT)]
    return f"You could ask the recruiter about the {one} and the {other} [1]. "


PAUSE = 0.05
"""Seconds between two words of the behaviour `paced`."""


def long_answer(number: int) -> str:
    """About a hundred and ten words, as long as answers are asked to be; others for each number."""
    return "".join(long_sentence(9 * number + n) for n in range(9)).strip()


CERTIFICATE = Path(__file__).parent / "self_signed.pem"
"""A certificate that nobody signed, and its key: for this server only, and for 127.0.0.1."""


@dataclass
class Seen:
    """One request as it arrived, and what became of its connection."""

    model: str
    body: dict[str, Any]
    headers: dict[str, str]
    at: float
    left_at: float | None = None
    """When the client closed the connection before the answer's end, on the server's clock."""


@dataclass
class Reply:
    """One connection that waits for its answer."""

    seen: Seen
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    answer: str
    streams: bool = field(init=False)

    def __post_init__(self) -> None:
        self.streams = bool(self.seen.body.get("stream"))

    async def head(self, status: int = 200, kind: str = "application/json", **headers: str) -> None:
        """Status line and headers; the body runs to the end of the connection."""
        lines = [f"HTTP/1.1 {status} X", f"content-type: {kind}", "connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.send("\r\n".join(lines) + "\r\n\r\n")

    async def send(self, data: str | bytes) -> None:
        """Sends bytes; a client that has gone is noticed here."""
        self.writer.write(data.encode() if isinstance(data, str) else data)
        await self.writer.drain()

    async def error(self, status: int, code: str, message: str, **headers: str) -> None:
        """An error in OpenAI's form."""
        await self.head(status, **headers)
        await self.send(json.dumps({"error": {"message": message, "type": code, "code": code}}))

    async def begin(self) -> None:
        """Starts a stream of events."""
        await self.head(kind="text/event-stream")
        await self.event(self.chunk({"role": "assistant", "content": ""}))

    async def event(self, data: dict[str, Any] | str) -> None:
        """One server-sent event."""
        await self.send(f"data: {data if isinstance(data, str) else json.dumps(data)}\n\n")

    def chunk(self, delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        """One piece of a streamed answer."""
        return {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": self.seen.model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
        }

    async def whole(self, message: dict[str, Any], finish: str = "stop") -> None:
        """An answer that is not streamed."""
        choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
        data = {"id": "1", "object": "chat.completion", "created": 1, "model": self.seen.model}
        await self.head()
        await self.send(json.dumps({**data, "choices": [choice]}))

    async def say(
        self, text: str, finish: str | None = "stop", pause: float = 0.0, done: bool = True
    ) -> None:
        """An answer in the form that was asked for, in pieces of a few characters where it is streamed."""
        if not self.streams:
            await self.whole({"content": text}, finish)
            return
        await self.begin()
        for piece in re.findall(r"\S+\s*|\s+", text):
            await self.event(self.chunk({"content": piece}))
            await asyncio.sleep(pause)
        await self.event(self.chunk({}, finish))
        await self.event("[DONE]")


Behaviour = Callable[[Reply], Awaitable[None]]


def _reset(writer: asyncio.StreamWriter) -> None:
    """Closes with RST instead of FIN, as a crashed proxy does."""
    held: socket.socket = writer.get_extra_info("socket")
    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


async def _hang(reply: Reply) -> None:
    await asyncio.sleep(3600)


async def _stall(reply: Reply) -> None:
    await reply.begin()
    await reply.event(reply.chunk({"content": "You could "}))
    await asyncio.sleep(3600)


async def _drip(reply: Reply) -> None:
    await reply.begin()
    for _ in range(3600):
        await reply.event(reply.chunk({"content": "word "}))
        await asyncio.sleep(0.15)


async def _trickle(reply: Reply) -> None:
    await reply.begin()
    for _ in range(3600):
        await reply.event(reply.chunk({"content": "word "}))
        await asyncio.sleep(0.3)


async def _endless(reply: Reply) -> None:
    await reply.begin()
    for number in range(100_000):
        for word in re.findall(r"\S+ ", long_sentence(number)):
            await reply.event(reply.chunk({"content": word}))
            await asyncio.sleep(0.02)


async def _drip_headers(reply: Reply) -> None:
    await reply.send("HTTP/1.1 200 OK\r\n")
    for number in range(3600):
        await reply.send(f"x-{number}: 1\r\n")
        await asyncio.sleep(0.1)


async def _cut(reply: Reply) -> None:
    await reply.begin()
    await reply.event(reply.chunk({"content": "You could ask the "}))


async def _cut_by_reset(reply: Reply) -> None:
    await _cut(reply)
    await asyncio.sleep(0.05)
    _reset(reply.writer)


async def _reset_at_once(reply: Reply) -> None:
    _reset(reply.writer)


async def _short_body(reply: Reply) -> None:
    await reply.head(content_length="5000")
    await reply.send('{"id": "1", "choices": [')


async def _truncated(reply: Reply) -> None:
    await reply.head()
    await reply.send('{"id": "1", "object": "chat.completion", "choices": [{"index": 0, "mess')


async def _html(reply: Reply) -> None:
    await reply.head(kind="text/html")
    await reply.send("<html><body><h1>Sign in to the network</h1></body></html>")


async def _html_502(reply: Reply) -> None:
    await reply.head(502, kind="text/html")
    await reply.send("<html><body><h1>502 Bad Gateway</h1><hr>proxy</body></html>")


async def _json_as_text(reply: Reply) -> None:
    await reply.head(kind="text/plain")
    await reply.send(json.dumps({"answer": reply.answer}))


async def _picture(reply: Reply) -> None:
    await reply.head(kind="image/png")
    await reply.send(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


async def _bad_utf8(reply: Reply) -> None:
    await _cut(reply)
    await reply.send(b'data: {"choices": [{"delta": {"content": "\xff\xfe\xc3("}}]}\n\n')


async def _bad_json(reply: Reply) -> None:
    await _cut(reply)
    await reply.send("data: {not json\n\n")


async def _error_event(reply: Reply) -> None:
    await _cut(reply)
    await reply.event({"error": {"message": "the engine crashed", "type": "server_error"}})


async def _no_choices(reply: Reply) -> None:
    if not reply.streams:
        await reply.head()
        await reply.send(json.dumps({"id": "1", "object": "chat.completion", "model": "x", "choices": []}))
        return
    await reply.head(kind="text/event-stream")
    await reply.event({**reply.chunk({}), "choices": []})
    await reply.event("[DONE]")


async def _null_content(reply: Reply) -> None:
    if not reply.streams:
        await reply.whole({"content": None})
        return
    await reply.begin()
    await reply.event(reply.chunk({"content": None}, "stop"))
    await reply.event("[DONE]")


async def _refusal(reply: Reply) -> None:
    if not reply.streams:
        await reply.whole({"content": None, "refusal": "I cannot help with that."})
        return
    await reply.begin()
    await reply.event(reply.chunk({"refusal": "I cannot help with that."}))
    await reply.event(reply.chunk({}, "stop"))
    await reply.event("[DONE]")


async def _repetition(reply: Reply) -> None:
    await reply.begin()
    while True:
        await reply.event(reply.chunk({"content": REPETITION}))


async def _ten_megabytes(reply: Reply) -> None:
    await reply.begin()
    number = 0
    while number < 10_000_000:
        text = "".join(long_sentence(n) for n in range(number, number + 1000))
        number += len(text)
        await reply.event(reply.chunk({"content": text}))
    await reply.event(reply.chunk({}, "stop"))
    await reply.event("[DONE]")


async def _unstreamed(reply: Reply) -> None:
    await reply.whole({"content": reply.answer})


async def _plain_json_only(reply: Reply) -> None:
    if "response_format" in reply.seen.body:
        await reply.error(400, "invalid_request_error", "response_format is not supported by this server")
    else:
        await reply.say(reply.answer)


async def _strict_openai(reply: Reply) -> None:
    if "max_tokens" in reply.seen.body:
        words = "Unsupported parameter: 'max_tokens' is not supported, use 'max_completion_tokens' instead."
        await reply.error(400, "unsupported_parameter", words)
    elif "temperature" in reply.seen.body:
        words = "Unsupported value: 'temperature' does not support 0.2 with this model."
        await reply.error(400, "unsupported_value", words)
    else:
        await reply.say(reply.answer)


async def _thinks_long(reply: Reply) -> None:
    if max(reply.seen.body.get("max_tokens", 0), reply.seen.body.get("max_completion_tokens", 0)) < 2000:
        await reply.say("<think>Hmm, the user wants", finish="length")
    else:
        await reply.say("<think>Hmm, the user wants rounds.</think>" + reply.answer)


def _fails(status: int, code: str, message: str, **headers: str) -> Behaviour:
    return lambda reply: reply.error(status, code, message, **headers)


def _says(text: str = "", **how: Any) -> Behaviour:
    return lambda reply: reply.say(text or reply.answer, **how)


BEHAVIOURS: dict[str, Behaviour] = {
    "ok": _says(),
    "slow": _says(pause=0.15),
    "paced": _says(pause=PAUSE),
    "unstreamed": _unstreamed,
    "thinks": _says("<think>The user wants rounds. No.</think>\n\n" + ANSWER),
    "thinks_long": _thinks_long,
    "plain_json_only": _plain_json_only,
    "strict_openai": _strict_openai,
    "prose": _says("Certainly! I would be glad to help, but here is prose and no object."),
    "fenced_json": _says('Sure:\n```json\n{"word": "ready", "number": 3}\n```\nAnything else?'),
    "wrong_schema": _says('{"word": 5, "number": "many"}'),
    "401": _fails(401, "invalid_api_key", "Incorrect API key provided: sk-proj-abc123def456."),
    "402": _fails(402, "payment_required", "Payment required."),
    "407": _fails(407, "proxy", "Proxy authentication required."),
    "413": _fails(413, "too_large", "Request entity too large."),
    "403": _fails(403, "forbidden", "You have no access to this model."),
    "404": _fails(404, "model_not_found", "The model `404` does not exist or you do not have access to it."),
    "404_path": _fails(404, "not_found", "Not Found"),
    "429": _fails(429, "rate_limit_exceeded", "Rate limit reached."),
    "429_soon": _fails(429, "rate_limit_exceeded", "Rate limit reached.", retry_after="1"),
    "429_late": _fails(429, "rate_limit_exceeded", "Rate limit reached.", retry_after="300"),
    "no_quota": _fails(429, "insufficient_quota", "You exceeded your current quota, check your billing."),
    "500": _fails(500, "server_error", "The server had an error."),
    "503": _fails(503, "overloaded", "Loading model"),
    "too_long": _fails(400, "context_length_exceeded", "This model's maximum context length is 4096 tokens."),
    "400_filter": _fails(400, "content_filter", "The response was filtered."),
    "400": _fails(400, "invalid_request_error", "Something in the request is wrong."),
    "hang": _hang,
    "stall": _stall,
    "drip": _drip,
    "drip_headers": _drip_headers,
    "trickle": _trickle,
    "endless": _endless,
    "cut": _cut,
    "reset": _cut_by_reset,
    "reset_at_once": _reset_at_once,
    "short_body": _short_body,
    "truncated": _truncated,
    "html": _html,
    "502_html": _html_502,
    "json_as_text": _json_as_text,
    "picture": _picture,
    "bad_utf8": _bad_utf8,
    "bad_json": _bad_json,
    "error_event": _error_event,
    "no_choices": _no_choices,
    "null_content": _null_content,
    "blank": _says("  \n "),
    "refusal": _refusal,
    "content_filter": _says("You could ", finish="content_filter"),
    "length": _says("You could ask which rounds", finish="length"),
    "whole_json_then_length": _says('{"word": "ready", "number": 3} and then', finish="length"),
    "repetition": _repetition,
    "ten_megabytes": _ten_megabytes,
}


def coach_answer(body: dict[str, Any]) -> str:
    """A plausible answer for each prompt of the product, to try the page with the model `ok`."""
    asked = "\n".join(str(message["content"]) for message in body.get("messages", []))
    if numbered := re.findall(r"prepare number (\d+)", asked):
        return long_answer(int(numbered[-1]))
    if '"signals"' in asked:
        return '{"signals": [], "topics": []}'
    if '"subject"' in asked and (mail := re.search(r"<email>\n(.*?)\n</email>", asked, re.DOTALL)):
        subject = re.search(r"<subject>\n(.*?)\n</subject>", asked, re.DOTALL)
        return json.dumps({"subject": subject.group(1) if subject else "", "body": mail.group(1)})
    return ANSWER


class FakeServer:
    """The server in a thread of its own, so that it never shares an event loop with what it tests."""

    def __init__(
        self,
        answer: Callable[[dict[str, Any]], str] = coach_answer,
        port: int = 0,
        *,
        tls: bool = False,
        after: float = 0.0,
    ) -> None:
        """`tls` speaks https with a certificate nobody signed; `after` seconds the port refuses all calls."""
        self._answer = answer
        self._port = port
        self._tls = tls
        self._after = after
        self._queue: list[str] = []
        self._ready = threading.Event()
        self.requests: list[Seen] = []

    def __enter__(self) -> "FakeServer":
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(10)

    @property
    def url(self) -> str:
        """Base URL, ending in /v1."""
        return f"http{'s' if self._tls else ''}://127.0.0.1:{self._port}/v1"

    def script(self, *behaviours: str) -> None:
        """What the model `queue` does, request by request; the last goes on."""
        self._queue = list(behaviours)

    def of(self, model: str) -> list[Seen]:
        """The requests that named a model."""
        return [seen for seen in self.requests if seen.model == model]

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        context = None
        if self._tls:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(CERTIFICATE)
        # A port that is bound but not listened on refuses calls, and nobody else can take it.
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", self._port))
        self._port = held.getsockname()[1]
        self._ready.set()
        await asyncio.sleep(self._after)
        server = await asyncio.start_server(self._connected, sock=held, ssl=context)
        await self._stopping.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answered(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answered(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        begun = await reader.readexactly(1)
        if begun == b"\x16":  # somebody speaks TLS to a server that does not
            writer.write(b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n")
            return
        head = (begun + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        headers = dict(line.lower().split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        body = json.loads(await reader.readexactly(int(headers.get("content-length", 0))) or b"{}")
        seen = Seen(str(body.get("model", "")), body, headers, self._loop.time())
        self.requests.append(seen)
        name = seen.model
        if name == "queue":
            name = self._queue.pop(0) if len(self._queue) > 1 else self._queue[0]
        behaviour = BEHAVIOURS.get(name, BEHAVIOURS["404"])
        answering = asyncio.ensure_future(behaviour(Reply(seen, reader, writer, self._answer(body))))
        leaving = asyncio.ensure_future(reader.read(1))  # ends when the client closes
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not answering.done():
            seen.left_at = self._loop.time()
            answering.cancel()
        leaving.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


def main() -> None:
    """Serves until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--port", type=int, default=8901)
    with FakeServer(port=parser.parse_args().port) as server:
        print(f"{server.url}  models: {', '.join(BEHAVIOURS)}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
