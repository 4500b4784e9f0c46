"""Runs things as an ordinary user, also where root's own Python lies in a folder nobody else may enter."""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
ORDINARY = 12_345
"""A user that no system gives to anybody."""


def as_ordinary_user(arguments: Sequence[str], timeout: float = 600) -> "subprocess.CompletedProcess[str]":
    """Runs this Python with arguments: as it is where this is no root, else as another user.

    Root's folders on the way are made passable in mounts of this one process, never on the machine.
    """
    launcher = [str(Path(__file__).resolve()), "--"] if os.geteuid() == 0 else []
    environment = {**os.environ, "PYTHONPATH": f"{TOP / 'src'}:{TOP}", "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"HOME": "/tmp", "HYPOTHESIS_STORAGE_DIRECTORY": "/tmp/hypothesis-of-nobody"}
    return subprocess.run(
        [sys.executable, *launcher, *arguments],
        env=environment,
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def _become(user: int, wanted: Iterable[str]) -> None:
    """Mounts of its own, in which `wanted` folders can be reached by all, then another user."""
    from rolecall.sandbox.jail import kernel

    kernel.unshare(kernel.NEW_NS)
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    for closed, folders in _closed(wanted).items():
        kept = [(folder, os.open(folder, os.O_PATH)) for folder in folders]
        kernel.mount("passable", closed, "tmpfs", 0, "mode=755,size=1m")
        for folder, source in kept:
            os.makedirs(folder, exist_ok=True)
            kernel.mount(f"/proc/self/fd/{source}", folder, None, kernel.MS_BIND | kernel.MS_REC)
            os.close(source)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _closed(wanted: Iterable[str]) -> dict[str, list[str]]:
    """The outermost folder on each way that others may not enter, with the wanted ones inside."""
    found: dict[str, list[str]] = {}
    for folder in dict.fromkeys(os.path.realpath(one) for one in wanted):
        for parent in [*reversed(Path(folder).parents), Path(folder)]:
            if not parent.stat().st_mode & 1:
                found.setdefault(str(parent), []).append(folder)
                break
    return found


if __name__ == "__main__":
    _become(ORDINARY, [sys.base_prefix, sys.prefix, str(TOP)])
    os.execv(sys.executable, [sys.executable, *sys.argv[sys.argv.index("--") + 1 :]])
