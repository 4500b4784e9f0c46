"""What a call took: the server's own figures where it tells them, else what was sent and heard."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import BaseModel

from rolecall.domain.costs import Usage
from rolecall.llm.gauge import Gauge
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.ports import FaultKind, Message, ModelFault, Prompt

PROMPT = Prompt(name="t@0", messages=(Message(role="user", content="one two three"),))


class Chunk:
    def __init__(self, usage: object = None) -> None:
        self.usage_metadata = usage


def words(text: str) -> int:
    return len(text.split())


def test_the_servers_figures_outweigh_a_count() -> None:
    told: list[Usage] = []
    gauge = Gauge(told.append, PROMPT, words)
    gauge.hear(Chunk(), "hello ")
    figures = {"input_tokens": 90, "output_tokens": 7, "input_token_details": {"cache_read": 64}}
    gauge.hear(Chunk(figures), "world")
    gauge.end()
    gauge.end()
    assert told == [Usage(sent=90, said=7, cached=64, told=True)]


@pytest.mark.parametrize("usage", [None, {}, "lots", {"input_tokens": None, "output_tokens": "many"}])
def test_without_figures_it_is_counted(usage: object) -> None:
    told: list[Usage] = []
    gauge = Gauge(told.append, PROMPT, words)
    gauge.hear(Chunk(usage), "hello world")
    gauge.end()
    assert told == [Usage(sent=3, said=2)]


def test_a_call_that_was_refused_took_nothing_and_one_that_timed_out_its_prompt() -> None:
    told: list[Usage] = []
    refused, late = Gauge(told.append, PROMPT, words), Gauge(told.append, PROMPT, words)
    refused.failed(FaultKind.RATE_LIMITED)
    refused.end()
    late.failed(FaultKind.TIMEOUT)
    late.end()
    assert told == [Usage(sent=3)]


class _Server(BaseHTTPRequestHandler):
    """Tells usage where it is asked to; may refuse to be asked."""

    refuses = False
    asked: list[dict[str, Any]] = []

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        _Server.asked.append(body)
        if _Server.refuses and "stream_options" in body:
            self._send(
                400, b'{"error": {"message": "Unknown parameter: stream_options"}}', "application/json"
            )
            return
        base = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
        pieces: list[dict[str, Any]] = [
            {**base, "choices": [{"index": 0, "delta": {"content": text}, "finish_reason": reason}]}
            for text, reason in (("no ", None), ("object", "stop"))
        ]
        if "stream_options" in body:
            usage = {"prompt_tokens": 321, "completion_tokens": 12, "total_tokens": 333}
            usage |= {"prompt_tokens_details": {"cached_tokens": 256}}  # type: ignore[dict-item]
            pieces.append({**base, "choices": [], "usage": usage})
        lines = "".join(f"data: {json.dumps(piece)}\n\n" for piece in pieces)
        self._send(200, f"{lines}data: [DONE]\n\n".encode(), "text/event-stream")

    def _send(self, status: int, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def model() -> Iterator[LangChainModel]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _Server.refuses, _Server.asked = False, []
    yield connect(ModelSpec(name="openai:m", base_url=f"http://127.0.0.1:{server.server_port}/v1"))
    server.shutdown()
    server.server_close()


async def test_over_http_the_servers_own_figures_come_with_what_its_cache_held(model: LangChainModel) -> None:
    told: list[Usage] = []
    assert [piece async for piece in model.reporting(told.append).stream(PROMPT)] == ["no ", "object"]
    assert told == [Usage(sent=321, said=12, cached=256, told=True)]


async def test_a_server_that_will_not_tell_is_asked_once_and_counted(model: LangChainModel) -> None:
    _Server.refuses = True
    told: list[Usage] = []
    for _ in range(2):
        assert [piece async for piece in model.reporting(told.append).stream(PROMPT)] == ["no ", "object"]
    assert ["stream_options" in body for body in _Server.asked] == [True, False, False]
    assert [usage.told for usage in told] == [False, False]


async def test_each_repair_is_told_and_an_answer_that_is_not_whole_as_well(model: LangChainModel) -> None:
    class Word(BaseModel):
        word: str

    told: list[Usage] = []
    with pytest.raises(ModelFault):
        await model.reporting(told.append).fill(PROMPT, Word, repairs=1)
    assert [usage.sent for usage in told] == [321, 321]


async def test_calls_side_by_side_on_one_model_tell_each_their_own(model: LangChainModel) -> None:
    one: list[Usage] = []
    other: list[Usage] = []
    [_ async for _ in model.reporting(one.append).stream(PROMPT)]
    [_ async for _ in model.reporting(other.append).stream(PROMPT)]
    [_ async for _ in model.stream(PROMPT)]
    assert len(one) == len(other) == 1
