"""A mock in the page with the real coach: bank, built-in interviewer and judge, store."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from rolecall.domain.interviews import Grade, RoundKind
from rolecall.domain.mocks import EndReason
from rolecall.settings import Settings
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import House, opened, practice_knowledge
from tests.web.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, str]]:
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with opened(Settings(data=folder, embedder="static", model="", base_url="")) as house:
            app = build_app(house.coach)
            yield house, serve(app, free_port(None), block=False, tell=lambda _: None)
            app.close()


def test_a_framing_mock_is_answered_followed_up_left_and_finished(
    browser: Browser, house: tuple[House, str]
) -> None:
    opened_house, address = house
    practice = opened_house.coach.practice
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(address + "?view=practise")
    page.check("input[name=what][value=problem_framing]")
    page.check("input[name=minutes][value='6']", force=True)
    page.click(".begin")
    expect(page.locator("#mock-question")).to_be_visible()
    asked = page.locator("#mock-question").inner_text()
    bank = practice_knowledge().bank
    question = next(one for one in bank.of_kind(RoundKind.PROBLEM_FRAMING) if one.text in asked)

    sample = question.samples[Grade.WEAK].answer
    words = sample.split()
    page.fill("#mock-answer", " ".join(words[: len(words) // 2]) + " In our case it was 12 weeks of data.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine")).to_have_count(1)
    expect(page.locator("#mock-question")).not_to_have_text(asked)
    page.click("#room-box [data-room=hint]")
    expect(page.locator("#room-now .hint")).to_be_visible()

    page.fill("#mock-answer", "A draft that is kept")
    page.wait_for_timeout(2500)
    page.goto(address)
    page.goto(address + "?view=practise")
    page.click(".come-back")
    expect(page.locator("#mock-answer")).to_have_value("A draft that is kept")
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    expect(page.locator("#debrief h1").first).to_have_text("Problem framing")
    (mock,) = practice.mocks("local")
    state = practice.open("local", mock.id)
    assert state.ended is EndReason.EARLY
    assert state.answers[-1].text == "A draft that is kept"
    page.click("#debrief >> text=All mocks")
    expect(page.locator("#past li")).to_contain_text(re.compile("Problem framing.*ended early"))
    page.context.close()
