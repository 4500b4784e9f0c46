"""The judge is measured by weights that did not see the question, and the measure can fail."""

from functools import cache

from rolecall.content.judging import load_judging, load_weights
from rolecall.domain.interviews import Grade, InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.judging.rules import fold_of
from rolecall.evals.judge import BARS, JudgeReport, measure
from rolecall.wiring import alikeness, practice_knowledge

SOME = 4


def bank() -> InterviewBank:
    whole = practice_knowledge().bank
    return InterviewBank(questions=whole.of_kind(RoundKind.ML_SYSTEMS)[:SOME], rubrics=whole.rubrics)


@cache
def report() -> JudgeReport:
    return measure(bank(), load_judging(), load_weights(), alikeness())


def test_it_measures_every_graded_sample_by_bars_that_were_set() -> None:
    assert report().questions == SOME
    assert BARS == (0.9, 0.85, 0.8)


def test_each_question_has_weights_fitted_without_it_and_without_its_kind() -> None:
    weights = load_weights()
    for question in practice_knowledge().bank.questions:
        assert weights.without_fold[fold_of(question.id)] != weights.weights
        assert weights.without_kind[question.kind] != weights.weights


def test_samples_that_are_all_alike_do_not_hold() -> None:
    def flat(question: InterviewQuestion) -> InterviewQuestion:
        same = question.samples[Grade.MIDDLING]
        return question.model_copy(update={"samples": dict.fromkeys(Grade, same)})

    alike = InterviewBank(questions=tuple(map(flat, bank().questions)), rubrics=bank().rubrics)
    measured = measure(alike, load_judging(), load_weights(), alikeness())
    assert measured.steps.strong_over_middling == 0
    assert not measured.holds
