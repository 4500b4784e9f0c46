"""Facts of a coding round, with levels by stated rules."""

import pytest

from rolecall.domain.code_debrief import code_shown, facts, told
from rolecall.domain.hygiene import Finding
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mock_events import Tried
from rolecall.domain.problems import Fault, Verdict
from tests.domain.code_sittings import FAILED, FOLDER, RIGHT, SLOW, WRONG, case, tried


def shown(*events: Tried, findings: int | None = 0):
    found = None if findings is None else [Finding(code="F841", message="unused")] * findings
    return code_shown(FOLDER, [event.trial for event in events], found)


def levels(*events: Tried, findings: int | None = 0) -> list[int | None]:
    return [one.level for one in facts(shown(*events, findings=findings))]


@pytest.mark.parametrize(
    ("events", "level"),
    [
        ((RIGHT,), 4),
        ((WRONG, RIGHT), 3),
        ((FAILED, RIGHT), 4),  # a try that our side failed is no submission
        ((SLOW,), 3),
        ((tried(Verdict.WRONG_ANSWER, *[case(str(n)) for n in range(6)], case("x", Fault.VALUE)),), 2),
        ((WRONG,), 1),
        ((tried(Verdict.FORBIDDEN, case("two", Fault.ERROR)),), 1),
        ((FAILED,), None),
        ((tried(None),), None),
    ],
)
def test_correctness_follows_the_checks_and_the_number_of_submissions(
    events: tuple[Tried, ...], level: int | None
) -> None:
    assert levels(*events)[0] == level


@pytest.mark.parametrize(
    ("times", "level"), [((1.2,), 4), ((1.2, 2.9), 3), ((1.2, 9.0), 2), ((9.0,), 1), ((), None)]
)
def test_efficiency_is_measured_against_the_limits(times: tuple[float, ...], level: int | None) -> None:
    cases = [case(str(t), Fault.SLOW if t > 3 else Fault.NONE, t) for t in times]
    verdict = Verdict.TIME_LIMIT if any(t > 3 for t in times) else Verdict.ACCEPTED
    assert levels(tried(verdict, case("two"), *cases))[1] == level


@pytest.mark.parametrize(("findings", "level"), [(0, 4), (2, 3), (5, 2), (6, 1), (None, None)])
def test_hygiene_counts_what_the_linter_found(findings: int | None, level: int | None) -> None:
    assert levels(RIGHT, findings=findings)[2] == level


def test_code_of_which_nothing_works_is_not_praised_for_being_clean() -> None:
    failing = tried(Verdict.RUNTIME_ERROR, case("two", Fault.ERROR))
    assert levels(failing)[2] is None
    assert told(shown(failing))["hygiene"] == "There is no working code to look at."


def test_what_was_not_measured_is_not_asked_and_no_zero() -> None:
    assert {one.state for one in facts(shown(FAILED))} == {JudgedAs.NOT_ASKED}
    assert told(shown(FAILED))["correctness"] == "Nothing was submitted that could be judged."


def test_facts_are_told_in_words() -> None:
    words = told(shown(WRONG, RIGHT, findings=1))
    assert words["correctness"] == "2 of 2 checks hold, in submission 2 of 2."
    assert words["efficiency"] == "Nothing was timed here."
    assert words["hygiene"] == "The linter found 1: F841."
    assert "14 times as long as the reference; at most 3" in told(shown(SLOW))["efficiency"]


def test_common_mistakes_are_those_that_fail_the_check_that_failed_first() -> None:
    assert shown(WRONG, RIGHT).common == ("Breaks on nothing.",)
    assert shown(RIGHT).common == ()


def test_versions_keep_their_order_and_only_submissions_are_numbered() -> None:
    assert [one.number for one in shown(tried(None), WRONG, tried(None), RIGHT).versions] == [0, 1, 0, 2]
    assert shown(WRONG, RIGHT).source == RIGHT.trial.source
