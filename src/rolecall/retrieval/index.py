"""The index on disk: the ledger of passages, their vectors in Chroma, and the mending of both."""

import logging
import shutil
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from rolecall.domain.passages import Document
from rolecall.ports import Embedder, IndexFault, Progress
from rolecall.retrieval.chroma import Damaged, VectorStore, fingerprint
from rolecall.retrieval.claim import Claim
from rolecall.retrieval.ledger import GUIDES, Entry, Ledger
from rolecall.retrieval.splitting import split
from rolecall.retrieval.vector_cache import VectorCache

REBUILT = "The search index was damaged and has been rebuilt; nothing of yours was lost."
LEXICAL_ONLY = (
    "Search by meaning is out of order, so passages are found by their words alone; restart to retry."
)

log = logging.getLogger(__name__)


class Batch(NamedTuple):
    """A guide or a document with its passages; a document may have none."""

    owner: str
    document: str
    entries: tuple[Entry, ...]


class Index:
    """Everything the retriever keeps in its folder.

    The ledger says what must be there; Chroma is checked against it and rebuilt from it, in a folder
    of a new number, since Chroma keeps a damaged one open. `lock` guards all of it: embedding is done
    outside, so that a search does not wait for it.
    """

    def __init__(self, folder: Path, embedder: Embedder) -> None:
        self.lock = threading.RLock()
        self.notes: list[str] = []
        self._folder = folder
        self._maker = f"{embedder.name}-{embedder.dimension}"
        self._store: VectorStore | None = None
        self._lame = False
        with self._spoken():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._claim = Claim(folder)
            self.ledger = Ledger(folder / "passages.sqlite", self._maker)
            self._cache = VectorCache(folder / "vectors.sqlite", embedder)
            self._was_closed = self.ledger.closed
            self.ledger.set_closed(False)
        if self.ledger.damaged:
            self._note(REBUILT)

    def batch(self, document: Document, owner: str) -> Batch:
        """A document of the user's own, split."""
        entries = (Entry(passage, owner, document.id) for passage in split(document))
        return Batch(owner, document.id, tuple(entries))

    def embed(self, batches: Sequence[Batch], what: str, progress: Progress | None = None) -> None:
        """Embeds what is not in the cache; takes seconds, so call it without the lock."""
        texts = [entry.embedded for batch in batches for entry in batch.entries]
        if texts:
            self._cache.vectors(texts, (lambda share: progress(what, share)) if progress else None)

    def add(self, batches: Sequence[Batch]) -> None:
        """Adds passages, whose vectors are taken from the cache."""
        with self.lock, self._changing():
            entries = [entry for batch in batches for entry in batch.entries]
            self.ledger.add(entries, [(batch.owner, batch.document) for batch in batches])
            for owner in {entry.owner for entry in entries}:
                mine = [entry for entry in entries if entry.owner == owner]
                self._tell_store(owner, mine)

    def remove(self, owner: str, document: str) -> list[str]:
        """Takes a document out; returns the ids its passages had."""
        with self.lock, self._changing():
            ids = self.ledger.ids(owner, document)
            self._cache.forget(self.ledger.remove(owner, document))
            if self._store and ids:
                try:
                    self._store.remove(owner, ids)
                except Damaged as fault:
                    self._rebuild(fault, told=True)
            return ids

    def make_hold(self, wanted: Sequence[Batch], progress: Progress | None = None) -> None:
        """Makes the index hold exactly these batches, and checks that each passage can be reached."""
        with self.lock, self._spoken():
            held = self._held()
            keys = {(batch.owner, batch.document): batch for batch in wanted}
            changed = {key for key in held.keys() & keys.keys() if not _same(held[key], keys[key])}
            new = [batch for key, batch in keys.items() if key not in held or key in changed]
            gone = [key for key in held if key not in keys or key in changed]
        self.embed(new, "Indexing the library", progress)
        with self.lock:
            settled = self.ledger.generation > 0 and not self.ledger.dirty
            self._open()
            for owner, document in gone:
                self.remove(owner, document)
            if new:
                self.add(new)
            self._check(told=settled)
            with self._spoken():
                self._seal()

    def nearest(self, owner: str, vectors: Any, k: int) -> list[dict[str, float]]:
        """For each row the nearest `k` ids of this owner with cosines; empty where Chroma is out of order."""
        with self.lock:
            for _ in range(2):
                store = self._open()
                if store is None:
                    break
                try:
                    return store.nearest(owner, vectors, k, self.ledger.count(owner))
                except Damaged as fault:
                    self._rebuild(fault, told=True)
            return [{} for _ in vectors]

    def probe_vectors(self, texts: Sequence[str]) -> Any:
        """Vectors of texts that are not in the index, from the cache."""
        return self._cache.vectors(texts)

    def close(self) -> None:
        """Lets go of the folder; the index cannot be used any more."""
        with self.lock:
            self._let_go()
            with suppress(OSError, sqlite3.Error):
                # A disk that has become full must not stop the closing: the next start rebuilds.
                self._seal()
                self.ledger.set_closed(True)
            self.ledger.close()
            self._cache.close()
            self._claim.close()

    def _held(self) -> dict[tuple[str, str], tuple[Entry, ...] | None]:
        """What the ledger has; own documents without their passages, as their id stands for their text."""
        held: dict[tuple[str, str], tuple[Entry, ...] | None] = {
            (owner, document): None
            for owner in self.ledger.owners()
            for document in self.ledger.documents(owner)
        }
        guides = self.ledger.entries(GUIDES)
        for document in {entry.document for entry in guides}:
            held[GUIDES, document] = tuple(entry for entry in guides if entry.document == document)
        return held

    def _tell_store(self, owner: str, entries: Sequence[Entry]) -> None:
        if self._store:
            try:
                vectors = self._cache.vectors([entry.embedded for entry in entries])
                self._store.add(owner, [entry.passage.id for entry in entries], vectors)
            except Damaged as fault:
                self._rebuild(fault, told=True)

    def _open(self) -> VectorStore | None:
        if self._store is None and not self._lame:
            number = self.ledger.generation
            if not number:
                self._rebuild(None)
            elif fingerprint(self._path(number)) != self.ledger.seal:
                # After a kill the files may rightly be newer than the seal: rebuilt, but not news.
                self._rebuild(Damaged("the segment files have changed"), told=self._was_closed)
            else:
                try:
                    self._store = VectorStore(self._path(number), self._maker)
                except Damaged as fault:
                    self._rebuild(fault, told=True)
        return self._store

    def _check(self, *, told: bool) -> None:
        """Rebuilds Chroma where it does not hold what the ledger says; `told` whether that is damage."""
        store = self._open()
        if store is None:
            return
        try:
            for owner in self.ledger.owners():
                texts = {entry.passage.id: entry.embedded for entry in self.ledger.entries(owner)}
                store.check(owner, texts, self._cache.vectors)
        except Damaged as fault:
            self._rebuild(fault, told=told)

    def _rebuild(self, fault: Damaged | None, *, told: bool = False) -> None:
        """A new Chroma folder from the ledger; where even that fails, search goes on by words alone."""
        if fault:
            log.warning("rebuilding the index: %s", fault)
        if told:
            self._note(REBUILT)
        self._let_go()
        number = self._next_number()
        try:
            store = VectorStore(self._path(number), self._maker)
            for owner in self.ledger.owners():
                entries = self.ledger.entries(owner)
                vectors = self._cache.vectors([entry.embedded for entry in entries])
                store.add(owner, [entry.passage.id for entry in entries], vectors)
        except Damaged as again:
            log.warning("the index cannot be rebuilt: %s", again)
            self._lame = True
            self._note(LEXICAL_ONLY)
            return
        self.ledger.set_generation(number)
        self._store = store
        self._seal()

    def _seal(self) -> None:
        self.ledger.set_seal(fingerprint(self._path(self.ledger.generation)))

    def _path(self, number: int) -> Path:
        return self._folder / f"chroma-{number}"

    def _next_number(self) -> int:
        """A number no folder has, the others being swept away as far as the system lets go of them."""
        used = [self.ledger.generation]
        for old in self._folder.glob("chroma-*"):
            shutil.rmtree(old, ignore_errors=True)
            used.append(int(old.name.removeprefix("chroma-")) if old.name[7:].isdigit() else 0)
        return max(used) + 1

    def _note(self, sentence: str) -> None:
        if sentence not in self.notes:
            self.notes.append(sentence)

    def _let_go(self) -> None:
        store, self._store = self._store, None
        if store:
            try:
                store.close()
            except Damaged as fault:
                log.debug("closing Chroma: %s", fault)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Marks the ledger as ahead of Chroma for the time of a change."""
        with self._spoken():
            self.ledger.set_dirty(True)
            yield
            self.ledger.set_dirty(False)

    @contextmanager
    def _spoken(self) -> Iterator[None]:
        """What the disk refuses, in words for the user."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise IndexFault(
                f"The search index in {str(self._folder)!r} cannot be written ({error}); "
                "free disk space, make the folder writable, or choose another data folder."
            ) from error


def _same(held: tuple[Entry, ...] | None, batch: Batch) -> bool:
    return batch.owner != GUIDES or held == batch.entries
