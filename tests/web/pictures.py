"""Takes the pictures of the README with the real coach: `python -m tests.web.pictures docs/pictures`."""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from rolecall.coach.coach import Coach
from rolecall.domain.mocks import Interviewer, MockRequest, MockState
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from tests.web.conftest import DESKTOP, FLAGS, PHONE, chromium
from tests.web.editor import submit, tells, write
from tests.web.moved_house import moved_house
from tests.web.said import OWNER, ROOM, practised
from tests.web.standin_practice import MovedClock

Opened = Callable[..., Page]
CODED = "np-macro-f1"
PLANNED = (
    "I would fold each pair of true and predicted class into one integer, count those with bincount and "
    "reshape the counts into the matrix; hits are its diagonal, and F1 follows from its sums.",
    "One pass over the items, plus the number of classes squared for the table of counts.",
)


def take(folder: Path) -> None:
    """The pages of a role, then those of mocks."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = MovedClock()
    with (
        tempfile.TemporaryDirectory() as data,
        moved_house(Path(data), clock, "auto") as house,
    ):
        practised(house.coach, clock)
        state = asyncio.run(_interview(house.coach, clock))
        app = build_app(house.coach)
        address = serve(app, free_port(None), block=False, tell=lambda _: None)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)

            def page_of(viewport: dict[str, int], scheme: str = "light", path: str = "") -> Page:
                context = browser.new_context(viewport=viewport, color_scheme=scheme)  # type: ignore[arg-type]
                page = context.new_page()
                page.goto(address + path)
                page.wait_for_selector("#side .side")
                page.wait_for_timeout(700)
                return page

            _of_a_role(page_of, folder, address)
            _of_mocks(page_of, folder, state.id)
            _of_code(page_of, folder, house.coach)
            browser.close()
        app.close()


def _of_a_role(page_of: Opened, folder: Path, address: str) -> None:
    """First visit, a role, its email, a source in the dark, the phone."""
    page = page_of(DESKTOP)
    page.screenshot(path=folder / "first-visit.png")
    page.click(".example >> nth=1")
    _answers(page, 1)
    page.fill("#composer textarea", "They want to talk research. Should I prepare for coding?")
    page.keyboard.press("Enter")
    _answers(page, 2)
    page.click("#email-head button")
    page.wait_for_selector("[data-draft]")
    page.fill("#email-name input", "Noor")
    page.keyboard.press("Enter")
    page.wait_for_timeout(1500)
    page.locator("#card").evaluate("card => { card.scrollTop = 0; }")
    page.mouse.move(640, 300)
    page.screenshot(path=folder / "role.png")
    path = page.url.removeprefix(address)
    page.locator("#email").scroll_into_view_if_needed()
    page.locator("#email").evaluate("email => email.scrollIntoView()")
    page.screenshot(path=folder / "email.png")
    dark = page_of(DESKTOP, "dark", path)
    dark.locator("#log .cite").last.click()
    dark.wait_for_timeout(400)
    dark.screenshot(path=folder / "source-dark.png")
    page_of(PHONE, "light", path).screenshot(path=folder / "phone.png")


def _of_mocks(page_of: Opened, folder: Path, mock: str) -> None:
    """What can be practised, a mock that is on, its debrief, and all of them together in the dark."""
    page = page_of(DESKTOP, path=f"?view=practise&mock={mock}")
    expect(page.locator("#mock-question")).to_be_visible()
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "room.png")
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    expect(page.locator("#debrief-rate fieldset").first).to_be_visible()
    for at, criterion in enumerate(page.locator("#debrief-rate fieldset").all()):
        if criterion.is_visible():
            criterion.locator("input").nth((2, 1, 2, 1)[at % 4]).check()
    page.click("text=Show the debrief")
    page.wait_for_selector(".figure .bar")
    page.locator("#debrief-told").evaluate("told => told.replaceChildren()")
    page.locator("#practise").evaluate("page => { page.scrollTop = 0; }")
    page.mouse.move(900, 20)
    page.screenshot(path=folder / "debrief.png")
    page_of(DESKTOP, path="?view=practise").screenshot(path=folder / "practise.png")
    page_of(DESKTOP, "dark", "?view=progress").screenshot(path=folder / "progress.png")


def _of_code(page_of: Opened, folder: Path, coach: Coach) -> None:
    """A coding round after a submission that was wrong, and what its debrief shows of the code."""
    problem = coach.mocks.knowledge.coding.problems[CODED]
    page = page_of(DESKTOP, path="?view=practise")
    page.check("input[name=what][value=coding]")
    page.click(".problems > summary")
    choice = page.locator(f"input[name=problem][value={CODED}]")
    choice.evaluate("one => { one.closest('details').open = true; }")
    choice.check()
    page.click(".begin")
    expect(page.locator("#mock-code .cm-content")).to_contain_text("def ")
    for words in PLANNED:
        page.fill("#mock-answer", words)
        page.keyboard.press("Control+Enter")
        expect(page.locator("#mock-answer")).to_have_value("")
    write(page, problem.wrong["all_classes.py"])
    submit(page)
    tells(page, "Submission 1:")
    page.locator("#mock-code .cm-scroller").evaluate("code => { code.scrollTop = 0; }")
    page.mouse.move(640, 20)
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "coding.png")
    write(page, problem.reference)
    submit(page)
    tells(page, "Submission 2:")
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    page.click("text=Show the debrief")
    page.wait_for_selector(".of-code")
    page.locator(".of-code").evaluate("code => code.scrollIntoView()")
    page.mouse.move(900, 20)
    page.screenshot(path=folder / "coding-debrief.png")


async def _interview(coach: Coach, clock: MovedClock) -> MockState:
    """A deep dive that is on, with two answers."""
    asked = ("do-it-again", "data-decisions", "surprising-result")
    request = MockRequest(minutes=20, question_ids=asked, interviewer=Interviewer.WARM)
    state = await coach.practice.start(OWNER, request)
    for words in ROOM:
        clock.ahead += 130
        state = await coach.practice.answer(OWNER, state.id, words)
    return state


def _answers(page: Page, count: int) -> None:
    expect(page.locator("#log .turn.it")).to_have_count(count, timeout=30_000)
    expect(page.locator("#composer .submit-button")).to_be_visible()
    page.wait_for_timeout(500)


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
