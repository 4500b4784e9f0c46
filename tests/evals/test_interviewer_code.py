"""Coding rounds of the interviewer eval: what is played, and that each check can fail."""

from collections.abc import Callable
from functools import cache

import pytest

from rolecall.coach.judging_code import CodeJudge
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import Interviewer, InterviewerMove, Line, MockState, Mode, Said
from rolecall.domain.problems import Verdict
from rolecall.domain.trials import Trial
from rolecall.evals.interviewer import REALLY, all_cases, measure
from rolecall.evals.interviewer_checks import CHECKS
from rolecall.evals.interviewer_code_checks import CODE_CHECKS
from rolecall.evals.interviewer_coders import CODERS
from rolecall.evals.interviewer_stage import Case, Theatre
from rolecall.evals.interviewer_transcript import Transcript
from rolecall.evals.scripted_programs import FAILS, ScriptedRunner, caught_by_declared, without_checks
from rolecall.wiring import practice_knowledge
from tests.evals.test_interviewer import parts

Move = InterviewerMove
CODING = without_checks(practice_knowledge().coding)


@cache
def played(candidate: str = "wrong, then right", minutes: int = 0) -> Transcript:
    case = Case(
        candidate=candidate,
        what=RoundKind.CODING,
        interviewer=Interviewer.NEUTRAL,
        mode=Mode.COACHED,
        minutes=minutes,
        seed=4,
    )
    return Theatre(parts()).transcript(case)


def faults(name: str, transcript: Transcript) -> list[str]:
    return list(CODE_CHECKS[name](transcript))


# Breaking a transcript


def said(t: Transcript, change: Callable[[Said], Said | None]) -> Transcript:
    kept = tuple(one for one in map(change, t.state.said) if one is not None)
    return t.model_copy(update={"state": t.state.model_copy(update={"said": kept})})


def rewritten(t: Transcript, which: Move, **fields: object) -> Transcript:
    """The first line of a move, changed."""
    first = next(one for one in t.state.said if isinstance(one.by, Line) and one.by.move is which)
    changed = first.model_copy(update={"by": first.by.model_copy(update=fields)})
    return said(t, lambda one: changed if one is first else one)


def with_trials(t: Transcript, change: Callable[[Trial], Trial | None]) -> Transcript:
    def new(one: Said) -> Said | None:
        if not isinstance(one.by, Trial):
            return one
        by = change(one.by)
        return None if by is None else one.model_copy(update={"by": by})

    return said(t, new)


def failed_on_our_side(trial: Trial) -> Trial:
    if trial.judged is None:
        return trial
    return trial.model_copy(
        update={"judged": trial.judged.model_copy(update={"verdict": Verdict.NOT_RUN, "cases": ()})}
    )


def never_green(trial: Trial) -> Trial:
    judged = trial.judged
    if judged is None or judged.verdict is not Verdict.ACCEPTED:
        return trial
    return trial.model_copy(update={"judged": judged.model_copy(update={"verdict": Verdict.WRONG_ANSWER})})


def a_line_of_ours(t: Transcript) -> str:
    """Of a problem that was asked and whose solution the candidate never wrote."""
    written = "\n".join(trial.source for trial in t.state.trials)
    return next(
        line.strip()
        for folder in t.problems.values()
        for line in folder.reference.splitlines()
        if len(line.strip()) >= 30 and line.strip() not in f"{written}{folder.starter}{folder.statement}"
    )


def last_word(t: Transcript) -> Said:
    """The last thing that was said about a problem."""
    return next(one for one in reversed(t.state.said) if isinstance(one.by, Line) and one.by.question)


BREAKS: list[tuple[str, str, str, Callable[[Transcript], Transcript]]] = [
    (
        "reference_kept",
        "wrong for ever",
        "a line of the solution",
        lambda t: rewritten(t, Move.PROBE, text=f"Try {a_line_of_ours(t)}, what then?"),
    ),
    (
        "reference_kept",
        "wrong for ever",
        "a line of the solution, in feedback",
        lambda t: rewritten(t, Move.CODE, feedback=a_line_of_ours(t)),
    ),
    (
        "probes_what_failed",
        "wrong, then right",
        "a check that holds",
        lambda t: rewritten(t, Move.PROBE, text="\u201cthe sky\u201d does not hold; why?"),
    ),
    (
        "probes_what_failed",
        "wrong, then right",
        "a wrong count",
        lambda t: rewritten(t, Move.PROBE, text="0 of 99 checks hold; why?"),
    ),
    (
        "probes_what_failed",
        "wrong, then right",
        "two questions",
        lambda t: rewritten(t, Move.PROBE, text="Why? And how?"),
    ),
    (
        "probes_what_failed",
        "wrong, then right",
        "a probe of an accepted version",
        lambda t: rewritten(t, Move.RAISE, move=Move.PROBE),
    ),
    (
        "raises_after_green",
        "wrong, then right",
        "nothing was ever green",
        lambda t: with_trials(t, never_green),
    ),
    (
        "raises_after_green",
        "wrong, then right",
        "a raise said as a follow-up",
        lambda t: rewritten(t, Move.RAISE, move=Move.FOLLOW_UP),
    ),
    (
        "ours_is_ours",
        "wrong, then right",
        "a probe about a run that never was",
        lambda t: with_trials(t, failed_on_our_side),
    ),
    (
        "ours_is_ours",
        "a sandbox that breaks once",
        "the failure is not named as ours",
        lambda t: said(
            t,
            lambda one: (
                one.model_copy(update={"by": one.by.model_copy(update={"text": "Go on."})})
                if isinstance(one.by, Line) and any(text in one.by.text for text in t.not_run)
                else one
            ),
        ),
    ),
    (
        "ours_is_ours",
        "wrong, then right",
        "the blame for what is not ours",
        lambda t: rewritten(t, Move.PROBE, text=t.not_run[0]),
    ),
    (
        "moves_on",
        "wrong, then right",
        "the same problem for ever",
        lambda t: t.model_copy(
            update={"state": t.state.model_copy(update={"said": (*t.state.said, *[last_word(t)] * 25)})}
        ),
    ),
    ("code_stored", "wrong, then right", "a version lost", lambda t: with_trials(t, lambda one: None)),
    (
        "code_stored",
        "wrong, then right",
        "another text",
        lambda t: with_trials(t, lambda one: one.model_copy(update={"source": "x"})),
    ),
    (
        "code_stored",
        "wrong, then right",
        "no reply",
        lambda t: said(t, lambda one: None if isinstance(one.by, Line) else one),
    ),
    (
        "code_judged",
        "wrong, then right",
        "no debrief",
        lambda t: t.model_copy(update={"debrief": None}),
    ),
    (
        "code_judged",
        "wrong, then right",
        "accepted where nothing was",
        lambda t: with_trials(t, never_green),
    ),
    (
        "code_judged",
        "wrong, then right",
        "scored where nothing ran",
        lambda t: with_trials(t, failed_on_our_side),
    ),
]


@pytest.mark.parametrize(
    ("name", "candidate", "what", "broken"), BREAKS, ids=[f"{one[0]}: {one[2]}" for one in BREAKS]
)
def test_each_check_fails_on_a_transcript_broken_in_its_own_way(
    name: str, candidate: str, what: str, broken: Callable[[Transcript], Transcript]
) -> None:
    assert faults(name, played(candidate)) == [], "before it is broken"
    assert faults(name, broken(played(candidate))), what


def test_no_check_is_without_proof() -> None:
    assert {one[0] for one in BREAKS} == set(CODE_CHECKS)


@pytest.mark.parametrize("candidate", [one.name for one in CODERS])
def test_every_coder_reaches_the_debrief_over_the_scripted_sandbox(candidate: str) -> None:
    transcript = played(candidate, 12)
    assert transcript.state.ended is not None
    assert transcript.debrief is not None
    assert transcript.state.trials
    for name in (
        "reference_kept",
        "raises_after_green",
        "moves_on",
        "ours_is_ours",
        "code_stored",
        "code_judged",
    ):
        assert faults(name, transcript) == []


def test_the_good_transcript_has_everything_that_can_be_broken() -> None:
    moves = {line.move for line in played().state.lines}
    assert moves >= {Move.ASK, Move.CODE, Move.PROBE, Move.RAISE, Move.WRAP_UP}
    assert {trial.submitted for trial in played().state.trials} == {True, False}
    assert played("orders in the code", 12).twin is not None


def test_coders_play_rounds_and_loops_and_some_of_them_for_real() -> None:
    coders = {coder.name for coder in CODERS}
    cases = [case for case in all_cases(really=True) if case.candidate in coders]
    assert {(case.what, case.candidate) for case in cases} == {
        (what, name) for what in ("coding", "loop") for name in coders
    }
    assert {case.candidate for case in cases if case.really} == set(REALLY) <= coders
    assert not any(case.really for case in all_cases())


def test_coding_rounds_are_played_where_there_is_no_sandbox() -> None:
    """The parts of these tests have a sandbox that cannot be had; the scripted one stands in."""
    case = Case(
        candidate="right at once",
        what="coding",
        interviewer=Interviewer.WARM,
        mode=Mode.COACHED,
        minutes=10,
    )
    report = measure(parts(), [case])
    assert report.checks["code_judged"] == 1
    assert report.checks["ours_is_ours"] == 1


# The scripted sandbox


def test_the_scripted_sandbox_gives_what_the_bank_proves() -> None:
    judge = CodeJudge(ScriptedRunner(CODING.problems))
    for folder in CODING.problems.values():
        assert judge.judge(folder, folder.reference).verdict is Verdict.ACCEPTED, folder.id
        assert judge.judge(folder, folder.starter).verdict is not Verdict.ACCEPTED, folder.id
        assert caught_by_declared(folder), folder.id
        for name, one in folder.problem.wrong.items():
            if folder.wrong[name] in caught_by_declared(folder):
                judged = judge.judge(folder, folder.wrong[name])
                assert judged.caught_by(one.caught_by), (folder.id, name, judged.message)


def test_the_scripted_sandbox_prints_and_breaks_on_demand() -> None:
    folder = CODING.problems["np-macro-f1"]
    judge = CodeJudge(ScriptedRunner(CODING.problems))
    assert judge.judge(folder, folder.reference + '\nprint("hello")\n').stdout == "hello"
    assert judge.judge(folder, f"{FAILS}\n{folder.reference}").verdict is Verdict.NOT_RUN


def test_checks_of_code_are_among_all_checks() -> None:
    assert set(CODE_CHECKS) <= set(CHECKS)
    assert isinstance(played().state, MockState)
