"""A whole mock in the page with the real coach, from the form to the exported files; and one on a paper."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from rolecall.coach.coach import Coach
from rolecall.coach.pdf import to_pdf
from rolecall.domain.handouts import Block, Handout, Heading, Paragraph
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import EndReason, MockState
from rolecall.domain.texts import find_verbatim
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import practice_knowledge
from tests.domain.paper_text import TITLE
from tests.domain.test_paper_pdf import parts
from tests.web.conftest import DESKTOP
from tests.web.moved_house import moved_house
from tests.web.standin_practice import MovedClock

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

SAID = (
    "I would freeze the test set in week one. We froze it in month five, after 40 models had been compared "
    "on the same 600 rides, and that was my choice, because the labels came in late and I wanted to see a "
    "number.",
    "It cost us three weeks: when a fresh month of rides arrived, half of the 2.1 points were gone, and the "
    "ranking of the two best models turned around, so the whole ablation table had to be run again.",
)
UNSENT = "What I would keep from it is the frozen test set, since"


@dataclass
class Place:
    """The served page, the coach behind it, and its time."""

    address: str
    coach: Coach
    clock: MovedClock

    def only_mock(self) -> MockState:
        (mock,) = self.coach.practice.mocks("local")
        return self.coach.practice.open("local", mock.id)

    def leave(self, seconds: float) -> None:
        """Moves the clock so that the mock has that much time left."""
        mock = self.only_mock()
        self.clock.ahead += self.coach.practice.tick("local", mock.id).clock.left - seconds


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    clock = MovedClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "gradio"))
        with moved_house(tmp_path / "data", clock) as house:
            app = build_app(house.coach)
            address = serve(app, free_port(None), block=False, tell=lambda _: None)
            yield Place(address.rstrip("/"), house.coach, clock)
            app.close()


@pytest.fixture
def page(browser: Browser, place: Place) -> Iterator[Page]:
    context = browser.new_context(
        viewport=DESKTOP,  # type: ignore[arg-type]
        accept_downloads=True,
        reduced_motion="reduce",
    )
    errors: list[str] = []
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{place.address}/?view=practise")
    page.wait_for_selector("#side .side")
    yield page
    context.close()
    assert errors == []


def answer(page: Page, text: str) -> None:
    before = page.locator("#room-talk .mine").count()
    page.fill("#mock-answer", text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#room-talk .mine")).to_have_count(before + 1)
    expect(page.locator("#mock-answer")).to_have_value("")


def typed(page: Page, text: str) -> None:
    """Types at the end of the box; the page tells the server soon after."""
    page.locator("#mock-answer").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def seconds_shown(page: Page) -> int:
    minutes, seconds = page.locator(".clock b").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def saved(page: Page, form: str) -> bytes:
    with page.expect_download() as download:
        page.click(f'[data-do="export"][data-form="{form}"]')
    return Path(download.value.path()).read_bytes()


def test_a_whole_research_mock_of_six_minutes_from_the_form_to_its_files(page: Page, place: Place) -> None:
    page.check("input[name=what][value=research_deep_dive]")
    page.check("input[name=interviewer][value=warm]")
    page.check("input[name=minutes][value='6']", force=True)
    page.check("input[name=mode][value=coached]")
    page.click(".begin")
    asked = page.locator("#mock-question")
    expect(asked).to_be_visible()
    expect(page.locator(".room-title")).to_contain_text("Warm interviewer, coached")
    expect(page.locator(".clock b")).to_have_text(re.compile(r"^(6:00|5:5\d)$"))

    # The first question, then follow-ups on it, each another question than before.
    first = asked.inner_text()
    bank = practice_knowledge().bank
    question = next(one for one in bank.of_kind(RoundKind.RESEARCH_DEEP_DIVE) if one.text in first)
    questions = [first]
    for words in SAID:
        answer(page, words)
        expect(asked).not_to_have_text(questions[-1])
        questions.append(asked.inner_text())
    assert len(set(questions)) == 3
    expect(page.locator("#room-talk .margin").first).to_contain_text("Heard: “")

    page.click("#room-box [data-room=hint]")
    expect(page.locator("#room-now .hint")).to_be_visible()

    typed(page, UNSENT)
    page.click("#room-top >> text=Pause")
    expect(page.locator(".standing")).to_be_visible()
    place.clock.ahead += 900
    page.click("#room-top >> text=Resume")
    expect(page.locator("#mock-answer")).to_be_editable()
    assert seconds_shown(page) > 300
    page.reload()
    expect(page.locator("#mock-answer")).to_have_value(UNSENT)
    expect(page.locator("#room-talk .mine")).to_have_count(2)
    expect(page.locator("#room-now .hint")).to_be_visible()

    for left, told in ((100, "Two minutes left."), (25, "Thirty seconds left.")):
        place.leave(left)
        typed(page, " ")
        expect(page.locator("#mock-live")).to_have_text(told)
    expect(page.locator(".clock.last")).to_be_visible()
    typed(page, "nobody tuned on it")
    page.wait_for_timeout(1200)
    place.leave(2)
    typed(page, ".")
    expect(page.locator("#debrief .intro").first).to_contain_text(
        "Time was up; what you had written counted."
    )
    state = place.only_mock()
    assert state.ended is EndReason.TIME
    assert state.warned == (120, 30)
    last = state.answers[-1]
    assert last.unsent
    assert last.text.startswith(UNSENT)
    assert last.text.endswith("nobody tuned on it.")

    # One's own view first, then what was heard.
    own = page.locator("#debrief-rate fieldset").first.locator("input").nth(2)
    own.check()
    page.click("text=Show the debrief")
    expect(page.locator(".figure svg.bar").first).to_be_visible()
    expect(page.locator(".figure")).to_contain_text("your own rating")
    expect(page.locator(".criteria").first).to_contain_text("level 3 of 4")
    quotes = [
        text.partition("“")[2].partition("”")[0]
        for text in page.locator(".criteria blockquote").all_inner_texts()
    ]
    answers = [one.text for one in state.answers]
    assert quotes
    assert all(any(quote in one for one in answers) for quote in quotes)

    markdown = saved(page, "md").decode()
    assert "Research deep dive" in markdown.splitlines()[0]
    assert UNSENT in markdown
    assert quotes[0] in markdown
    pdf = PdfReader(io.BytesIO(saved(page, "pdf")))
    read = " ".join(" ".join(one.extract_text().split()) for one in pdf.pages)
    assert pdf.metadata is not None
    assert "Research deep dive" in str(pdf.metadata.title)
    assert quotes[0] in read
    assert UNSENT in read
    kept = json.loads(saved(page, "json"))
    assert kept["ended"] == "time"
    assert [one["text"] for one in kept["transcript"] if "unsent" in one] == answers
    assert kept["own_ratings"] == state_ratings(place)

    page.click("#side >> text=Progress")
    expect(page.locator(".overview")).to_contain_text("1 mock")
    due = page.locator(".due-list li")
    first_due = due.filter(has_text=re.compile(re.escape(question.subject), re.I))
    expect(first_due).to_have_count(1)
    expect(first_due).to_contain_text(re.compile("last time|kept fresh"))
    expect(first_due.locator(".when")).to_have_text(re.compile("^due "))


def test_a_mock_on_ones_own_paper_asks_with_the_page(page: Page, place: Place, tmp_path: Path) -> None:
    paper = tmp_path / "borrowed-confidence.pdf"
    paper.write_bytes(to_pdf(paper_as_handout()))
    page.check("input[name=what][value=research_deep_dive]")
    page.check("input[name=minutes][value='6']", force=True)
    page.set_input_files("#mock-paper input[type=file]", paper)
    expect(page.locator("#mock-paper")).to_contain_text("borrowed-confidence")
    page.click(".begin")
    asked = page.locator("#mock-question")
    expect(asked).to_contain_text(re.compile(r"“[^”]+” \(p\. \d\)"))
    expect(page.locator("#room-top h1")).to_contain_text("paper")
    found = re.search(r"“([^”]+)” \(p\. (\d)\)", asked.inner_text())
    assert found is not None
    text = PdfReader(paper).pages[int(found[2]) - 1].extract_text()
    assert find_verbatim(found[1], text) is not None
    answer(page, SAID[0])
    expect(asked).not_to_contain_text(found[0])


def paper_as_handout() -> Handout:
    """A small paper of our own with its headings, as a candidate would export it."""
    blocks: list[Block] = []
    for head, body in parts():
        blocks.append(Heading(text=head))
        blocks += [Paragraph(text=one) for one in body]
    return Handout(
        title=TITLE, subtitle="Mara Lindqvist, Tobias Okafor", made_on=date(2026, 3, 2), blocks=tuple(blocks)
    )


def state_ratings(place: Place) -> dict[str, dict[str, int]]:
    return {name: dict(levels) for name, levels in place.only_mock().ratings.items()}
