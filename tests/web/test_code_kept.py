"""What is written in the editor outlives a reload, a killed server and answers that come late."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import Browser, Page, expect

from rolecall.web.launch import free_port
from tests.web.conftest import DESKTOP
from tests.web.editor import held, write

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


class Server:
    """`rolecall serve` in a process of its own, over one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port(None)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        env = os.environ | {
            "ROLECALL_DATA": str(self.data),
            "ROLECALL_EMBEDDER": "static",
            "ROLECALL_MODEL": "",
            "GRADIO_TEMP_DIR": str(self.data / "gradio"),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "rolecall", "serve", "--port", str(self.port)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                urllib.request.urlopen(self.address, timeout=2).close()
                return
            except (URLError, OSError):
                time.sleep(0.1)
        raise AssertionError("the page was not served within a minute")

    def kill(self) -> None:
        """As a power cut does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport=DESKTOP)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(f"{server.address}?view=practise")
    page.wait_for_selector("#side .side")
    page.check("input[name=what][value=coding]")
    page.click(".begin")
    expect(page.locator("#mock-question")).to_be_visible()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("def ")
    yield page
    context.close()


def test_code_comes_back_after_a_reload_and_after_the_server_was_killed(page: Page, server: Server) -> None:
    kept = page.locator("#code-kept")
    write(page, "x = 1\n")
    expect(kept).to_have_text("")
    expect(kept).to_have_text("Kept")
    page.reload()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("x = 1")
    assert held(page) == "x = 1\n"

    write(page, "x = 2\n")
    expect(kept).to_have_text("")
    expect(kept).to_have_text("Kept")
    server.kill()
    # What is written while nobody listens stays in the tab.
    page.locator("#mock-code .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("y = 3")
    page.wait_for_timeout(2_500)
    assert held(page) == "x = 2\ny = 3"
    server.start()

    # Another tab knows what the server knows; this one also what the server has not heard yet.
    other = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    other.goto(page.url)
    expect(other.locator("#mock-code .cm-content")).to_contain_text("x = 2")
    assert held(other).startswith("x = 2\n")
    other.context.close()
    page.reload()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("y = 3")
    assert held(page) == "x = 2\ny = 3"
    expect(kept).to_have_text("Kept", timeout=15_000)
    page.reload()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("y = 3")


def test_leaving_the_room_keeps_what_was_just_written(page: Page) -> None:
    write(page, "z = 1\n")
    page.click("#side >> text=Library")
    page.wait_for_timeout(800)
    page.click("#side >> text=Practise")
    page.click(".come-back")
    expect(page.locator("#room-code")).to_be_visible()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("z = 1")
    page.reload()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("z = 1")
