"""Which key goes to which server."""

from rolecall.coach.connecting import Connection, Engines, Verdict
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import ChatModel
from rolecall.storage.memory import MemoryStore
from tests.coach.conftest import OWNER, Keys

OPENAI = Connection(provider="openai", model="some-model")
MINE = Connection(provider="openai", model="some-model", address="http://127.0.0.1:9/v1")


def engines(sent: list[tuple[str, str]], default: Connection = OPENAI) -> Engines:
    """Engines that note each address with the key that went there; the environment's key is `env`."""

    def connect(connection: Connection, key: str) -> ChatModel:
        sent.append((connection.address, key))
        return ScriptedModel("ready")

    async def try_out(_: ChatModel) -> Verdict:
        return Verdict(ok=True, message="works")

    return Engines(
        store=MemoryStore(), secrets=Keys(), connect=connect, try_out=try_out, default=default, key="env"
    )


async def test_the_environments_key_never_goes_to_another_server() -> None:
    sent: list[tuple[str, str]] = []
    used = engines(sent)
    await used.try_connection(OWNER, MINE, "")
    used.connect(OWNER, MINE, "")
    used.model(OWNER)
    assert {key for _, key in sent} == {""}


def test_a_saved_key_stays_with_its_server_and_is_forgotten_with_it() -> None:
    sent: list[tuple[str, str]] = []
    used = engines(sent, Connection())
    used.connect(OWNER, MINE, "mine")
    used.connect(OWNER, MINE.model_copy(update={"model": "another"}), "")
    used.model(OWNER)
    assert sent[-1] == (MINE.address, "mine")
    used.connect(OWNER, MINE.model_copy(update={"address": "http://127.0.0.1:8/v1"}), "")
    used.model(OWNER)
    assert sent[-1] == ("http://127.0.0.1:8/v1", "")
    assert not used.connection(OWNER).has_key


def test_the_environments_key_serves_the_environments_server() -> None:
    sent: list[tuple[str, str]] = []
    engines(sent).model(OWNER)
    assert sent == [("", "env")]
