"""From the last answer to an exported PDF with the real coach: bank, judge, guides and store included."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pypdf import PdfReader

from rolecall.coach.coach import Coach
from rolecall.domain.mocks import MockRequest, MockState
from rolecall.settings import Settings
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import opened
from tests.web.conftest import DESKTOP
from tests.web.test_debrief_page import ran

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

ANSWER = (
    "My project was about tram doors: the depot lost forty minutes a day to doors that jam in frost, so we "
    "counted delayed departures per thousand. We read the motor current and warned the driver."
)


@pytest.fixture(scope="module")
def house(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Coach]]:
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with opened(Settings(data=folder, embedder="static", model="", base_url="")) as house:
            app = build_app(house.coach)
            yield serve(app, free_port(None), block=False, tell=lambda _: None).rstrip("/"), house.coach
            app.close()


async def taken(coach: Coach) -> MockState:
    request = MockRequest(minutes=6, question_ids=("project-overview",))
    state = await coach.practice.start("local", request)
    await coach.practice.answer("local", state.id, ANSWER)
    return await coach.practice.end("local", state.id)


def test_from_the_last_answer_to_the_pdf(browser: Browser, house: tuple[str, Coach]) -> None:
    address, coach = house
    state = ran(taken(coach))
    page = browser.new_context(viewport=DESKTOP, accept_downloads=True).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(f"{address}/?view=practise&mock={state.id}")
    page.locator("#debrief-rate input").nth(1).check()
    page.click("text=Show the debrief")
    quotes = page.locator(".criteria blockquote")
    expect(quotes.first).to_be_visible()
    for quote in quotes.all_inner_texts():
        assert quote.partition("“")[2].partition("”")[0] in ANSWER
    page.locator(".guide").first.click()
    expect(page.locator(".sheet:popover-open .passage")).not_to_be_empty()
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.click('[data-do="export"][data-form="pdf"]')
    pdf = PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    read = " ".join(" ".join(one.extract_text().split()) for one in pdf.pages)
    assert "the depot lost forty minutes a day" in read
    assert "Your own rating: level 2 of 4" in read
    page.click("#side >> text=Progress")
    expect(page.locator(".due-list")).to_contain_text("Project overview")
    page.context.close()
