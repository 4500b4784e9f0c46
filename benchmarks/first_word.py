"""The coach's own time before the first word of a streaming model, against calling that model directly."""

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any, cast

from pydantic import SecretStr

from benchmarks.table import Row, median, p95, print_table
from rolecall.coach.events import Said
from rolecall.domain.conversation import GENERAL
from rolecall.llm.models import ModelSpec, connect
from rolecall.ports import Message, Prompt
from rolecall.settings import Settings
from rolecall.wiring import House, opened

LIMIT = 30.0
REPEATS = 60
QUESTION = "What does a research deep-dive round test, and how should I prepare number {}?"


def main(_: list[str]) -> int:
    """Prints the table; 1 where the limit was passed."""
    with _server() as url, tempfile.TemporaryDirectory(prefix="rolecall-bench-") as folder:
        settings = Settings(model="openai:ok", base_url=url, data=Path(folder), api_key=SecretStr("none"))
        with opened(settings) as house:
            return asyncio.run(_measured(url, house))


async def _measured(url: str, house: House) -> int:
    ways: dict[str, Callable[[int], Awaitable[float]]] = {
        "openai client alone": _by_client(url),
        "through LangChain and our bounds": _by_model(url),
        "a whole turn of the coach": lambda number: _by_coach(house, number),
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(REPEATS + 5):
        for way, first_word in ways.items():  # turn about, so that a busy machine is as busy for each
            seconds = await first_word(number)
            if number >= 5:
                times[way].append(seconds * 1000)
    direct = times["openai client alone"]
    own = [turn - alone for turn, alone in zip(times["a whole turn of the coach"], direct, strict=True)]
    rows = [Row(f"{way}, median", median(taken)) for way, taken in times.items()]
    rows += [
        Row("the coach's own time, median", median(own), LIMIT),
        Row("the coach's own time, p95", p95(own)),
    ]
    return print_table("First word", rows)


def _by_client(url: str) -> Callable[[int], Awaitable[float]]:
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="none", max_retries=0)

    async def first_word(number: int) -> float:
        begun = time.perf_counter()
        question: Any = [{"role": "user", "content": QUESTION.format(number)}]
        stream = cast(Any, await client.chat.completions.create(model="ok", messages=question, stream=True))
        async with stream:
            async for chunk in stream:
                if chunk.choices[0].delta.content:
                    return time.perf_counter() - begun
        raise RuntimeError("the model said nothing")

    return first_word


def _by_model(url: str) -> Callable[[int], Awaitable[float]]:
    model = connect(ModelSpec(name="openai:ok", base_url=url))

    async def first_word(number: int) -> float:
        prompt = Prompt(name="bench", messages=(Message(role="user", content=QUESTION.format(number)),))
        return await _until(model.stream(prompt), lambda _: True)

    return first_word


async def _by_coach(house: House, number: int) -> float:
    turn = house.coach.say("bench", GENERAL, QUESTION.format(number))
    return await _until(turn, lambda event: isinstance(event, Said))


async def _until(things: AsyncIterator[Any], wanted: Callable[[Any], bool]) -> float:
    begun = time.perf_counter()
    async with aclosing(cast(AsyncGenerator[Any, None], things)) as running:
        async for thing in running:
            if wanted(thing):
                return time.perf_counter() - begun
    raise RuntimeError("nothing was said")


@contextmanager
def _server() -> Iterator[str]:
    """The scripted server in a process of its own, so that it takes no time from what is measured."""
    command = [sys.executable, "-m", "tests.fake_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            found = re.match(r"http://\S+", process.stdout.readline() if process.stdout else "")
            if found is None:
                raise RuntimeError("the scripted server did not start")
            yield found.group()
        finally:
            process.terminate()
