"""Sound answers of a model are kept as its own; what parrots, loops or makes things up is not."""

from functools import cache

import pytest

from rolecall.domain.grounding import Grounded
from rolecall.domain.verifying import verified
from rolecall.evals.answers import AnswerCase, AnswersReport, Played, came_right, load_cases, measure
from rolecall.wiring import alikeness, knowledge
from rolecall.wiring.scratch import answer_rules, guide_passages

CASE = AnswerCase(half="tuned", good=True, question="Who?", given=(), says="The recruiter knows the rounds.")
NOTE = "This answer cites nothing from the guides: take it as general advice."


@pytest.fixture(scope="module")
def report() -> AnswersReport:
    known = knowledge()
    return measure(
        lambda text, material: verified(text, material, known.grounding, alikeness()),
        guide_passages(),
        answer_rules(),
        load_cases(),
    )


@cache
def count(half: str, good: bool) -> int:
    return sum(case.half == half and case.good is good for case in load_cases().cases)


def test_it_holds_on_the_kept_half(report: AnswersReport) -> None:
    assert report.holds, report.kept


def test_the_tuned_half_comes_right_but_for_one_answer(report: AnswersReport) -> None:
    assert len(report.misses) <= 1, report.misses
    assert report.tuned.bad_kept_away == 1


def test_showing_everything_and_showing_nothing_are_both_found_out() -> None:
    for made in (Grounded(text="Ask Google.", cited=(1,)), Grounded(text="")):
        told = measure(lambda _, __, made=made: made, guide_passages(), "", load_cases())  # type: ignore[misc]
        assert not told.holds


@pytest.mark.parametrize("half", ["tuned", "kept"])
def test_there_are_enough_answers_of_both_kinds(half: str) -> None:
    assert count(half, True) >= 20
    assert count(half, False) >= 15


@pytest.mark.parametrize(
    ("text", "cited", "note", "right"),
    [
        (CASE.says, (), NOTE, True),
        (CASE.says, (), "", False),
        ("The recruiter knows the rounds [1].", (1,), "", True),
        ("The recruiter.", (), NOTE, False),
        ("", (), "", False),
    ],
)
def test_a_sound_answer_counts_where_it_is_whole_and_marked(
    text: str, cited: tuple[int, ...], note: str, *, right: bool
) -> None:
    assert came_right(Played(CASE, Grounded(text=text, cited=cited, problems=(note,)))) is right


@pytest.mark.parametrize(
    ("text", "gone", "right"),
    [
        ("", (), True),
        ("Ask again.", (), False),
        ("Ask again.", ("Google",), True),
        ("Ask Google.", ("Google",), False),
    ],
)
def test_a_bad_answer_counts_where_it_or_its_words_are_gone(
    text: str, gone: tuple[str, ...], *, right: bool
) -> None:
    case = CASE.model_copy(update={"good": False, "gone": gone})
    assert came_right(Played(case, Grounded(text=text))) is right
