"""A mock, from the form to its end, in a real headless Chromium over the stand-in coach."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from rolecall.domain.mocks import EndReason, MockState
from rolecall.ports import StoreFault
from tests.web.conftest import PHONE, OpenPage, Site

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]

CONCRETE = "I would keep 3 time splits and hold back the last 20 days of the series."


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


def seconds_shown(page: Page) -> int:
    minutes, seconds = page.locator(".clock b").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def only_mock(site: Site) -> MockState:
    (mock,) = site.coach.practice.mocks("local")
    return site.coach.practice.open("local", mock.id)


def kept(page: Page, site: Site, words: str) -> None:
    """Waits until the server has the draft."""
    for _ in range(80):
        mocks = site.coach.practice.mocks("local")
        if mocks and site.coach.practice.draft("local", mocks[0].id) == words:
            return
        page.wait_for_timeout(100)
    raise AssertionError("the draft did not reach the server within 8 seconds")


def test_the_whole_way_from_the_form_to_the_end(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    expect(page.locator("#past")).to_contain_text("None yet")
    expect(page.locator("#pick .intro")).to_contain_text("Nothing leaves this machine")
    begin(page, minutes="15")
    first = page.locator("#mock-question").inner_text()
    expect(page.locator(".clock b")).to_have_text(re.compile(r"^(15:00|14:5\d)$"))
    expect(page.locator("#mock-answer")).to_be_focused()

    answer(page, CONCRETE)
    expect(page.locator("#room-talk .margin")).to_contain_text("Heard: “3”")
    expect(page.locator("#mock-question")).not_to_have_text(first)
    expect(page.locator("#mock-answer")).to_be_focused()
    page.click(".whole summary")
    expect(page.locator(".whole p")).to_have_text(first)

    page.fill("#mock-answer", "Half an answer")
    page.click("#room-box >> text=Hint, 5 points")
    expect(page.locator("#room-now .hint")).to_be_visible()
    expect(page.locator("#mock-answer")).to_have_value("Half an answer")
    expect(page.locator("#room-box [data-room=hint]")).to_have_text("Another hint, 10 points in all")

    page.click("#room-top >> text=Pause")
    expect(page.locator(".standing")).to_have_text("Paused; the clock stands.")
    expect(page.locator("#room-top >> text=Resume")).to_be_focused()
    stood = seconds_shown(page)
    page.wait_for_timeout(2200)
    assert seconds_shown(page) == stood
    page.keyboard.press("Enter")
    expect(page.locator(".standing")).to_have_count(0)
    expect(page.locator("#mock-answer")).to_be_focused()
    expect(page.locator("#mock-answer")).to_have_value("Half an answer")

    page.keyboard.press("End")
    page.keyboard.type(", and more")
    kept(page, site, "Half an answer, and more")
    page.reload()
    expect(page.locator("#mock-answer")).to_have_value("Half an answer, and more")
    expect(page.locator("#room-talk .mine")).to_have_count(1)
    expect(page.locator("#room-now .hint")).to_be_visible()

    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    expect(page.locator("#debrief h1").first).to_have_text("Problem framing")
    state = only_mock(site)
    assert state.ended is EndReason.EARLY
    assert [one.text for one in state.answers] == [CONCRETE, "Half an answer, and more"]
    page.click("#debrief .transcript summary")
    expect(page.locator("#debrief .transcript .mine")).to_have_count(2)


def test_when_time_is_up_the_unsent_draft_counts_and_the_mock_ends_by_itself(
    site: Site, open_page: OpenPage
) -> None:
    page = open_page("/?view=practise")
    begin(page, minutes="6")
    page.fill("#mock-answer", "The loss is asymmetric, so")
    kept(page, site, "The loss is asymmetric, so")
    site.coach.moved.ahead += 6 * 60 - 100
    expect(page.locator(".clock.soon")).to_be_visible()
    expect(page.locator("#mock-live")).to_have_text("Two minutes left.")
    site.coach.moved.ahead += 76
    expect(page.locator(".clock.last")).to_be_visible()
    expect(page.locator("#mock-live")).to_have_text("Thirty seconds left.")
    site.coach.moved.ahead += 12
    page.keyboard.press("End")
    page.keyboard.type(" I take the 75th percentile")
    expect(page.locator("#debrief h1").first).to_be_visible(timeout=30_000)
    state = only_mock(site)
    assert state.ended is EndReason.TIME
    assert state.answers[-1].text == "The loss is asymmetric, so I take the 75th percentile"
    assert state.answers[-1].unsent
    assert state.warned == (120, 30)


def test_time_away_does_not_count(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page, minutes="20")
    page.fill("#mock-answer", "A thought that is not finished")
    kept(page, site, "A thought that is not finished")
    page.close()
    time.sleep(0.6)  # a tab that closes gives a last sign
    site.coach.moved.ahead += 24 * 3600
    back = open_page("/?view=practise")
    expect(back.locator(".come-back")).to_contain_text(re.compile("Problem framing.*20 minutes left"))
    back.click(".come-back")
    expect(back.locator(".standing")).to_contain_text("The clock stood while you were away.")
    assert seconds_shown(back) > 19 * 60
    expect(back.locator("#mock-answer")).to_have_value("A thought that is not finished")
    expect(back.locator("#mock-answer")).not_to_be_editable()
    back.click("#room-top >> text=Resume")
    expect(back.locator("#mock-answer")).to_be_editable()
    assert seconds_shown(back) > 19 * 60


def test_two_tabs_show_one_mock_and_neither_loses_what_was_typed(site: Site, open_page: OpenPage) -> None:
    one = open_page("/?view=practise")
    begin(one)
    two = open_page(one.url.removeprefix(site.address))
    expect(two.locator("#mock-question")).to_have_text(one.locator("#mock-question").inner_text())
    answer(one, CONCRETE)
    two.fill("#mock-answer", "Written for the question before, in 2 steps.")
    two.keyboard.press("Control+Enter")
    expect(two.locator("#room-talk .mine")).to_have_count(1)
    expect(two.locator("#mock-answer")).to_have_value("Written for the question before, in 2 steps.")
    assert len(only_mock(site).answers) == 1
    expect(two.locator("#mock-question")).to_have_text(one.locator("#mock-question").inner_text())
    two.click("#room-box >> text=Send")
    expect(two.locator("#room-talk .mine")).to_have_count(2)
    expect(one.locator("#room-talk .mine")).to_have_count(2)
    one.click("#room-top >> text=End now")
    one.click("#mock-ending [data-room=end]")
    expect(two.locator("#debrief h1").first).to_be_visible()


def test_a_failure_is_one_sentence_and_the_answer_stays_in_the_box(
    site: Site, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page("/?view=practise")
    begin(page)
    with monkeypatch.context() as patch:

        async def full(*_: object) -> MockState:
            raise StoreFault("The disk is full; free some space and send it again.")

        patch.setattr(site.coach.practice, "answer", full)
        page.fill("#mock-answer", CONCRETE)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#room-told .problem")).to_have_text(
            "The disk is full; free some space and send it again."
        )
        expect(page.locator("#mock-answer")).to_have_value(CONCRETE)
        expect(page.locator("#mock-answer")).to_be_editable()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine")).to_have_count(1)
    expect(page.locator("#room-told .problem")).to_have_count(0)
    assert [one.text for one in only_mock(site).answers] == [CONCRETE]


def test_an_empty_box_sends_nothing_and_a_double_click_sends_once(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page)
    page.click("#room-box >> text=Send")
    expect(page.locator("#mock-kept")).to_contain_text("Write an answer first")
    page.fill("#mock-answer", CONCRETE)
    page.dblclick("#room-box >> text=Send")
    expect(page.locator("#room-talk .mine")).to_have_count(1)
    page.wait_for_timeout(400)
    assert len(only_mock(site).answers) == 1


def test_realistic_mode_offers_no_hint_and_gives_no_feedback(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page, mode="realistic", interviewer="sceptical")
    expect(page.locator(".room-title")).to_contain_text("Sceptical interviewer, realistic")
    expect(page.locator("#room-box [data-room=hint]")).to_be_hidden()
    answer(page, CONCRETE)
    expect(page.locator(".margin")).to_have_count(0)


def test_leaving_without_a_score_and_removing_ask_first(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page)
    page.click("#room-top >> text=End now")
    page.click("#mock-ending >> text=Leave without a score")
    page.click("#mock-ending >> text=Yes, leave without a score")
    expect(page.locator("#debrief .intro").first).to_contain_text("You left without a score")
    page.click("#debrief >> text=All mocks")
    row = page.locator("#past li")
    expect(row).to_contain_text("left without a score")
    row.locator("text=Remove").first.click()
    page.click("text=Keep it")
    expect(row).to_have_count(1)
    row.locator("text=Remove").first.click()
    page.click("text=Yes, remove it")
    expect(page.locator("#past")).to_contain_text("None yet")
    assert site.coach.practice.mocks("local") == []


def test_the_keyboard_alone_is_enough(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    page.focus("input[name=what]:checked")
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=what][value=problem_framing]")).to_be_checked()
    expect(page.locator("#mock-paper")).to_be_hidden()
    page.keyboard.press("Tab")
    expect(page.locator("#pick-rest >> text=Read an advert")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("input[name=interviewer][value=neutral]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(page.locator(".begin")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#mock-answer")).to_be_focused()
    page.keyboard.type("One line with 3 points")
    page.keyboard.press("Enter")
    page.keyboard.type("and a second line.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine .typed")).to_have_text("One line with 3 points\nand a second line.")
    expect(page.locator("#mock-answer")).to_be_focused()


def test_the_usual_minutes_follow_the_round_until_others_are_picked(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    page.check("input[name=what][value=quickfire]")
    expect(page.locator("input[name=minutes]:checked")).to_have_value("6")
    page.check("input[name=minutes][value='30']", force=True)
    page.check("input[name=what][value=loop]")
    expect(page.locator("input[name=minutes]:checked")).to_have_value("30")


def test_a_loop_tells_which_round_is_on(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page, "loop")
    expect(page.locator(".room-title")).to_contain_text(re.compile(r"Round 1 of [3-6]: "))


def test_a_file_that_is_no_paper_is_told_in_a_sentence(
    site: Site, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page("/?view=practise")
    (tmp_path / "shopping.txt").write_text("Milk, bread, and two lemons.")
    page.set_input_files("#mock-paper input[type=file]", tmp_path / "shopping.txt")
    expect(page.locator("#mock-paper")).to_contain_text("shopping")
    page.click(".begin")
    expect(page.locator("#pick-told .problem")).to_contain_text("too few for a paper")
    assert site.coach.practice.mocks("local") == []


def test_another_page_pauses_and_hostile_words_do_nothing(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page)
    answer(page, '3 <script>window.hacked=1</script> <img src=x onerror="window.hacked=1"> "quoted" words')
    page.fill("#mock-answer", '"><img src=x onerror="window.hacked=2"> draft')
    page.click("#side a[data-page=library]")
    expect(page.locator("#library")).to_be_visible()
    page.go_back()
    expect(page.locator(".standing")).to_be_visible()
    expect(page.locator("#mock-answer")).to_have_value('"><img src=x onerror="window.hacked=2"> draft')
    page.reload()
    expect(page.locator("#mock-answer")).to_have_value('"><img src=x onerror="window.hacked=2"> draft')
    expect(page.locator("#room-talk .mine")).to_contain_text("<script>window.hacked=1</script>")
    assert page.evaluate("window.hacked") is None


def test_clock_question_and_box_stay_in_view_on_a_phone(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise", viewport=PHONE)
    begin(page)
    for number in range(3):
        answer(page, f"{CONCRETE} That was attempt number {number}. " * 6)
    for part in (".clock", "#mock-question", "#mock-answer", "#room-box .act"):
        expect(page.locator(part)).to_be_in_viewport(ratio=0.9)
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]


def test_the_list_of_mocks_lets_the_clock_of_the_room_stand(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page, minutes="20")
    page.fill("#mock-answer", "Begun")
    page.click("#side a[data-page=practise]")
    expect(page.locator(".come-back")).to_be_visible()
    state = only_mock(site)
    assert state.paused_at
    assert site.coach.practice.draft("local", state.id) == "Begun"
    page.go_back()
    expect(page.locator("#mock-answer")).to_have_value("Begun")
    expect(page.locator(".standing")).to_be_visible()


def test_thinking_without_typing_is_not_being_away(site: Site, open_page: OpenPage) -> None:
    page = open_page("/?view=practise")
    begin(page, minutes="20")
    for _ in range(3):
        site.coach.moved.ahead += 100
        page.wait_for_timeout(4500)
    page.reload()
    expect(page.locator("#mock-question")).to_be_visible()
    expect(page.locator(".standing")).to_have_count(0)
    assert seconds_shown(page) < 15 * 60
