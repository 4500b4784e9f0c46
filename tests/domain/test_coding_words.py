"""How the interviewer speaks of code."""

import pytest
from pydantic import ValidationError

from rolecall.domain.coding import CodingWords
from rolecall.domain.coding_words import green, say_of_code
from rolecall.domain.interviewing import next_step
from rolecall.domain.mocks import InterviewerMove
from rolecall.domain.problems import Fault, Verdict
from tests.domain.code_sittings import (
    FAILED,
    QUESTION,
    QUESTIONS,
    RIGHT,
    SLOW,
    WORDS,
    WRONG,
    case,
    sitting,
    tried,
)
from tests.domain.sittings import Sitting, left


def said(told: Sitting) -> str:
    step = next_step(told.state, QUESTIONS, left(1200))
    words = say_of_code(step, told.state, QUESTION, WORDS)
    told.asks("double", step.move, text=words)
    return words


def test_a_failed_submission_is_spoken_of_by_its_first_failing_check() -> None:
    words = said(sitting().answers("approach").happens(WRONG))
    assert "\u201cnone\u201d" in words
    assert "1 of 2" in words
    assert words.count("?") == 1


def test_slow_code_is_told_its_measured_ratio() -> None:
    assert "14 times as long as the reference" in said(sitting().answers("approach").happens(SLOW))


def test_forbidden_names_are_named() -> None:
    event = tried(Verdict.FORBIDDEN, case("two", Fault.ERROR))
    judged = event.trial.judged.model_copy(update={"forbidden": ("np.sort", "sorted")})
    event = event.model_copy(update={"trial": event.trial.model_copy(update={"judged": judged})})
    assert "np.sort and sorted" in said(sitting().answers("approach").happens(event))


def test_nothing_is_said_twice_however_often_somebody_submits_or_talks() -> None:
    told = sitting().answers("approach")
    heard = [said(told.happens(WRONG)) for _ in range(12)]
    heard += [said(told.answers()) for _ in range(7)]
    assert len(set(heard)) == len(heard)
    assert "Submission 12: 1 of 2 checks hold." in heard


def test_a_sandbox_that_fails_is_called_ours() -> None:
    told = sitting().answers("approach")
    heard = [said(told.happens(FAILED)) for _ in range(3)]
    assert "our side" in heard[0]
    assert len(set(heard)) == 3


def test_green_is_said_first_and_only_of_an_accepted_submission() -> None:
    assert "2" in green(sitting().happens(RIGHT).state, WORDS)
    assert green(sitting().happens(WRONG).state, WORDS) == ""
    assert green(sitting().happens(RIGHT).asks("double", InterviewerMove.RAISE).answers().state, WORDS) == ""


def test_a_problem_is_asked_for_its_approach_by_name_and_without_its_reference() -> None:
    assert "Twice as much" in QUESTION.text
    assert QUESTION.text.count("?") == 1
    assert [one.id for one in QUESTION.criteria] == ["approach", "cost", "corner"]
    assert QUESTION.criteria[1].terms == ("linear", "once")
    assert QUESTION.raises == ("What if it does not fit into memory?", "How would you test it?")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"begin": ("Go?",)}, "must have 0 question marks"),
        ({"asking": ("Write {title}.",)}, "must have 1 question marks"),
        ({"green": ("All {passed} hold.",)}, "has a field"),
        ({"probes": {"value": ("Why?",)}}, "probes must be"),
        ({"spoken": {}}, "spoken lacks 'default'"),
    ],
)
def test_words_that_cannot_be_said_are_refused(change: dict[str, object], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        CodingWords.model_validate(WORDS.model_dump() | change)


def test_a_question_about_a_run_is_always_a_question_while_there_are_any_left() -> None:
    for event in (WRONG, SLOW, tried(Verdict.MEMORY_LIMIT, case("two")), tried(Verdict.FORBIDDEN)):
        told = sitting().answers("approach")
        heard = [said(told.happens(event)) for _ in range(4)]
        assert [words.count("?") for words in heard] == [1] * 4
        assert len({words.replace("1 of 2", "") for words in heard}) == 4


def test_green_is_not_said_again_at_the_end() -> None:
    told = sitting().happens(RIGHT).asks("double", InterviewerMove.RAISE)
    assert green(told.state, WORDS) == ""


def test_after_a_submission_nobody_is_told_to_begin() -> None:
    told = sitting().happens(FAILED).asks("double", InterviewerMove.CODE).answers("approach")
    assert said(told) in WORDS.coding
