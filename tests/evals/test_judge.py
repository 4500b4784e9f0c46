"""The judge is measured by weights that did not see the question, and the measure can fail."""

from functools import cache

import pytest

from rolecall.content.judging import load_judging, load_weights
from rolecall.domain.interviews import Grade, InterviewBank, RoundKind
from rolecall.domain.judging.rules import fold_of
from rolecall.evals import judge
from rolecall.evals.judge import BARS, JudgeReport, measure
from rolecall.wiring import alikeness, practice_knowledge

SOME = 4


def bank(kind: RoundKind = RoundKind.ML_SYSTEMS) -> InterviewBank:
    whole = practice_knowledge().bank
    return InterviewBank(questions=whole.of_kind(kind)[:SOME], rubrics=whole.rubrics)


@cache
def report() -> JudgeReport:
    return measure(bank(), load_judging(), load_weights(), alikeness())


def test_it_measures_every_graded_sample() -> None:
    assert report().questions == SOME
    assert 0 <= min(share for _, share in report().left_out)
    assert report().quotes > 0
    assert report().quotes_verbatim == 1


def test_no_question_is_heard_by_weights_that_saw_it(monkeypatch: pytest.MonkeyPatch) -> None:
    weights, seen = load_weights(), []

    class Spying(judge._Listening):
        def hear(self, question, criteria, answer, weights):  # type: ignore[no-untyped-def]
            seen.append((question, weights(question)))
            return super().hear(question, criteria, answer, weights)

    monkeypatch.setattr(judge, "_Listening", Spying)
    measure(bank(), load_judging(), weights, alikeness())
    assert seen
    for question, used in seen:
        assert used in (weights.without_fold[fold_of(question.id)], weights.without_kind[question.kind])


def test_answers_that_hold_nothing_are_worth_nothing() -> None:
    found = report().bad_answers
    assert {"empty", "gibberish", "copied_question", "commands_judge", "other_language"} <= set(found)
    assert max(found[name] for name in ("empty", "gibberish", "copied_question", "commands_judge")) == 0


def test_samples_that_are_all_alike_do_not_hold() -> None:
    def flat(question):  # type: ignore[no-untyped-def]
        same = question.samples[Grade.MIDDLING]
        return question.model_copy(update={"samples": dict.fromkeys(Grade, same)})

    alike = InterviewBank(questions=tuple(map(flat, bank().questions)), rubrics=bank().rubrics)
    measured = measure(alike, load_judging(), load_weights(), alikeness())
    assert measured.left_out.strong_over_middling == 0
    assert not measured.holds


def test_the_bars_are_those_that_were_set() -> None:
    assert BARS == (0.90, 0.85, 0.80)
    good = report().model_copy(update={"left_out": report().left_out.model_copy()})
    low = good.left_out.model_copy(update={"middling_over_weak": 0.84})
    assert not good.model_copy(update={"left_out": low}).holds
