"""Where the page listens, what it refuses, and what every answer carries."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator

import gradio as gr
import httpx
import pytest

from rolecall.web.app import build_app
from rolecall.web.guard import CONTENT_POLICY, Guard
from rolecall.web.launch import OpenDoor, PortTaken, free_port, launch_options, serve
from tests.web.standin import StandInCoach


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        app = build_app(StandInCoach())  # type: ignore[arg-type]
        yield serve(app, free_port(None), block=False, tell=lambda _: None)
        app.close()


def test_a_taken_port_is_named_with_the_next_step() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"Port {port} is in use .*--port {port + 1}"):
            free_port(port)


def test_without_a_wish_the_next_free_port_is_taken() -> None:
    first = free_port(None)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", first))
        other.listen()
        assert free_port(None) > first


def test_without_a_login_it_listens_to_this_machine_only() -> None:
    with pytest.raises(OpenDoor, match="no login"):
        serve(None, host="0.0.0.0")


@pytest.mark.parametrize("host", ["127.0.0.1:7860", "localhost:7860", "localhost", "[::1]:7860", "LOCALHOST"])
def test_the_loopback_names_are_answered(address: str, host: str) -> None:
    assert httpx.get(address, headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example:7860", "evil.example", "127.0.0.1.evil.example", ""])
def test_another_host_name_is_refused(address: str, host: str) -> None:
    answer = httpx.get(address, headers={"host": host})
    assert answer.status_code in (400, 421)
    assert "gradio" not in answer.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_a_foreign_page_may_not_post(address: str, origin: str) -> None:
    for path in ("gradio_api/queue/join", "gradio_api/upload", "gradio_api/component_server"):
        answer = httpx.post(address + path, headers={"origin": origin}, json={})
        assert answer.status_code in (403, 421), path


def test_every_answer_carries_the_content_policy(address: str) -> None:
    for path in ("", "config", "missing"):
        headers = httpx.get(address + path).headers
        assert headers["content-security-policy"] == CONTENT_POLICY
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-content-type-options"] == "nosniff"
        # The page itself may ask for the microphone, nobody in a frame may.
        assert "microphone=(self)" in headers["permissions-policy"]
    assert "img-src 'self' data: blob:" in CONTENT_POLICY
    assert "http" not in CONTENT_POLICY


def test_no_handler_is_offered_to_scripts_and_no_run_is_remembered(address: str) -> None:
    info = httpx.get(address + "gradio_api/info").json()
    assert info["named_endpoints"] == {}
    config = httpx.get(address + "config").json()
    assert not config.get("run_history")
    assert not config["analytics_enabled"]
    assert all(entry["api_visibility"] == "private" for entry in config["dependencies"])


@pytest.mark.parametrize(
    "path", ["docs", "redoc", "openapi.json", "gradio_api/file=/etc/passwd", "file=/etc/passwd"]
)
def test_doors_that_are_not_needed_are_closed(address: str, path: str) -> None:
    answer = httpx.get(address + path)
    assert answer.status_code in (403, 404)
    assert "root:" not in answer.text


def test_launch_closes_what_gradio_leaves_open() -> None:
    options = launch_options("127.0.0.1", 1, (), (), False)
    assert options["share"] is False
    assert options["show_error"] is False
    assert options["allowed_paths"] == []
    assert options["ssr_mode"] is False
    assert options["run_history"] is False
    assert options["max_file_size"] == "10mb"
    assert "googleapis" not in options["css"] + options["head"]
    assert options["theme"]._stylesheets == []


def test_an_upload_over_the_limit_is_refused(address: str) -> None:
    answer = httpx.post(
        address + "gradio_api/upload", files={"files": ("a.txt", b"x" * 10_500_000)}, timeout=30
    )
    assert answer.status_code == 413


async def test_a_foreign_websocket_is_closed() -> None:
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    guard = Guard(None)
    await guard({"type": "websocket", "headers": [(b"host", b"evil.example")]}, None, send)
    assert sent == [{"type": "websocket.close", "code": 1008}]


async def test_more_than_gradios_forty_answers_run_at_once() -> None:
    """Gradio lets forty events run at once unless told otherwise; the next would wait for one to end."""
    together, running = 60, 0
    all_run = asyncio.Event()

    async def answer() -> AsyncIterator[str]:
        nonlocal running
        running += 1
        if running == together:
            all_run.set()
        await asyncio.wait_for(all_run.wait(), 30)
        yield "done"

    with gr.Blocks(analytics_enabled=False) as app:
        gr.on(app.load, answer, outputs=gr.Textbox(), concurrency_limit=None)
    address = serve(app, free_port(None), block=False, tell=lambda _: None)
    try:
        async with httpx.AsyncClient(base_url=address, timeout=60, limits=httpx.Limits()) as client:
            told = await asyncio.gather(*(_heard(client, f"session{n}") for n in range(together)))
    finally:
        app.close()
    assert all('"done"' in one and '"success":true' in one for one in told)


async def _heard(client: httpx.AsyncClient, session: str) -> str:
    asked = {"data": [], "fn_index": 0, "session_hash": session}
    (await client.post("gradio_api/queue/join", json=asked)).raise_for_status()
    return (await client.get("gradio_api/queue/data", params={"session_hash": session})).text
