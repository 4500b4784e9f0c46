"""The same way through the page with the real coach: store, retrieval, reading and drafting included."""

import email
import email.policy
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

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with opened(Settings(data=folder, embedder="static", model="", base_url="")) as house:
            app = build_app(house.coach)
            yield serve(app, free_port(None), block=False, tell=lambda _: None)
            app.close()


def _answers(page: Page, count: int) -> None:
    expect(page.locator("#log .turn.it")).to_have_count(count, timeout=30_000)
    expect(page.locator("#composer .submit-button")).to_be_visible()


def _say(page: Page, text: str) -> None:
    page.fill("#composer textarea", text)
    page.keyboard.press("Enter")


def test_an_example_is_read_asked_about_answered_by_an_email_and_found_again(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = browser.new_context(viewport=DESKTOP, accept_downloads=True).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(address)
    page.click(".example >> nth=0")
    _answers(page, 1)
    shares = page.locator(".gauge").get_attribute("aria-label") or ""
    assert sum(int(n) for n in re.findall(r"\d+", shares)) == 100
    expect(page.locator(".topic")).to_have_count(8)

    _say(page, "How should I prepare for a paper deep-dive?")
    _answers(page, 2)
    page.locator("#log .cite").first.click()
    expect(page.locator(".sheet:popover-open .passage")).not_to_be_empty()
    page.keyboard.press("Escape")

    _say(page, "Write the email")
    _answers(page, 3)
    page.fill("#email-name input", "Noor Haddad")
    page.keyboard.press("Enter")
    body = page.locator("#email-body textarea")
    expect(body).to_have_value(re.compile(r"Noor Haddad\s*$"))
    warm = body.input_value()
    page.click("#email-tone label:has-text('Direct')")
    expect(body).not_to_have_value(warm)
    expect(page.locator(".ticks .broken")).to_have_count(0)

    body.fill(body.input_value() + "\nP.S. [date]")
    expect(page.locator(".ticks .broken")).not_to_have_count(0)
    expect(page.locator(".ticks")).to_contain_text("placeholder")
    with page.expect_download() as waiting:
        page.click("text=Save as .eml")
    waiting.value.save_as(tmp_path / "mail.eml")
    mail = email.message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=email.policy.default)
    assert mail["X-Unsent"] == "1"
    assert "P.S. [date]" in mail.get_content()
    page.wait_for_timeout(1500)

    page.reload()
    _answers(page, 3)
    expect(page.locator(".gauge")).to_have_attribute("aria-label", shares)
    expect(page.locator("#email-body textarea")).to_have_value(re.compile(r"P\.S\. \[date\]$"))
    expect(page.locator("#email-head summary")).to_contain_text("Drafts 3")
    page.context.close()


def test_a_note_is_added_to_the_library_and_cited(browser: Browser, address: str, tmp_path: Path) -> None:
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    (tmp_path / "zeppelin.md").write_text(
        "# Zeppelin maintenance checklist\n\nBefore lift-off, inspect the mast, weigh the ballast bags "
        "and check every gas cell for helium leaks with soap water.\n"
    )
    page.goto(address + "?view=library")
    page.set_input_files("#library-drop input[type=file]", tmp_path / "zeppelin.md")
    expect(page.locator("#library-status")).to_contain_text("zeppelin.md was added", timeout=30_000)
    page.fill("#library-query input", "check the gas cell for helium leaks")
    page.keyboard.press("Enter")
    expect(page.locator(".found li").first).to_contain_text("Zeppelin maintenance checklist", timeout=30_000)
    page.context.close()
