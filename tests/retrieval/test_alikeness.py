import pytest

from rolecall.retrieval.alikeness import Alikeness
from rolecall.retrieval.embedders import HashingEmbedder, StaticEmbedder


class Counting(HashingEmbedder):
    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def passages(self, texts):  # type: ignore[no-untyped-def]
        self.embedded += texts
        return super().passages(texts)


def test_sentences_nearer_in_meaning_have_the_higher_cosine() -> None:
    alike = Alikeness(StaticEmbedder)
    [[near, far]] = alike(
        ["The training run was too slow."], ["Training took too long.", "The cake was sweet."]
    )
    assert near > far
    assert -1 <= far <= near <= 1


def test_a_sentence_is_one_with_itself() -> None:
    [[cosine]] = Alikeness(HashingEmbedder)(["five seeds"], ["five seeds"])
    assert cosine == pytest.approx(1)


def test_meanings_are_embedded_once() -> None:
    embedder = Counting()
    alike = Alikeness(lambda: embedder)
    alike(["a"], ["meaning"])
    alike(["b"], ["meaning"])
    assert embedder.embedded.count("meaning") == 1


def test_nothing_to_compare_makes_empty_rows() -> None:
    alike = Alikeness(HashingEmbedder)
    assert alike([], ["meaning"]) == []
    assert alike(["a", "b"], []) == [[], []]
