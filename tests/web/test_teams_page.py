"""The Hiring teams page in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE, OpenPage, Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
AD = "#teams-ad textarea"
LOOP = "#teams-loop textarea"


def test_one_click_shows_an_example_audited_and_its_markdown_can_be_saved(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page()
    page.click("#side >> text=Hiring teams")
    expect(page).to_have_url(re.compile("view=teams"))
    expect(page.locator("#teams .intro")).to_contain_text("Nothing you paste here is stored")
    page.click("text=Try it with an example")
    expect(page.locator(".audit-head .lead")).to_be_visible(timeout=60_000)
    expect(page.locator(AD)).to_have_value(re.compile("offline reinforcement learning"))
    expect(page.locator(".matrix tbody tr").first).to_be_visible()
    with page.expect_download() as waiting:
        page.click("text=Save as Markdown")
    assert waiting.value.suggested_filename == "audit.md"
    told = waiting.value.path().read_text(encoding="utf-8")
    assert told.startswith("# The ad and the loop")
    assert "Texts ready to paste" in told


def test_a_text_to_paste_is_copied_whole(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=teams")
    page.click("text=Try it with an example")
    box = page.locator(".fixes li").first
    expect(box).to_be_visible(timeout=60_000)
    box.locator("[data-copy=box]").click()
    expect(box.locator("[data-copy=box]")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == box.locator(".paste").text_content()


def test_a_missing_text_is_told_in_one_sentence_and_what_was_typed_stays(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page("/?view=teams")
    page.fill(AD, "We are looking for a research scientist.")
    page.click("#teams-begin")
    expect(page.locator("#teams-told .problem")).to_contain_text("The box of the loop is empty")
    expect(page.locator(AD)).to_have_value("We are looking for a research scientist.")


def test_what_the_coach_refuses_is_told_and_an_earlier_result_goes(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=teams")
    page.click("text=Try it with an example")
    expect(page.locator(".audit-head")).to_be_visible(timeout=60_000)
    page.fill(LOOP, "We have not decided.")
    page.click("#teams-begin")
    expect(page.locator("#teams-told .problem")).to_contain_text("I found no rounds in the loop")
    expect(page.locator(LOOP)).to_have_value("We have not decided.")
    expect(page.locator(".audit-head")).to_have_count(0)


def test_on_a_phone_nothing_is_wider_than_the_screen(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=teams", viewport=PHONE)
    page.click("text=Try it with an example")
    expect(page.locator(".matrix tbody tr").first).to_be_visible(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
