"""What follows a report, with the real coach: a mail, a pattern that is kept, shared and brought in."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from rolecall.settings import Settings
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import opened
from tests.web.conftest import DESKTOP
from tests.web.test_reality_with_coach import AD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

REPORT = """I interviewed at Kestrel Analytics on 12 May. Ravi Menon asked me two algorithm puzzles about
graphs for 60 minutes. I was asked to implement an LRU cache, for another 60 minutes. Then Claire asked me
definitions for 45 minutes, bias and variance and so on. Nobody asked about my papers, and there was no
research discussion."""


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with opened(Settings(data=folder, embedder="static", model="", base_url="")) as house:
            app = build_app(house.coach)
            yield serve(app, free_port(None), block=False, tell=lambda _: None)
            app.close()


def _brought(page: Page, text: str, answers: int) -> None:
    page.fill("#composer textarea", text)
    page.keyboard.press("Enter")
    expect(page.locator("#log .turn.it")).to_have_count(answers, timeout=60_000)
    expect(page.locator("#composer .submit-button")).to_be_visible()


def test_a_report_leads_to_a_mail_and_to_a_pattern_that_can_be_shared(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_context(viewport=DESKTOP, accept_downloads=True).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(address)
    page.wait_for_selector("#side .side")
    _brought(page, AD, 1)
    _brought(page, REPORT, 2)
    compared = page.locator("#reality-compared")
    expect(compared.locator(".outcome")).to_contain_text("differs from what was promised")

    compared.get_by_text("To ask earlier next time").click()
    expect(compared.locator("li").filter(has_text="Which rounds").first).to_be_visible()
    compared.get_by_role("button", name="Write a friendly note").click()
    body = page.locator("#email-body textarea")
    expect(body).to_have_value(re.compile("most of the time went to coding"))

    compared.get_by_text("Keep as a pattern").click()
    box = compared.locator("textarea[name=text]")
    text = box.input_value()
    assert "60 minutes" in text
    assert not any(name in text for name in ("Kestrel", "Ravi", "Menon", "Claire", "12 May"))
    box.fill(text + "\n\nKept in a calm voice.")
    compared.get_by_role("button", name="Keep in the library").click()
    expect(compared.get_by_role("status")).to_contain_text("Kept in your library")

    page.click("#side a[data-page=library]")
    expect(page.locator("#library-list")).to_contain_text("tested mostly by coding")
    expect(page.locator("#library-list")).to_contain_text("Role pattern")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save my patterns as a file").click()
    saved = tmp_path / "patterns.json"
    caught.value.save_as(saved)
    assert "Kept in a calm voice." in json.loads(saved.read_text())["patterns"][0]["text"]
    page.set_input_files("#library-bring input[type=file]", saved)
    expect(page.locator("#library-shared")).to_contain_text("in your library already")
    damaged = tmp_path / "damaged.json"
    damaged.write_text('{"format": "rolecall-pat')
    page.set_input_files("#library-bring input[type=file]", damaged)
    expect(page.locator("#library-shared .problem")).to_contain_text("no JSON")


def test_a_source_is_called_what_it_is_and_the_card_follows(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(address)
    page.wait_for_selector("#side .side")
    expect(page.locator("#reality-compared .outcome")).to_be_visible()
    sources = page.locator("#card-rest details.fold").filter(has=page.locator("ul.sources"))
    sources.locator("summary").first.click()
    row = sources.locator("li").last
    expect(row.locator("> span")).to_contain_text("Interview report")
    row.get_by_text("This is something else").click()
    row.locator("select").select_option("message")
    row.get_by_role("button", name="Change").click()
    expect(page.locator("#reality-compared .outcome")).to_have_count(0)
