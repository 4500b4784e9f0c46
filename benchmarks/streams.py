"""A hundred streams at once on one process, through the page's own interface, beside a bare Gradio echo.

All stream the same words at the same pace, in the same run, one after the other; the echo says words that it
has, the coach's come from a model over HTTP, with retrieval, the store and the page's own rendering. The
limit is against the echo as Gradio ships it, which runs forty events at once and lets the others wait; a
second echo that runs them all, as the coach's page does, is measured beside it.
"""

import asyncio
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from tests.fake_server import PAUSE, long_answer

from benchmarks.first_word import QUESTION, _server
from benchmarks.table import Row, median, print_table

STREAMS = 100
LEAST = 0.8
"""Of the echo's words a second."""
_ECHO, _WIDE_ECHO, _PAGE = "echo", "wide-echo", "page"
_WHOLE_TEST = 300.0


@dataclass(frozen=True)
class Streamed:
    """What came of all streams of one side."""

    seconds: float
    first: float
    """Median seconds until a stream's first word."""
    wrong: int
    updates: float
    """How often a stream was drawn anew, mean."""

    @property
    def words_a_second(self) -> float:
        return sum(len(long_answer(number).split()) for number in range(STREAMS)) / self.seconds


def main(arguments: list[str]) -> int:
    """Prints the table; 1 if the limit was passed. `echo`, `wide-echo` or `page URL` serve one side."""
    if arguments:
        _serve(arguments)
        return 0
    with _server() as url:
        echo, wide = _echoed(_ECHO), _echoed(_WIDE_ECHO)
        with _side(_PAGE, url) as address:
            page = asyncio.run(
                _streams(address, "send", lambda n: ["new", "", {"text": QUESTION.format(n), "files": []}])
            )
    ratio = page.words_a_second / echo.words_a_second
    rows = [
        Row("bare Gradio echo, words a second", echo.words_a_second, None, ""),
        Row("the same echo, all at once, words a second", wide.words_a_second, None, ""),
        Row("the coach's page, words a second", page.words_a_second, None, ""),
        Row("time for the same words, page over echo", 1 / ratio, 1 / LEAST, "x"),
        Row("throughput, page over echo (at least 0.8)", ratio, None, "x"),
        Row(
            "throughput, page over the echo all at once", page.words_a_second / wide.words_a_second, None, "x"
        ),
        Row("streams whose text was not right, all", float(echo.wrong + wide.wrong + page.wrong), 0.0, ""),
        Row("first word of a stream, median, echo", echo.first * 1000),
        Row("first word of a stream, median, echo all at once", wide.first * 1000),
        Row("first word of a stream, median, page", page.first * 1000),
        Row("times a stream was drawn, mean, echo", echo.updates, None, ""),
        Row("times a stream was drawn, mean, page", page.updates, None, ""),
    ]
    return print_table(f"{STREAMS} streams at once", rows)


def _echoed(side: str) -> Streamed:
    with _side(side) as address:
        return asyncio.run(_streams(address, "chat", lambda n: [QUESTION.format(n), None]))


async def _streams(address: str, name: str, given: Callable[[int], list[Any]]) -> Streamed:
    """All streams of one page, each in a session of its own, as a browser would hold them."""
    import httpx

    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=_WHOLE_TEST, limits=limits) as client:
        config = (await client.get("config")).json()
        function, arrive = _function(config, name), _function(config, "arrive")
        assert function is not None
        for number in range(STREAMS + 1):
            await _arrived(client, arrive, number)
        await _one(client, function, given, STREAMS)  # what is loaded at the first turn
        begun = time.perf_counter()
        ended = await asyncio.gather(*(_one(client, function, given, n) for n in range(STREAMS)))
        seconds = time.perf_counter() - begun
    return Streamed(
        seconds=seconds,
        first=median([first for first, _, _ in ended]),
        wrong=sum(not right for _, right, _ in ended),
        updates=sum(updates for _, _, updates in ended) / STREAMS,
    )


async def _one(
    client: Any, function: int, given: Callable[[int], list[Any]], number: int
) -> tuple[float, bool, int]:
    """Seconds to the first word, whether the last picture holds the whole text, and the updates."""
    session, words = f"stream{number:04d}", long_answer(number)
    begun, first, updates, last = time.perf_counter(), 0.0, 0, ""
    asked = {"data": given(number), "fn_index": function, "session_hash": session, "event_data": None}
    (await client.post("gradio_api/queue/join", json=asked)).raise_for_status()
    async with client.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as lines:
        async for line in lines.aiter_lines():
            if not line.startswith("data:"):
                continue
            told = json.loads(line[5:])
            if told["msg"] == "process_generating":
                updates += 1
                if not first and words.split()[0] in line:
                    first = time.perf_counter() - begun
                if updates == 1 or '"replace"' in line:
                    last = line
            elif told["msg"] == "process_completed":
                last += line
                break
    return first or time.perf_counter() - begun, _holds(last, words), updates


def _holds(line: str, words: str) -> bool:
    """True where the text stands in a picture, whatever is between its words."""
    plain = re.sub(r"<[^>]*>|\[\d\]|\\n|[^a-zA-Z ]", " ", json.loads(json.dumps(line)))
    wanted = re.sub(r"\[\d\]|[^a-zA-Z ]", " ", words).split()
    return " ".join(wanted) in " ".join(plain.split())


async def _arrived(client: Any, function: int | None, number: int) -> None:
    """Opens a page as a browser does, before anything is said in it."""
    if function is not None:
        await _one(client, function, lambda _: [], number)


def _function(config: dict[str, Any], name: str) -> int | None:
    return next((int(one["id"]) for one in config["dependencies"] if one["api_name"] == name), None)


@contextmanager
def _side(*arguments: str) -> Iterator[str]:
    """One of the two pages in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.streams", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            for line in process.stdout:
                found = re.match(r"http://\S+", line)
                if found:
                    yield found.group().rstrip("/") + "/"
                    return
            raise RuntimeError(f"the {arguments[0]} did not start")
        finally:
            process.terminate()


def _serve(arguments: list[str]) -> None:
    if arguments[0] in (_ECHO, _WIDE_ECHO):
        _serve_echo({"max_threads": 2 * STREAMS} if arguments[0] == _WIDE_ECHO else {})
    else:
        _serve_page(arguments[1])


def _serve_echo(options: dict[str, Any]) -> None:
    import gradio as gr

    async def echo(message: str, history: Any) -> Any:
        found = re.search(r"number (\d+)", message)
        said = ""
        for piece in re.findall(r"\S+\s*", long_answer(int(found.group(1)) if found else 0)):
            said += piece
            yield said
            await asyncio.sleep(PAUSE)

    app = gr.ChatInterface(echo, concurrency_limit=None, analytics_enabled=False, api_name="chat")
    app.queue(default_concurrency_limit=None)
    _, address, _ = app.launch(prevent_thread_lock=True, quiet=True, ssr_mode=False, **options)
    print(address, flush=True)
    threading.Event().wait()


def _serve_page(url: str) -> None:
    from rolecall.settings import Settings
    from rolecall.web.app import build_app
    from rolecall.web.launch import free_port, serve
    from rolecall.wiring import opened

    with tempfile.TemporaryDirectory(prefix="rolecall-bench-") as folder:
        settings = Settings(model="openai:paced", base_url=url, data=Path(folder), api_key=SecretStr("none"))
        with opened(settings) as house:
            app = build_app(house.coach, owner_of=lambda request: str(request.session_hash))
            print(serve(app, free_port(None), block=False, tell=lambda _: None), flush=True)
            threading.Event().wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
