"""Reads out of a damaged SQLite file what can still be read, row by row."""

import shutil
import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from rolecall.storage.names import unpacked
from rolecall.storage.tables import documents, events, preferences, streams

_PROBES = 50_000
"""Reads that may fail before a table is given up: each one costs a look at a broken page."""
_UNKNOWN = 1 << 16
"""Row numbers looked at where the highest one cannot be read."""


@dataclass(frozen=True)
class Salvaged:
    """How much came out."""

    events: int = 0
    documents: int = 0
    preferences: int = 0
    missing: int = 0
    """Events known to have existed that could not be read; a lower bound."""

    def words(self) -> str:
        lost = f" ({self.missing} more are known and could not be read)" if self.missing else ""
        return f"{self.events} entries{lost} and {self.documents} documents could be read out of it and were"


Row = dict[str, Any]


def salvage(aside: Path, path: Path, engine: Engine) -> Salvaged:
    """Copies the readable rows of `aside` into the fresh store at `path`; `aside` itself is not touched."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="salvage-") as name:
        copy = Path(name) / "copy.sqlite3"
        _copy(aside, copy)
        _fit_page_count(copy)
        rows = _read(copy)
        if not any(rows.values()):
            # The first page holds the header and the list of tables, and is the same in every store.
            _graft_first_page(copy, path)
            rows = _read(copy)
    return _write(engine, rows)


def _copy(aside: Path, copy: Path) -> None:
    for part in ("", "-wal"):
        source = aside.with_name(aside.name + part)
        if source.exists():
            shutil.copyfile(source, copy.with_name(copy.name + part))
    copy.touch()


def _fit_page_count(copy: Path) -> None:
    """Makes the header count the pages that are there: SQLite reads nothing of a file that is too short."""
    with copy.open("r+b") as file:
        header = file.read(32)
        page = int.from_bytes(header[16:18], "big")
        pages = copy.stat().st_size // page if page >= 512 else 0
        if 0 < pages < int.from_bytes(header[28:32], "big"):
            file.seek(28)
            file.write(pages.to_bytes(4, "big"))


def _graft_first_page(copy: Path, fresh: Path) -> None:
    whole = copy.with_name("whole.sqlite3")
    # through a backup, so that pages still in the fresh store's log are in the file
    with closing(sqlite3.connect(fresh)) as source, closing(sqlite3.connect(whole)) as target:
        source.backup(target)
    page = whole.read_bytes()
    size = int.from_bytes(page[16:18], "big")
    first = bytearray(page[:size])
    pages = copy.stat().st_size // size
    if pages < 2:
        return
    first[28:32] = pages.to_bytes(4, "big")
    with copy.open("r+b") as file:
        file.write(first)
    copy.with_name(copy.name + "-wal").unlink(missing_ok=True)


def _read(copy: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for table in (events, streams, documents, preferences):
        columns = [column.name for column in table.columns if column.name != "number"]
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            rows = _rows(connection, table.name, columns)
            found[table.name] = [row for row in rows if _sound(table.name, row)]
    return found


def _rows(connection: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[Row]:
    """Every row that can be read: a range that fails is halved until only the broken rows are left out."""
    # NOT INDEXED: a damaged index must not hide rows that are there
    wanted = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED"  # noqa: S608  our own names
    ranges = deque([(1, _highest(connection, table))])
    for _ in range(_PROBES):
        if not ranges:
            return
        low, high = ranges.popleft()
        try:
            for row in connection.execute(
                f"{wanted} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", (low, high)
            ):
                low = row[0] + 1
                yield dict(zip(columns, row[1:], strict=True))
        except sqlite3.Error as error:
            if "no such table" in str(error) or "not a database" in str(error):
                return
            if low < high:
                middle = (low + high) // 2
                ranges += [(low, middle), (middle + 1, high)]


def _highest(connection: sqlite3.Connection, table: str) -> int:
    """The last row number, as far as anything readable knows it: too high only costs probes."""
    known = []
    for question in (
        f"SELECT max(rowid) FROM {table} NOT INDEXED",  # noqa: S608  our own names
        f"SELECT seq FROM sqlite_sequence WHERE name = '{table}'",  # noqa: S608
    ):
        try:
            row = connection.execute(question).fetchone()
        except sqlite3.Error:
            continue
        known += [number for number in row or () if isinstance(number, int) and number >= 0]
    return max(known, default=_UNKNOWN)


_NUMBERS = {"seq", "last_seq", "events", "size", "last_number"}


def _sound(table: str, row: Row) -> bool:
    """False where a broken page gave something that was never written so."""
    for name, value in row.items():
        if not isinstance(value, int if name in _NUMBERS else str):
            return False
        if name in ("owner", "stream", "kind", "id") and not value:
            return False
    if table == "events":
        try:
            unpacked(row["data"])
        except ValueError:
            return False
        return bool(row["seq"] >= 1)
    return True


def _write(engine: Engine, rows: dict[str, list[Row]]) -> Salvaged:
    kept = {(row["owner"], row["stream"], row["seq"]): row for row in rows["events"]}
    texts = {(row["owner"], row["id"]): row for row in rows["documents"]}
    wishes = {(row["owner"], row["name"]): row for row in rows["preferences"]}
    known = {(row["owner"], row["stream"]): row for row in rows["streams"]}
    heads = _heads(list(kept.values()), known)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        for table, some in ((events, kept), (documents, texts), (preferences, wishes), (streams, heads)):
            if some:
                connection.execute(insert(table), list(some.values()))
    expected = sum(max(head["last_seq"], known.get(key, head)["last_seq"]) for key, head in heads.items())
    expected += sum(row["last_seq"] for key, row in known.items() if key not in heads)
    return Salvaged(
        events=len(kept), documents=len(texts), preferences=len(wishes), missing=max(0, expected - len(kept))
    )


def _heads(kept: list[Row], known: dict[tuple[str, str], Row]) -> dict[tuple[str, str], Row]:
    """The heads of the streams that have events, made anew from them; a seq once given is not given again."""
    heads: dict[tuple[str, str], Row] = {}
    for number, row in enumerate(kept, 1):
        key = (row["owner"], row["stream"])
        head = heads.setdefault(
            key, {"owner": key[0], "stream": key[1], "kind": row["kind"], "last_seq": 0, "events": 0}
        )
        head["events"] += 1
        if row["seq"] > head["last_seq"]:
            head |= {"last_seq": row["seq"], "updated_at": row["at"], "last_number": number}
    for key, head in heads.items():
        if key in known:
            head["last_seq"] = max(head["last_seq"], known[key]["last_seq"])
            head["kind"] = known[key]["kind"]
    return heads
