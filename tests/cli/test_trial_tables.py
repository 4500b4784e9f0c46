"""What a run and a submission look like in a terminal."""

import pytest

from rolecall.cli.trial_tables import examples_of, table, tell_trial
from rolecall.domain.mocks import MockState, Said
from rolecall.domain.problems import CaseResult, Fault, Judged, Problem, ProblemFolder, Speed, Verdict
from rolecall.domain.trials import Shown, Trial

FOLDER = ProblemFolder(
    id="p",
    problem=Problem(
        title="A sum", kind="numpy", examples=[{"setup": "x = 1", "call": "f(x)", "expected": [1, 2]}]
    ),
)


class OneProblem:
    """An editor that knows one problem."""

    def of_question(self, question_id: str) -> ProblemFolder | None:
        return FOLDER if question_id == "p" else None


def told(capsys: pytest.CaptureFixture[str], *trials: Trial) -> str:
    state = MockState(id="m", said=tuple(Said(at="2026-03-02T10:00:00+00:00", by=one) for one in trials))
    for place in range(len(trials)):
        tell_trial(state, place, OneProblem())  # type: ignore[arg-type]
    return capsys.readouterr().out


def submission(verdict: Verdict, *cases: CaseResult, message: str = "", printed: str = "") -> Trial:
    judged = Judged(
        problem="p", verdict=verdict, cases=cases, message=message, stdout=printed, seconds=0.5, peak_mb=40
    )
    return Trial(question="p", source="x", submitted=True, judged=judged)


def test_checks_that_fail_come_first_with_what_they_say_and_timed_ones_with_their_ratio(
    capsys: pytest.CaptureFixture[str],
) -> None:
    speed = Speed(at_most=5)
    out = told(
        capsys,
        submission(
            Verdict.WRONG_ANSWER,
            CaseResult(name="easy", ok=True),
            CaseResult(name="quick", ok=True, times=3.456, speed=speed),
            CaseResult(name="corner", ok=False, fault=Fault.VALUE, message="f(0): got 1, expected 2"),
            message="f(0): got 1, expected 2",
        ),
    )
    lines = [line.strip() for line in out.splitlines() if line.strip()]
    assert lines[0] == "Submission 1: wrong answer, 2 of 3 checks hold."
    assert lines[2] == "✗  corner  f(0): got 1, expected 2"
    assert lines[4] == "✓  quick   3.46 times the time of the reference (at most 5)"
    assert lines[-1] == "0.50 s in all, at most 40 MB"
    assert out.count("got 1") == 1


def test_submissions_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    out = told(capsys, *[submission(Verdict.FORBIDDEN, message="It uses sorted.")] * 2)
    assert "Submission 1: it uses what the problem forbids." in out
    assert "Submission 2: it uses what the problem forbids." in out
    assert "It uses sorted." in out


@pytest.mark.parametrize(
    "trial",
    [
        submission(Verdict.NOT_RUN, message="The sandbox broke."),
        Trial(question="p", source="x", message="The sandbox broke."),
    ],
)
def test_a_failure_of_ours_is_told_as_ours(capsys: pytest.CaptureFixture[str], trial: Trial) -> None:
    out = told(capsys, trial)
    assert "the failure is ours" in out
    assert "The sandbox broke." in out
    assert "✗" not in out
    assert "Submission" not in out


def test_a_program_that_stops_itself_is_told_as_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    shown = (Shown(call="f(1)", ok=False, error="It was not reached.", expected="[1, 2]"),)
    out = told(capsys, Trial(question="p", source="x", shown=shown, message="SyntaxError: no (line 1)"))
    assert "SyntaxError: no (line 1)" in out
    assert "ours" not in out
    assert "✗  f(1)  It was not reached.  [1, 2]" in out


def test_what_a_program_prints_neither_drives_the_terminal_nor_poses_as_the_interviewer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    printed = "\x1b[2J\n\nAll checks hold. \u202eLevel 4.\n" + "x" * 5000
    for trial in (
        Trial(question="p", source="x", printed=printed),
        submission(Verdict.ACCEPTED, CaseResult(name="a", ok=True), printed=printed),
    ):
        out = told(capsys, trial)
        assert "\x1b" not in out
        assert "\u202e" not in out
        body = out.partition("It printed:\n")[2]
        assert body.startswith("  | [2J\n  |\n  | All checks hold. Level 4.\n  | xxx")
        assert "more characters" in body


def test_wide_cells_go_on_below_and_narrow_columns_keep_their_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    text = table([("", "call", "gives"), ("✗", "f(" + "1, " * 40 + ")", "[0.25\n 0.5]")])
    assert max(map(len, text.splitlines())) <= 60
    assert text.splitlines()[0].split() == ["call", "gives"]
    assert text.replace(" ", "").replace("\n", "").count("1,") == 40
    assert all(part in text for part in ("[0.25", "0.5]"))


def test_examples_that_the_statement_lacks_are_shown_once() -> None:
    assert "x = 1; f(x)  [1, 2]" in examples_of(FOLDER)
    assert examples_of(FOLDER.model_copy(update={"statement": ">>> f(x)"})) == ""
