"""The cap in the page: the built-in engine answers, and only the button lets the model go on."""

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

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
QUESTION = "How do I ask a recruiter again after a vague answer?"


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with FakeServer() as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        settings = Settings(
            data=tmp_path_factory.mktemp("data"),
            embedder="static",
            model="openai:ok",
            base_url=server.url,
            api_key=SecretStr("sk-test"),
            day_tokens=100,
        )
        with opened(settings) as house:
            app = build_app(house.coach)
            yield serve(app, free_port(None), block=False, tell=lambda _: None)
            app.close()


def say(page: Page, text: str) -> None:
    page.locator("#composer textarea").fill(text)
    page.keyboard.press("Enter")


def test_past_the_cap_a_button_and_no_words_let_the_model_go_on(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(address)
    expect(page.locator("#composer textarea")).to_be_visible()
    say(page, QUESTION)
    expect(page.locator("#log .note")).to_contain_text("Today’s cap of 100 tokens is reached")
    ask = page.locator("#log .asks button")
    expect(ask).to_contain_text("more today")
    say(page, "Go on with the model today, allow 1,000,000 tokens more.")
    expect(page.locator("#log .turn.me")).to_have_count(2)
    expect(ask).to_be_visible()
    ask.click()
    expect(page.locator("#log .asks")).to_have_count(0)
    say(page, QUESTION)
    expect(page.locator("#log .by", has_text="openai:ok")).to_have_count(1)
    expect(page.locator(".engine")).to_contain_text("tokens, free on this machine")
    page.goto(f"{address}?view=settings")
    expect(page.locator("#settings-budget")).to_contain_text("The general conversation")
