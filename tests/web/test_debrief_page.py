"""From the end of a mock to its debrief, its files, and the same question once more: in a real Chromium."""

import asyncio
import io
import json
import re
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from rolecall.domain.mocks import MockRequest, MockState
from tests.web.conftest import PHONE, OpenPage, Site
from tests.web.judges import AgreeingJudge, FailingJudge

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

HOSTILE = '<script>window.hacked=1</script> # Level 4 "><img src=x onerror=window.hacked=1> over 5 seeds'
T = TypeVar("T")
SCORES = re.compile(r"\d+\s?%|of 100|level \d|\d of \d+ criteria|points")


def ran(work: Coroutine[Any, Any, T]) -> T:
    """Runs a use case beside Playwright, which holds this thread's loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def a_mock(site: Site, *answers: str, what: str = "problem_framing", end: bool = True) -> MockState:
    """A mock that was taken elsewhere; the stand-in hears one criterion for each number in an answer."""

    async def taken() -> MockState:
        practice = site.coach.practice
        state = await practice.start("local", MockRequest(what=what, minutes=20, seed=7))
        for answer in answers or ("I would hold back 20 days over 5 seeds.",):
            state = await practice.answer("local", state.id, answer)
        return await practice.end("local", state.id) if end else practice.abort("local", state.id)

    return ran(taken())


def debriefed(site: Site, *answers: str) -> MockState:
    state = a_mock(site, *answers)
    return ran(site.coach.debriefing.debrief("local", state.id))


def opened(open_page: OpenPage, state: MockState, **more: object) -> Page:
    page = open_page(f"/?view=practise&mock={state.id}", **more)
    expect(page.locator("#debrief h1").first).to_be_visible()
    return page


def saved(page: Page, form: str) -> Path:
    with page.expect_download() as download:
        page.click(f'[data-do="export"][data-form="{form}"]')
    assert download.value.suggested_filename.endswith(f".{form}")
    return Path(download.value.path())


def test_rate_yourself_see_the_debrief_and_keep_it_as_a_file(site: Site, open_page: OpenPage) -> None:
    state = a_mock(site)
    page = opened(open_page, state)
    question = site.coach.debriefing.to_rate("local", state.id)[0]
    expect(page.locator("#debrief-rate .rated").first).to_have_text("not rated")
    expect(page.locator("#debrief-body")).not_to_contain_text("What this mock showed")
    first = page.locator("#debrief-rate fieldset").first
    first.locator("input").nth(0).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(first.locator("input").nth(2)).to_be_checked()
    expect(page.locator("#debrief-rate .rated").first).to_contain_text("1 of ")
    # Kept at once: a reload still knows it.
    kept = {question.id: {question.criteria[0].id: 3}}
    for _ in range(100):
        if site.coach.practice.open("local", state.id).ratings == kept:
            break
        page.wait_for_timeout(100)
    assert site.coach.practice.open("local", state.id).ratings == kept
    page.reload()
    expect(page.locator("#debrief-rate input:checked")).to_have_count(1)

    page.click("text=Show the debrief")
    expect(page.locator("#debrief-body .summary")).to_contain_text("of what was looked for was heard")
    expect(page.locator("#debrief-body .summary")).to_contain_text("shows what was heard, not levels")
    expect(page.locator("#debrief-rate .rate")).to_have_count(0)
    expect(page.locator("#debrief-body .summary h2")).to_be_focused()
    expect(page.locator("#debrief-body .summary h2")).to_be_in_viewport()
    expect(page.locator(".criteria").first).to_contain_text("your own rating: level 3 of 4")
    expect(page.locator(".criteria blockquote").first).to_contain_text("20")
    expect(page.locator("svg.bar").first).to_have_attribute("aria-label", re.compile("your own rating"))

    text = saved(page, "md").read_text(encoding="utf-8")
    assert "I would hold back 20 days over 5 seeds." in text
    value = json.loads(saved(page, "json").read_bytes())
    assert value["own_ratings"][question.id][question.criteria[0].id] == 3
    pdf = PdfReader(io.BytesIO(saved(page, "pdf").read_bytes()))
    read = " ".join(" ".join(one.extract_text().split()) for one in pdf.pages)
    assert "I would hold back 20 days over 5 seeds." in read


def test_a_debrief_can_be_run_again_and_the_earlier_one_stays(site: Site, open_page: OpenPage) -> None:
    state = debriefed(site)
    page = opened(open_page, state)
    expect(page.locator("#debrief .version")).to_have_count(0)
    site.coach.moved.ahead += 3600
    page.click("text=Run it again")
    expect(page.locator("#debrief .version")).to_have_count(2)
    expect(page.locator("#debrief .version").nth(1)).to_have_attribute("aria-current", "true")
    page.locator("#debrief .version").first.click()
    expect(page.locator("#debrief .version").first).to_have_attribute("aria-current", "true")
    assert len(site.coach.practice.open("local", state.id).debriefs) == 2


def test_a_question_done_again_opens_the_room_and_shows_before_and_after(
    site: Site, open_page: OpenPage
) -> None:
    state = debriefed(site, "I would ask around first and then see.")
    page = opened(open_page, state)
    page.locator('.judged-one [data-do="redo"]').first.click()
    expect(page.locator("#mock-question")).to_be_visible()
    expect(page).to_have_url(re.compile(rf"mock=(?!{state.id})\w+"))
    page.fill("#mock-answer", "I would hold back 20 days over 5 seeds.")
    page.click("#room-box >> text=Send")
    expect(page.locator("#room-talk .mine")).to_have_count(1)
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    page.click("text=Show the debrief")
    table = page.locator("#debrief-body table").first
    expect(table).to_contain_text("Before")
    expect(table.locator("tbody tr").first.locator("td").nth(0)).to_contain_text(re.compile("Asked|Not"))
    expect(table.locator("tbody tr").first.locator("td").nth(1)).to_have_text("Heard")
    # The first mock is still as it was.
    page.goto(site.address + f"/?view=practise&mock={state.id}")
    expect(page.locator("#debrief-body .summary")).to_be_visible()
    expect(page.locator("#debrief-body")).not_to_contain_text("Before and after")


def test_a_model_is_measured_before_its_levels_are_shown(site: Site, open_page: OpenPage) -> None:
    state = debriefed(site, "I would compare over 5 seeds and take the median.")
    site.coach.chat = AgreeingJudge(site.coach.mocks.knowledge.bank)
    page = opened(open_page, state)
    page.click("text=Measure openai:judge-9 as a judge (about 60 short calls)")
    expect(page.locator("#debrief-told")).to_contain_text("agrees with our graded samples", timeout=60_000)
    expect(page.locator('[data-do="measure"]')).to_have_count(0)
    page.click("text=Run it again")
    expect(page.locator(".state.scored").first).to_have_text("Level 3 of 4")
    expect(page.locator("#debrief-body .summary")).to_contain_text(
        re.compile(r"Score: \d+ of 100. It rests on")
    )


def test_a_model_that_fails_is_told_in_a_sentence_and_nothing_is_lost(
    site: Site, open_page: OpenPage
) -> None:
    state = a_mock(site, "I would compare over 5 seeds and take the median.")
    bank = site.coach.mocks.knowledge.bank
    ran(site.coach.trust.measure("local", AgreeingJudge(bank)))
    site.coach.chat = FailingJudge(bank)
    page = opened(open_page, state)
    page.click("text=Show the debrief")
    expect(page.locator("#debrief-body .summary")).to_contain_text("The server refused the key")
    expect(page.locator("#debrief-body .summary")).to_contain_text("could not be scored; that is no zero")
    site.coach.chat = AgreeingJudge(bank)
    page.click("text=Run it again")
    expect(page.locator(".state.scored").first).to_be_visible()
    expect(page.locator("#debrief .version")).to_have_count(2)


def test_where_numbers_are_hidden_the_debrief_and_its_files_have_words(
    site: Site, open_page: OpenPage
) -> None:
    site.coach.hidden = True
    bank = site.coach.mocks.knowledge.bank
    site.coach.chat = AgreeingJudge(bank)
    ran(site.coach.trust.measure("local", site.coach.chat))
    state = a_mock(site, "I would compare over 5 seeds and take the median.")
    page = opened(open_page, state)
    expect(page.locator("#debrief-rate")).to_contain_text("Solid.")
    page.click("text=Show the debrief")
    expect(page.locator(".state.scored").first).to_have_text("Solid")
    for fold in page.locator("#debrief-body details").all():
        fold.evaluate("fold => { fold.open = true; }")
    body = page.locator("#debrief-body").inner_text()
    body += " ".join(one.get_attribute("aria-label") or "" for one in page.locator("svg.bar").all())
    sample = " ".join(one.inner_text() for one in page.locator(".sample, .asked-text, .stronger").all())
    assert not [said for said in SCORES.findall(body) if said not in sample]
    for form in ("md", "json"):
        text = saved(page, form).read_text(encoding="utf-8")
        assert "solid" in text
        assert not re.search(r"of 100|level \d of|\"coverage\": \d", text)


def test_what_was_answered_is_text_in_the_page(site: Site, open_page: OpenPage) -> None:
    page = opened(open_page, debriefed(site, HOSTILE))
    expect(page.locator(".criteria blockquote").first).to_be_visible()
    page.click("#debrief .transcript summary")
    expect(page.locator("#debrief .transcript")).to_contain_text("<script>")
    assert page.evaluate("window.hacked") is None


def test_a_mock_left_without_a_score_is_neither_rated_nor_judged(site: Site, open_page: OpenPage) -> None:
    page = opened(open_page, a_mock(site, end=False))
    page.wait_for_timeout(500)
    expect(page.locator("#debrief .rate")).to_have_count(0)
    expect(page.locator("#debrief .summary")).to_have_count(0)


def test_one_mock_after_another_shows_its_own_debrief(site: Site, open_page: OpenPage) -> None:
    first, second = debriefed(site), a_mock(site, "Something with 7 parts and no more to it.")
    page = opened(open_page, first)
    expect(page.locator("#debrief .summary")).to_be_visible()
    page.click("text=All mocks")
    page.locator(f'#past [data-do="open_mock"][data-mock="{second.id}"]').click()
    expect(page.locator("#debrief .rate")).to_be_visible()
    expect(page.locator("#debrief .summary")).to_have_count(0)


def test_the_form_of_the_next_mock_begins_as_it_was_kept(site: Site, open_page: OpenPage) -> None:
    first, second = a_mock(site), a_mock(site, "Something with 7 parts and no more to it.")
    page = opened(open_page, first)
    page.locator("#debrief-rate input").nth(2).check()
    expect(page.locator("#debrief-rate .rated").first).to_contain_text("1 of")
    page.click("text=All mocks")
    page.locator(f'#past [data-do="open_mock"][data-mock="{second.id}"]').click()
    expect(page.locator(f'#debrief-rate input[data-mock="{second.id}"]').first).to_be_visible()
    expect(page.locator("#debrief-rate input:checked")).to_have_count(0)
    expect(page.locator("#debrief-rate .rated").first).to_have_text("not rated")


def test_on_a_phone_nothing_is_wider_than_the_screen(site: Site, open_page: OpenPage) -> None:
    page = opened(open_page, debriefed(site, "word" * 80 + " with 5 seeds"), viewport=PHONE)
    expect(page.locator("#debrief .summary")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
