"""The local engine over a real process: order, stopping, ends, faults, and nobody kept waiting."""

import asyncio
import os
import time
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from rolecall.llm.local.host import LocalHost
from rolecall.llm.local.planning import Machine
from rolecall.ports import FaultKind, Message, ModelFault, Prompt
from tests.llm.local.making import fake_host, local_model, model_file
from tests.llm.test_contract import Word


def asked(words: str = "Hello") -> Prompt:
    return Prompt(name="test@0", messages=(Message(role="user", content=words),))


async def said(model: Any, words: str = "Hello", **given: Any) -> str:
    return "".join([piece async for piece in model.stream(asked(words), **given)])


async def test_answers_come_one_at_a_time_in_the_order_they_were_asked_for(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "echo"))
    done: list[str] = []

    async def ask(words: str) -> None:
        done.append(await said(model, words))

    await model.prepare()
    await asyncio.gather(*(ask(str(number)) for number in range(6)))
    assert done == [f"heard {number}" for number in range(6)]


async def test_the_event_loop_goes_on_while_a_model_loads_and_answers(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "slow_to_load"))
    answer = asyncio.ensure_future(said(model))
    ticks = 0
    while not answer.done():
        await asyncio.sleep(0.02)
        ticks += 1
    with pytest.raises(ModelFault):
        await answer
    assert ticks > 10


async def test_an_answer_that_is_left_stops_and_the_next_is_not_kept_waiting(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "slow"))
    waits = []
    for _ in range(3):
        stream: Any = model.stream(asked())
        async with aclosing(stream):
            await anext(stream)
            begun = time.monotonic()
        left = time.monotonic() - begun
        async with aclosing(model.stream(asked())) as next_stream:  # type: ignore[type-var]
            await anext(next_stream)
        waits.append((left, time.monotonic() - begun))
    assert min(left for left, _ in waits) < 0.1
    assert min(wait for _, wait in waits) < 0.9  # the word under way, and the first of the next


async def test_a_reader_who_is_cancelled_leaves_the_queue(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "slow"))
    first = asyncio.ensure_future(said(model))
    second = asyncio.ensure_future(said(model))
    await asyncio.sleep(0.3)
    for one in (second, first):
        one.cancel()
    await asyncio.gather(first, second, return_exceptions=True)
    process = model._host.running(tmp_path / "slow.gguf")
    assert process is not None
    assert not process.busy


async def test_a_process_that_ended_while_it_idled_is_started_again(tmp_path: Path) -> None:
    path = model_file(tmp_path, "echo")
    model = local_model(path, fake_host(idle=0.2))
    assert await said(model, "one") == "heard one"
    first = path.with_suffix(".pid").read_text()
    process = model._host.running(path)
    assert process is not None
    await until(lambda: process.gone)
    assert await said(model, "two") == "heard two"
    assert path.with_suffix(".pid").read_text() != first


async def test_a_process_that_ends_before_a_word_is_tried_once_more(tmp_path: Path) -> None:
    assert await said(local_model(model_file(tmp_path, "crash_once"))) == "heard Hello"
    with pytest.raises(ModelFault, match="ended twice") as raised:
        await said(local_model(model_file(tmp_path, "crash")))
    assert raised.value.kind is FaultKind.SERVER_ERROR


async def test_words_said_before_the_process_ended_are_kept(tmp_path: Path) -> None:
    heard = ""
    with pytest.raises(ModelFault) as raised:  # noqa: PT012
        async for piece in local_model(model_file(tmp_path, "crash_midway")).stream(asked()):
            heard += piece
    assert heard == "Half a "
    assert raised.value.kind is FaultKind.CUT_OFF


async def test_an_answer_that_does_not_come_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "hang"), deadline=0.3)
    await model.prepare()
    begun = time.monotonic()
    for attempt in (said(model), model.fill(asked(), Word)):
        with pytest.raises(ModelFault) as raised:
            await attempt
        assert raised.value.kind is FaultKind.TIMEOUT
    assert time.monotonic() - begun < 5


async def test_another_model_takes_the_place_of_the_one_before_it(tmp_path: Path) -> None:
    host = fake_host()
    one, two = model_file(tmp_path, "echo"), model_file(tmp_path, "echo_two")
    assert await said(local_model(one, host)) == "heard Hello"
    first = host.running(one)
    assert await said(local_model(two, host), "you") == "heard you"
    assert first is not None
    assert first.gone
    assert host.running(one) is None


async def test_a_model_is_not_taken_away_in_the_middle_of_an_answer(tmp_path: Path) -> None:
    host = fake_host()
    slow = asyncio.ensure_future(said(local_model(model_file(tmp_path, "slow"), host)))
    await asyncio.sleep(0.5)
    assert await said(local_model(model_file(tmp_path, "echo"), host)) == "heard Hello"
    assert slow.done()
    assert len(await slow) > 20


@pytest.mark.parametrize(
    ("behaviour", "kind"),
    [("too_long", FaultKind.TOO_LONG), ("broken", FaultKind.SERVER_ERROR), ("repeats", FaultKind.CUT_OFF)],
)
async def test_what_llama_cpp_refuses_is_a_model_fault(
    tmp_path: Path, behaviour: str, kind: FaultKind
) -> None:
    with pytest.raises(ModelFault) as raised:
        await said(local_model(model_file(tmp_path, behaviour)))
    assert raised.value.kind is kind


async def test_thoughts_are_not_shown(tmp_path: Path) -> None:
    assert await said(local_model(model_file(tmp_path, "thinks"))) == "Good morning."


async def test_a_schema_without_a_grammar_is_asked_for_in_words(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "no_grammar"))
    for _ in range(2):
        assert await model.fill(asked(), Word) == Word(word="ready", number=3)


async def test_a_model_that_cannot_be_loaded_says_why_and_is_not_tried_again_at_once(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "unloadable"))
    with pytest.raises(ModelFault, match="unknown architecture novel"):
        await said(model)
    begun = time.monotonic()
    with pytest.raises(ModelFault, match="unknown architecture novel"):
        await said(model)
    assert time.monotonic() - begun < 0.1


async def test_what_is_no_model_file_is_told_with_the_next_step(tmp_path: Path) -> None:
    text, part = tmp_path / "notes.gguf", tmp_path / "big-00001-of-00003.gguf"
    text.write_text("These are notes.")
    part.write_bytes(model_file(tmp_path, "echo").read_bytes())
    for path, words, kind in (
        (tmp_path / "nowhere.gguf", "cannot be read", FaultKind.MODEL_NOT_FOUND),
        (text, "is not a GGUF file", FaultKind.UNUSABLE),
        (part, "one part of several", FaultKind.UNUSABLE),
    ):
        model = local_model(path)
        with pytest.raises(ModelFault, match=words) as raised:
            await said(model)
        assert raised.value.kind is kind
        assert "built-in engine" in raised.value.message
        assert model.context_tokens == 8192


async def test_a_model_the_machine_cannot_hold_is_not_started(tmp_path: Path) -> None:
    host = LocalHost(
        ("/nowhere",), machine=lambda: Machine(cores=2, memory=1024**3 // 2), installed=lambda: True
    )
    with pytest.raises(ModelFault, match="choose a smaller one"):
        await said(local_model(model_file(tmp_path, "echo"), host))


async def test_without_its_package_the_model_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(ModelFault, match="run: make local"):
        await said(local_model(model_file(tmp_path, "echo"), fake_host(installed=lambda: False)))


async def test_one_model_serves_event_loops_of_several_threads(tmp_path: Path) -> None:
    model = local_model(model_file(tmp_path, "echo"))
    answers = await asyncio.gather(
        *(asyncio.to_thread(lambda words=str(n): asyncio.run(said(model, words))) for n in range(4))
    )
    assert answers == [f"heard {n}" for n in range(4)]


async def test_the_process_does_not_outlive_the_one_who_started_it(tmp_path: Path) -> None:
    path = model_file(tmp_path, "slow")
    model = local_model(path)
    process = None
    async with aclosing(model.stream(asked())) as stream:  # type: ignore[type-var]
        await anext(stream)
        process = model._host.running(path)
        assert process is not None
        process._said.put(None)  # closes the pipe, as the end of this process would
        await until(lambda: process.gone)
    assert not _alive(int(path.with_suffix(".pid").read_text()))


async def until(holds: Any, seconds: float = 15.0) -> None:
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds
        await asyncio.sleep(0.02)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError:
        return False
    return True
