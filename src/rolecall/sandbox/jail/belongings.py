"""What a jailed process has with it: a bare environment, four open files, no arguments."""

import os
import sys

KEPT_FILES = 4
"""Standard input (empty), output, errors, and the channel to the app."""
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/box/scratch",
    "TMPDIR": "/box/scratch",
    "USER": "nobody",
    "LANG": "C.UTF-8",
    # One thread for linear algebra: a user namespace cannot be entered by a process with threads, and runs
    # side by side should not fight for the cores.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}
_MOST_FILES = 1 << 16


def leave_environment() -> None:
    """Only what is listed above."""
    os.environ.clear()
    os.environ.update(ENVIRONMENT)
    sys.argv[:] = [""]
    sys.orig_argv[:] = [""]


def keep_files(*kept: int) -> None:
    """Makes these the files 0, 1, 2 and so on, and closes every other."""
    # First out of the way of the targets, so that none is overwritten before it was moved.
    high = [os.dup2(one, 100 + place) for place, one in enumerate(kept)]
    for place, one in enumerate(high):
        os.dup2(one, place)
    close_from(len(kept))


def close_from(first: int) -> None:
    os.closerange(first, _MOST_FILES)


def probe(kept: int = KEPT_FILES) -> str:
    """Empty where nothing of the app's came along but `kept` files."""
    strange = set(os.environ) - set(ENVIRONMENT)
    if strange:
        return f"{len(strange)} environment variables came along"
    for number in range(kept, 1024):
        try:
            os.fstat(number)
        except OSError:
            continue
        return f"file {number} is open"
    return ""
