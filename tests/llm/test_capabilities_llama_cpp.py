"""A real llama.cpp server is found, tells what it can do, and keeps to JSON in each way it is asked."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from pydantic import BaseModel, ConfigDict

from rolecall.domain.capabilities import Capabilities, Structured
from rolecall.llm.capabilities import asked_of
from rolecall.llm.finding import servers_here
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.llm.structured import CutOff
from rolecall.llm.trial import try_json
from rolecall.ports import Message, Prompt
from tests.llm.test_llama_cpp import served


class Anything(BaseModel):
    model_config = ConfigDict(extra="allow")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as address:
        yield f"{address}/v1"


async def test_it_is_found_and_tells_what_it_holds(address: str) -> None:
    (server,) = await servers_here((urlsplit(address).port or 0,), seconds=10)
    assert server.name == "llama.cpp"
    told = await asked_of(address, "", "any", seconds=10)
    assert told == Capabilities(server="llama.cpp", context_tokens=2048, tools=told.tools)


async def test_it_heeds_a_schema(address: str) -> None:
    model = connect(ModelSpec(name="openai:smollm2", base_url=address, deadline=120))
    await try_json(model)
    assert model.dialect.known.structured is Structured.SCHEMA


async def test_our_grammar_of_json_is_one_it_takes(address: str) -> None:
    model: LangChainModel = connect(ModelSpec(name="openai:smollm2", base_url=address, deadline=120))
    model.know(Capabilities(server="llama.cpp", structured=Structured.GRAMMAR), lambda _: None)
    asked = Prompt(name="test@0", messages=(Message(role="user", content='Write {"city": "Rome"}'),))
    try:
        said = (await model.fill(asked, Anything, max_tokens=200)).model_dump_json()
    except CutOff as fault:  # so small a model may not come to an end; what it began is an object
        said = fault.text
    assert said.lstrip().startswith("{")
    assert model.dialect.structured is Structured.GRAMMAR
