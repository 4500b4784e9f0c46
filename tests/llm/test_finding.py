"""Model servers on this machine are found by their list of models, and nothing else is taken for one."""

import socket
import threading
import time

import pytest

from rolecall.domain.capabilities import FoundServer
from rolecall.llm.finding import UNNAMED, servers_here
from tests import fake_model_servers as fake
from tests.fake_model_servers import ModelServer, Sent, listed

PATIENT = 10.0
"""Seconds; a busy machine is slow, and nobody here is late on purpose unless a test says so."""


async def found(pages: dict[str, Sent], seconds: float = PATIENT) -> FoundServer | None:
    with ModelServer(pages) as server:
        servers = await servers_here((server.port,), seconds=seconds)
        assert {path for path, _ in server.asked} == {"/v1/models"}
        assert server.keys == {""}
        assert all(one.address == server.address for one in servers)
    return servers[0] if servers else None


@pytest.mark.parametrize(
    ("pages", "name", "models"),
    [
        (fake.ollama(), "Ollama", ("small:1b", "mine/big:8b")),
        (fake.lm_studio(), "LM Studio", ("org/small",)),
        (fake.llama_cpp(), "llama.cpp", ("/models/small.gguf",)),
        (fake.vllm(), "vLLM", ("Org/Small-1B",)),
        ({"/v1/models": listed({"id": "x", "object": "model", "owned_by": "someone"})}, UNNAMED, ("x",)),
        ({"/v1/models": Sent({"object": "list", "data": None})}, UNNAMED, ()),
    ],
)
async def test_each_is_known_by_its_own_list_and_asked_for_nothing_else(
    pages: dict[str, Sent], name: str, models: tuple[str, ...]
) -> None:
    server = await found(pages)
    assert server is not None
    assert (server.name, server.models) == (name, models)


@pytest.mark.parametrize(
    "page",
    [
        Sent("<html><body>It works!</body></html>", kind="text/html"),
        Sent("<html></html>"),
        Sent({"hello": "world"}),
        Sent([1, 2, 3]),
        Sent({"object": "list", "data": "many"}),
        Sent({"object": "list", "data": [{"name": "no id"}]}),
        Sent({"object": "list", "data": [{"id": 7}]}),
        Sent({"object": "list", "data": [{"id": "x" * 4000}]}),
        Sent({"object": "list", "data": [{"id": "evil\u202egnp.exe"}]}),
        Sent({"object": "list", "data": [{"id": "two\nlines"}]}),
        Sent({"object": "list", "data": [{"id": "m"}]}, status=401),
        Sent({"object": "list", "data": [{"id": "m"}]}, status=302),
        Sent("[" * 100_000),
        Sent('{"object": "list", "data": [' + '{"id": "m"},' * 900_000 + '{"id": "m"}]}'),
    ],
    ids=lambda page: str(page.body)[:40],
)
async def test_what_is_no_list_of_models_is_not_offered(page: Sent) -> None:
    assert await found({"/v1/models": page}) is None


@pytest.mark.parametrize("page", [Sent({}, before=30.0), Sent({"object": "list", "data": []}, between=1.0)])
async def test_a_server_that_hangs_or_drips_is_left_after_its_time(page: Sent) -> None:
    begun = time.monotonic()
    assert await found({"/v1/models": page}, seconds=0.3) is None
    assert time.monotonic() - begun < 15


async def test_all_are_asked_at_once_and_offered_in_the_order_of_their_ports() -> None:
    together = Sent(fake.vllm()["/v1/models"].body, meets=threading.Barrier(2))
    slow = {"/v1/models": together}
    with ModelServer(slow) as one, ModelServer(slow) as two, ModelServer(fake.ollama()) as three:
        servers = await servers_here((one.port, two.port, _closed(), three.port), seconds=20)
    assert [server.name for server in servers] == ["vLLM", "vLLM", "Ollama"]


async def test_what_speaks_another_language_on_the_port_is_not_offered() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        assert await servers_here((port,), seconds=0.3) == ()


async def test_no_proxy_is_asked_for_what_is_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{_closed()}")
    assert await found(fake.vllm()) is not None


def _closed() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])
