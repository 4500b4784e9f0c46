"""One client for all who speak to the same model with the same key, made once and in the background."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from pydantic import SecretStr

from rolecall.llm import clients as module
from rolecall.llm.clients import Clients
from rolecall.llm.spec import ModelSpec

SPEC = ModelSpec(name="openai:one", base_url="http://127.0.0.1:9/v1", api_key=SecretStr("sk-first"))


class Vendor:
    """Counts what is built; fails as often as it is told to, and waits where it is told to."""

    def __init__(self, fails: int = 0) -> None:
        self.built: list[ModelSpec] = []
        self.fails = fails
        self.may_go = threading.Event()
        self.may_go.set()

    def build(self, spec: ModelSpec) -> object:
        self.built.append(spec)
        assert self.may_go.wait(10)
        if len(self.built) <= self.fails:
            raise OSError("no certificates on this machine")
        return object()


Made = Callable[..., Vendor]


@pytest.fixture
def vendor(monkeypatch: pytest.MonkeyPatch) -> Made:
    def make(fails: int = 0) -> Vendor:
        made = Vendor(fails)
        monkeypatch.setattr(module, "build_chat", made.build)
        return made

    return make


async def test_all_who_ask_at_once_get_the_same_one(vendor: Made) -> None:
    counted, clients = vendor(), Clients()
    asked = await asyncio.gather(*(clients.of(SPEC.model_copy()) for _ in range(20)))
    assert len(set(map(id, asked))) == 1
    assert len(counted.built) == 1


async def test_another_key_address_or_model_is_another_client(vendor: Made) -> None:
    vendor()
    clients = Clients()
    others = [
        SPEC,
        SPEC.model_copy(update={"api_key": SecretStr("sk-second")}),
        SPEC.model_copy(update={"base_url": "http://127.0.0.1:10/v1"}),
        SPEC.model_copy(update={"name": "openai:two"}),
    ]
    assert len({id(await clients.of(spec)) for spec in others}) == len(others)


async def test_what_failed_is_tried_anew(vendor: Made) -> None:
    counted, clients = vendor(fails=1), Clients()
    with pytest.raises(OSError, match="certificates"):
        await clients.of(SPEC)
    assert await clients.of(SPEC) is await clients.of(SPEC)
    assert len(counted.built) == 2


async def test_who_stops_waiting_takes_nothing_from_the_others(vendor: Made) -> None:
    counted, clients = vendor(), Clients()
    counted.may_go.clear()
    stopped, stays = (asyncio.ensure_future(clients.of(SPEC)) for _ in range(2))
    await asyncio.sleep(0.01)
    stopped.cancel()
    counted.may_go.set()
    assert await stays is await clients.of(SPEC)
    assert stopped.cancelled()
    assert len(counted.built) == 1


async def test_old_clients_are_let_go(vendor: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    counted, clients = vendor(), Clients()
    for name in ("openai:a", "openai:b", "openai:a", "openai:c", "openai:a"):
        await clients.of(SPEC.model_copy(update={"name": name}))
    assert [spec.name for spec in counted.built] == ["openai:a", "openai:b", "openai:c"]


def test_each_loop_has_its_own_and_a_closed_one_is_forgotten(vendor: Made) -> None:
    counted, clients = vendor(), Clients()
    first, second = (asyncio.run(clients.of(SPEC)) for _ in range(2))
    assert first is not second
    assert len(counted.built) == 2
    assert len(clients._loops) == 1
