"""A model in the page: its words come, Stop ends its stream too, and its faults leave the built-in engine."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pydantic import SecretStr

from rolecall.settings import Settings
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import opened
from tests.fake_server import FakeServer
from tests.web.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

QUESTION = "How do I ask a recruiter again after a vague answer?"


@pytest.fixture(scope="module")
def server() -> Iterator[FakeServer]:
    with FakeServer() as running:
        yield running


@pytest.fixture(scope="module")
def address(browser: Browser, server: FakeServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(
        data=folder, embedder="static", model="openai:ok", base_url=server.url, api_key=SecretStr("sk-test")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with opened(settings) as house:
            app = build_app(house.coach)
            yield serve(app, free_port(None), block=False, tell=lambda _: None)
            app.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(f"{address}?view=settings")
    return page


def _use(page: Page, server: FakeServer, model: str) -> None:
    """Connects a model in the settings, as a user would, and goes to the conversation."""
    # The page fills the form with what is connected; what is typed before that would be lost.
    expect(page.locator("#settings-engine")).to_contain_text("openai:")
    page.wait_for_timeout(1000)
    page.click("text=A server that speaks OpenAI")
    page.get_by_label("Model", exact=True).fill(model)
    page.get_by_label("Address").fill(server.url)
    page.click("text=Use this model")
    expect(page.locator("#settings-engine")).to_contain_text(f"openai:{model}")
    page.goto(page.url.partition("?")[0])


def _say(page: Page, text: str) -> None:
    page.fill("#composer textarea", text)
    page.keyboard.press("Enter")


def test_stop_ends_the_models_stream_and_keeps_what_was_said(page: Page, server: FakeServer) -> None:
    _use(page, server, "drip")
    _say(page, QUESTION)
    expect(page.locator("#live .said")).to_contain_text("word")
    seen = server.of("drip")[-1]
    begun = time.monotonic()
    page.click("#composer .stop-button")
    while seen.left_at is None and time.monotonic() - begun < 5:
        page.wait_for_timeout(20)
    assert seen.left_at is not None
    expect(page.locator("#log .turn.it").last).to_contain_text("Stopped here. What was said is kept.")
    page.reload()
    expect(page.locator("#log .turn.it").last).to_contain_text("word")


def test_a_wrong_key_is_told_and_the_built_in_engine_answers(page: Page, server: FakeServer) -> None:
    _use(page, server, "401")
    _say(page, QUESTION)
    answer = page.locator("#log .turn.it").last
    expect(answer).to_contain_text("key", timeout=30_000)
    expect(answer.locator(".cite").first).to_be_visible()
