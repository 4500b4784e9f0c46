"""The real model over HTTP, the one on this machine and the scripted one keep the same contract."""

import asyncio
import time
from collections.abc import Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, Field

from rolecall.llm.models import LangChainModel
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import ChatModel, FaultKind, Message, ModelFault, Prompt
from tests.fake_server import ANSWER, FakeServer
from tests.llm.local.making import local_model, model_file

PROMPT = Prompt(
    name="test@0",
    messages=(
        Message(role="system", content="Be brief."),
        Message(role="user", content="Which rounds are there?"),
    ),
)

JSON = '{"word": "ready", "number": 3}'
SCRIPTS: dict[str, ScriptedModel] = {}


class Word(BaseModel):
    word: str
    number: int = Field(ge=1, le=4)


def scripted(behaviour: str, **_: Any) -> ScriptedModel:
    """The scripted model that does what the server's behaviour of that name does."""
    return {
        "ok": lambda: ScriptedModel(ANSWER),
        "slow": lambda: ScriptedModel(ANSWER, pause=0.15),
        "cut": lambda: ScriptedModel("You could ask the recruiter.", piece=18, fails_after=1),
        "blank": lambda: ScriptedModel("  \n "),
        "401": lambda: ScriptedModel(lambda _: FaultKind.WRONG_KEY),
        "prose": lambda: ScriptedModel("Certainly! Prose and no object."),
        "wrong_schema": lambda: ScriptedModel('{"word": 5, "number": "many"}'),
        "fenced_json": lambda: ScriptedModel(f"Sure:\n```json\n{JSON}\n```\nAnything else?"),
        "whole_json_then_length": lambda: ScriptedModel(f"{JSON} and then", fails_after=4, piece=10),
    }[behaviour]()


@pytest.fixture(params=["scripted", "over HTTP", "on this machine"])
def make(
    request: pytest.FixtureRequest, model: Callable[..., LangChainModel], tmp_path: Path
) -> Callable[..., ChatModel]:
    return {
        "scripted": scripted,
        "over HTTP": model,
        "on this machine": lambda behaviour: local_model(model_file(tmp_path, behaviour)),
    }[request.param]


async def test_the_pieces_of_a_stream_make_the_answer(make: Callable[..., ChatModel]) -> None:
    pieces = [piece async for piece in make("ok").stream(PROMPT)]
    assert len(pieces) > 3
    assert "".join(pieces) == ANSWER


async def test_a_stream_comes_piece_by_piece_and_not_at_its_end(make: Callable[..., ChatModel]) -> None:
    slow = make("slow")
    async for _ in slow.stream(PROMPT):
        break
    begun = time.monotonic()
    arrivals = [time.monotonic() - begun async for _ in slow.stream(PROMPT)]
    assert arrivals[-1] - arrivals[0] > 0.5


async def test_what_was_said_before_a_fault_stays_said(make: Callable[..., ChatModel]) -> None:
    said = ""
    with pytest.raises(ModelFault) as raised:  # noqa: PT012
        async for piece in make("cut").stream(PROMPT):
            said += piece
    assert said == "You could ask the "
    assert raised.value.kind is FaultKind.CUT_OFF


@pytest.mark.parametrize(("behaviour", "kind"), [("blank", FaultKind.EMPTY), ("401", FaultKind.WRONG_KEY)])
async def test_a_failed_stream_is_a_model_fault(
    make: Callable[..., ChatModel], behaviour: str, kind: FaultKind
) -> None:
    for attempt in (_drained, _filled):
        with pytest.raises(ModelFault) as raised:
            await attempt(make(behaviour))
        assert raised.value.kind is kind


@pytest.mark.parametrize("behaviour", ["fenced_json", "whole_json_then_length"])
async def test_a_value_is_found_in_whatever_stands_around_it(
    make: Callable[..., ChatModel], behaviour: str
) -> None:
    assert await make(behaviour).fill(PROMPT, Word) == Word(word="ready", number=3)


@pytest.mark.parametrize("behaviour", ["prose", "wrong_schema"])
async def test_what_does_not_fit_the_schema_after_a_repair_is_unusable(
    make: Callable[..., ChatModel], behaviour: str
) -> None:
    with pytest.raises(ModelFault) as raised:
        await make(behaviour).fill(PROMPT, Word)
    assert raised.value.kind is FaultKind.UNUSABLE


async def test_streams_run_side_by_side(make: Callable[..., ChatModel]) -> None:
    slow = make("slow")
    if slow.name.startswith("local:"):
        pytest.skip("one machine says one thing at a time, as fast as it can")
    await asyncio.gather(*(_drained(slow) for _ in range(2)))
    begun = time.monotonic()
    answers = await asyncio.gather(*(_drained(slow) for _ in range(20)))
    assert set(answers) == {ANSWER}
    assert time.monotonic() - begun < 20 * 0.15 * len(ANSWER.split()) / 4


async def test_a_count_grows_with_the_text(make: Callable[..., ChatModel]) -> None:
    one = make("ok")
    assert 0 < one.count("a few words") < one.count("a few words and then a good many more of them")
    assert one.count("") == 0


async def test_closing_a_stream_closes_its_connection_at_once(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    for behaviour in ("slow", "stall"):
        took = []
        for _ in range(3):
            stream: Any = model(behaviour).stream(PROMPT)
            async with aclosing(stream):
                await anext(stream)
                begun = time.monotonic()
            await _until(lambda name=behaviour: server.of(name)[-1].left_at is not None)
            took.append(server.of(behaviour)[-1].left_at - begun)  # both clocks are time.monotonic
        assert min(took) < 0.3  # the least of three: other work on the machine is not our delay


async def test_cancelling_the_reader_closes_the_connection(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    for behaviour in ("hang", "stall"):
        before = len(server.of(behaviour))
        waiting = asyncio.ensure_future(_drained(model(behaviour)))
        await _until(lambda name=behaviour, seen=before: len(server.of(name)) > seen)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        await _until(lambda name=behaviour: server.of(name)[-1].left_at is not None)


async def test_a_scripted_stream_knows_that_it_was_closed_early() -> None:
    told = ScriptedModel(ANSWER)
    stream: Any = told.stream(PROMPT)
    async with aclosing(stream):
        await anext(stream)
    assert told.closed_early == 1
    await _drained(told)
    assert told.closed_early == 1


def test_scripted_answers_come_in_turn_by_prompt_or_from_the_prompt() -> None:
    async def three(model: ScriptedModel) -> list[str]:
        return [await _drained(model) for _ in range(3)]

    assert asyncio.run(three(ScriptedModel(["one", "two"]))) == ["one", "two", "two"]
    assert asyncio.run(three(ScriptedModel({"test": "by name"})))[0] == "by name"
    assert asyncio.run(three(ScriptedModel(lambda prompt: prompt.messages[0].content)))[0] == "Be brief."


async def _drained(model: ChatModel) -> str:
    return "".join([piece async for piece in model.stream(PROMPT)])


async def _filled(model: ChatModel) -> Word:
    return await model.fill(PROMPT, Word)


async def _until(holds: Callable[[], bool], seconds: float = 2.0) -> None:
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds
        await asyncio.sleep(0.01)
