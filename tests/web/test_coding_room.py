"""A whole coding round in the page with the real coach and the real sandbox: wrong first, then right."""

import asyncio
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser, Page, expect

from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import EndReason, MockRequest, MockState
from rolecall.domain.problems import ProblemFolder, Verdict
from rolecall.web.app import build_app
from rolecall.web.launch import free_port, serve
from rolecall.wiring import House
from tests.web.conftest import DESKTOP, PHONE
from tests.web.editor import held, submit, tells, write
from tests.web.moved_house import moved_house
from tests.web.standin_practice import MovedClock

pytestmark = [pytest.mark.browser, pytest.mark.timeout(420)]

PROBLEM = "np-macro-f1"
PLAN = (
    "I would encode each pair of true and predicted class as one integer and count them with bincount, then "
    "reshape into the matrix; hits are the diagonal, and row sums plus column sums make the denominator."
)
COST = "It is one pass over the items, plus the number of classes squared for the table of counts."
WHY = "Indexed addition counts a repeated pair once, so I would use bincount, which counts every pair."


class Place:
    """The served page, the house behind it, and its time."""

    def __init__(self, house: House, address: str, clock: MovedClock) -> None:
        self.house, self.address, self.clock = house, address.rstrip("/"), clock

    def problem(self) -> ProblemFolder:
        return self.house.coach.mocks.knowledge.coding.problems[PROBLEM]

    def state(self) -> MockState:
        practice = self.house.coach.practice
        return practice.open("local", practice.mocks("local")[0].id)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    clock = MovedClock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("gradio")))
        with moved_house(tmp_path_factory.mktemp("data"), clock) as house:
            app = build_app(house.coach)
            yield Place(house, serve(app, free_port(None), block=False, tell=lambda _: None), clock)
            app.close()


@pytest.fixture
def page(browser: Browser, place: Place) -> Iterator[Page]:
    """A tab; what it asks of another host, or reports as an error, fails the test."""
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]
    wrong: list[str] = []
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    page.on(
        "request",
        lambda asked: (
            None if re.match(r"(http://127\.0\.0\.1|data:|blob:)", asked.url) else wrong.append(asked.url)
        ),
    )
    page.goto(f"{place.address}/?view=practise")
    page.wait_for_selector("#side .side")
    yield page
    context.close()
    assert wrong == []


def begin(page: Page, problem: str = PROBLEM, minutes: str = "25") -> None:
    page.check("input[name=what][value=coding]")
    page.click(".problems > summary")
    page.locator(f"input[name=problem][value={problem}]").evaluate(
        "one => one.closest('details').open = true"
    )
    page.check(f"input[name=problem][value={problem}]")
    page.check(f"input[name=minutes][value='{minutes}']", force=True)
    page.click(".begin")
    expect(page.locator("#mock-question")).to_be_visible()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("def ")


def answer(page: Page, text: str) -> None:
    page.fill("#mock-answer", text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#mock-answer")).to_have_value("")


def test_a_whole_round_wrong_first_then_right_to_the_debrief(page: Page, place: Place) -> None:
    folder = place.problem()
    begin(page)
    expect(page.locator("#room-problem")).to_contain_text("Confusion matrix and macro F1")
    expect(page.locator("#room-problem .rules")).to_contain_text("Not allowed here: sklearn.")
    expect(page.locator("#room-problem .calls td").first).to_contain_text("macro_f1(")
    expect(page.locator("#code-walls")).to_contain_text(re.compile(r"Sandbox: .+ walls stand"))
    assert held(page) == folder.starter

    # The approach first.
    answer(page, PLAN)
    answer(page, COST)
    expect(page.locator("#mock-question")).to_contain_text("Run")

    # A run shows the example; the interviewer says nothing to it.
    write(page, folder.wrong["lost_counts.py"])
    page.keyboard.press("Control+Enter")
    tells(page, "Run 1: the example does not hold.")
    row = page.locator("#code-gave .calls tbody tr")
    expect(row).to_contain_text("[[1, 1], [0, 2]]")
    expect(row.locator(".fails")).to_have_text("no")
    assert page.evaluate("document.activeElement.className") == "cm-content"

    # Own calls, with what they print.
    page.click(".own-calls summary")
    page.fill(
        "#own-calls", "x = np.array([0, 1])\nprint('<b>seen</b>')\nmacro_f1(x, x, 2)[1]\nmacro_f1('a', x, 2)"
    )
    page.click("text=Run these")
    tells(page, "Run 2: 3 calls of your own.")
    expect(page.locator("#code-gave .printed pre")).to_contain_text("<b>seen</b>")
    expect(page.locator("#code-gave .went-wrong")).to_contain_text("line")
    page.fill("#own-calls", "macro_f1(")
    page.click("text=Run these")
    expect(page.locator("#code-told")).to_contain_text("not Python")
    page.click(".own-calls summary")

    # Wrong: failing checks first, with what was got and expected; the interviewer asks about one.
    submit(page)
    tells(page, re.compile(r"Submission 1: \d+ of \d+ checks hold\."))
    expect(page.locator("#code-told")).to_be_empty()
    first = page.locator("#code-gave .checks tbody tr").first
    expect(first.locator(".fails")).to_have_text("fails")
    expect(first).to_contain_text("expected 2")
    expect(page.locator("#mock-question")).to_contain_text("?")
    assert place.state().submissions(PROBLEM)[0].failing is not None
    answer(page, WHY)

    # Too slow, then right: the bar is raised.
    write(page, folder.wrong["loops.py"])
    submit(page)
    tells(page, "Submission 2: 13 of 14 checks hold.")
    expect(page.locator("#code-gave .checks tr").nth(1)).to_contain_text("too slow")
    expect(page.locator("#code-gave .checks tr").nth(1)).to_contain_text(
        re.compile(r"\d+ times ours\s*at most")
    )
    write(page, "import os\n" + folder.reference)
    submit(page)
    tells(page, "Submission 3: all 14 checks hold.")
    expect(page.locator("#room-now")).to_contain_text("All 14 checks hold.")

    # Said in the conversation, with the code in a fold; a version can be looked at and brought back.
    page.check("#room-tabs [value=talk]", force=True)
    expect(page.locator("#room-talk")).to_contain_text("Submission 1: 3 of 14 checks hold.")
    expect(page.locator("#room-talk")).to_contain_text("You ran your code 2 times.")
    page.click(".versions-kept > summary")
    page.locator(".versions-kept li").nth(1).locator("summary").click()
    page.locator(".versions-kept li").nth(1).locator("text=Bring it back").click()
    assert held(page) == folder.wrong["loops.py"]
    page.keyboard.press("Control+z")
    assert held(page) == "import os\n" + folder.reference

    answer(page, "A class that occurs nowhere is left out of the mean, so that no division by zero happens.")
    page.click("#room-top >> text=End now")
    page.click("#mock-ending [data-room=end]")
    page.click("text=Show the debrief")
    expect(page.locator(".of-code")).to_be_visible()
    state = place.state()
    assert state.ended is EndReason.EARLY
    assert [one.judged.verdict for one in state.submissions(PROBLEM) if one.judged] == [
        Verdict.WRONG_ANSWER,
        Verdict.TIME_LIMIT,
        Verdict.ACCEPTED,
    ]
    code = page.locator(".of-code")
    expect(code).to_contain_text("Submission 3 of 3, your best, counts: all 14 checks hold.")
    expect(code.locator("pre.code").first).to_contain_text("bincount")
    expect(code.locator(".speeds .bar")).to_have_count(1)
    expect(code.locator(".speeds")).to_contain_text("as long as our solution; at most")
    expect(code).to_contain_text("F401")
    expect(code).to_contain_text("Every version 5")
    expect(code).to_contain_text("Our solution")
    expect(page.locator(".criteria")).to_contain_text("14 of 14 checks hold, in submission 3 of 3.")
    page.click("#debrief .transcript summary >> nth=0")
    expect(page.locator("#debrief .transcript")).to_contain_text("Submission 3: all 14 checks hold.")
    page.click("#side >> text=Progress")
    expect(page.locator(".overview")).to_contain_text("1 mock")


def test_an_edit_made_while_a_run_is_under_way_is_kept_and_a_second_press_does_nothing(
    page: Page, place: Place
) -> None:
    begin(page)
    slow = "import time\ntime.sleep(1.5)\n"
    write(page, slow)
    page.click("#code-tools >> text=Run")
    running = page.locator("#code-tools [data-code=run]")
    expect(running).to_have_text("Running")
    running.click(force=True)
    page.click("#code-tools [data-code=submit]", force=True)
    page.locator("#mock-code .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("# meanwhile")
    tells(page, "Run 1:")
    expect(running).to_have_text("Run")
    assert held(page) == slow + "# meanwhile"
    practice = place.house.coach.practice
    for _ in range(60):
        state = place.state()
        if practice.editor.text("local", state) == slow + "# meanwhile":
            break
        page.wait_for_timeout(100)
    assert practice.editor.text("local", state) == slow + "# meanwhile"
    assert len(state.trials) == 1
    page.reload()
    expect(page.locator("#code-outcome")).to_contain_text("Run 1:")
    assert held(page) == slow + "# meanwhile"


def test_the_starter_comes_back_when_it_is_wanted_and_goes_again(page: Page, place: Place) -> None:
    begin(page)
    write(page, "x = 1")
    page.click("#code-tools >> text=Back to the starter")
    page.click("#to-the-starter [data-code=starter]")
    assert held(page) == place.problem().starter
    page.keyboard.press("Control+z")
    assert held(page) == "x = 1"


def test_at_time_up_what_stands_in_the_editor_is_submitted(page: Page, place: Place) -> None:
    begin(page, minutes="6")
    write(page, place.problem().reference)
    practice = place.house.coach.practice
    left = practice.tick("local", place.state().id).clock.left
    place.clock.ahead += left - 2
    expect(page.locator("#debrief .intro").first).to_contain_text("Time was up", timeout=40_000)
    state = place.state()
    assert state.ended is EndReason.TIME
    (trial,) = state.submissions(PROBLEM)
    assert trial.unsent
    assert trial.accepted


def test_the_keys_of_the_editor_indent_by_four_and_let_the_keyboard_out(page: Page) -> None:
    begin(page)
    write(page, "")
    for line in ("def f(x):", "if x:", "return 1"):
        page.keyboard.type(line)
        page.keyboard.press("Enter")
    page.keyboard.type("return 2")
    assert held(page) == "def f(x):\n    if x:\n        return 1\n    return 2"
    page.keyboard.press("Home")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert held(page).endswith("\n    return 2")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.code") == "run"


def test_on_a_phone_all_is_in_one_column_and_nothing_is_wider_than_it(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    begin(page)
    expect(page.locator("#mock-question")).to_be_in_viewport()
    page.click("#code-tools [data-code=run]")
    tells(page, "Run 1:")
    expect(page.locator("#code-outcome")).to_be_in_viewport()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    left = [page.locator(one).bounding_box() for one in ("#room-now", "#room-problem", "#mock-code")]
    assert all(box is not None and box["width"] <= PHONE["width"] for box in left)
    tops = [box["y"] for box in left if box is not None]
    assert tops == sorted(tops)
    page.locator("#room-problem summary").click()
    expect(page.locator("#room-problem .asks")).to_be_hidden()


def test_a_question_answered_in_words_has_no_editor(page: Page) -> None:
    page.check("input[name=what][value=problem_framing]")
    page.click(".begin")
    expect(page.locator("#mock-question")).to_be_visible()
    expect(page.locator("#room-code")).to_be_hidden()
    expect(page.locator("#room-problem")).to_be_hidden()
    expect(page.locator("#room-tabs")).to_be_hidden()


def test_a_second_tab_shows_what_was_written_in_the_first(page: Page, place: Place) -> None:
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("#mock-code .cm-content")).to_contain_text("def macro_f1")
    write(page, "x = 1")
    page.click("#code-tools >> text=Run")
    tells(page, "Run 1:")
    expect(other.locator("#code-outcome")).to_contain_text("Run 1:", timeout=15_000)
    assert held(other) == "x = 1"
    other.close()


def test_words_and_code_alternate_and_a_new_problem_begins_with_its_own_starter(
    page: Page, place: Place
) -> None:
    coach = place.house.coach
    words = coach.mocks.knowledge.bank.of_kind(RoundKind.PROBLEM_FRAMING)[0].id
    asked = (words, PROBLEM, "np-logsumexp")
    begun = coach.practice.start("local", MockRequest(minutes=60, question_ids=asked))
    with ThreadPoolExecutor(1) as aside:  # the browser's own loop runs in this thread
        state = aside.submit(asyncio.run, begun).result()
    page.goto(f"{place.address}/?view=practise&mock={state.id}")
    expect(page.locator("#mock-question")).to_be_visible()
    expect(page.locator("#room-code")).to_be_hidden()
    answer(page, "Let us skip this one.")
    expect(page.locator("#room-code")).to_be_visible()
    expect(page.locator("#mock-code .cm-content")).to_contain_text("def macro_f1")
    write(page, "x = 1\n")
    answer(page, "Let us skip this one.")
    expect(page.locator("#room-problem")).to_contain_text("Adding up probabilities")
    expect(page.locator("#mock-code .cm-content")).to_contain_text("def logsumexp")
    page.locator("#mock-code .cm-content").focus()
    page.keyboard.press("Control+z")
    assert held(page) == coach.mocks.knowledge.coding.problems["np-logsumexp"].starter
    answer(page, "Let us skip this one.")
    expect(page.locator("#debrief h1").first).to_be_visible()


def test_what_a_program_prints_or_returns_is_never_markup(page: Page) -> None:
    begin(page)
    evil = "<img src=x onerror='window.hit=1'>"
    write(page, f'print("{evil}\\x1b[2J\\u202e")\ndef macro_f1(*of):\n    raise ValueError("{evil}" * 999)\n')
    page.click("#code-tools [data-code=run]")
    tells(page, "Run 1:")
    expect(page.locator("#code-gave .printed pre")).to_contain_text("\\x1b[2J\\u202e")
    expect(page.locator("#code-gave .went-wrong")).to_contain_text("more characters")
    submit(page)
    tells(page, "Submission 1:")
    assert page.locator("#room img").count() == 0
    assert page.evaluate("window.hit") is None
