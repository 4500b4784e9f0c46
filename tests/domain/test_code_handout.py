"""What coding rounds add to a debrief as a document."""

import json
import re
from datetime import date

import pytest

from rolecall.coach.exporting import export_debrief
from rolecall.domain.code_handout import program
from rolecall.domain.code_results import submitted
from rolecall.domain.debrief_handout import debrief_handout
from rolecall.domain.debrief_words import timed
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.handouts import Block, Code, Handout, Heading, Paragraph, Quotation, Table, Turn
from tests.domain.code_debriefs import (
    FIRST,
    OURS,
    REFERENCE,
    SECOND,
    SLOW,
    SLOW_SAYS,
    TRIALS,
    WRONG,
    a_coding_mock,
    a_run,
)

TODAY = date(2026, 3, 3)


def made(*trials: object, hide: bool = False) -> Handout:
    state = a_coding_mock(*(trials or TRIALS))  # type: ignore[arg-type]
    return debrief_handout(state, None, TODAY, hide_numbers=hide)


def parts(handout: Handout) -> tuple[list[Block], list[Block]]:
    """Before the transcript, and the transcript."""
    blocks = list(handout.blocks)
    at = next(n for n, one in enumerate(blocks) if isinstance(one, Heading) and one.text == "Transcript")
    return blocks[:at], blocks[at:]


def test_the_code_that_counts_is_shown_with_numbers_its_measures_and_findings() -> None:
    before, _ = parts(made())
    text = to_markdown(made())
    assert Code(text=SECOND, numbered=True, caption="The version that counts.") in before
    assert "1  import os" in text
    assert "Submission 2 of 2 counts: too slow, 1 of 2 checks hold. It took 0.43 s" in text
    assert "held at most 42 MB" in text
    assert "The linter, line 1: F401 \\`os\\` imported but unused" in text
    assert "Python adds one number at a time." in text
    assert "Whether arrays are summed." in text
    table = next(one for one in before if isinstance(one, Table) and one.header[0] == "Timed check")
    assert table.rows == (("large", "31.5 times the reference", "4 times"),)


def test_facts_are_told_in_words_and_no_quote_stands_in_their_place() -> None:
    before, _ = parts(made())
    told = [one.text for one in before if isinstance(one, Paragraph)]
    assert "1 of 2 checks hold, in submission 2 of 2." in told
    assert "The linter found 1: F401." in told
    assert not any(isinstance(one, Quotation) and one.source == "your answer" for one in before)
    assert "coverage 33" not in to_markdown(made())


def test_our_own_solution_comes_last_and_once() -> None:
    before, after = parts(made())
    assert [one for one in before if isinstance(one, Code)][-1].text == REFERENCE
    assert not any(isinstance(one, Code) and "ours" in one.text for one in after)


def test_the_transcript_has_every_submission_in_order_with_its_code_and_counts_the_runs() -> None:
    _, after = parts(made())
    told = [one.text.rstrip() for one in after if isinstance(one, Turn | Code | Paragraph)]
    assert told == [
        "How would you add them?",
        "All at once.",
        "You ran your code twice; at the last run not every example held.",
        "Submitted: wrong answer, 0 of 2 checks hold.",
        FIRST.rstrip(),
        "And why is that?",
        "Submitted; the sandbox could not run it.",
        "The same code as in submission 1.",
        "And why is that?",
        "Submitted: too slow, 1 of 2 checks hold.",
        SECOND.rstrip(),
        "The time was up while this was being written; it counts.",
        "And why is that?",
    ]


def test_the_clock_of_a_transcript_runs_on_while_code_is_written() -> None:
    assert [at for at, _ in timed(a_coding_mock(a_run(), WRONG))] == [
        "00:00",
        "01:10",
        "01:10",
        "02:10",
        "02:10",
    ]


def test_runs_without_examples_are_counted_alone() -> None:
    text = to_markdown(made(a_run(ok=None), WRONG, a_run()))
    assert "You ran your code once.\n" in text
    assert "You ran your code once; the examples held.\n" in text


def test_what_the_sandbox_could_not_run_is_told_as_ours() -> None:
    text = to_markdown(made(OURS))
    assert "could not run what you submitted; that is our failure and counts for nothing" in text
    assert "The sandbox broke" not in text
    assert submitted(OURS) == "Submitted; the sandbox could not run it."
    assert "Nothing was submitted that could be judged" in to_markdown(made(a_run()))


def test_a_table_of_submissions_tells_which_were_ours_to_mend() -> None:
    before, _ = parts(made())
    table = next(one for one in before if isinstance(one, Table) and one.header[0] == "Submission")
    assert table.rows[0] == ("1", "wrong answer", "0 of 2")
    assert table.rows[1] == ("", "could not be run, which is our failure", "")
    assert table.rows[2] == ("2", "too slow, as it stood when the time was up", "1 of 2")


def test_programs_longer_than_anybody_prints_are_cut_and_say_so() -> None:
    long = program("x = 1\n" * 1000, numbered=True, caption="Mine.")
    assert len(long.lines) == 400
    assert "600 more lines" in long.caption or "601 more lines" in long.caption
    assert program("y" * 50_000).caption.startswith("1 more lines")
    assert program("x = 1\n").caption == ""


def test_where_numbers_are_hidden_no_digit_of_a_result_is_left() -> None:
    handout = made(hide=True)
    blocks = [one for one in handout.blocks if not isinstance(one, Code)]
    text = to_markdown(handout.model_copy(update={"blocks": tuple(blocks), "subtitle": ""}))
    # Names of rules and lines, numbers of submissions, times of the clock: none of them is a result.
    text = re.sub(
        r"2026-03-03|\d+ min \d+ s|line 1: F401|\(\d\d:\d\d\)|submission 1|^\| \d \|",
        "",
        text,
        flags=re.MULTILINE,
    )
    assert not re.search(r"\d", text), re.findall(r".{30}\d.{20}", text)
    assert "About half of the checks hold." in text
    assert "It is slower than allowed." in text
    assert SLOW_SAYS not in text
    assert "Submitted: wrong answer, none of the checks hold." in text


def test_hidden_numbers_stay_hidden_in_json_and_the_rest_is_all_there() -> None:
    state = a_coding_mock(*TRIALS)
    _, data = export_debrief(state, "json", made_on=TODAY, hide_numbers=True)
    for hidden in ("31.5", "1 of 2", '"passed"', '"peak_mb"', '"at_most"', "found 1"):
        assert hidden not in data.decode(), hidden
    assert "got 1, expected 3" in data.decode()
    value = json.loads(export_debrief(state, "json", made_on=TODAY)[1])
    told = [one for one in value["transcript"] if one["speaker"] == "editor"]
    assert [one["source"] for one in told] == [one.source for one in TRIALS]
    assert told[-1]["judged"]["cases"][1]["times"] == pytest.approx(31.5)
    code = value["debriefs"][0]["rounds"][0]["questions"][0]["code"]
    assert code["reference"] == REFERENCE
    assert code["findings"][0]["code"] == "F401"


def test_a_mock_without_hidden_numbers_tells_the_measure() -> None:
    assert SLOW_SAYS in to_markdown(made(SLOW)).replace("\\", "")
