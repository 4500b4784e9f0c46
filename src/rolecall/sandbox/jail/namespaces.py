"""A world of its own: users, mounts, processes, network, messages and host name apart from the system's."""

import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

from rolecall.sandbox.jail import kernel, privileges

HOST_NAME = "sandbox"
_INSIDE = 1000
"""The user and group that an ordinary user is inside."""
_SHARED_MEMORY = 0o600


def enter(open_map: Callable[[str], int], own_users: bool) -> None:
    """Leaves the system's mounts, network, messages and host name, and with `own_users` its users.

    Processes are left for each run apart, by `enter_run`. Root needs no users of its own, which some systems
    forbid: it becomes nobody later. `open_map` opens a file of /proc/self for writing. The process must have
    no threads.
    """
    _enter(
        kernel.NEW_NS | kernel.NEW_NET | kernel.NEW_IPC | kernel.NEW_UTS | kernel.NEW_CGROUP,
        open_map,
        own_users,
    )
    # What is mounted from here on stays here.
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)
    kernel.set_host_name(HOST_NAME)


def enter_run(open_map: Callable[[str], int], own_users: bool) -> None:
    """For one run: its own mounts and messages, and its next child is process 1 of its own processes.

    With users of its own its threads are counted alone.
    """
    _enter(kernel.NEW_NS | kernel.NEW_PID | kernel.NEW_IPC, open_map, own_users)


def _enter(world: int, open_map: Callable[[str], int], own_users: bool) -> None:
    uid, gid = os.geteuid(), os.getegid()
    if not own_users:
        kernel.unshare(world)
        return
    kernel.unshare(world | kernel.NEW_USER)
    # The files of /proc/self belong to root while the process is closed to debuggers.
    privileges.close_to_debuggers(False)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{_INSIDE} {uid} 1"),
        ("gid_map", f"{_INSIDE} {gid} 1"),
    ):
        file = open_map(name)
        try:
            os.write(file, text.encode())
        finally:
            os.close(file)


def probe_network(port: int) -> str:
    """Empty where a listener on this machine's loopback (`port`) is out of reach."""
    try:
        with socket.socket() as wire:
            wire.settimeout(0.5)
            wire.connect(("127.0.0.1", port))
            return "a port of this machine was reached"
    except OSError:
        pass
    with suppress(OSError):
        names = [name for _, name in socket.if_nameindex() if name != "lo"]
        if names:
            return f"the network card {names[0]!r} is in reach"
    return ""


def probe_processes(outside: int) -> str:
    """Empty where the app's process (`outside`) does not exist for this one."""
    if os.getpid() != 1:
        return "it shares the system's processes"
    try:
        os.kill(outside, 0)
    except ProcessLookupError:
        return ""
    except OSError:
        pass
    # Number 1 is itself in here, and the app's number may by chance be nobody's.
    return "" if outside == 1 else "the app's process is in reach"


def probe_messages(key: int) -> str:
    """Empty where a shared-memory segment of the system (`key`) is not found."""
    import ctypes

    found = ctypes.CDLL(None, use_errno=True).shmget(key, 0, 0)
    return "shared memory of the system is in reach" if found >= 0 else ""


def probe_host_name() -> str:
    return "" if os.uname().nodename == HOST_NAME else "the system's host name is seen"


def probe_signal(outside: int) -> str:
    """Empty where the app's process cannot be sent a signal."""
    try:
        os.kill(outside, signal.SIG_DFL)
    except OSError:
        return ""
    return "the app can be sent signals"
