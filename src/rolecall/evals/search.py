"""Measures search: finding what is there, and saying so where nothing is."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean

from pydantic import Field

from rolecall.content.guides import load_guides
from rolecall.domain.passages import Document, Evidence
from rolecall.domain.values import Value
from rolecall.evals.search_cases import (
    OwnPairs,
    OwnQuestions,
    Pair,
    SharedQuestion,
    own_pairs,
    own_questions,
    shared_corpus,
    shared_questions,
)
from rolecall.ports import Embedder, Vectors
from rolecall.retrieval.embedders import StaticEmbedder
from rolecall.retrieval.retriever import HybridRetriever

DEEP = 10
"""Ranks that count for the mean reciprocal rank."""


class Finding(Value):
    """How well what answers was found; None where no question has an answer there."""

    questions: int
    recall_at_5: float | None = None
    mrr_at_10: float | None = None
    refused: float | None = None
    """Share of these answerable questions of which the coach would say that it does not know."""


class Telling(Value):
    """How often "I have nothing on that" is said where it should be, as a share."""

    own_off_topic: float
    own_of_the_field: float
    """Of the field, answered by no guide."""
    own_off_topic_beside_corpus: float | None = None
    shared_off_topic: float | None = None
    shared_off_topic_beside_corpus: float | None = None
    shared_injections: float | None = None
    shared_without_gold_in_corpus: float | None = None
    """Of the field, no file of the corpus named as gold: a guide may still answer, so no aim is set."""


class KnownItem(Value):
    """MRR@10 of finding the own answer among all pairs' answers."""

    fused: float
    fused_beside_guides: float
    """With the guides in the same ranking, where they count as wrong."""
    dense_alone: float
    words_alone: float
    static_alone: float
    refused: float


class SearchReport(Value):
    """What `rolecall eval search` tells."""

    embedder: str
    guides: Finding
    """Own questions against knowledge/guides."""
    corpus: Finding = Field(default=Finding(questions=0))
    """Shared questions with gold, against the guides and the shared corpus together."""
    told: Telling
    known_item_plain: KnownItem
    known_item_reworded: KnownItem
    missed: tuple[str, ...] = ()
    """Answerable questions of ours whose answer is not among the first five, or that were refused."""


def measure(embedder: Embedder, data: Path) -> SearchReport:
    """Measures on our own cases, and on the shared material where `data` holds it.

    Builds its index in a temporary folder: half a minute for the embedding.
    """
    embedder = _Remembering(embedder)
    questions, pairs = own_questions(), own_pairs()
    there = (data / "questions.jsonl").is_file()
    corpus = shared_corpus(data) if there else []
    shared = shared_questions(data, corpus) if there else []
    library = {
        "corpus": corpus,
        "plain": [pair.note for pair in pairs.plain],
        "reworded": [pair.note for pair in pairs.reworded],
    }
    with tempfile.TemporaryDirectory(prefix="rolecall-eval-") as folder:
        index = Path(folder)
        with _opened(index / "own", embedder, library) as retriever:
            return SearchReport(
                embedder=f"{embedder.name}, {embedder.dimension} dimensions",
                guides=_guides(retriever, questions),
                corpus=_corpus(retriever, shared),
                told=_told(retriever, questions, shared),
                **_known(retriever, index, embedder, pairs, library),
                missed=_missed(retriever, questions),
            )


def _guides(retriever: HybridRetriever, questions: OwnQuestions) -> Finding:
    found = retriever.search_many([one.ask for one in questions.answerable], DEEP)
    ranks = [_rank(evidence, one.guides) for evidence, one in zip(found, questions.answerable, strict=True)]
    return _finding(found, ranks)


def _corpus(retriever: HybridRetriever, shared: Sequence[SharedQuestion]) -> Finding:
    asked = [one for one in shared if one.files]
    if not asked:
        return Finding(questions=0)
    # Deep enough that DEEP passages of the corpus are left when the guides are taken out.
    found = retriever.search_many([one.query for one in asked], 10 * DEEP, owner="corpus", own_first=True)
    ranks = [
        next(
            (n for n, source in enumerate(_documents(evidence), 1) if source in one.files and n <= DEEP), None
        )
        for evidence, one in zip(found, asked, strict=True)
    ]
    return _finding(found, ranks)


def _told(retriever: HybridRetriever, own: OwnQuestions, shared: Sequence[SharedQuestion]) -> Telling:
    def share(queries: list[str], owner: str = "") -> float | None:
        weak = [evidence.weak for evidence in retriever.search_many(queries, 1, owner=owner)]
        return fmean(weak) if weak else None

    off_topic = [one.ask for one in own.off_topic]
    strange = [one.query for one in shared if one.kind == "off_topic"]
    return Telling(
        own_off_topic=share(off_topic) or 0.0,
        own_of_the_field=share([one.ask for one in own.unanswered]) or 0.0,
        own_off_topic_beside_corpus=share(off_topic, "corpus") if shared else None,
        shared_off_topic=share(strange),
        shared_off_topic_beside_corpus=share(strange, "corpus"),
        shared_injections=share([one.query for one in shared if one.kind == "adversarial"]),
        shared_without_gold_in_corpus=share(
            [one.query for one in shared if one.kind == "in_domain" and not one.files], "corpus"
        ),
    )


def _known(
    retriever: HybridRetriever,
    folder: Path,
    embedder: Embedder,
    pairs: OwnPairs,
    library: dict[str, list[Document]],
) -> dict[str, KnownItem]:
    notes = {name: library[name] for name in ("plain", "reworded")}
    with (
        _opened(folder / "dense", embedder, notes, 1.0, guides=False) as dense,
        _opened(folder / "words", embedder, notes, 0.0, guides=False) as words,
        _opened(folder / "fused", embedder, notes, guides=False) as fused,
        _opened(folder / "static", StaticEmbedder(), notes, 1.0, guides=False) as static,
    ):
        return {
            f"known_item_{owner}": KnownItem(
                fused=_mrr(fused, asked, owner),
                fused_beside_guides=_mrr(retriever, asked, owner),
                dense_alone=_mrr(dense, asked, owner),
                words_alone=_mrr(words, asked, owner),
                static_alone=_mrr(static, asked, owner),
                refused=fmean(one.weak for one in _ask(retriever, asked, owner)),
            )
            for owner, asked in (("plain", pairs.plain), ("reworded", pairs.reworded))
        }


def _mrr(retriever: HybridRetriever, pairs: Sequence[Pair], owner: str) -> float:
    ranks = [
        _rank(evidence, (f"doc:{pair.note.id}",))
        for evidence, pair in zip(_ask(retriever, pairs, owner), pairs, strict=True)
    ]
    return fmean(1 / rank if rank else 0.0 for rank in ranks)


def _ask(retriever: HybridRetriever, pairs: Sequence[Pair], owner: str) -> list[Evidence]:
    return retriever.search_many([pair.ask for pair in pairs], DEEP, owner=owner, own_first=True)


def _missed(retriever: HybridRetriever, questions: OwnQuestions) -> tuple[str, ...]:
    found = retriever.search_many([one.ask for one in questions.answerable], 5)
    return tuple(
        f"{'refused' if evidence.weak else 'not found'}: {one.ask}"
        for evidence, one in zip(found, questions.answerable, strict=True)
        if evidence.weak or not _rank(evidence, one.guides)
    )


def _finding(found: Sequence[Evidence], ranks: Sequence[int | None]) -> Finding:
    return Finding(
        questions=len(found),
        recall_at_5=fmean(bool(rank and rank <= 5) for rank in ranks),
        mrr_at_10=fmean(1 / rank if rank else 0.0 for rank in ranks),
        refused=fmean(evidence.weak for evidence in found),
    )


def _rank(evidence: Evidence, wanted: Sequence[str]) -> int | None:
    """Rank of the first passage of a wanted guide or document (what stands before '#'), or of that id."""
    ranks = (
        n
        for n, passage in enumerate(evidence.passages, 1)
        if passage.id in wanted or passage.id.partition("#")[0] in wanted
    )
    return next(ranks, None)


def _documents(evidence: Evidence) -> list[str]:
    """Names of the own documents in the order of their passages."""
    return [passage.source for passage in evidence.passages if passage.id.startswith("doc:")]


class _Remembering:
    """An embedder that embeds no text twice, as several indexes are built over the same ones."""

    def __init__(self, embedder: Embedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self.queries = embedder.queries
        self._embedder = embedder
        self._rows: dict[str, Vectors] = {}

    def passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._embedder.passages(new), strict=True))
        return [self._rows[text] for text in texts]


@contextmanager
def _opened(
    folder: Path,
    embedder: Embedder,
    library: dict[str, list[Document]],
    dense_share: float | None = None,
    *,
    guides: bool = True,
) -> Iterator[HybridRetriever]:
    shelf = load_guides() if guides else ()
    retriever = (
        HybridRetriever(folder, shelf, embedder)
        if dense_share is None
        else HybridRetriever(folder, shelf, embedder, dense_share=dense_share)
    )
    try:
        retriever.sync(library)
        yield retriever
    finally:
        retriever.close()
