"""A mock, from the form to its end, in a real headless Chromium over the stand-in coach."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import OpenPage, Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def begin(page: Page, what: str = "problem_framing", **picked: str) -> None:
    page.check(f"input[name=what][value={what}]")
    for name, value in picked.items():
        page.check(f"input[name={name}][value='{value}']", force=True)
    page.click(".begin")
    expect(page.locator("#mock-question")).to_be_visible()


def answer(page: Page, text: str) -> None:
    before = page.locator("#room-talk .mine").count()
    page.fill("#mock-answer", text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine")).to_have_count(before + 1)
    expect(page.locator("#mock-answer")).to_have_value("")


def test_pick_answer_and_end(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    expect(page.locator("#past")).to_contain_text("None yet")
    begin(page)
    first = page.locator("#mock-question").inner_text()
    expect(page.locator(".clock b")).to_have_text(re.compile(r"^(20:00|19:5\d)$"))
    expect(page.locator("#mock-answer")).to_be_focused()
    answer(page, "I would keep 3 time splits and hold back the last 20 days.")
    expect(page.locator("#mock-question")).not_to_have_text(first)
    expect(page.locator("#mock-answer")).to_be_focused()
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    expect(page.locator("#debrief h1")).to_have_text("Problem framing")
    expect(page.locator("#debrief .transcript summary")).to_contain_text("1 answers")
