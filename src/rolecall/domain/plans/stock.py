"""What there is to practise with: questions and problems in the order that suits a role."""

from collections.abc import Iterator, Mapping, Sequence

from rolecall.domain.coding import Coding
from rolecall.domain.interviews import InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.plans.process import quote_of
from rolecall.domain.plans.rules import FieldOfWork, PlanRules
from rolecall.domain.plans.values import Quote
from rolecall.domain.problems import ProblemFolder
from rolecall.domain.progress import Progress
from rolecall.domain.reading.single import Reader
from rolecall.domain.roles import RoleReading, Section, Source, SourceKind, Track
from rolecall.domain.values import Value

_OF_WORK = (Section.DUTIES, Section.REQUIREMENTS, Section.OTHER)
_TOLD_BY = (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY)
_FIELD = 0.5
"""Of a question of the field the ad speaks of, beside the share of its track."""
_USUAL_LEVEL = 2
_MOST_FIELDS = 3


class Stock(Value):
    """Everything a plan can send somebody to, best first."""

    questions: dict[RoundKind, tuple[InterviewQuestion, ...]]
    problems: tuple[ProblemFolder, ...]
    fields: dict[str, Quote] = {}
    """What the sources say the work is about: label of a field of work, with the words."""
    reasons: dict[str, str] = {}
    """Why a question or a problem was taken before others, by its id."""


def stock_for(  # noqa: PLR0917 - what a plan is made from
    reading: RoleReading,
    bank: InterviewBank,
    coding: Coding,
    rules: PlanRules,
    fields: Mapping[str, Quote],
    progress: Progress | None = None,
) -> Stock:
    """Orders the bank: what is due or was missed, what the ad speaks of, what fits the work; easier first."""
    shares = {
        track: float(getattr(reading.shares, track)) + reading.shares.unknown / len(Track) for track in Track
    }
    spoken_of = [one for one in rules.fields if one.label in fields]
    reasons = dict(_reasons(bank, coding, spoken_of, progress))
    due = {one.question for one in progress.next if one.overdue} if progress else set()
    missed = {gap.question for gap in progress.gaps} if progress else set()

    def rank(question: InterviewQuestion) -> tuple[bool, bool, float, int, str]:
        fits = shares[question.track] + _FIELD * any(_of_field(question.id, one) for one in spoken_of)
        return (
            question.id not in due,
            question.id not in missed,
            -round(fits, 2),
            question.difficulty,
            question.id,
        )

    return Stock(
        questions={
            kind: _far_apart(sorted(bank.of_kind(kind), key=rank))
            for kind in RoundKind
            if kind is not RoundKind.CODING
        },
        problems=_problems(coding, rules, shares, spoken_of, due),
        fields=dict(fields),
        reasons=reasons,
    )


def fields_of(sources: Sequence[Source], reader: Reader, rules: PlanRules) -> dict[str, Quote]:
    """The fields of work that the parts on the work speak of most, each with its first sentence."""
    found: dict[str, Quote] = {}
    counts: dict[str, int] = {}
    for source in sources:
        if source.kind not in _TOLD_BY:
            continue
        for sentence in reader.place(source.text):
            if sentence.section not in _OF_WORK or reader.injection.find(sentence):
                continue
            for entry in {hit.entry for hit in rules.field_book.find(sentence.words)}:
                label = rules.fields[entry].label
                found.setdefault(label, quote_of(source, sentence.start, sentence.end))
                counts[label] = counts.get(label, 0) + 1
    kept = sorted(found, key=lambda label: -counts[label])[:_MOST_FIELDS]
    return {label: found[label] for label in kept}


def _reasons(
    bank: InterviewBank, coding: Coding, fields: Sequence[FieldOfWork], progress: Progress | None
) -> Iterator[tuple[str, str]]:
    """Later ones replace earlier ones: what mocks showed says more than what the ad speaks of."""
    for one in fields:
        for question in bank.questions:
            if _of_field(question.id, one):
                yield question.id, f"The work is about {one.label}"
        for name, folder in coding.problems.items():
            if folder.problem.kind in one.problems:
                yield name, f"The work is about {one.label}"
    if progress:
        yield from ((gap.question, f"Your mocks missed it most: {gap.title}") for gap in progress.gaps)
        yield from ((due.question, due.why) for due in progress.next if due.overdue)


def _of_field(question_id: str, field: FieldOfWork) -> bool:
    return any(
        question_id.startswith(name) if name.endswith("-") else question_id == name
        for name in field.questions
    )


def _far_apart(questions: Sequence[InterviewQuestion]) -> tuple[InterviewQuestion, ...]:
    """Of questions that ask for nearly the same, the later ones come last."""
    first: list[InterviewQuestion] = []
    last: list[InterviewQuestion] = []
    closed: set[str] = set()
    for question in questions:
        (last if question.id in closed else first).append(question)
        closed.update(question.near)
    return (*first, *last)


def _problems(
    coding: Coding,
    rules: PlanRules,
    shares: Mapping[Track, float],
    fields: Sequence[FieldOfWork],
    due: set[str],
) -> tuple[ProblemFolder, ...]:
    wanted: dict[str, float] = {}
    for track, kinds in rules.problem_kinds.items():
        for place, kind in enumerate(kinds):
            wanted[kind] = wanted.get(kind, 0.0) + shares[track] * (1 - place / len(kinds))
    for one in fields:
        for kind in one.problems:
            wanted[kind] = wanted.get(kind, 0.0) + _FIELD

    taken: dict[str, int] = {}
    chosen: list[ProblemFolder] = []
    left = sorted(coding.problems.values(), key=lambda folder: (folder.problem.level, folder.id))
    while left:
        best = min(left, key=lambda one: (one.id not in due, -_worth(one, wanted, taken), one.id))
        left.remove(best)
        taken[best.problem.kind] = taken.get(best.problem.kind, 0) + 1
        chosen.append(best)
    return tuple(chosen)


def _worth(folder: ProblemFolder, wanted: Mapping[str, float], taken: Mapping[str, int]) -> float:
    """Kinds come by turns, the wanted ones more often; within one the usual level comes first."""
    problem = folder.problem
    turn = wanted.get(problem.kind, 0.0) / (1 + taken.get(problem.kind, 0))
    harder = problem.level - _USUAL_LEVEL
    return turn - 0.05 * (harder if harder >= 0 else -2 * harder)
