"""What the index must hold: every passage with its owner, in one SQLite file beside Chroma's folder."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from rolecall.domain.passages import Guide, Passage
from rolecall.domain.roles import Topic, Track
from rolecall.ports import IndexFault
from rolecall.retrieval.vector_cache import text_hash

SCHEMA = "2"
"""Raised with every change of the tables, the splitting or the embedded text: older indexes are rebuilt."""

GUIDES = "*"
"""The owner of what everybody may read; no person may bear this name."""


class Entry(NamedTuple):
    """One passage as indexed."""

    passage: Passage
    owner: str
    document: str
    """Id of the document, or name of the guide."""
    audience: str = "candidate"

    @property
    def embedded(self) -> str:
        """The text that is embedded: the heading says what the passage is about."""
        heading = self.passage.heading
        return f"{heading}\n{self.passage.text}" if heading else self.passage.text

    @property
    def key(self) -> str:
        """Hash of the embedded text."""
        return text_hash(self.embedded)


class Ledger:
    """The entries on disk. A file that cannot be read is put anew, empty; `fresh` then says so."""

    def __init__(self, path: Path, maker: str) -> None:
        self._path = path
        self._counts: dict[str, int] = {}
        existed = path.exists() and path.stat().st_size > 0
        self.damaged = False
        try:
            self._db = self._open()
        except sqlite3.DatabaseError:
            self.damaged = existed
            path.unlink(missing_ok=True)
            try:
                self._db = self._open()
            except sqlite3.Error as error:
                raise IndexFault(
                    f"The search index {str(path)!r} cannot be written ({error}); free disk space or choose "
                    "another data folder."
                ) from error
        self.fresh = self._get("schema") != f"{SCHEMA}/{maker}"
        """True where nothing usable was there: first start, damage, other embedder or older schema."""
        if self.fresh:
            with self._db:
                for table in ("entries", "documents", "facts"):
                    self._db.execute(f"DELETE FROM {table}")  # noqa: S608
                self._put("schema", f"{SCHEMA}/{maker}")

    def entries(self, owner: str) -> list[Entry]:
        """Of one owner, in order of document and position."""
        rows = self._db.execute(f"{_SELECT} WHERE owner = ? ORDER BY document, position", (owner,))
        return [_entry(row) for row in rows]

    def entry(self, passage_id: str, owner: str) -> Entry | None:
        """One passage of the guides or of this owner."""
        row = self._db.execute(
            f"{_SELECT} WHERE id = ? AND owner IN (?, ?)",
            (passage_id, owner, GUIDES),
        ).fetchone()
        return _entry(row) if row else None

    def count(self, owner: str) -> int:
        """Number of an owner's passages; remembered, since every query asks."""
        if owner not in self._counts:
            row = self._db.execute("SELECT count(*) FROM entries WHERE owner = ?", (owner,)).fetchone()
            self._counts[owner] = int(row[0])
        return self._counts[owner]

    def ids(self, owner: str, document: str | None = None) -> list[str]:
        """Ids of an owner's passages, or of one document's."""
        if document is None:
            rows = self._db.execute("SELECT id FROM entries WHERE owner = ?", (owner,))
        else:
            rows = self._db.execute(
                "SELECT id FROM entries WHERE owner = ? AND document = ?", (owner, document)
            )
        return [row[0] for row in rows]

    def documents(self, owner: str) -> set[str]:
        return {
            row[0] for row in self._db.execute("SELECT document FROM documents WHERE owner = ?", (owner,))
        }

    def owners(self) -> list[str]:
        """Everybody who has something, the guides' owner included."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT owner FROM documents")]

    def add(self, entries: Iterable[Entry], documents: Iterable[tuple[str, str]]) -> None:
        """Adds passages and notes which (owner, document) they are of; a document may have none."""
        self._counts.clear()
        with self._db:
            self._db.executemany("INSERT OR IGNORE INTO documents VALUES (?, ?)", documents)
            self._db.executemany(
                "INSERT OR REPLACE INTO entries VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                [_row(position, entry) for position, entry in enumerate(entries)],
            )

    def remove(self, owner: str, document: str) -> list[str]:
        """Removes a document's passages; returns the keys that no passage has any more."""
        self._counts.clear()
        with self._db:
            gone = self._db.execute(
                "SELECT DISTINCT key FROM entries WHERE owner = ? AND document = ?", (owner, document)
            ).fetchall()
            for table in ("entries", "documents"):
                self._db.execute(
                    f"DELETE FROM {table} WHERE owner = ? AND document = ?",  # noqa: S608
                    (owner, document),
                )
            return [
                key
                for (key,) in gone
                if not self._db.execute("SELECT 1 FROM entries WHERE key = ?", (key,)).fetchone()
            ]

    @property
    def generation(self) -> int:
        """Number of the Chroma folder in use: a damaged one is left behind, never reopened."""
        return int(self._get("generation") or 0)

    def set_generation(self, number: int) -> None:
        self._set("generation", str(number))

    @property
    def dirty(self) -> bool:
        """True while Chroma may lag behind: a process that ended between is no damage."""
        return self._get("dirty") == "1"

    def set_dirty(self, dirty: bool) -> None:
        self._set("dirty", "1" if dirty else "0")

    @property
    def seal(self) -> str:
        """Fingerprint of Chroma's segment files as last seen whole."""
        return self._get("seal")

    def set_seal(self, fingerprint: str) -> None:
        self._set("seal", fingerprint)

    @property
    def closed(self) -> bool:
        """Whether the last process that opened the index also closed it."""
        return self._get("closed") == "1"

    def set_closed(self, closed: bool) -> None:
        self._set("closed", "1" if closed else "0")

    def close(self) -> None:
        self._db.close()

    def _open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, check_same_thread=False, timeout=1)
        try:
            db.executescript(_TABLES)
            if db.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("quick_check failed")
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def _get(self, name: str) -> str:
        row = self._db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _set(self, name: str, value: str) -> None:
        with self._db:
            self._put(name, value)

    def _put(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


_TABLES = """
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE IF NOT EXISTS documents (owner TEXT, document TEXT, PRIMARY KEY (owner, document));
CREATE TABLE IF NOT EXISTS entries (
    owner TEXT, id TEXT, document TEXT, position INTEGER, source TEXT, heading TEXT, text TEXT,
    tracks TEXT, topics TEXT, audience TEXT, key TEXT, PRIMARY KEY (owner, id));
CREATE INDEX IF NOT EXISTS entries_document ON entries (owner, document);
CREATE INDEX IF NOT EXISTS entries_key ON entries (key);
"""
_SELECT = "SELECT owner, id, document, source, heading, text, tracks, topics, audience FROM entries"


def guide_entries(guides: Sequence[Guide]) -> list[Entry]:
    """The sections of guides as passages that everybody may read."""
    return [
        Entry(
            passage=Passage(
                id=section.id,
                source=guide.title,
                heading=section.heading,
                text=section.text,
                tracks=guide.tracks,
                topics=guide.topics,
            ),
            owner=GUIDES,
            document=guide.name,
            audience=guide.audience,
        )
        for guide in guides
        for section in guide.sections
    ]


def _row(position: int, entry: Entry) -> tuple[str | int, ...]:
    passage = entry.passage
    return (
        entry.owner,
        passage.id,
        entry.document,
        position,
        passage.source,
        passage.heading,
        passage.text,
        json.dumps(passage.tracks),
        json.dumps(passage.topics),
        entry.audience,
        entry.key,
    )


def _entry(row: tuple[str, ...]) -> Entry:
    owner, passage_id, document, source, heading, text, tracks, topics, audience = row
    passage = Passage(
        id=passage_id,
        source=source,
        heading=heading,
        text=text,
        tracks=tuple(Track(name) for name in json.loads(tracks)),
        topics=tuple(Topic(name) for name in json.loads(topics)),
    )
    return Entry(passage=passage, owner=owner, document=document, audience=audience)
