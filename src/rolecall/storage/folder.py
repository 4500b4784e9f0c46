"""The folder where one RoleCall keeps what its user made, held by one process at a time."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Self

from rolecall.ports import StoreFault
from rolecall.storage.words import folder_words

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK_FILE = "rolecall.lock"
WAIT = 0.5
"""Seconds to wait for another process that is just ending."""


class DataFolder:
    """Makes the folder (mode 0700) and holds it against other processes until closed.

    `serve` and `ingest` hold it, since they write the store and the index; commands that only read a file
    need no store and take no lock. The lock is the kernel's: a killed process leaves nothing to clean up.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path).expanduser()
        self._lock: BaseFileLock | None = None

    def hold(self) -> Self:
        """Makes the folder where needed and takes the lock, within a second.

        Raises StoreFault with one sentence: in use, not writable, full, or a file in its place.
        """
        from filelock import FileLock, Timeout

        make_folder(self.path)
        lock = FileLock(self.path / LOCK_FILE, mode=0o600)
        try:
            lock.acquire(timeout=WAIT, poll_interval=0.05)
        except Timeout as error:
            raise StoreFault(
                f"Another RoleCall is using the data folder {str(self.path)!r}; close it first,"
                " or give this one a data folder of its own."
            ) from error
        except NotImplementedError as error:
            raise StoreFault(
                f"The data folder {str(self.path)!r} is on a disk without file locks;"
                " choose a folder on this machine's own disk."
            ) from error
        except OSError as error:
            raise _fault(error, self.path) from error
        self._lock = lock
        return self

    def close(self) -> None:
        """Lets the next process in."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self if self._lock is not None else self.hold()

    def __exit__(self, *_: object) -> None:
        self.close()


def make_folder(path: Path) -> None:
    """Makes a folder only its user can enter, and proves by a file that it can be written to."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = path / f".probe-{os.getpid()}"
        probe.write_bytes(b"probe")
        probe.unlink()
    except FileExistsError as error:
        raise StoreFault(
            f"The data folder {str(path)!r} is a file; move it away, or choose another data folder."
        ) from error
    except OSError as error:
        raise _fault(error, path) from error


def _fault(error: OSError, path: Path) -> StoreFault:
    return StoreFault(folder_words(error, f"The data folder {str(path)!r}"))
