"""The sentences a user reads when what they made cannot be kept, and the table from errno to them."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from rolecall.ports import StoreFault

FULL = (
    "{where} could not save this because the disk is full; free some space and try again."
    " What was saved before is safe."
)
READ_ONLY = "{where} cannot be written to; make the folder writable, or choose another data folder."
BUSY = "{where} is in use by another program; close it and try again."
DAMAGED = "{where} is damaged; start RoleCall again: it keeps the damaged file and reads out what it can."
CANNOT_OPEN = "{where} cannot be opened; check that the folder exists and that you may write to it."
BROKEN_DISK = (
    "{where} could not be read or written (the disk reported an error); check the disk and try again."
)
WRONG_LOGIN = "{where} refuses the user name or password; correct the database address in the settings."
NO_DATABASE = (
    "{where} does not exist on its server; create the database, or correct its address in the settings."
)
CROWDED = "{where} has no free connection; try again in a moment, or allow more connections on the server."
AWAY = "{where} cannot be reached; start the database server, or correct its address in the settings."
UNKNOWN = "{where} could not do this ({detail}); try again, and report it if it comes back."

_FOLDER = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}
"""By errno, for files of the data folder that are no database."""


@contextmanager
def told_of_file(where: str) -> Iterator[None]:
    """Turns an OSError into a StoreFault whose sentence begins with `where`."""
    try:
        yield
    except OSError as error:
        raise StoreFault(folder_words(error, where)) from error


def folder_words(error: OSError, where: str) -> str:
    """The sentence for a file that could not be made, read or written."""
    words = _FOLDER.get(error.errno or 0, UNKNOWN)
    return words.format(where=where, detail=error.strerror or type(error).__name__)
