"""What all mocks together show: practice by round and track, how each dimension moves, what keeps missing."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from rolecall.domain.debriefs import CriterionShown, Debrief, QuestionShown
from rolecall.domain.interviews import InterviewBank, RoundKind, RubricFamily
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mocks import EndReason, MockState
from rolecall.domain.roles import Track
from rolecall.domain.values import Value

_LEAST_MISSES = 2
"""Times something must have been missed to be called recurring."""
_MOST_GAPS = 5


class Practised(Value):
    """How much of one kind of round, or of one track, was practised."""

    name: str
    mocks: int
    questions: int
    minutes: float
    """The candidate had the word for."""
    coverage: float | None


class Point(Value):
    """One dimension in one mock."""

    mock: str
    at: str
    coverage: float
    """Share of the dimension's criteria that were heard."""
    level: float | None
    """Mean level, where a trusted model gave some."""
    own: float | None
    """Mean of the candidate's own levels."""


class Line(Value):
    """One dimension of the rubrics over time."""

    dimension: str
    title: str
    family: RubricFamily
    points: tuple[Point, ...]


class Gap(Value):
    """What was asked for and missed again and again."""

    dimension: str
    title: str
    missed: int
    asked: int
    example: str
    """What a stronger answer had, the last time."""
    question: str


class Due(Value):
    """A question to practise next."""

    question: str
    subject: str
    kind: RoundKind
    due: str
    """ISO date."""
    overdue: bool
    why: str


class Progress(Value):
    """The Progress page as a value."""

    mocks: int = 0
    finished: int = 0
    minutes: float = 0.0
    by_kind: tuple[Practised, ...] = ()
    by_track: tuple[Practised, ...] = ()
    lines: tuple[Line, ...] = ()
    gaps: tuple[Gap, ...] = ()
    next: tuple[Due, ...] = ()
    """Soonest first."""


def progress_of(mocks: Sequence[MockState], bank: InterviewBank, due: Sequence[Due]) -> Progress:
    """The progress over mocks, given newest first; aborted ones count as practice, not as results."""
    ended = [mock for mock in reversed(mocks) if mock.ended is not None]
    judged = [(mock, mock.debrief) for mock in ended if mock.debrief is not None]
    shown = [(mock, question) for mock, debrief in judged for question in debrief.questions]
    return Progress(
        mocks=len(ended),
        finished=sum(mock.ended is not EndReason.ABORTED for mock in ended),
        minutes=round(sum(answer.seconds for mock in ended for answer in mock.answers) / 60, 1),
        by_kind=tuple(
            _practised(kind, [(mock, one) for mock, one in shown if one.kind is kind]) for kind in RoundKind
        ),
        by_track=tuple(
            _practised(track, [(mock, one) for mock, one in shown if _track(one, mock, bank) is track])
            for track in Track
        ),
        lines=_lines(judged, bank),
        gaps=_gaps([question for _, question in shown], bank),
        next=tuple(due),
    )


def _practised(name: str, shown: Sequence[tuple[MockState, QuestionShown]]) -> Practised:
    coverages = [question.card.coverage for _, question in shown]
    return Practised(
        name=name,
        mocks=len({mock.id for mock, _ in shown}),
        questions=len(shown),
        minutes=round(sum(question.seconds for _, question in shown) / 60, 1),
        coverage=round(sum(coverages) / len(coverages), 4) if coverages else None,
    )


def _track(shown: QuestionShown, mock: MockState, bank: InterviewBank) -> Track:
    made = next((one for one in mock.planned.made if one.id == shown.id), None)
    question = made or bank.question(shown.id)
    return question.track if question else Track.RESEARCH


def _lines(judged: Sequence[tuple[MockState, Debrief]], bank: InterviewBank) -> tuple[Line, ...]:
    points: dict[str, list[Point]] = defaultdict(list)
    for mock, debrief in judged:
        by_dimension: dict[str, list[CriterionShown]] = defaultdict(list)
        for question in debrief.questions:
            for criterion in question.criteria:
                if criterion.judgement.state not in (JudgedAs.NOT_ASKED, JudgedAs.UNSCORED):
                    by_dimension[criterion.dimension].append(criterion)
        for dimension, criteria in by_dimension.items():
            points[dimension].append(_point(mock, criteria))
    return tuple(
        Line(dimension=name, title=dimension.title, family=bank.families[name], points=tuple(points[name]))
        for name, dimension in bank.dimensions.items()
        if points[name]
    )


def _point(mock: MockState, criteria: Sequence[CriterionShown]) -> Point:
    levels = [one.judgement.level for one in criteria if one.judgement.level is not None]
    own = [one.own_level for one in criteria if one.own_level is not None]
    return Point(
        mock=mock.id,
        at=mock.ended_at,
        coverage=sum(_met(one) for one in criteria) / len(criteria),
        level=sum(levels) / len(levels) if levels else None,
        own=sum(own) / len(own) if own else None,
    )


def _gaps(shown: Sequence[QuestionShown], bank: InterviewBank) -> tuple[Gap, ...]:
    asked: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    last: dict[str, tuple[CriterionShown, QuestionShown]] = {}
    for question in shown:
        for criterion in question.criteria:
            if criterion.judgement.state in (JudgedAs.NOT_ASKED, JudgedAs.UNSCORED):
                continue
            asked[criterion.dimension] += 1
            if not _met(criterion):
                missed[criterion.dimension] += 1
                last[criterion.dimension] = criterion, question
    gaps = [
        Gap(
            dimension=name,
            title=bank.dimensions[name].title,
            missed=times,
            asked=asked[name],
            example=last[name][0].stronger,
            question=last[name][1].id,
        )
        for name, times in missed.items()
        if times >= _LEAST_MISSES and name in bank.dimensions
    ]
    gaps.sort(key=lambda gap: (-gap.missed / gap.asked, -gap.missed, gap.dimension))
    return tuple(gaps[:_MOST_GAPS])


def _met(criterion: CriterionShown) -> bool:
    judgement = criterion.judgement
    return judgement.state is JudgedAs.COVERED or (judgement.level or 0) >= 3
