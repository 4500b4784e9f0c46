"""From closing a stream until the server sees its connection closed: a model alone, and a whole turn."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any, cast

from pydantic import SecretStr
from tests.fake_server import FakeServer

from benchmarks.first_word import QUESTION
from benchmarks.table import Row, median, print_table
from rolecall.coach.events import Said
from rolecall.domain.conversation import GENERAL
from rolecall.llm.models import ModelSpec, connect
from rolecall.ports import Message, Prompt
from rolecall.settings import Settings
from rolecall.wiring import House, opened

LIMIT = 300.0
REPEATS = 12
_SEEN_WITHIN = 10.0


def main(_: list[str]) -> int:
    """Prints the table; 1 where the limit was passed."""
    with FakeServer() as server, tempfile.TemporaryDirectory(prefix="rolecall-bench-") as folder:
        key = SecretStr("none")
        settings = Settings(model="openai:slow", base_url=server.url, data=Path(folder), api_key=key)
        with opened(settings) as house:
            return asyncio.run(_measured(server, house))


async def _measured(server: FakeServer, house: House) -> int:
    model = connect(ModelSpec(name="openai:slow", base_url=server.url))
    alone, turns = [], []
    for number in range(REPEATS):
        question = QUESTION.format(number)
        prompt = Prompt(name="bench", messages=(Message(role="user", content=question),))
        alone.append(await _closed(server, model.stream(prompt)))
        turns.append(await _closed(server, house.coach.say("bench", GENERAL, question)))
    rows = [
        Row("the model's stream, median", median(alone), LIMIT),
        Row("the model's stream, longest", max(alone)),
        Row("a whole turn of the coach, median", median(turns), LIMIT),
        Row("a whole turn of the coach, longest", max(turns)),
    ]
    return print_table("Stop, until the server sees the connection closed", rows)


async def _closed(server: FakeServer, stream: Any) -> float:
    """Milliseconds from closing the stream after its first word; both clocks are time.monotonic."""
    async for thing in stream:
        if isinstance(thing, (Said, str)):
            break
    begun = time.monotonic()
    await stream.aclose()
    seen = server.of("slow")[-1]
    async with asyncio.timeout(_SEEN_WITHIN):
        while seen.left_at is None:
            await asyncio.sleep(0.002)
    return (cast(float, seen.left_at) - begun) * 1000
