"""One process owns an index folder: a second one is refused at once instead of hanging in Chroma's locks."""

import sqlite3
from contextlib import suppress
from pathlib import Path

from rolecall.ports import IndexFault

PATIENCE = 0.5
"""Seconds to wait for the other process to let go."""


class Claim:
    """Holds a folder until closed or until the process ends, however it ends.

    The lock is SQLite's own on an empty file: the same on every system, and the system drops it with
    the process. Raises IndexFault when another process, or another retriever of this one, holds it.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / "claim.lock"
        try:
            self._db = self._locked(path)
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise IndexFault(
                    f"The search index in {str(folder)!r} is in use by another RoleCall; "
                    "close that one or choose another data folder."
                ) from error
            raise IndexFault(
                f"The search index in {str(folder)!r} cannot be written ({error}); "
                "make the folder writable or choose another data folder."
            ) from error
        except sqlite3.DatabaseError:
            # Not a lock file any more (overwritten with something else): it carries nothing, renew it.
            path.unlink(missing_ok=True)
            self._db = self._locked(path)

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self._db.close()

    @staticmethod
    def _locked(path: Path) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            db.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error:
            db.close()
            raise
        return db
