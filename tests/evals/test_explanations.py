from functools import cache

import pytest

from rolecall.content.judging import load_judging
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judging.pasted import held_in
from rolecall.domain.judging.rules import JudgingRules
from rolecall.evals.explanations import (
    GOOD,
    OTHER,
    PLAIN,
    Explanations,
    ExplanationsReport,
    load_explanations,
    measure,
)
from rolecall.retrieval.alikeness import Alikeness
from rolecall.retrieval.embedders import StaticEmbedder
from rolecall.wiring import practice_knowledge

SOME = (
    *("np-bm25", "np-macro-f1", "np-pairwise-distances", "np-reservoir-sampling", "np-logsumexp"),
    *("train-weight-ema", "layer-rope", "llm-bpe", "fix-fold-seeds", "fast-token-batches"),
)


@cache
def questions() -> dict[str, InterviewQuestion]:
    return {one.id: one for one in practice_knowledge().coding.questions()}


@cache
def said() -> Explanations:
    return load_explanations()


def some(explanations: Explanations) -> Explanations:
    kept = {name: one for name, one in explanations.explained.items() if name in SOME}
    return explanations.model_copy(update={"explained": kept})


def measured(explanations: Explanations, rules: JudgingRules) -> ExplanationsReport:
    asked = [questions()[name] for name in SOME]
    return measure(asked, explanations, rules, Alikeness(StaticEmbedder))


@pytest.fixture(scope="module")
def report() -> ExplanationsReport:
    return measured(some(said()), load_judging())


def test_own_explanations_are_covered_and_those_of_other_problems_are_not(report: ExplanationsReport) -> None:
    for half in (report.fitted, report.held_back):
        assert half.problems >= 4
        assert half.good >= GOOD
        assert half.plain >= PLAIN
        assert half.other < OTHER
    assert report.nearest_right == 1


def test_a_part_is_heard_for_the_point_it_speaks_to(report: ExplanationsReport) -> None:
    for half in (report.fitted, report.held_back):
        assert half.alone > 0.7 > 0.4 > half.unsaid


def test_what_fits_every_problem_covers_nothing(report: ExplanationsReport) -> None:
    assert report.vague == 0


def test_without_weights_of_their_own_another_problems_explanation_passes() -> None:
    rules = load_judging().model_copy(update={"kinds": {}})
    found = measured(some(said()), rules)
    assert max(found.fitted.other, found.held_back.other) > OTHER
    assert not found.holds


def test_explanations_told_of_the_wrong_problem_are_measured_as_such() -> None:
    own = some(said())
    names = [name for name in own.explained if name.startswith(("np-", "train-", "layer-", "llm-"))]
    turned = dict(zip(names, (own.explained[name] for name in (*names[1:], names[0])), strict=True))
    found = measured(own.model_copy(update={"explained": turned}), load_judging())
    assert found.nearest_right == 0
    assert found.fitted.good < 0.2
    assert not found.holds


def test_every_explanation_belongs_to_a_problem_and_to_what_is_asked_about_it() -> None:
    known = questions()
    left_out = practice_knowledge().coding.left_out
    for name, one in said().explained.items():
        assert name in known or name in left_out
        if name in known and one.good:
            assert list(one.good) == [criterion.id for criterion in known[name].criteria]
    assert sum(bool(one.good and one.plain) for one in said().explained.values()) >= 40
    assert sum(bool(one.brief) for one in said().explained.values()) >= 10


def test_explanations_are_in_words_of_their_own() -> None:
    known = questions()
    for name, one in said().explained.items():
        if name in known:
            rubric = [text for criterion in known[name].criteria for text in criterion.meanings]
            for text in filter(None, (one.full, one.plain)):
                assert held_in(text, rubric) < 0.1, name
