"""The table from a database's errors to the one sentence a user reads."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from rolecall.ports import StoreFault
from rolecall.storage.words import (
    AWAY,
    BROKEN_DISK,
    BUSY,
    CANNOT_OPEN,
    CROWDED,
    DAMAGED,
    FULL,
    NO_DATABASE,
    READ_ONLY,
    UNKNOWN,
    WRONG_LOGIN,
    folder_words,
)

_SQLITE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_IOERR: BROKEN_DISK,
}
"""By the primary result code: the low byte of `sqlite_errorcode`."""

_POSTGRES = {
    "53100": FULL,
    "25006": READ_ONLY,
    "42501": READ_ONLY,
    "55P03": BUSY,
    "40P01": BUSY,
    "28P01": WRONG_LOGIN,
    "28000": WRONG_LOGIN,
    "3D000": NO_DATABASE,
    "53300": CROWDED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
}
"""By SQLSTATE."""

_UNCONNECTED = {
    "password": WRONG_LOGIN,
    "authentication": WRONG_LOGIN,
    "role ": WRONG_LOGIN,
    "too many": CROWDED,
    "does not exist": NO_DATABASE,
}
"""By a part of the sentence of a server that refuses to connect; first match counts."""

_LITTLE = 1 << 20
"""Bytes free below which a disk that reports an error is taken to be full."""


@contextmanager
def told(where: str, folder: Path | None = None) -> Iterator[None]:
    """Turns errors of a database or its folder into StoreFault; `where` names the store without secrets."""
    try:
        yield
    except PoolTimeout as error:
        raise StoreFault(CROWDED.format(where=where)) from error
    except DBAPIError as error:
        raise StoreFault(_words(error.orig, where, folder)) from error
    except SQLAlchemyError as error:
        raise StoreFault(UNKNOWN.format(where=where, detail=type(error).__name__)) from error
    except sqlite3.Error as error:
        raise StoreFault(_words(error, where, folder)) from error
    except OSError as error:
        raise StoreFault(folder_words(error, where)) from error


def _words(original: BaseException | None, where: str, folder: Path | None) -> str:
    if isinstance(original, sqlite3.Error):
        words = _SQLITE.get(getattr(original, "sqlite_errorcode", 0) & 0xFF, UNKNOWN)
        if words is BROKEN_DISK and folder is not None and _nearly_full(folder):
            words = FULL
    else:
        words = _postgres_words(original)
    # The driver's own words can hold parts of the row, so only the kind of error is named.
    return words.format(where=where, detail=type(original).__name__)


def _postgres_words(original: BaseException | None) -> str:
    state = getattr(original, "sqlstate", None)
    if state is not None:
        return _POSTGRES.get(state, AWAY if state[:2] in ("08", "57") else UNKNOWN)
    # A connection that was never made has no SQLSTATE, only the server's sentence.
    said = str(original)
    return next((words for sign, words in _UNCONNECTED.items() if sign in said), AWAY)


def _nearly_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _LITTLE
    except OSError:
        return False
