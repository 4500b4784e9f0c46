"""The measure of intents."""

from collections import Counter

from rolecall.domain.intents.values import Intent, Told, intent_of
from rolecall.domain.moves import Move
from rolecall.evals.intent_cases import Utterance, intent_cases
from rolecall.evals.intents import measure

CASES = (
    Utterance("write it", Move.DRAFT, "a", "english", "kept"),
    Utterance("shorter", Move.RESTYLE, "a", "english", "kept"),
    Utterance("what is it", Move.ADVISE, "b", "english", "kept"),
    Utterance("plan", Move.PLAN, "c", "english", "tuned"),
)


def test_another_tone_counts_as_a_draft_and_a_miss_shows() -> None:
    def tell(text: str) -> Told:
        return Told(move=Move.DRAFT, chance=1, likeliest=Move.DRAFT)

    report = measure(CASES, tell, ["plan"])
    assert report.kept.accuracy == 2 / 3
    assert report.kept.intent[Intent.ADVISE] == 0
    assert report.kept.move[Move.RESTYLE] == 0
    assert report.without_voice.accuracy == 1
    assert not report.holds


def test_each_intent_has_enough_utterances_in_each_half() -> None:
    for half, least in (("kept", 30), ("tuned", 80)):
        count = Counter(intent_of(one.move) for one in intent_cases() if one.half == half)
        assert min(count[intent] for intent in Intent) >= least
