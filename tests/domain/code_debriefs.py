"""A small coding mock with its debrief, built by hand: three submissions, one of them our failure."""

from rolecall.domain.code_debrief import code_shown, facts, told
from rolecall.domain.debriefs import CodeShown, CriterionShown, Debrief, QuestionShown, RoundShown
from rolecall.domain.hygiene import Finding
from rolecall.domain.interviews import RoundKind
from rolecall.domain.judgements import Scorecard
from rolecall.domain.mocks import (
    Answer,
    EndReason,
    InterviewerMove,
    Line,
    MockPlan,
    MockRequest,
    MockState,
    PlannedRound,
    Said,
)
from rolecall.domain.problems import CaseResult, Fault, Judged, Problem, ProblemFolder, Speed, Verdict
from rolecall.domain.trials import Shown, Trial

SLOW_SAYS = "The right value, in 31.5 times the time of the reference (at most 4)."
REFERENCE = "def total(x):\n    return x.sum()  # ours\n"
FIRST = "def total(x):\n    return x[0]\n"
SECOND = "import os\n\ndef total(x):\n    return sum(x)\n"
FOLDER = ProblemFolder(
    id="total",
    problem=Problem(
        title="A total",
        kind="numpy",
        tells="Whether arrays are summed.",
        wrong={"loop.py": {"caught_by": "large", "mistake": "Python adds one number at a time."}},
    ),
    reference=REFERENCE,
)


def trial(
    source: str, verdict: Verdict, *cases: CaseResult, message: str = "", unsent: bool = False
) -> Trial:
    judged = Judged(
        problem="total",
        verdict=verdict,
        cases=cases,
        message=message,
        seconds=0.43,
        peak_mb=41.7,
        sandbox="full",
    )
    return Trial(question="total", source=source, submitted=True, judged=judged, seconds=60.0, unsent=unsent)


def a_run(*, ok: bool | None = True) -> Trial:
    return Trial(question="total", source=FIRST, shown=(Shown(call="total(x)", value="1", ok=ok),))


WRONG = trial(
    FIRST,
    Verdict.WRONG_ANSWER,
    CaseResult(name="small", ok=False, fault=Fault.VALUE, message="total(x): got 1, expected 3"),
    CaseResult(name="large", ok=False, fault=Fault.VALUE, message="total(y): got 1, expected 9"),
    message="total(x): got 1, expected 3",
)
OURS = trial(FIRST, Verdict.NOT_RUN, message="The sandbox broke.")
SLOW = trial(
    SECOND,
    Verdict.TIME_LIMIT,
    CaseResult(name="small", ok=True),
    CaseResult(
        name="large", ok=False, fault=Fault.SLOW, times=31.5, speed=Speed(at_most=4), message=SLOW_SAYS
    ),
    message=SLOW_SAYS,
    unsent=True,
)
FINDINGS = (Finding(code="F401", message="`os` imported but unused", line=1),)
TRIALS = (a_run(), a_run(ok=False), WRONG, OURS, SLOW)


def shown(*trials: Trial, folder: ProblemFolder = FOLDER) -> CodeShown:
    return code_shown(folder, trials, FINDINGS)


def a_coding_debrief(code: CodeShown) -> Debrief:
    words = told(code)
    criteria = tuple(
        CriterionShown(
            id=one.id,
            dimension="",
            title=f"The {one.id}",
            judgement=one,
            told=words[one.id],
            stronger="More.",
        )
        for one in facts(code)
    )
    card = Scorecard(
        question="total",
        criteria=tuple(one.judgement for one in criteria),
        score=41.0,
        coverage=0.4,
        rests_on=3,
        of=3,
        hints=0,
        price=0.0,
    )
    question = QuestionShown(
        id="total",
        kind=RoundKind.CODING,
        text="How would you add them?",
        subject="a total",
        criteria=criteria,
        card=card,
        seconds=190.0,
        code=code,
    )
    strengths = (f"The hygiene: {words['hygiene']}", f"The correctness: {words['correctness']}")
    rounds = (RoundShown(kind=RoundKind.CODING, minutes=20, questions=(question,), strengths=strengths),)
    return Debrief(
        id="d", at="2026-03-02T10:31:00.000+00:00", rounds=rounds, coverage=0.4, score=41.0, rests_on=3, of=3
    )


def a_coding_mock(*trials: Trial, folder: ProblemFolder = FOLDER) -> MockState:
    """A question, an answer, the trials with a word of the interviewer after each submission, the end."""
    said: list[Line | Answer | Trial] = [
        Line(move=InterviewerMove.ASK, text="How would you add them?", question="total"),
        Answer(text="All at once.", question="total", seconds=70.0),
    ]
    for one in trials:
        said.append(one)
        if one.submitted:
            said.append(Line(move=InterviewerMove.PROBE, text="And why is that?", question="total"))
    plan = MockPlan(
        request=MockRequest(what="coding", minutes=20),
        title="Coding",
        rounds=(PlannedRound(kind=RoundKind.CODING, minutes=20, questions=("total",)),),
    )
    return MockState(
        id="m",
        plan=plan,
        started_at="2026-03-02T10:00:00.000+00:00",
        said=tuple(Said(at="2026-03-02T10:00:00.000+00:00", by=one) for one in said),
        ended=EndReason.TIME,
        ended_at="2026-03-02T10:21:00.000+00:00",
        debriefs=(a_coding_debrief(shown(*trials, folder=folder)),),
    )
