"""Vectors by the hash of their text, so that a rebuilt index embeds nothing twice."""

import hashlib
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rolecall.ports import Embedder
from rolecall.retrieval.shipped import shipped

BATCH = 8
"""Texts embedded at once: about half a second, so that progress moves and a query waits no longer."""

KEPT = 64
"""Vectors written at once: a killed process loses no more, and the disk is not waited for each time."""


class VectorCache:
    """One SQLite file; what it cannot read it embeds again."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        self._path = path
        self._embedder = embedder
        self._maker = f"{embedder.name}/{embedder.dimension}"
        self._lock = threading.RLock()
        self._db = _opened(path)

    def vectors(self, texts: Sequence[str], done: Callable[[float], None] | None = None) -> Any:
        """(n, dimension) float32 of passages; `done` is called with the share embedded, 0 to 1."""
        import numpy as np

        keys = [text_hash(text) for text in texts]
        rows = np.zeros((len(texts), self._embedder.dimension), dtype=np.float32)
        known = self._known(keys)
        missing = [at for at, key in enumerate(keys) if key not in known]
        for at, key in enumerate(keys):
            if key in known:
                rows[at] = np.frombuffer(known[key], dtype=np.float32)
        # Texts of like length together: the engine pads or splits work by text.
        missing.sort(key=lambda at: len(texts[at]))
        kept = 0
        for start in range(0, len(missing), BATCH):
            part = missing[start : start + BATCH]
            rows[part] = self._embedder.passages([texts[at] for at in part])
            ready = min(start + BATCH, len(missing))
            if ready - kept >= KEPT or ready == len(missing):
                self._keep([(keys[at], rows[at].tobytes()) for at in missing[kept:ready]])
                kept = ready
            if done:
                done(min(1.0, (start + BATCH) / len(missing)))
        return rows

    def forget(self, keys: Sequence[str]) -> None:
        """Drops vectors of texts that were removed: a vector tells something of its text."""
        self._write("DELETE FROM vectors WHERE key = ?", [(key,) for key in keys])

    def close(self) -> None:
        self._db.close()

    def _known(self, keys: Sequence[str]) -> dict[str, bytes]:
        size = 4 * self._embedder.dimension
        found: dict[str, bytes] = {}
        with self._lock, suppress(sqlite3.DatabaseError):
            for start in range(0, len(keys), 500):
                part = keys[start : start + 500]
                marks = ",".join("?" * len(part))
                rows = self._db.execute(
                    f"SELECT key, vector FROM vectors WHERE maker = ? AND key IN ({marks})",  # noqa: S608
                    (self._maker, *part),
                )
                found.update((key, blob) for key, blob in rows if len(blob) == size)
        if len(found) < len(set(keys)):
            ready = shipped(self._maker)
            found.update((key, ready[key].tobytes()) for key in keys if key not in found and key in ready)
        return found

    def _keep(self, rows: list[tuple[str, bytes]]) -> None:
        self._write(
            "INSERT OR REPLACE INTO vectors (maker, key, vector) VALUES (?, ?, ?)",
            [(self._maker, key, blob) for key, blob in rows],
        )

    def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        # A full disk or a damaged file costs only speed here: what is not kept is embedded again.
        with self._lock:
            try:
                with self._db:
                    self._db.executemany(statement, rows)
            except sqlite3.OperationalError:
                return
            except sqlite3.DatabaseError:
                self._db.close()
                self._db = _opened(self._path, fresh=True)


def text_hash(text: str) -> str:
    """The key of a text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _opened(path: Path, *, fresh: bool = False) -> sqlite3.Connection:
    if fresh:
        path.unlink(missing_ok=True)
    db = sqlite3.connect(path, check_same_thread=False, timeout=1)
    try:
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(
            "CREATE TABLE IF NOT EXISTS vectors"
            " (maker TEXT, key TEXT, vector BLOB, PRIMARY KEY (maker, key)) WITHOUT ROWID"
        )
        db.execute("SELECT count(*) FROM vectors").fetchone()
    except sqlite3.DatabaseError:
        db.close()
        if fresh:
            raise
        return _opened(path, fresh=True)
    return db
