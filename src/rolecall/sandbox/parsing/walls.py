"""The walls a child puts around itself before it sees the first byte of a stranger's file."""

import os
import signal
import sys
from contextlib import suppress

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
"""PR_SET_NO_NEW_PRIVS of <linux/prctl.h>."""


def raise_walls(memory_bytes: int, cpu_seconds: int, wall_seconds: float) -> list[str]:
    """Puts up every wall this system has, and says which stand.

    Where one is missing (no `resource` on Windows, no address-space limit on macOS, no namespaces in some
    containers) the others and the parent's clock still stand.
    """
    walls = ["own process", "clean environment", f"killed after {wall_seconds:g} s"]
    walls += _limits(memory_bytes, cpu_seconds)
    if hasattr(signal, "setitimer"):
        # The default action of SIGALRM ends the child, so that none outlives a killed parent.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, wall_seconds + 2)
    if sys.platform == "linux":
        walls += _linux()
    return walls


def _limits(memory_bytes: int, cpu_seconds: int) -> list[str]:
    try:
        import resource
    except ImportError:  # Windows
        return []
    wanted = {
        f"memory {memory_bytes >> 20} MiB": ("RLIMIT_AS", memory_bytes),
        f"processor {cpu_seconds} s": ("RLIMIT_CPU", cpu_seconds),
        "writes no file": ("RLIMIT_FSIZE", 0),
        "few open files": ("RLIMIT_NOFILE", 64),
        "starts no process": ("RLIMIT_NPROC", 0),  # not for uid 0, whom the kernel does not count
        "no core file": ("RLIMIT_CORE", 0),
    }
    stand = []
    for words, (name, value) in wanted.items():
        with suppress(ValueError, OSError, AttributeError):
            number = getattr(resource, name)
            hard = resource.getrlimit(number)[1]
            most = value if hard == resource.RLIM_INFINITY else min(value, hard)
            # The soft limit of processor time sends a signal that tells slow from broken, the hard one kills.
            spare = int(name == "RLIMIT_CPU" and most != hard)
            resource.setrlimit(number, (most, most + spare))
            if name != "RLIMIT_NPROC" or os.geteuid() != 0:
                stand.append(words)
    return stand


def _linux() -> list[str]:
    """No network, by an empty network namespace; no new privileges."""
    stand = []
    with suppress(OSError, AttributeError, ImportError):
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        flags = _NEW_NET if os.geteuid() == 0 else _NEW_NET | _NEW_USER
        if libc.unshare(flags) == 0:
            stand.append("no network")
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) == 0:
            stand.append("no new privileges")
    return stand
