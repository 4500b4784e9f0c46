"""The library as the coach asks it: guides and own documents, by meaning and by words."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rolecall.domain.passages import Document, Evidence, Guide, Passage
from rolecall.ports import BadInput, Embedder, Progress, Vectors
from rolecall.retrieval.index import Batch, Index
from rolecall.retrieval.ledger import GUIDES, Entry, guide_entries
from rolecall.retrieval.lexical import LexicalIndex
from rolecall.retrieval.probes import ELSEWHERE, NEARBY
from rolecall.retrieval.ranking import DENSE_SHARE, HIRING_TEAM_FACTOR, Ranked, asked_by_team, fuse, stand_out
from rolecall.retrieval.weakness import Foreign, Signs, is_weak, signs
from rolecall.retrieval.words import query_terms, terms

CANDIDATES = 50
"""Passages each side brings into the fusion."""
SHELVES = 32
"""Owners whose passages are kept in memory."""


class Shelf:
    """What one owner can read, in memory: the guides and the own documents."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = {entry.passage.id: entry for entry in entries}
        self.own = {row for row, entry in self.entries.items() if entry.owner != GUIDES}
        self.lexical = LexicalIndex({row: _terms(entry) for row, entry in self.entries.items()})

    def add(self, entries: Sequence[Entry]) -> None:
        self.entries.update((entry.passage.id, entry) for entry in entries)
        self.own.update(entry.passage.id for entry in entries)
        self.lexical.add({entry.passage.id: _terms(entry) for entry in entries})

    def remove(self, ids: Sequence[str]) -> None:
        for row in ids:
            self.entries.pop(row, None)
            self.own.discard(row)
        self.lexical.remove(ids)

    def weighed(self, one: Ranked) -> Ranked:
        """A candidate, lowered where its guide is for hiring teams."""
        of_team = self.entries[one.id].audience == "hiring_team"
        return one._replace(score=one.score * HIRING_TEAM_FACTOR) if of_team else one


class Found(NamedTuple):
    """What a look-up brought for one query."""

    fused: tuple[Ranked, ...]
    """By meaning and words alone."""
    ranked: tuple[Ranked, ...]
    """With guides and own documents each raised by how they stand out."""
    signs: Signs | None
    dense: bool


class HybridRetriever:
    """Implements ports.Retriever over one folder, which this process then owns.

    The folder is a cache: the guides come from knowledge/, the documents from the store, through
    `sync`, to be called once after opening. Whatever is wrong with the folder is mended there or at
    the next search, and `notes` tells the user. Safe to use from many threads.
    """

    def __init__(
        self,
        folder: Path,
        guides: Sequence[Guide],
        embedder: Embedder,
        *,
        dense_share: float = DENSE_SHARE,
    ) -> None:
        """`dense_share` 1 ranks by meaning alone, 0 by words alone: for measuring."""
        self._embedder = embedder
        self._dense_share = dense_share
        self._guides = [
            Batch(GUIDES, name, tuple(entries))
            for name, entries in groupby(guide_entries(guides), key=lambda entry: entry.document)
        ]
        self._index = Index(folder, embedder)
        self._shelves: OrderedDict[str, Shelf] = OrderedDict()
        self._probes: list[Vectors] | None = None

    @property
    def notes(self) -> list[str]:
        """Sentences for the user about the index itself, oldest first."""
        return self._index.notes

    def search(self, query: str, k: int = 5, *, owner: str = "", own_first: bool = False) -> Evidence:
        """The best `k` passages of the guides and this owner's documents."""
        return self.search_many([query], k, owner=owner, own_first=own_first)[0]

    def search_many(
        self, queries: Sequence[str], k: int = 5, *, owner: str = "", own_first: bool = False
    ) -> list[Evidence]:
        """One evidence a query, in order; many at once are embedded and looked up together."""
        _allowed(owner)
        if not queries:
            return []
        shelf, found = self._look_up(queries, owner)
        if own_first:
            found = [
                one._replace(ranked=tuple(stand_out(one.fused, shelf.own, own_first=True))) for one in found
            ]
        return [self._evidence(query, k, shelf, one) for query, one in zip(queries, found, strict=True)]

    def signs(self, queries: Sequence[str], *, owner: str = "") -> list[Signs | None]:
        """What speaks for an answer to each query, None where nothing is found: for fitting the weights."""
        return [one.signs for one in self._look_up(queries, owner)[1]] if queries else []

    def passage(self, passage_id: str, *, owner: str = "") -> Passage | None:
        """A passage of the guides or of this owner's documents by its id."""
        _allowed(owner)
        with self._index.lock:
            entry = self._shelf(owner).entries.get(passage_id)
        return entry.passage if entry else None

    def add(self, document: Document, *, owner: str, progress: Progress | None = None) -> int:
        """Splits and indexes a document; returns how many passages it gave. The same text adds nothing."""
        _allowed(owner)
        with self._index.lock:
            if document.id in self._index.ledger.documents(owner):
                return len(self._index.ledger.ids(owner, document.id))
        batch = self._index.batch(document, owner)
        self._index.embed([batch], f"Reading {document.name}", progress)
        with self._index.lock:
            self._index.add([batch])
            if owner in self._shelves:
                self._shelves[owner].add(batch.entries)
        return len(batch.entries)

    def remove(self, document_id: str, *, owner: str) -> None:
        """Takes a document out; an unknown one is passed over."""
        _allowed(owner)
        with self._index.lock:
            ids = self._index.remove(owner, document_id)
            if owner in self._shelves:
                self._shelves[owner].remove(ids)

    def sync(self, documents: Mapping[str, Sequence[Document]], progress: Progress | None = None) -> None:
        """Makes the index hold exactly the guides and these documents, embedding only what is new.

        Also checks that what Chroma holds can be reached, and rebuilds it where not; `notes` then says so.
        """
        for owner in documents:
            _allowed(owner)
        wanted = [*self._guides]
        for owner, mine in documents.items():
            with self._index.lock:
                there = self._index.ledger.documents(owner)
            wanted += [
                Batch(owner, one.id, ()) if one.id in there else self._index.batch(one, owner) for one in mine
            ]
        self._index.make_hold(wanted, progress)
        with self._index.lock:
            self._shelves.clear()
            # What the first query would otherwise wait for.
            self._shelf("").lexical.search(["warm"], 1)
        self._foreign(self._embedder.queries(["warm"]))
        if progress:
            progress("The library is ready", 1.0)

    def close(self) -> None:
        """Lets go of the folder; the retriever cannot be used any more."""
        self._index.close()

    def _look_up(self, queries: Sequence[str], owner: str) -> tuple[Shelf, list[Found]]:
        vectors = self._embedder.queries(queries)
        foreign = self._foreign(vectors)
        with self._index.lock:
            shelf = self._shelf(owner)
            guides = self._index.nearest(GUIDES, vectors, CANDIDATES)
            own = self._index.nearest(owner, vectors, CANDIDATES)
            return shelf, [
                self._found(query, shelf, {**common, **mine}, away)
                for query, common, mine, away in zip(queries, guides, own, foreign, strict=True)
            ]

    def _shelf(self, owner: str) -> Shelf:
        if not self._index.ledger.documents(owner):
            owner = GUIDES  # who has none of their own reads the guides alone: one shelf serves them all
        if owner not in self._shelves:
            # The guides as given, not as indexed: their words can be searched while they are embedded.
            guides = (entry for batch in self._guides for entry in batch.entries)
            own = () if owner == GUIDES else self._index.ledger.entries(owner)
            self._shelves[owner] = Shelf([*guides, *own])
            if len(self._shelves) > SHELVES:
                self._shelves.popitem(last=False)
        self._shelves.move_to_end(owner)
        return self._shelves[owner]

    def _found(self, query: str, shelf: Shelf, dense: Mapping[str, float], foreign: Foreign) -> Found:
        wanted = query_terms(query)
        lexical = shelf.lexical.search(wanted, CANDIDATES)
        dense = {row: cosine for row, cosine in dense.items() if row in shelf.entries}
        fused = fuse(dense, lexical, self._embedder.name, self._dense_share)
        if not asked_by_team(query):
            fused = [shelf.weighed(one) for one in fused]
        ranked = stand_out(fused, shelf.own)
        if not ranked:
            return Found((), (), None, False)
        nearest = max(dense.values(), default=0.0)
        seen = signs(wanted, ranked[0].id, shelf.lexical, nearest, foreign)
        return Found(tuple(fused), tuple(ranked), seen, bool(dense))

    def _evidence(self, query: str, k: int, shelf: Shelf, found: Found) -> Evidence:
        passages = (
            shelf.entries[one.id].passage.model_copy(
                update={"score": round(max(0.0, min(1.0, one.score)), 4)}
            )
            for one in found.ranked[:k]
        )
        weak = found.signs is None or is_weak(found.signs, self._embedder.name, dense=found.dense)
        return Evidence(query=query, passages=tuple(passages), weak=weak)

    def _foreign(self, vectors: Vectors) -> list[Foreign]:
        """How near each query is to what the library does not hold."""
        if self._probes is None:
            self._probes = [self._index.probe_vectors(texts) for texts in (ELSEWHERE, NEARBY)]
        outside, around = ((vectors @ probes.T).max(axis=1) for probes in self._probes)
        return [Foreign(float(one), float(other)) for one, other in zip(outside, around, strict=True)]


def _terms(entry: Entry) -> list[str]:
    # The heading twice: it says what the passage is about.
    heading = terms(entry.passage.heading)
    return [*heading, *heading, *terms(entry.passage.text)]


def _allowed(owner: str) -> None:
    if owner == GUIDES:
        raise BadInput(f"{owner!r} is not a person's name; sign in under another.")
