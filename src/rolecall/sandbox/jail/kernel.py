"""Calls to the Linux kernel that Python has no name for; an OSError says which failed."""

import ctypes
import os
import platform
from functools import cache

_NUMBERS = {
    "x86_64": {"keyctl": 250, "capset": 126, "pivot_root": 155, "seccomp": 317},
    "aarch64": {"keyctl": 219, "capset": 91, "pivot_root": 41, "seccomp": 277},
}
_NUMBERS_EVERYWHERE = {
    "mount_setattr": 442,
    "landlock_create_ruleset": 444,
    "landlock_add_rule": 445,
    "landlock_restrict_self": 446,
}
"""Calls newer than Linux 5.0 have one number on every machine."""

NEW_NS, NEW_CGROUP, NEW_UTS, NEW_IPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
NEW_USER, NEW_PID, NEW_NET = 0x10000000, 0x20000000, 0x40000000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MNT_DETACH = 2

PR_SET_PDEATHSIG, PR_GET_PDEATHSIG = 1, 2
PR_GET_DUMPABLE, PR_SET_DUMPABLE = 3, 4
PR_CAPBSET_DROP, PR_SET_SECUREBITS, PR_CAP_AMBIENT = 24, 28, 47
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 38, 39

Argument = int | bytes | ctypes.Array[ctypes.c_char] | None


@cache
def _libc() -> ctypes.CDLL:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    libc.prctl.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    return libc


def known_machine() -> bool:
    """True where the numbers of system calls are known."""
    return platform.machine() in _NUMBERS


def number_of(name: str) -> int:
    """The number of a system call that only this package makes."""
    if name in _NUMBERS_EVERYWHERE:
        return _NUMBERS_EVERYWHERE[name]
    return _NUMBERS[platform.machine()][name]


def call(name: str, *arguments: Argument) -> int:
    """Makes a system call by its name; what it returns, never negative."""
    wide = (ctypes.c_long(one) if isinstance(one, int) else one for one in arguments)
    return _checked(_libc().syscall(ctypes.c_long(number_of(name)), *wide), name)


def prctl(option: int, one: int = 0, two: int = 0) -> int:
    return _checked(_libc().prctl(option, one, two, 0, 0), f"prctl({option})")


def unshare(flags: int) -> None:
    """Leaves the named namespaces for new ones; EINVAL for a user namespace where threads run."""
    _checked(_libc().unshare(flags), "unshare")


def mount(source: str | None, target: str, kind: str | None, flags: int, options: str = "") -> None:
    encoded = [text.encode() if text is not None else None for text in (source, target, kind)]
    done = _libc().mount(*encoded, ctypes.c_ulong(flags), options.encode() or None)
    _checked(done, f"mount on {target!r}")


def unmount(target: str) -> None:
    """Takes a mount out of sight at once, also while it is in use."""
    _checked(_libc().umount2(target.encode(), MNT_DETACH), f"unmount {target!r}")


def set_host_name(name: str) -> None:
    _checked(_libc().sethostname(name.encode(), ctypes.c_size_t(len(name))), "sethostname")


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result
