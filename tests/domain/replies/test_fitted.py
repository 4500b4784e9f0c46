"""The fitted decision: what it may change, and what it must not."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.content.replies import load_replies, load_reply_weights
from rolecall.domain.replies.fitted import Fitted
from rolecall.domain.replies.reading import heed, read_reply
from rolecall.domain.replies.values import AnswerState, PutQuestion
from rolecall.domain.replies.weights import chances
from rolecall.retrieval.embedders import make_embedder
from rolecall.retrieval.pair_reading import PairReader
from rolecall.retrieval.sensing import Sensing
from tests.domain.replies.conftest import unlike

COMPUTE = PutQuestion(n=1, topic="compute_data", text="How much compute does this role have?")
REVIEW = PutQuestion(n=2, topic="evaluation_success_metrics", text="How is success in the role judged?")
ASKED = (COMPUTE, REVIEW)


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    weights = load_reply_weights()
    senses = Sensing(make_embedder, weights.embedder)
    if senses([], ["a"]) is None:
        pytest.skip("the vectors the weights fit do not run on this machine")
    return Fitted(weights, senses, PairReader())


def _flat(questions: Sequence[str], passages: Sequence[str]) -> tuple[list[list[float]], list[list[float]]]:
    row = [1.0] + [0.0] * 383
    return [row for _ in questions], [row for _ in passages]


def _even(pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
    return [[0.0] * len(AnswerState) for _ in pairs]


def test_without_vectors_the_rules_decide_alone() -> None:
    text = "Compute is 8 H100s. Success we never discuss with applicants."
    none = Fitted(load_reply_weights(), lambda questions, passages: None, _even)
    reading = read_reply(text, ASKED, load_replies(), unlike, none)
    assert reading.states == heed(text, ASKED, load_replies(), unlike).ruled


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("We have sixteen A100 cards for compute, shared by four people.", AnswerState.ANSWERED),
        (
            "Compute: no clue on my side, I am asking Jonas and come back to you on Friday.",
            AnswerState.DEFERRED,
        ),
        ("As for compute, great minds here never feel limited by anything!", AnswerState.DODGED),
    ],
)
def test_what_a_passage_does_is_told_by_its_meaning(said: str, state: AnswerState, alike, fitted) -> None:
    reading = read_reply(said, ASKED, load_replies(), alike, fitted)
    assert reading.of(1).state is state
    assert reading.of(1).quote in said
    assert reading.of(2).state is AnswerState.LEFT


def test_every_tuned_case_was_told_without_its_writer() -> None:
    from rolecall.evals.reply_cases import reply_cases

    told = load_reply_weights().held_out
    tuned = [case for case in reply_cases() if case.half == "tuned"]
    assert {case.id: len(case.asked) for case in tuned} == {name: len(some) for name, some in told.items()}


def test_chances_sum_to_one() -> None:
    weights = load_reply_weights()
    assert sum(chances(weights.acts, [0.05] * 384).values()) == pytest.approx(1)


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="ab GPU?.,;:\n>-12*'", max_size=200))
def test_quotes_stay_verbatim_whatever_the_vectors_say(text: str) -> None:
    reading = read_reply(text, ASKED, load_replies(), unlike, Fitted(load_reply_weights(), _flat, _even))
    for one in reading.states:
        assert one.quote is None or text[one.start : one.end] == one.quote
