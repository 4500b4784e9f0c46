"""Vectors for fitted weights: of the right embedder, or none."""

from rolecall.retrieval.embedders import HashingEmbedder
from rolecall.retrieval.sensing import Sensing


def test_questions_and_passages_have_a_row_each() -> None:
    asked, told = Sensing(HashingEmbedder, "hashing")(["Which rounds?"], ["Three rounds.", "No idea."])
    assert (len(asked), len(told), len(told[0])) == (1, 2, 128)


def test_vectors_of_another_embedder_are_not_given() -> None:
    assert Sensing(HashingEmbedder, "e5-small-q4")(["Which rounds?"], ["Three rounds."]) is None


def test_nothing_is_made_before_the_first_call() -> None:
    made = []
    Sensing(lambda: made.append(1) or HashingEmbedder(), "hashing")
    assert not made
