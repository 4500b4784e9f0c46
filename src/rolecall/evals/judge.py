"""Measures the built-in judge of answers on the bank's graded samples.

Every question is judged by weights that were fitted without it (knowledge/judging_weights.yaml); the harder
figures use weights fitted without any question of its kind.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from statistics import fmean, median

from rolecall.domain.interviews import Criterion, Grade, InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement
from rolecall.domain.judging.hearing import heard
from rolecall.domain.judging.manners import manner
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.judging.rules import CoverageWeights, JudgingRules, WeightsFile, fold_of
from rolecall.domain.judging.scoring import scorecard
from rolecall.domain.values import Value
from rolecall.evals.judge_cases import DISGUISES, STEPS, as_foreign, bad_answers, bare

BARS = (0.9, 0.85, 0.8)
"""What is asked of the three steps."""


class Steps(Value):
    """Shares of questions whose better answer has the higher coverage; a tie is a failure."""

    strong_over_middling: float
    middling_over_weak: float
    weak_over_empty: float
    questions: int


class Bad(Value):
    """Answers that hold nothing, of one manner."""

    answers: int
    coverage_mean: float
    coverage_most: float
    recognised: float
    """Share that is named for what it is."""


class Coverages(Value):
    """Mean coverage of each grade of answer."""

    strong: float
    middling: float
    weak: float
    fluent_empty: float


class JudgeReport(Value):
    """What was measured; shares are 0 to 1."""

    questions: int
    steps: Steps
    """With the bank's own rubrics."""
    steps_as_foreign_rubric: Steps
    """With what a rubric from outside holds: what it asks, terms, weights, the best level."""
    steps_bare: Steps
    """With what it asks and terms alone."""
    steps_of_unseen_kinds: Steps
    """As a foreign rubric, with weights fitted without the kind of round."""
    disguised: dict[str, Steps]
    """As a foreign rubric, the same answers said otherwise."""
    by_kind: dict[str, Steps]
    coverages: Coverages
    covered_at_3_or_4: float
    """Of the criteria with these levels, in strong, middling and weak answers: the share heard."""
    not_covered_at_1: float
    quotes_verbatim: float
    """Of the quotes shown (wanted: 1)."""
    bad: dict[str, Bad]
    real_answers_refused: float
    """Strong, middling and weak answers taken for none (wanted: 0)."""
    milliseconds_median: float
    """A whole judgement of one answer."""
    holds: bool
    """Whether the three steps reach the bars, with own and with foreign rubrics."""
    missed: tuple[str, ...]
    """Pairs that failed with a foreign rubric: question, better grade."""


Shape = Callable[[Criterion], Criterion]


class _Ear:
    """The judge with the weights that have not seen a question."""

    def __init__(self, rules: JudgingRules, weights: WeightsFile, alike: Alike) -> None:
        self._rules = rules
        self._weights = weights
        self._alike = alike

    def rules(self, question: InterviewQuestion, unseen_kind: bool = False) -> JudgingRules:
        return self._with(
            self._weights.without_kind[question.kind]
            if unseen_kind
            else self._weights.without_fold[fold_of(question.id)]
        )

    def judgements(
        self, question: InterviewQuestion, answer: str, shape: Shape, unseen_kind: bool = False
    ) -> tuple[Judgement, ...]:
        criteria = tuple(map(shape, question.criteria))
        return heard(question.text, criteria, answer, self._alike, self.rules(question, unseen_kind))

    def coverage(
        self, question: InterviewQuestion, answer: str, shape: Shape, unseen_kind: bool = False
    ) -> float:
        judged = self.judgements(question, answer, shape, unseen_kind)
        return scorecard(question.id, question.criteria, judged).coverage

    def manner(self, question: InterviewQuestion, answer: str, samples: Sequence[str] = ()) -> str:
        rules = self.rules(question)
        return manner(
            question.text, answer, (), samples, rules=rules, criteria=question.criteria, alike=self._alike
        )

    def _with(self, weights: CoverageWeights) -> JudgingRules:
        known = self._made.get(id(weights))
        if known is None:
            known = self._made[id(weights)] = self._rules.model_copy(update={"weights": weights})
        return known

    @cached_property
    def _made(self) -> dict[int, JudgingRules]:
        return {}


def measure(bank: InterviewBank, rules: JudgingRules, weights: WeightsFile, alike: Alike) -> JudgeReport:
    """Judges every graded sample in every shape, and every bad answer."""
    ear = _Ear(rules, weights, alike)
    questions = [question for question in bank.questions if len(question.samples) == len(Grade)]
    own = {question.id: _graded(ear, question, _as_it_is) for question in questions}
    foreign = {question.id: _graded(ear, question, as_foreign) for question in questions}
    steps, steps_foreign = _steps(own.values()), _steps(foreign.values())
    samples = _Samples(ear, questions)
    return JudgeReport(
        questions=len(questions),
        steps=steps,
        steps_as_foreign_rubric=steps_foreign,
        steps_bare=_steps(_graded(ear, question, bare) for question in questions),
        steps_of_unseen_kinds=_steps(
            _graded(ear, question, as_foreign, unseen_kind=True) for question in questions
        ),
        disguised={
            name: _steps(_graded(ear, question, as_foreign, disguise) for question in questions)
            for name, disguise in DISGUISES.items()
        },
        by_kind={
            kind.value: _steps([foreign[question.id] for question in some])
            for kind in RoundKind
            if (some := [question for question in questions if question.kind is kind])
        },
        coverages=Coverages(**{grade.value: fmean(one[grade] for one in own.values()) for grade in Grade}),
        covered_at_3_or_4=samples.covered_high,
        not_covered_at_1=samples.silent_low,
        quotes_verbatim=samples.verbatim,
        bad=_bad(ear, bank, questions),
        real_answers_refused=samples.refused,
        milliseconds_median=samples.milliseconds,
        holds=_reach(steps) and _reach(steps_foreign),
        missed=tuple(
            f"{name}: {more.value}"
            for name, one in foreign.items()
            for more, less in STEPS
            if one[more] <= one[less]
        ),
    )


class _Samples:
    """What the single criteria of the graded samples show."""

    def __init__(self, ear: _Ear, questions: Sequence[InterviewQuestion]) -> None:
        high: list[bool] = []
        low: list[bool] = []
        quoted: list[bool] = []
        refused: list[bool] = []
        seconds: list[float] = []
        for question in questions:
            for grade, sample in question.samples.items():
                start = time.perf_counter()
                judged = ear.judgements(question, sample.answer, _as_it_is)
                seconds.append(time.perf_counter() - start)
                quoted += [sample.answer[j.start : j.end] == j.evidence for j in judged if j.evidence]
                if grade is Grade.FLUENT_EMPTY:
                    continue
                refused.append(ear.manner(question, sample.answer) != "substantive")
                for one in judged:
                    met = one.state is JudgedAs.COVERED
                    if sample.levels[one.id] >= 3:
                        high.append(met)
                    elif sample.levels[one.id] == 1:
                        low.append(not met)
        self.covered_high = _share(high)
        self.silent_low = _share(low)
        self.verbatim = _share(quoted)
        self.refused = _share(refused, none=0.0)
        self.milliseconds = 1000 * median(seconds) if seconds else 0.0


def _graded(
    ear: _Ear,
    question: InterviewQuestion,
    shape: Shape,
    disguise: Callable[[str], str] = str,
    unseen_kind: bool = False,
) -> dict[Grade, float]:
    return {
        grade: ear.coverage(question, disguise(sample.answer), shape, unseen_kind)
        for grade, sample in question.samples.items()
    }


def _steps(graded: Iterable[dict[Grade, float]]) -> Steps:
    some = list(graded)
    shares = [_share([one[more] > one[less] for one in some]) for more, less in STEPS]
    return Steps(
        strong_over_middling=shares[0],
        middling_over_weak=shares[1],
        weak_over_empty=shares[2],
        questions=len(some),
    )


def _bad(ear: _Ear, bank: InterviewBank, questions: Sequence[InterviewQuestion]) -> dict[str, Bad]:
    coverages: dict[str, list[float]] = defaultdict(list)
    named: dict[str, list[bool]] = defaultdict(list)
    for question in questions:
        samples = [sample.answer for sample in question.samples.values()]
        for kind, answers in bad_answers(bank, question).items():
            for answer in answers:
                found = ear.manner(question, answer, samples)
                named[kind].append(found == kind)
                pasted = found == "pasted_sample"
                coverages[kind].append(0.0 if pasted else ear.coverage(question, answer, _as_it_is))
    return {
        kind: Bad(
            answers=len(some),
            coverage_mean=fmean(some),
            coverage_most=max(some),
            recognised=_share(named[kind]),
        )
        for kind, some in coverages.items()
    }


def _reach(steps: Steps) -> bool:
    reached = (steps.strong_over_middling, steps.middling_over_weak, steps.weak_over_empty)
    return all(share >= bar for share, bar in zip(reached, BARS, strict=True))


def _as_it_is(criterion: Criterion) -> Criterion:
    return criterion


def _share(some: Sequence[bool], none: float = 1.0) -> float:
    return sum(some) / len(some) if some else none
