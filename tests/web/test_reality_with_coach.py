"""From an ad to a plan, a reply, a mock, a report and the comparison on one role, with the real coach."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from rolecall.settings import Settings
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import opened
from tests.web.conftest import DESKTOP

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

AD = """Research Scientist, Sequence Models
Kestrel Analytics

You will set the agenda for research on long sequences and publish it at NeurIPS and ICML.
- Formulate open questions and design the experiments that answer them
- Write papers with colleagues and release the code
- Review the literature and advise two product teams
We look for a PhD in machine learning and a record of first-author papers.
The interview has two research discussions and no coding puzzles."""
REPLY = """Hi Noor,

thanks for your questions. The interview has two research discussions of an hour each, and there is one coding
round of 45 minutes. As for the work, we are a very open place and everyone is passionate about science.
Whether there is a paper you should read I have to ask the team, and will come back to you.

When could you start?

Ines, Kestrel Analytics"""
REPORT = """I interviewed for the role yesterday. They asked me two algorithm puzzles about graphs for
60 minutes. I was asked to implement an LRU cache, for another 60 minutes. Then they asked me definitions
for 45 minutes, bias and variance and so on. Nobody asked about my papers, and there was no research
discussion at all."""


@pytest.fixture(scope="module")
def address(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("data")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with opened(Settings(data=folder, embedder="static", model="", base_url="")) as house:
            app = build_app(house.coach)
            yield serve(app, free_port(None), block=False, tell=lambda _: None)
            app.close()


def _brought(page: Page, text: str, answers: int) -> None:
    page.fill("#composer textarea", text)
    page.keyboard.press("Enter")
    expect(page.locator("#log .turn.it")).to_have_count(answers, timeout=60_000)
    expect(page.locator("#composer .submit-button")).to_be_visible()


def _practised(page: Page) -> None:
    """One answer of a loop drawn from the role, then its debrief, then back to the role."""
    page.click("#side >> text=Practise")
    page.check("input[name=what][value=loop]")
    page.locator("input[name=role]:not([value=''])").first.check(force=True)
    page.click(".begin")
    expect(page.locator("#mock-question")).to_be_visible()
    page.fill(
        "#mock-answer", "We compared against a tuned baseline on 12 held-out months, with three seeds each."
    )
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine")).to_have_count(1)
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    expect(page.locator("#debrief h1").first).to_contain_text("loop")
    page.locator("#side .roles a", has_text="Research Scientist").click()
    expect(page.locator("#composer textarea")).to_be_visible()


def test_a_role_is_held_against_its_reply_and_its_report(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport=DESKTOP, accept_downloads=True).new_page()  # type: ignore[arg-type]
    page.set_default_timeout(30_000)
    page.goto(address)
    page.wait_for_selector("#composer textarea")
    _brought(page, AD, 1)
    expect(page.locator(".ledger > summary")).to_contain_text("untested")
    page.click("#email-head button")
    expect(page.locator("#email-head h2")).to_contain_text("Email to")

    page.click(".plan > summary")
    page.click("text=Plan it")
    expect(page.locator(".days > li").first).to_be_visible(timeout=60_000)

    _brought(page, REPLY, 2)
    expect(page.locator("#reality-back .answers .topic").first).to_be_visible()
    expect(page.locator(".planned .moved")).to_contain_text("What moved", timeout=60_000)
    page.locator("#reality-back [data-do=re_ask]").click()
    expect(page.locator("#email-head summary")).to_contain_text("Drafts 2")

    _practised(page)
    _brought(page, REPORT, 3)
    expect(page.locator("#reality-compared .outcome")).to_contain_text("differs from what was promised")
    expect(page.locator(".ledger > summary")).to_contain_text("not kept")
    page.reload()
    expect(page.locator("#reality-compared .outcome")).to_contain_text("differs from what was promised")
    page.context.close()


def test_a_hiring_team_audits_its_example(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport=DESKTOP).new_page()  # type: ignore[arg-type]
    page.goto(address + "?view=teams")
    page.click("text=Try it with an example")
    expect(page.locator(".matrix tbody tr").first).to_be_visible(timeout=60_000)
    page.fill(
        "#teams-ad textarea", "Nurse, night shift, at a hospital. You will care for patients on two wards."
    )
    page.click("#teams-begin")
    expect(page.locator("#teams-told .problem")).to_contain_text("the ad")
    page.context.close()
