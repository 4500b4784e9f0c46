"""Chroma, embedded: one collection an owner, so that no query can reach another owner's passages.

Chroma is a cache of vectors. It may answer from a part of its rows without an error (a lost segment
folder), open a zeroed file as an empty store, or raise from its engine; all of that is `Damaged` here,
and the retriever then builds a new folder from the texts.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BATCH = 2_000
"""Rows per call, below the limit of Chroma's SQLite."""
SAMPLE = 2_000
"""Rows whose vectors are read back when a collection is checked."""

# Chroma's defaults (100, 100, 16) missed 1 of 100 notes asked by their own words among 2,600 alike.
_THOROUGH = {"ef_construction": 200, "ef_search": 200, "max_neighbors": 32}


class Damaged(Exception):
    """The folder does not hold what it should; never shown, always answered by a rebuild."""


class VectorStore:
    """The vectors of one generation, by owner and id. Queries may come from many threads."""

    def __init__(self, folder: Path, maker: str) -> None:
        self._maker = re.sub(r"[^a-z0-9]+", "-", maker.lower()).strip("-")[:40]
        self._collections: dict[str, Any] = {}
        with _guarded():
            self._client = _client(folder)

    def add(self, owner: str, ids: Sequence[str], vectors: Any) -> None:
        """Adds or replaces rows; vectors are (n, dimension) of unit length."""
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            with _guarded():
                self._of(owner).upsert(ids=list(ids[part]), embeddings=vectors[part])

    def remove(self, owner: str, ids: Sequence[str]) -> None:
        """Removes rows by id."""
        for start in range(0, len(ids), BATCH):
            with _guarded():
                self._of(owner).delete(ids=list(ids[start : start + BATCH]))

    def drop(self, owner: str) -> None:
        """Removes an owner's collection, where there is one."""
        self._collections.pop(owner, None)
        name = self._name(owner)
        with _guarded():
            if name in [collection.name for collection in self._client.list_collections()]:
                self._client.delete_collection(name)

    def nearest(self, owner: str, vectors: Any, k: int, held: int) -> list[dict[str, float]]:
        """For each row of `vectors` the nearest `k` ids with their cosine; `held` rows are there.

        Raises Damaged where fewer come back than must: rows that cannot be reached.
        """
        wanted = min(k, held)
        if not wanted:
            return [{} for _ in vectors]
        with _guarded():
            answer = self._of(owner).query(query_embeddings=vectors, n_results=wanted, include=["distances"])
        found = [
            {row: 1.0 - float(distance) for row, distance in zip(rows, distances, strict=True)}
            for rows, distances in zip(answer["ids"], answer["distances"], strict=True)
        ]
        if any(len(rows) < wanted for rows in found):
            raise Damaged(f"{wanted} rows wanted, {min(map(len, found))} found")
        return found

    def check(self, owner: str, texts: Mapping[str, str], vectors: Callable[[Sequence[str]], Any]) -> None:
        """Raises Damaged unless just the rows of `texts` are there, can be reached, and hold their vectors.

        The vectors of a sample are read back and compared with `vectors(texts)`: the count alone
        stays right when the segment folder is gone.
        """
        import numpy as np

        ids = list(texts)
        with _guarded():
            present = self._of(owner).get(include=[])["ids"]
        if set(present) != set(ids):
            raise Damaged(f"{len(set(ids) ^ set(present))} rows too many or too few")
        sample = ids[:: max(1, len(ids) // SAMPLE)]
        if not sample:
            return
        with _guarded():
            got = self._of(owner).get(ids=sample, include=["embeddings"])
        if got["embeddings"] is None or len(got["ids"]) != len(sample):
            raise Damaged("rows without vectors")
        wanted = vectors([texts[row] for row in got["ids"]])
        if not np.allclose(np.asarray(got["embeddings"], dtype=np.float32), wanted, atol=1e-3):
            raise Damaged("vectors are not those of their texts")
        self.nearest(owner, wanted[:1], 10, len(ids))

    def close(self) -> None:
        """Lets go of the files, as far as the engine does."""
        self._collections.clear()
        with _guarded():
            self._client.close()

    def _of(self, owner: str) -> Any:
        if owner not in self._collections:
            self._collections[owner] = self._client.get_or_create_collection(
                self._name(owner),
                # Never a stored embedding function: clients execute its configuration.
                embedding_function=None,
                configuration={"hnsw": {"space": "cosine", **_THOROUGH}},
            )
        return self._collections[owner]

    def _name(self, owner: str) -> str:
        # Owners are free text; a collection's name is not.
        return f"{self._maker}-{hashlib.sha256(owner.encode()).hexdigest()[:24]}"


def fingerprint(folder: Path) -> str:
    """Of the segment files, by name and content; "" where there are none.

    The engine maps these files unchecked: of 24 files damaged at random 2 ended the process (SIGSEGV)
    and 20 went unnoticed, so a folder is opened only when they are as they were left.
    """
    total = hashlib.blake2b(digest_size=16)
    files = sorted(path for path in folder.glob("*/*") if path.is_file())
    for path in files:
        total.update(f"{path.relative_to(folder)} {path.stat().st_size}\n".encode())
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "blake2b").digest())
    return total.hexdigest() if files else ""


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(
        path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False)
    )


@contextmanager
def _guarded() -> Iterator[None]:
    """Whatever the engine raises is Damaged."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        # The engine is Rust: its panics are BaseExceptions that `except Exception` lets through.
        raise Damaged(f"{type(error).__name__}: {str(error)[:200]}") from error
