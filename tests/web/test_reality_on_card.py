"""Promise and reality on a role's card, in a real Chromium."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from rolecall.domain.mail import Purpose
from tests.web.conftest import PHONE, OpenPage, Site
from tests.web.standin_reality import OWNER

THEN = (datetime.now(UTC) + timedelta(days=6)).date()
pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]


def _opened(site: Site, open_page: OpenPage, *kinds: str, **more: object) -> tuple[str, Page]:
    role = site.coach.role(*kinds)
    return role, open_page(f"/?role={role}", **more)


def test_without_a_reply_or_report_neither_is_told_of(site: Site, open_page: OpenPage) -> None:
    _, page = _opened(site, open_page)
    expect(page.locator("#reality-ledger summary").first).to_contain_text("Promises")
    expect(page.locator("#reality-back .card-part")).to_have_count(0)
    expect(page.locator("#reality-compared .card-part")).to_have_count(0)
    page.click("#side >> text=General")
    expect(page.locator("#reality .card-part")).to_have_count(0)


def test_a_reply_is_told_question_by_question_and_a_re_ask_is_drafted(
    site: Site, open_page: OpenPage
) -> None:
    role, page = _opened(site, open_page, "reply")
    back = page.locator("#reality-back")
    expect(back.locator(".answered q")).to_contain_text("three research discussions")
    expect(back.locator(".topic")).to_have_count(3)
    expect(back).to_contain_text("They ask you")
    back.locator("[data-do=re_ask]").click()
    expect(page.locator("#email-head summary")).to_contain_text("Drafts 2")
    expect(page.locator("#email-body textarea")).to_have_value(re.compile("Hi Dana"))
    assert site.coach.states[role].drafts[-1].purpose is Purpose.RE_ASK


def test_a_report_is_drawn_beside_the_promise(site: Site, open_page: OpenPage) -> None:
    _, page = _opened(site, open_page, "report")
    compared = page.locator("#reality-compared")
    expect(compared.locator("svg[role=img]").first).to_have_attribute("aria-label", re.compile("^promised: "))
    expect(compared.locator(".outcome")).to_contain_text("confidence")
    compared.locator("text=What it rests on").click()
    expect(compared.locator(".reasons blockquote").first).to_be_visible()


def test_a_promise_is_settled_edited_removed_and_added_and_the_fold_stays_open(
    site: Site, open_page: OpenPage
) -> None:
    role, page = _opened(site, open_page)
    page.click(".ledger > summary")
    first = page.locator(".promise").first
    expect(page.locator(".timeline svg")).to_be_visible()
    before = page.locator(".promise").count()
    assert before == len(site.coach.promising.ledger(OWNER, role).promises) > 1

    first.get_by_role("button", name="Kept", exact=True).press("Enter")
    expect(first.locator("[data-state=kept]")).to_have_attribute("aria-pressed", "true")
    expect(first.locator("[data-state=kept]")).to_be_focused()
    first.locator(".edit > summary").click()
    first.locator("textarea[name=note]").fill("They told me on the phone, <b>too</b>")
    first.locator("text=Save").click()
    expect(first.locator(".note")).to_have_text("They told me on the phone, <b>too</b>")

    page.click(".add > summary")
    added = page.locator(".add form")
    added.locator("textarea[name=words]").fill("Feedback whatever happens")
    added.locator("input[name=who]").fill("Dana")
    added.locator("select").select_option("timing")
    added.locator("button").click()
    expect(page.locator(".promise")).to_have_count(before + 1)
    page.reload()
    page.click(".ledger > summary")
    mine = page.locator(".promise", has_text="Feedback whatever happens")
    expect(mine).to_contain_text("Dana, noted by you")
    mine.locator(".edit > summary").click()
    mine.locator("text=Remove from the ledger").click()
    expect(page.locator(".promise")).to_have_count(before)


def test_the_ledger_is_sorted_and_an_empty_promise_is_refused_in_one_sentence(
    site: Site, open_page: OpenPage
) -> None:
    _, page = _opened(site, open_page, "reply", "report")
    page.click(".ledger > summary")
    page.click("text=By state")
    expect(page.locator("[data-order=state][data-do=sort_promises]")).to_have_attribute(
        "aria-pressed", "true"
    )
    states = page.locator(".promise").evaluate_all("all => all.map(one => one.className.split('is-')[1])")
    assert states == sorted(states, key=["broken", "untested", "kept"].index)
    page.click(".add > summary")
    page.fill(".add form input[name=who]", "Dana")
    page.click(".add form button")
    expect(page.locator("#reality-told .problem")).to_contain_text("There are no words to note")
    expect(page.locator(".add form input[name=who]")).to_have_value("Dana")


def test_hours_are_planned_taken_along_and_the_plan_stays_while_one_talks(
    site: Site, open_page: OpenPage
) -> None:
    _, page = _opened(site, open_page)
    page.click(".plan > summary")
    page.fill(".choices [name=hours]", "8")
    page.fill(".choices [name=interview]", THEN.isoformat())
    page.uncheck(".choices [name=weekends]")
    page.click("text=Plan it")
    expect(page.locator(".days > li")).not_to_have_count(0, timeout=60_000)
    expect(page.locator(".choices [name=hours]")).to_have_value("8")
    for label, name, begins in (
        ("Save for your calendar", "plan.ics", "BEGIN:VCALENDAR"),
        ("Save as Markdown", "plan.md", "# Plan for"),
    ):
        with page.expect_download() as waiting:
            page.locator("#reality-plan").get_by_text(label).click()
        assert waiting.value.suggested_filename == name
        assert waiting.value.path().read_text(encoding="utf-8").startswith(begins)
    page.fill("#composer textarea", "What is a paper deep-dive?")
    page.keyboard.press("Enter")
    expect(page.locator("#log .turn.it")).to_have_count(1)
    expect(page.locator("#composer .submit-button")).to_be_visible()
    expect(page.locator(".days > li")).not_to_have_count(0)


def test_hours_and_the_day_are_there_again_at_the_second_visit(site: Site, open_page: OpenPage) -> None:
    _, page = _opened(site, open_page)
    page.click(".plan > summary")
    page.fill(".choices [name=hours]", "8")
    page.fill(".choices [name=interview]", THEN.isoformat())
    page.click("text=Plan it")
    expect(page.locator(".days > li").first).to_be_visible(timeout=60_000)
    page.reload()
    expect(page.locator(".days > li").first).to_be_visible(timeout=60_000)
    expect(page.locator(".choices [name=hours]")).to_have_value("8")
    expect(page.locator(".choices [name=interview]")).to_have_value(THEN.isoformat())
    page.fill(".choices [name=interview]", "2020-01-01")
    page.click("text=Plan it")
    expect(page.locator("#reality-plan .problem")).to_contain_text("in the past")


def test_hours_that_are_none_are_told_and_stay(site: Site, open_page: OpenPage) -> None:
    _, page = _opened(site, open_page)
    page.click(".plan > summary")
    page.locator(".choices").evaluate("form => { form.noValidate = true; }")
    page.fill(".choices [name=hours]", "900")
    page.click("text=Plan it")
    expect(page.locator("#reality-plan .problem")).to_contain_text("A plan takes 1 to 80 hours")
    expect(page.locator(".choices [name=hours]")).to_have_value("900")


def test_on_a_phone_nothing_is_wider_than_the_screen(site: Site, open_page: OpenPage) -> None:
    _, page = _opened(site, open_page, "reply", "report", viewport=PHONE)
    page.click(".ledger > summary")
    page.click(".plan > summary")
    page.click("text=Plan it")
    expect(page.locator(".days > li").first).to_be_visible(timeout=60_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_what_fails_is_told_and_the_rest_of_the_card_stays(
    site: Site, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(owner: str, role_id: str) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(site.coach.reality, "view", fails)
    _, page = _opened(site, open_page, "reply")
    expect(page.locator("#reality-told .problem")).to_contain_text("Something went wrong inside RoleCall")
    expect(page.locator("#reality-ledger summary").first).to_contain_text("Promises")
    expect(page.locator(".gauge")).to_be_visible()
