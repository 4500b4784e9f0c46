"""Each row of the fault table in a whole turn over a real store: what the user sees, and what is kept."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from rolecall.coach.connecting import Connection
from rolecall.coach.events import Ended, Event, Noted, Said
from rolecall.domain.conversation import GENERAL, Turn
from rolecall.domain.roles import BUILT_IN
from rolecall.llm.fault_cases import CASES, Case
from rolecall.settings import Settings
from rolecall.wiring import House, opened
from tests.fake_server import FakeServer
from tests.llm.test_fault_cases import _nowhere, elsewhere

QUESTION = "How do I ask a recruiter again after a vague answer?"
EVERY = pytest.mark.parametrize("case", CASES, ids=[case.server for case in CASES])


@dataclass
class Took:
    """One turn as it was shown, and as the store has it after a restart of the program."""

    name: str = ""
    events: list[Event] = field(default_factory=list)
    kept: tuple[Turn, ...] = ()

    @property
    def notes(self) -> str:
        return " ".join(event.message for event in self.events if isinstance(event, Noted))


async def _take(house: House, case: Case, server: FakeServer, took: Took, gate: asyncio.Semaphore) -> None:
    owner = f"owner-{case.server}"
    async with gate:
        with elsewhere(case, server) as where:
            provider, _, model = where["name"].partition(":")
            connection = Connection(provider=provider, model=model, address=where["base_url"])
            house.coach.engines.connect(owner, connection, "sk-test-0123456789")
            took.name = where["name"]
            await house.coach.prepare(owner)
            took.events = [event async for event in house.coach.say(owner, GENERAL, QUESTION)]


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Took]]:
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(data=folder, embedder="static", first_word=3, silence=0.7, deadline=4)
    took = {case.server: Took() for case in CASES}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _nowhere(socket.getaddrinfo))
        with FakeServer() as server:
            with opened(settings) as house:

                async def all_of_them() -> None:
                    gate = asyncio.Semaphore(5)
                    await asyncio.gather(
                        *(_take(house, case, server, took[case.server], gate) for case in CASES)
                    )

                asyncio.run(all_of_them())
            with opened(settings) as again:
                for case in CASES:
                    state = again.coach.open(f"owner-{case.server}", GENERAL)
                    took[case.server].kept = tuple(state.turns)
            yield took


@EVERY
def test_what_the_user_wrote_is_kept_and_the_turn_ends(case: Case, turns: dict[str, Took]) -> None:
    took = turns[case.server]
    assert [turn.text for turn in took.kept if turn.speaker == "user"] == [QUESTION]
    assert isinstance(took.events[-1], Ended)
    assert took.kept[-1].speaker == "coach"
    assert took.kept[-1].text.strip()


@EVERY
def test_words_before_a_fault_are_kept_and_marked(case: Case, turns: dict[str, Took]) -> None:
    took = turns[case.server]
    assert took.kept[-1].interrupted == bool(case.said)
    if case.said:
        shown = "".join(event.delta for event in took.events if isinstance(event, Said))
        assert shown.startswith(case.said)
        assert took.kept[-1].text.startswith(case.said.strip())
        assert took.kept[-1].engine == took.name


@EVERY
def test_a_fault_before_a_word_leaves_the_built_in_engine_to_answer(
    case: Case, turns: dict[str, Took]
) -> None:
    took = turns[case.server]
    if case.kind is not None and not case.said:
        assert took.kept[-1].engine == BUILT_IN
        assert took.kept[-1].passages
        assert "[1]" in took.kept[-1].text


@EVERY
def test_the_user_is_told_once_in_the_words_of_the_table(case: Case, turns: dict[str, Took]) -> None:
    took = turns[case.server]
    if case.kind is None:
        assert "lost" not in took.notes
        return
    words = case.seen.partition(";")[0].format(model=took.name, when="", after="")
    assert took.notes.count(words) == 1
    assert words in took.kept[-1].note
    assert "sk-" not in took.notes


async def test_after_a_reset_midway_the_same_message_can_be_answered_whole(tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path, embedder="static", model="openai:queue", api_key=SecretStr("sk-test-0123456789")
    )
    with FakeServer() as server:
        server.script("reset", "ok")
        with opened(settings.model_copy(update={"base_url": server.url})) as house:
            async for _ in house.coach.say("me", GENERAL, QUESTION):
                pass
            assert house.coach.open("me", GENERAL).turns[-1].interrupted
            async for _ in house.coach.retry("me", GENERAL):
                pass
            last = house.coach.open("me", GENERAL).turns[-1]
    assert not last.interrupted
    assert last.engine == "openai:queue"


async def test_closing_the_turn_closes_the_models_connection_and_keeps_the_words(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, embedder="static", model="openai:slow", api_key=SecretStr("sk-test"))
    with FakeServer() as server, opened(settings.model_copy(update={"base_url": server.url})) as house:
        turn = house.coach.say("me", GENERAL, QUESTION)
        async for event in turn:
            if isinstance(event, Said):
                break
        await turn.aclose()
        with suppress(TimeoutError):
            async with asyncio.timeout(10):
                while server.of("slow")[-1].left_at is None:
                    await asyncio.sleep(0.01)
        assert server.of("slow")[-1].left_at is not None
        last = house.coach.open("me", GENERAL).turns[-1]
    assert last.interrupted
    assert last.text.startswith("You")


async def test_a_server_that_is_down_is_not_waited_for_again_and_again(tmp_path: Path) -> None:
    settings = Settings(
        data=tmp_path, embedder="static", model="openai:404_path", api_key=SecretStr("sk-test")
    )
    with FakeServer() as server, opened(settings.model_copy(update={"base_url": server.url})) as house:
        for _ in range(5):
            events = [event async for event in house.coach.say("me", GENERAL, QUESTION)]
            assert any(isinstance(event, Noted) for event in events)
        answers = [turn for turn in house.coach.open("me", GENERAL).turns if turn.speaker == "coach"]
        assert len(server.of("404_path")) == 2
    assert [turn.engine for turn in answers] == [BUILT_IN] * 5
