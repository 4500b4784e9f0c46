"""Gives up every privilege for good: user, groups, capabilities, and the way to gain new ones."""

import ctypes
import os
import struct

from rolecall.sandbox.jail import kernel

_LAST_CAPABILITY = 63
_VERSION_3 = 0x20080522
_NO_ROOT_LOCKED = 0x2F
"""SECBIT_NOROOT, NO_SETUID_FIXUP and KEEP_CAPS_LOCKED with their locks: uid 0 is nobody special."""
_CLEAR_ALL_AMBIENT = 4


def drop(uid: int | None) -> None:
    """Becomes `uid` (also as group) where one is given, which takes root; then loses every capability."""
    for capability in range(_LAST_CAPABILITY + 1):
        try:
            kernel.prctl(kernel.PR_CAPBSET_DROP, capability)
        except OSError:  # past the last one this kernel knows, or not ours to drop
            break
    _try_prctl(kernel.PR_SET_SECUREBITS, _NO_ROOT_LOCKED)
    if uid is not None:
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    head = struct.pack("<Ii", _VERSION_3, 0)
    kernel.call("capset", head, bytes(24))
    _try_prctl(kernel.PR_CAP_AMBIENT, _CLEAR_ALL_AMBIENT)
    forbid_new()


def forbid_new() -> None:
    """No program started from here gains rights by its file's owner or capabilities."""
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)


def close_to_debuggers(closed: bool = True) -> None:
    """Whether other processes of the same user may look into this one, and whether it may dump its memory.

    Open is needed for a moment where a process writes its own map of users.
    """
    kernel.prctl(kernel.PR_SET_DUMPABLE, 0 if closed else 1)


def probe() -> str:
    """Empty where nothing is left to give up and nothing can be gained."""
    if kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) != 1:
        return "new privileges can be gained"
    if os.geteuid() == 0:
        return "it runs as root"
    if any(_capabilities()):
        return "it holds capabilities"
    if kernel.prctl(kernel.PR_GET_DUMPABLE) != 0:
        return "other processes may look into it"
    return ""


def _capabilities() -> tuple[int, ...]:
    """Effective, permitted and inheritable sets, low and high words."""
    from ctypes import CDLL

    head, sets = struct.pack("<Ii", _VERSION_3, 0), ctypes.create_string_buffer(24)
    if CDLL(None, use_errno=True).capget(head, sets) != 0:
        return (1,)
    return struct.unpack("<6I", sets.raw)


def _try_prctl(option: int, value: int) -> None:
    try:
        kernel.prctl(option, value)
    except OSError:
        # Needs a capability that an ordinary user has only inside a namespace; without capabilities there is
        # nothing to lose, and the probe looks at what is left.
        return
