"""Made questions, plans and states of mocks, small enough to read in a test."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from rolecall.content.files import load_yaml
from rolecall.domain.clock import Clock
from rolecall.domain.coding import Coding, CodingWords
from rolecall.domain.interviews import Criterion, InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement, Manner, Scorecard
from rolecall.domain.judging.scoring import scorecard
from rolecall.domain.mock_events import Answered, MockEvent, Paused, Resumed, Spoke, Started, fold
from rolecall.domain.mocks import (
    DRIFT_QUESTION,
    Answer,
    Interviewer,
    InterviewerMove,
    Line,
    MockPlan,
    MockRequest,
    MockState,
    Mode,
    PlannedRound,
)
from rolecall.domain.planning import LoopRules
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.roles import Track
from rolecall.domain.voices import Voices
from tests.domain.readings import KNOWLEDGE

DEEP, QUICK = RoundKind.RESEARCH_DEEP_DIVE, RoundKind.QUICKFIRE
WORDS = ("baseline", "ablation", "metric")
"""The criteria of a made question; an answer that says one of these words is heard to cover it."""


def question(
    name: str = "alpha", kind: RoundKind = DEEP, difficulty: int = 2, minutes: float = 5
) -> InterviewQuestion:
    criteria = tuple(
        Criterion(
            id=word,
            dimension="rigor",
            asks=f"Tells which {word} was used",
            weight=3 - place,
            terms=(word,),
            meanings=(f"The {word} of {name} was chosen because nothing else told the two runs apart.",),
            follow_up=f"Which {word} did you settle on for {name}?",
            stronger=f"Names the {word} of {name} and the case in which another one would have won.",
        )
        for place, word in enumerate(WORDS)
    )
    return InterviewQuestion(
        id=name,
        kind=kind,
        track=Track.RESEARCH,
        difficulty=difficulty,
        subject=f"project {name}",
        minutes=minutes,
        text=f"What did you set out to learn in project {name}, and what came of it?",
        notes=f"Strong candidates of {name} begin with the decision that hung on the result.",
        criteria=criteria,
        hints=(
            f"Begin with the people who waited for {name}.",
            f"One number of {name} decided it.",
            f"Say what {name} was set against.",
        ),
    )


QUESTIONS = (
    question("alpha", difficulty=1),
    question("beta", difficulty=2),
    question("gamma", difficulty=3),
    question("delta", difficulty=4),
    question("trivia-one", QUICK, 1, 2),
    question("trivia-two", QUICK, 2, 2),
    question("trivia-three", QUICK, 3, 2),
    question("trivia-four", QUICK, 4, 2),
)
BY_ID = {one.id: one for one in QUESTIONS} | {DRIFT_QUESTION: question(DRIFT_QUESTION)}


def bank() -> InterviewBank:
    return InterviewBank(questions=QUESTIONS, rubrics=())


def knowledge() -> PracticeKnowledge:
    """Made questions, with the voices and loops that ship."""
    return PracticeKnowledge(
        bank=bank(),
        coding=Coding(problems={}, words=load_yaml(KNOWLEDGE / "coding.yaml", CodingWords)),
        voices=load_yaml(KNOWLEDGE / "voices.yaml", Voices),
        loops=load_yaml(KNOWLEDGE / "loops.yaml", LoopRules),
        drift=question(DRIFT_QUESTION),
    )


class WordListener:
    """A judge that hears a criterion where its word is said, and tells manners by their first word."""

    def manner(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        earlier: Sequence[str],
        samples: Sequence[str],
        *,
        kind: RoundKind,
        writing: bool = False,
    ) -> Manner:
        first = answer.split(maxsplit=1)[0].strip(".,").lower() if answer.strip() else ""
        if not first:
            return Manner.EMPTY
        named = {"hint": Manner.ASKS_FOR_HINT, "again": Manner.ASKS_TO_REPEAT, "skip": Manner.SKIPS}
        return named.get(first, Manner.SUBSTANTIVE)

    def heard(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        *,
        kind: RoundKind,
        known: object = None,
    ) -> tuple[Judgement, ...]:
        judged = []
        for criterion in criteria:
            at = answer.lower().find(criterion.terms[0])
            begins = answer.rfind(".", 0, max(at, 0)) + 1
            sentence = answer[begins:].partition(".")[0].strip() if at >= 0 else ""
            state = JudgedAs.COVERED if at >= 0 else JudgedAs.NOT_COVERED
            judged.append(Judgement(id=criterion.id, state=state, coverage=float(at >= 0), evidence=sentence))
        return tuple(judged)

    def card(
        self, question_id: str, criteria: Sequence[Criterion], judgements: Sequence[Judgement], hints: int
    ) -> Scorecard:
        return scorecard(question_id, criteria, judgements, hints=hints)


class Sitting:
    """A mock told step by step: `asks`, `answers`, `waits`; `state` is what it folds into."""

    def __init__(
        self,
        *rounds: PlannedRound,
        interviewer: Interviewer = Interviewer.NEUTRAL,
        mode: Mode = Mode.COACHED,
        drift: bool = False,
        trivia: tuple[str, ...] = (),
    ) -> None:
        rounds = rounds or (deep("alpha", "beta", "gamma", "delta"),)
        minutes = int(sum(one.minutes for one in rounds))
        request = MockRequest(
            what=rounds[0].kind, interviewer=interviewer, mode=mode, minutes=minutes, drift=drift, seed=0
        )
        self.now = datetime.fromisoformat("2026-03-02T09:00:00.000+00:00")
        self.events: list[tuple[str, MockEvent]] = []
        self.happens(Started(plan=MockPlan(request=request, rounds=rounds, trivia=trivia)))

    def happens(self, event: MockEvent) -> "Sitting":
        self.events.append((self.at, event))
        return self

    def asks(
        self,
        name: str = "alpha",
        move: InterviewerMove = InterviewerMove.ASK,
        criterion: str = "",
        round: int = 0,
        text: str = "",
    ) -> "Sitting":
        said = text or f"({move} {name} {criterion})"
        return self.happens(
            Spoke(line=Line(move=move, text=said, question=name, criterion=criterion, round=round))
        )

    def answers(
        self,
        *heard: str,
        manner: Manner = Manner.SUBSTANTIVE,
        text: str = "We measured it twice.",
        seconds: float = 30,
        coverage: float = 0.0,
        echo: str = "",
    ) -> "Sitting":
        line = self.state.lines[-1]
        last = next(one.question for one in reversed(self.state.lines) if one.question)
        self.waits(seconds)
        answer = Answer(
            text=text,
            question=last,
            round=line.round,
            manner=manner,
            heard=heard,
            coverage=coverage,
            echo=echo,
            seconds=seconds,
        )
        return self.happens(Answered(answer=answer))

    def waits(self, seconds: float) -> "Sitting":
        self.now += timedelta(seconds=seconds)
        return self

    def pauses(self, seconds: float) -> "Sitting":
        return self.happens(Paused(at=self.at)).waits(seconds).happens(Resumed())

    @property
    def at(self) -> str:
        return self.now.isoformat(timespec="milliseconds")

    @property
    def state(self) -> MockState:
        return fold(MockState(id="m1"), self.events)


def deep(*names: str, minutes: float = 20) -> PlannedRound:
    return PlannedRound(kind=DEEP, minutes=minutes, questions=names)


def quick(*names: str, minutes: float = 6) -> PlannedRound:
    return PlannedRound(kind=QUICK, minutes=minutes, questions=names)


def left(seconds: float, in_round: float | None = None) -> Clock:
    """A clock with so many seconds left of twenty minutes."""
    return Clock(
        total=1200,
        elapsed=1200 - seconds,
        left=seconds,
        round_left=seconds if in_round is None else in_round,
        paused=False,
        over=seconds <= 0,
    )
