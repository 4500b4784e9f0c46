"""A small mock with its debrief, built by hand: two questions, every state of a criterion."""

from rolecall.domain.debriefs import Advice, CriterionShown, Debrief, QuestionShown, RoundShown
from rolecall.domain.interviews import RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement, Scorecard
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

ANCHORS = {1: "Nothing is said.", 2: "It is named.", 3: "It is reasoned.", 4: "It is weighed."}
QUOTE = "I gave both forty trials on the same split"
ANSWER = f"We began with the rival. {QUOTE}, so the gap is not a matter of tuning."


def judged(
    name: str, state: JudgedAs, coverage: float, level: int | None = None, quote: str = ""
) -> Judgement:
    return Judgement(id=name, state=state, coverage=coverage, level=level, evidence=quote)


def criterion(title: str, judgement: Judgement, own: int | None = None) -> CriterionShown:
    return CriterionShown(
        id=judgement.id,
        dimension="rigor",
        title=title,
        judgement=judgement,
        anchors=ANCHORS,
        own_level=own,
        stronger=f"Says more of {judgement.id}.",
    )


def question(name: str, criteria: tuple[CriterionShown, ...], score: float | None) -> QuestionShown:
    judgements = tuple(one.judgement for one in criteria)
    card = Scorecard(
        question=name,
        criteria=judgements,
        score=score,
        coverage=0.55,
        rests_on=sum(one.level is not None for one in judgements),
        of=len(criteria),
        hints=1,
        price=5.0,
    )
    return QuestionShown(
        id=name,
        kind=RoundKind.RESEARCH_DEEP_DIVE,
        text=f"What about {name}?",
        subject=f"the {name}",
        criteria=criteria,
        card=card,
        seconds=132.0,
        sample="Our own strong answer.",
    )


def a_debrief(*, levels: bool = True, notes: tuple[str, ...] = ()) -> Debrief:
    """With levels as a trusted model gives them, or with coverage alone."""
    first = (
        judged("rival", JudgedAs.SCORED, 0.83, 3, QUOTE)
        if levels
        else judged("rival", JudgedAs.COVERED, 0.83, None, QUOTE)
    )
    one = question(
        "baseline",
        (
            criterion("Names the rival", first, own=4),
            criterion("Says what was held equal", judged("equal", JudgedAs.NOT_COVERED, 0.27)),
        ),
        66.7 if levels else None,
    )
    two = question(
        "spread",
        (
            criterion("Gives the spread", judged("spread", JudgedAs.UNSCORED, 0.41)),
            criterion("Says what would refute it", judged("refute", JudgedAs.NOT_ASKED, 0.0)),
        ),
        None,
    )
    shown = RoundShown(
        kind=RoundKind.RESEARCH_DEEP_DIVE,
        why="About 38% of loops where nothing is known of the role.",
        minutes=20,
        questions=(one, two),
        strengths=(f"Names the rival: “{QUOTE}”",),
        practise=(
            Advice(
                text="On the baseline: say what was held equal.",
                question="baseline",
                guide="deep-dive#rivals",
                guide_title="Rivals and baselines",
            ),
        ),
        coverage=0.55,
        score=66.7 if levels else None,
    )
    return Debrief(
        id="d1",
        at="2026-03-02T10:31:00.000+00:00",
        rounds=(shown,),
        coverage=0.55,
        score=66.7 if levels else None,
        rests_on=1 if levels else 0,
        of=4,
        own_difference=1.0 if levels else None,
        own_against_coverage=None if levels else 0.17,
        notes=notes,
        engine="openai:judge-9" if levels else "built-in",
        unfinished=1,
    )


def a_mock(
    *debriefs: Debrief, answer: str = ANSWER, title: str = "Research deep dive", ended: bool = True
) -> MockState:
    """The mock behind it: two questions, two answers."""
    said = (
        Said(at="2026-03-02T10:00:00.000+00:00", by=_line("baseline")),
        Said(at="2026-03-02T10:02:12.000+00:00", by=Answer(text=answer, question="baseline", seconds=132.0)),
        Said(at="2026-03-02T10:02:13.000+00:00", by=_line("spread")),
        Said(
            at="2026-03-02T11:04:25.000+00:00",
            by=Answer(text="Five seeds.", question="spread", seconds=132.0, unsent=True),
        ),
    )
    request = MockRequest(minutes=20)
    plan = MockPlan(
        request=request,
        title=title,
        rounds=(
            PlannedRound(kind=RoundKind.RESEARCH_DEEP_DIVE, minutes=20, questions=("baseline", "spread")),
        ),
    )
    return MockState(
        id="m1",
        plan=plan,
        started_at="2026-03-02T10:00:00.000+00:00",
        said=said,
        ended=EndReason.TIME if ended else None,
        ended_at="2026-03-02T11:04:26.000+00:00" if ended else "",
        ratings={"baseline": {"rival": 4}},
        debriefs=debriefs,
    )


def _line(name: str) -> Line:
    return Line(move=InterviewerMove.ASK, text=f"What about {name}?", question=name)
