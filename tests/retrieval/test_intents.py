"""What a turn wants, told by the shipped weights."""

import pytest

from rolecall.content.intents import load_intents
from rolecall.domain.moves import Move
from rolecall.evals.intent_cases import intent_cases
from rolecall.retrieval.embedders import HashingEmbedder
from rolecall.retrieval.intents import IntentReader, load_weights

RULES = load_intents()
BY_WORDS = IntentReader(None, RULES)


def test_the_weights_belong_to_the_cues_and_the_tuned_utterances() -> None:
    weights = load_weights()
    tuned = [one for one in intent_cases() if one.half == "tuned"]
    assert weights.cues == tuple(cue.id for cue in RULES.cues), "run python -m benchmarks.fit_intents --write"
    assert len(weights.held_out) == len(tuned), "run python -m benchmarks.fit_intents --write"


def test_no_utterance_of_one_half_stands_in_the_other() -> None:
    cases = intent_cases()
    halves = [{one.text.lower() for one in cases if one.half == half} for half in ("tuned", "kept")]
    assert halves[0] & halves[1] == set()


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("Should I practise coding?", Move.ADVISE),
        ("let's practise coding", Move.PRACTISE),
        ("How do I write a good thank-you email?", Move.ADVISE),
        ("write a thank-you email", Move.DRAFT),
        ("make it shorter", Move.RESTYLE),
        ("I have 6 hours and the interview is on Friday", Move.PLAN),
        ("the interview was yesterday, they only asked leetcode", Move.REPORT),
        ("where do I put my OpenAI key?", Move.SETTINGS_HELP),
        ("can you take a look at this ad?", Move.READ),
        ("Don't draft anything yet, just tell me whether I should ask about compute", Move.ADVISE),
    ],
)
def test_words_alone_tell_plain_turns(text: str, move: Move) -> None:
    assert BY_WORDS(text).move is move


def test_an_embedder_that_nothing_was_fitted_for_changes_nothing() -> None:
    other = IntentReader(HashingEmbedder, RULES)
    assert all(other(one.text) == BY_WORDS(one.text) for one in intent_cases()[::40])


@pytest.mark.parametrize(
    "text", ["", " ", "?", "\x00", "a" * 50_000, "write " * 5_000, "\ud800", "我" * 3000]
)
def test_any_text_is_told_something(text: str) -> None:
    assert 0 <= BY_WORDS(text).chance <= 1


def test_who_is_not_understood_is_advised() -> None:
    told = BY_WORDS("florb grunk")
    assert told.chance < load_weights().least
    assert told.move is Move.ADVISE
