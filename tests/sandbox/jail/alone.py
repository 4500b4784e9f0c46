"""Puts up one wall alone in a process of its own, or leaves it out, and prints what its probe says.

Run as a script: `alone.py WALL with|without`. What only prepares the ground (mounts to build in, a listener
to reach for) is there both times.
"""

import ctypes
import os
import socket
import sys
import tempfile
from collections.abc import Callable

from rolecall.sandbox.jail import (
    belongings,
    kernel,
    keyring,
    landlock,
    lifeline,
    limits,
    namespaces,
    privileges,
    readable,
    root,
)
from rolecall.sandbox.jail.seccomp import allowed, filtering

Wall = tuple[Callable[[], object], Callable[[], str]]
"""What puts it up, and its probe."""
OWN_USERS = os.geteuid() != 0


def _open_map(name: str) -> int:
    return os.open(f"/proc/self/{name}", os.O_WRONLY)


def _in_child(act: Callable[[], None]) -> None:
    """The rest of this script goes on in a child, after `act` here."""
    act()
    child = os.fork()
    if child:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _own_mounts() -> None:
    namespaces._enter(kernel.NEW_NS, _open_map, OWN_USERS)
    kernel.mount(None, "/", None, kernel.MS_REC | kernel.MS_PRIVATE)


def files() -> Wall:
    secret = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115  gone with the test's own folder
    _own_mounts()
    may_read = readable.readable([], [])
    return lambda: root.build(may_read), lambda: root.probe_files(secret.name)


def writing() -> Wall:
    """As nobody is left to be refused by permissions: the root is this process's own tmpfs."""
    folder = tempfile.mkdtemp()
    _own_mounts()
    kernel.mount("ground", folder, "tmpfs", 0)
    root.SCRATCH = folder
    return lambda: root.mount_scratch(1 << 20, 64, None), lambda: root.probe_scratch(1 << 20, 64)


def read_only() -> Wall:
    """A folder that can be written, copied into the new root."""
    folder = tempfile.mkdtemp()
    source = tempfile.mkdtemp()
    _own_mounts()
    kernel.mount(source, folder, None, kernel.MS_BIND)
    return lambda: root._make_read_only(folder), lambda: _written(folder)


def _written(folder: str) -> str:
    try:
        os.close(os.open(os.path.join(folder, "probe"), os.O_CREAT | os.O_WRONLY))
    except OSError:
        return ""
    os.unlink(os.path.join(folder, "probe"))
    return "it was written"


def network() -> Wall:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    flags = kernel.NEW_NET | (kernel.NEW_USER if OWN_USERS else 0)
    return lambda: kernel.unshare(flags), lambda: namespaces.probe_network(port)


def processes() -> Wall:
    outside = os.getppid()

    def apply() -> None:
        _in_child(lambda: namespaces.enter_run(_open_map, OWN_USERS))

    return apply, lambda: namespaces.probe_processes(outside)


def messages() -> Wall:
    libc = ctypes.CDLL(None)
    key = os.getpid() + 0x5A000000
    number = libc.shmget(key, 4096, 0o1600)
    flags = kernel.NEW_IPC | (kernel.NEW_USER if OWN_USERS else 0)

    def probe() -> str:
        try:
            return namespaces.probe_messages(key)
        finally:
            libc.shmctl(number, 0, None)

    def apply() -> None:
        libc.shmctl(number, 0, None)  # nothing stays behind; a new one is found by its key all the same
        again = libc.shmget(key, 4096, 0o1600)
        child = os.fork()
        if child:
            status = os.waitpid(child, 0)[1]
            libc.shmctl(again, 0, None)
            os._exit(os.waitstatus_to_exitcode(status))
        kernel.unshare(flags)

    return apply, probe


def host_name() -> Wall:
    return lambda: namespaces.enter(_open_map, OWN_USERS), namespaces.probe_host_name


def keys() -> Wall:
    outside = keyring.number()
    return keyring.leave, lambda: keyring.probe(outside)


def rights() -> Wall:
    user = None if OWN_USERS else 54_321

    def apply() -> None:
        privileges.drop(user)
        privileges.close_to_debuggers()

    return apply, privileges.probe


def ceilings() -> Wall:
    bounds = limits.Ceilings(memory_bytes=64 << 20)
    mapped = limits.mapped()
    return lambda: limits.apply(bounds, mapped), lambda: limits.probe(bounds)


def lifelines() -> Wall:
    return lifeline.tie, lifeline.probe


def luggage() -> Wall:
    os.environ["OPENAI_API_KEY"] = "secret"
    empty = os.open(os.devnull, os.O_RDWR)

    def apply() -> None:
        belongings.keep_files(empty, 1, 2, empty)
        belongings.leave_environment()

    return apply, belongings.probe


def landlocks() -> Wall:
    folder = tempfile.mkdtemp()

    def apply() -> None:
        privileges.forbid_new()
        landlock.restrict(landlock.rules([], [], folder))

    return apply, lambda: landlock.probe(folder)


def landlock_files() -> Wall:
    secret = tempfile.NamedTemporaryFile(delete=False)  # noqa: SIM115

    def apply() -> None:
        privileges.forbid_new()
        landlock.restrict(landlock.rules([(os.path.dirname(os.__file__), True)], [], None))

    return apply, lambda: root.probe_files(secret.name, own_root=False)


def system_calls() -> Wall:
    def apply() -> None:
        privileges.forbid_new()
        filtering.install(filtering.assembled(allowed.policy(os.getpid())))

    return apply, filtering.probe


WALLS: dict[str, Callable[[], Wall]] = {
    "files": files,
    "scratch": writing,
    "read-only": read_only,
    "network": network,
    "processes": processes,
    "messages": messages,
    "host name": host_name,
    "keyring": keys,
    "privileges": rights,
    "limits": ceilings,
    "lifeline": lifelines,
    "belongings": luggage,
    "landlock": landlocks,
    "landlock files": landlock_files,
    "system calls": system_calls,
}

if __name__ == "__main__":
    apply_wall, probe_wall = WALLS[sys.argv[1]]()
    if sys.argv[2] == "with":
        apply_wall()
    sys.stdout.write("probe: " + probe_wall())
    sys.stdout.flush()
    os._exit(0)
