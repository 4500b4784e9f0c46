"""Roles side by side, as HTML and in a real Chromium."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from rolecall.domain.role_table import ROWS, Column
from rolecall.domain.roles import Confidence, Shares
from rolecall.web.roles_table import page
from tests.web.conftest import PHONE, OpenPage, Site
from tests.web.standin_reality import OWNER

HOSTILE = '"><script>alert(1)</script>'


def _column(role_id: str = "a", **more: object) -> Column:
    known = {
        "id": role_id,
        "title": "Research Scientist",
        "company": "Lantern",
        "track": "research",
        "shares": Shares(research=0.65, applied=0.2, engineering=0.1, unknown=0.05),
        "confidence": Confidence.HIGH,
        "next_step": "Ask",
    }
    return Column.model_validate({**known, **more})


def test_there_is_one_cell_for_each_role_and_question() -> None:
    html = page((_column("a"), _column("b"), _column("c")))
    assert html.count("<td data-role-name=") == 3 * len(ROWS)
    assert all(row in html for row in ROWS)


def test_one_role_alone_is_told_how_a_second_comes() -> None:
    assert "<table" not in page((_column(),))
    assert "new role" in page(())


def test_what_a_report_told_is_drawn() -> None:
    html = page((_column("a", tested=(("coding", 70), ("systems", 30)), verdict="mismatch"), _column("b")))
    assert "Differs from what was promised" in html
    assert "70 %" in html
    assert "No report yet" in html


def test_words_of_a_role_are_never_markup() -> None:
    hostile = _column("a", title=HOSTILE, company=HOSTILE, next_step=HOSTILE, missing=(HOSTILE,), id=HOSTILE)
    assert "<script" not in page((hostile, _column("b")))


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_two_roles_are_compared_saved_and_opened(site: Site, open_page: OpenPage) -> None:
    first = site.coach.role("reply", "report")
    page_of_one = open_page(f"/?role={first}")
    expect(page_of_one.locator("#side .beside")).to_have_count(0)
    second = site.coach.role()
    then = (datetime.now(UTC) + timedelta(days=6)).date()
    site.coach.reality.plans.wish(OWNER, second, 6, then, datetime.now(UTC).date())
    page = open_page(f"/?role={first}")
    page.click("#side .beside")
    expect(page.locator("table.beside tbody tr")).to_have_count(len(ROWS))
    expect(page.locator("table.beside thead th")).to_have_count(2)
    expect(page.locator("table.beside")).to_contain_text("6 h, interview on")
    with page.expect_download() as waiting:
        page.click("text=Save as Markdown >> visible=true")
    assert waiting.value.path().read_text(encoding="utf-8").startswith("# Roles side by side")
    page.locator(f"table.beside a[data-role={second}]").click()
    expect(page.locator("#reality-plan .planned")).to_be_visible(timeout=60_000)
    assert f"role={second}" in page.url
    assert "view=roles" not in page.url


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_on_a_phone_the_table_is_read_question_by_question(site: Site, open_page: OpenPage) -> None:
    site.coach.role("reply", "report")
    site.coach.role()
    page = open_page("/?view=roles", viewport=PHONE)
    expect(page.locator("table.beside tbody th").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.browser
@pytest.mark.timeout(240)
def test_the_card_says_where_one_stands_and_a_way_begins_with_a_click(
    site: Site, open_page: OpenPage
) -> None:
    role = site.coach.role("reply", "report")
    page = open_page(f"/?role={role}")
    decide = page.locator("#reality-decide")
    expect(decide.locator(".way")).to_have_count(3)
    expect(decide).to_contain_text("What would change this reading")
    decide.locator("[data-opens]").click()
    expect(page.locator(".plan")).to_have_attribute("open", "")
    decide.get_by_text("Write the email that asks").click()
    expect(page.locator("#log .turn.me").last).to_contain_text("Write the email")
