from functools import cache

import pytest
from benchmarks import fit_coverage

from rolecall.content.interviews import load_interviews
from rolecall.content.judging import load_judging, load_weights
from rolecall.domain.interviews import Grade, InterviewBank
from rolecall.evals import judge_cases
from rolecall.evals.judge import JudgeReport, measure
from rolecall.retrieval.alikeness import Alikeness
from rolecall.retrieval.embedders import StaticEmbedder


@cache
def bank() -> InterviewBank:
    return load_interviews()


def of(questions: int) -> InterviewBank:
    """Some questions of every kind."""
    some = bank().questions[:: max(1, len(bank().questions) // questions)]
    return bank().model_copy(update={"questions": some})


def measured(some: InterviewBank) -> JudgeReport:
    return measure(some, load_judging(), load_weights(), Alikeness(StaticEmbedder))


@pytest.fixture(scope="module")
def report() -> JudgeReport:
    return measured(of(20))


def test_every_quote_is_verbatim_and_no_bad_answer_is_covered(report: JudgeReport) -> None:
    assert report.quotes_verbatim == 1
    for kind in (
        "empty",
        "gibberish",
        "copied_question",
        "pasted_sample",
        "commands_judge",
        "other_language",
    ):
        assert report.bad[kind].coverage_most == 0, kind
        assert report.bad[kind].recognised == 1, kind


def test_real_answers_are_hardly_ever_refused(report: JudgeReport) -> None:
    assert report.real_answers_refused <= 0.02


def test_better_answers_are_covered_further(report: JudgeReport) -> None:
    means = report.coverages
    assert means.strong > means.middling > means.weak > means.fluent_empty


def test_samples_graded_upside_down_fail_every_step() -> None:
    def turned(question):  # type: ignore[no-untyped-def]
        answers = [question.samples[grade] for grade in Grade]
        samples = dict(zip(Grade, reversed(answers), strict=True))
        return question.model_copy(update={"samples": samples})

    some = of(10)
    wrong = measured(some.model_copy(update={"questions": tuple(map(turned, some.questions))}))
    assert not wrong.holds
    assert wrong.steps.strong_over_middling < 0.5
    assert wrong.missed


def test_equal_answers_are_a_failure_and_no_win() -> None:
    def same(question):  # type: ignore[no-untyped-def]
        samples = dict.fromkeys(Grade, question.samples[Grade.STRONG])
        return question.model_copy(update={"samples": samples})

    some = of(4)
    tied = measured(some.model_copy(update={"questions": tuple(map(same, some.questions))}))
    assert tied.steps.strong_over_middling == tied.steps.weak_over_empty == 0


def test_a_foreign_rubric_holds_nothing_but_what_it_asks_terms_and_levels() -> None:
    question = bank().questions[0]
    for criterion in map(judge_cases.as_foreign, question.criteria):
        assert criterion.meanings == ()
        assert criterion.follow_up == criterion.dimension == ""
        assert criterion.terms


def test_disguises_change_the_answer_and_keep_its_sense() -> None:
    answer = "We gave 40 trials to my model. It won by 2 points."
    assert not any(letter.isdigit() for letter in judge_cases.without_digits(answer))
    assert judge_cases.told_of_others("I gave my model 40 trials.") == "they gave their model 40 trials."
    assert sorted(judge_cases.shuffled(answer)) == sorted(answer)
    assert answer in judge_cases.padded(answer)


def test_an_answer_from_elsewhere_is_to_a_question_of_another_kind() -> None:
    question = bank().questions[0]
    others = {one.samples[Grade.STRONG].answer: one.kind for one in bank().questions}
    assert others[judge_cases.another(bank(), question)] is not question.kind


def test_the_weights_in_use_hold_what_the_fit_sets_by_hand() -> None:
    stored = load_weights()
    by_hand = {
        "half": fit_coverage.TOPIC_HALF,
        "steep": fit_coverage.TOPIC_STEEP,
        "least": fit_coverage.TOPIC_LEAST,
        "floor": fit_coverage.TOPIC_FLOOR,
    }
    for weights in (stored.weights, *stored.without_fold, *stored.without_kind.values()):
        assert weights.topic.model_dump(include=set(by_hand)) == by_hand
