"""The Progress page and the setting that hides numbers, in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from tests.web.conftest import PHONE, OpenPage, Site
from tests.web.test_debrief_page import debriefed

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def test_an_empty_page_leads_to_the_first_mock(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=progress")
    page.click("#progress >> text=Practise a round")
    expect(page.locator("#pick")).to_be_visible()


def test_what_is_due_can_be_begun_from_the_page(site: Site, open_page: OpenPage) -> None:
    debriefed(site, "I would ask around first and then see.")
    page = open_page("/?view=progress")
    expect(page.locator(".overview")).to_contain_text("1 mock")
    due = page.locator(".due-list li").first
    expect(due.locator(".when")).to_have_text(re.compile("^due "))
    subject = due.locator("h3").inner_text()
    due.locator("button").click()
    expect(page.locator("#mock-question")).to_be_visible()
    begun = site.coach.practice.mocks("local")[0]
    state = site.coach.practice.open("local", begun.id)
    question = site.coach.practice.questions(state)[state.request.question_ids[0]]
    assert question.subject.lower() == subject.lower()


def test_courses_are_drawn_for_each_dimension_that_was_practised(site: Site, open_page: OpenPage) -> None:
    debriefed(site)
    debriefed(site, "I would ask around first and then see.")
    page = open_page("/?view=progress")
    expect(page.locator("svg.course").first).to_have_attribute(
        "aria-label", re.compile("over 2 mocks|one mock")
    )
    expect(page.locator(".practised")).to_contain_text("Problem framing")


def test_numbers_are_hidden_by_one_switch_on_the_page_and_in_settings(
    site: Site, open_page: OpenPage
) -> None:
    state = debriefed(site)
    page = open_page("/?view=progress")
    expect(page.locator(".practised")).to_contain_text("%")
    page.check("#hide-numbers")
    expect(page.locator(".practised")).not_to_contain_text("%")
    assert site.coach.hidden
    page.click("#side >> text=Settings")
    expect(page.locator("#settings-hide input")).to_be_checked()
    page.click("#side >> text=Practise")
    page.locator(f'#past [data-do="open_mock"][data-mock="{state.id}"]').click()
    expect(page.locator("#debrief .summary")).not_to_contain_text("%")
    page.click("#side >> text=Settings")
    page.uncheck("#settings-hide input")
    expect(page.locator("#settings")).to_contain_text("Numbers are shown again.")
    # The debrief that was open changes with it.
    page.click("#side >> text=Practise")
    expect(page.locator("#debrief .summary")).to_contain_text("%")
    page.click("#side >> text=Progress")
    expect(page.locator("#hide-numbers")).not_to_be_checked()


def test_on_a_phone_nothing_is_wider_than_the_screen(site: Site, open_page: OpenPage) -> None:
    debriefed(site)
    page = open_page("/?view=progress", viewport=PHONE)
    expect(page.locator("svg.course").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
