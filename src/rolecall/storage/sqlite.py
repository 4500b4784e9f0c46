"""The SQLite file in the data folder: opened with full durability, checked, rescued where damaged."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL

from rolecall.ports import StoreFault
from rolecall.storage.clock import Clock
from rolecall.storage.faults import told
from rolecall.storage.folder import make_folder
from rolecall.storage.schema import upgrade
from rolecall.storage.words import BUSY

FILE = "rolecall.sqlite3"
BUSY_WAIT = 5.0
"""Seconds a writer waits for another one."""
OPEN_WAIT = 30.0
"""Seconds to wait for another process that is opening, migrating or rescuing the same file."""
_PARTS = ("", "-wal", "-shm")


class SqliteFile:
    """One SQLite store in a folder."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.where = f"The store {str(self.path)!r}"
        self._clock = clock

    def open(self) -> tuple[Engine, tuple[str, ...]]:
        """A checked engine with the newest schema, and what the user should know of the opening."""
        make_folder(self.folder)
        with told(self.where, self.folder), self._alone():
            damage = diagnose(self.path)
            aside = self._move_aside() if damage else None
            _private(self.path)
            engine = create(self.path)
            try:
                upgrade(engine, self.where)
                notes = self._rescue(engine, aside, damage) if aside else ()
            except BaseException:
                engine.dispose()
                raise
        return engine, notes

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds other openers off, so that nobody takes a file being made for a damaged one."""
        from filelock import FileLock, Timeout

        try:
            with FileLock(self.folder / "opening.lock", timeout=OPEN_WAIT, mode=0o600):
                yield
        except Timeout as error:
            raise StoreFault(BUSY.format(where=self.where)) from error

    def _move_aside(self) -> Path:
        moment = self._clock().strftime("%Y%m%dT%H%M%SZ")
        aside = self.path.with_name(f"{FILE}.damaged-{moment}")
        number = 1
        while any(_part(aside, part).exists() for part in _PARTS):
            number += 1
            aside = self.path.with_name(f"{FILE}.damaged-{moment}-{number}")
        for part in _PARTS:
            if _part(self.path, part).exists():
                _part(self.path, part).replace(_part(aside, part))
        return aside

    def _rescue(self, engine: Engine, aside: Path, damage: str) -> tuple[str, ...]:
        from rolecall.storage.salvage import salvage

        found = salvage(aside, self.path, engine)
        return (
            f"The store {str(self.path)!r} was damaged ({damage}). The damaged file is kept as {aside.name!r}"
            f" beside it, and {found.words()} brought into a fresh store; please look through your roles,"
            " and restore your last export where something is missing.",
        )


def create(path: Path) -> Engine:
    """An engine on a SQLite file: WAL, every commit on disk before it returns, deleted rows overwritten."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_WAIT})

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN comes too late (before the first change), so transactions are begun below.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def diagnose(path: Path) -> str:
    """Why a file cannot be trusted, in a few words; empty where it is absent or sound.

    A file of 0 bytes counts as damaged: SQLite itself would call it an empty database and lose everything.
    """
    if not path.exists():
        return "the main file is gone" if _part(path, "-wal").exists() else ""
    if path.stat().st_size == 0:
        return "it is empty, 0 bytes"
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_WAIT, isolation_level=None)) as connection:
            answer = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return str(error)
        raise
    except UnicodeDecodeError:
        return "its check gives garbage"
    return "" if answer == ("ok",) else "its check failed"


def forget_traces(engine: Engine, folder: Path, *, kept_aside: bool) -> None:
    """Empties the write-ahead log, which still holds deleted rows; removes damaged files where told to."""
    with engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]
    if kept_aside:
        for path in folder.glob(f"{FILE}.damaged-*"):
            path.unlink(missing_ok=True)


def _part(path: Path, part: str) -> Path:
    return path.with_name(path.name + part)


def _private(path: Path) -> None:
    """Makes the file with mode 0600 before SQLite does; its log files take the same mode."""
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
