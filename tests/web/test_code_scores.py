"""The code of a problem in the debrief."""

from rolecall.domain.debriefs import CodeShown, TimedShown, VersionShown
from rolecall.domain.hygiene import Finding
from rolecall.domain.problems import Verdict
from rolecall.web.code_scores import code

RUN = VersionShown(source="first")
FAILED = VersionShown(source="second", number=1, verdict=Verdict.WRONG_ANSWER, passed=3, total=5)
COUNTED = VersionShown(source="third <b>", number=2, verdict=Verdict.ACCEPTED, passed=5, total=5)
SHOWN = CodeShown(
    source=COUNTED.source,
    number=2,
    verdict=Verdict.ACCEPTED,
    passed=5,
    total=5,
    peak_mb=47.3,
    timed=(
        TimedShown(case="long", times=1.5, at_most=3, against="reference", ok=True),
        TimedShown(case="wide", times=9, at_most=3, against="starter", ok=False),
    ),
    findings=(Finding(code="F401", message="`os` imported but unused", line=4),),
    versions=(RUN, FAILED, COUNTED),
    common=("Counts one at a time.",),
    reference="def ours(): ...",
    sandbox="full",
    tells="Whether corners are seen.",
)


def test_the_version_that_counts_stands_with_line_numbers_and_what_it_came_to() -> None:
    shown = code(SHOWN)
    assert "Submission 2 of 2, your best, counts: all 5 checks hold. 47 MB were held at most." in shown
    assert "<span>third &lt;b&gt;\n</span>" in shown
    assert "<b>" not in shown


def test_each_timed_check_has_a_bar_against_its_limit_and_words() -> None:
    shown = code(SHOWN)
    assert 'aria-label="long: 1.5 times as long as our solution; at most 3 times"' in shown
    assert "9 times as long as the starter; at most 3 times, too slow" in shown
    assert '<rect class="full" x="0" y="5" width="33.3" height="8"/>' in shown
    assert '<rect class="full over" x="0" y="5" width="100.0" height="8"/>' in shown


def test_findings_tell_line_rule_and_message() -> None:
    shown = code(SHOWN)
    assert "<td>4</td><td><code>F401</code></td><td>`os` imported but unused</td>" in shown


def test_no_linter_and_nothing_found_are_different_things() -> None:
    assert "No linter could look at it here." in code(SHOWN.model_copy(update={"findings": None}))
    assert "The linter found nothing." in code(SHOWN.model_copy(update={"findings": ()}))


def test_every_version_says_what_it_was() -> None:
    late = COUNTED.model_copy(update={"unsent": True})
    shown = code(SHOWN.model_copy(update={"versions": (RUN, FAILED, late)}))
    assert "<summary>A run of your own</summary>" in shown
    assert "<summary>Submission 1: 3 of 5 checks hold.</summary>" in shown
    assert "Submission 2: all 5 checks hold. It stood in the editor when the mock ended." in shown


def test_mistakes_our_solution_and_what_the_problem_tells_are_there() -> None:
    shown = code(SHOWN)
    assert "Counts one at a time." in shown
    assert "<summary>Our solution</summary>" in shown
    assert "Whether corners are seen." in shown


def test_where_nothing_was_judged_there_are_no_facts_and_a_failed_sandbox_is_named() -> None:
    failed = VersionShown(source="x", number=0, verdict=Verdict.NOT_RUN)
    shown = code(
        CodeShown(source="", verdict=Verdict.NOT_RUN, message="No jail.", versions=(failed,), findings=None)
    )
    assert "Nothing was submitted that could be judged" in shown
    assert "The sandbox could not run what you submitted: No jail." in shown
    assert "<summary>A submission: not judged" in shown
    assert "linter" not in shown
    assert "our failure, not yours" in shown
