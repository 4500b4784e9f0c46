from rolecall.content.judging import load_judging
from rolecall.domain.interviews import RoundKind
from rolecall.domain.judging.pasted import without


def test_coding_questions_have_weights_of_their_own_and_no_other_kind_has() -> None:
    rules = load_judging()
    for kind in RoundKind:
        own = rules.of(kind)
        assert (own.weights == rules.weights) is (kind is not RoundKind.CODING)
        assert (own.restated == 0) is (kind is not RoundKind.CODING)


def test_a_kind_changes_the_gate_of_the_topic_and_keeps_how_the_topic_is_told() -> None:
    rules = load_judging()
    before, after = rules.weights.topic, rules.of(RoundKind.CODING).weights.topic
    assert after.half > before.half
    assert after.floor < before.floor
    told = ("constant", "alike", "words", "terms", "least")
    assert [getattr(after, name) for name in told] == [getattr(before, name) for name in told]


def test_rows_of_words_from_the_question_are_blanked_and_offsets_hold() -> None:
    asked = "Please read \u201cMean and variance of a stream\u201d first. What is your plan?"
    said = "For mean and variance of a stream I keep three numbers."
    left = without(said, asked, 3)
    assert left.split() == ["For", "I", "keep", "three", "numbers."]
    assert len(left) == len(said)
    assert left.index("I keep") == said.index("I keep")


def test_two_words_in_common_are_no_restating() -> None:
    said = "The mean and a count are enough."
    assert without(said, "What is the mean and why?", 4) == said
