"""A root folder of its own: what may be read, read-only, four devices, and a small scratch; nothing else."""

import os
from collections.abc import Iterable

from rolecall.sandbox.jail import kernel
from rolecall.sandbox.jail.readable import DEVICES, Readable

SCRATCH = "/box/scratch"
"""Mounted anew for every run, in a folder of its own: rules of Landlock are found on the folder above."""
_NEW_ROOT = "/tmp"  # noqa: S108  any folder that exists; covered by the new root for this process alone
_BARE = kernel.MS_NOSUID | kernel.MS_NODEV
_ATTRIBUTES = b"".join(number.to_bytes(8, "little") for number in (1 | 2 | 4, 0, 0, 0))
"""struct mount_attr: read-only, no set-user-id, no devices."""
_READ_ONLY = kernel.MS_BIND | kernel.MS_REMOUNT | kernel.MS_RDONLY | _BARE
_HERE, _RECURSIVE = -100, 0x8000
_KEPT_FLAGS = ((os.ST_NOEXEC, kernel.MS_NOEXEC), (os.ST_NOATIME, 1024), (os.ST_RELATIME, 1 << 21))
"""Flags of the original that a copy may not lose in a user namespace, and how mount(2) spells them."""


def build(readable: Readable) -> None:
    """Replaces this process's root; needs mounts of its own (`namespaces.enter`)."""
    os.umask(0o022)
    # Opened before the new root covers anything: a path may run through the covered folder.
    sources = [(path, os.open(path, os.O_PATH | os.O_CLOEXEC)) for path in (*readable.paths, *DEVICES)]
    kernel.mount("root", _NEW_ROOT, "tmpfs", _BARE, "size=1m,nr_inodes=4096,mode=755")
    for path, source in sources:
        if not readable.in_hidden(path):
            _copy(path, source)
    for folder in readable.hidden:
        kernel.mount("nothing", _NEW_ROOT + folder, "tmpfs", _BARE, "size=64k,nr_inodes=1024,mode=755")
    for path, source in sources:
        if readable.in_hidden(path):
            _copy(path, source)
    for folder in readable.hidden:
        kernel.mount(None, _NEW_ROOT + folder, None, _READ_ONLY)
    _link()
    _switch()
    os.umask(0o077)


def mount_scratch(size_bytes: int, inodes: int, owner: int | None) -> None:
    """An empty folder for one run, in memory; the only place it can write to."""
    options = f"size={size_bytes},nr_inodes={inodes},mode=700"
    if owner is not None:
        options += f",uid={owner},gid={owner}"
    kernel.mount("scratch", SCRATCH, "tmpfs", _BARE | kernel.MS_NOEXEC, options)
    os.chdir(SCRATCH)


def _copy(path: str, source: int) -> None:
    """Binds one file or folder to its place below the new root."""
    target = _NEW_ROOT + path
    if os.path.isdir(f"/proc/self/fd/{source}"):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o600))
    kernel.mount(f"/proc/self/fd/{source}", target, None, kernel.MS_BIND | kernel.MS_REC)
    os.close(source)
    if path not in DEVICES:
        _make_read_only(target)


def _make_read_only(target: str) -> None:
    try:
        kernel.call("mount_setattr", _HERE, target.encode(), _RECURSIVE, _ATTRIBUTES, len(_ATTRIBUTES))
    except OSError:
        # Before Linux 5.12: this mount alone, with the flags it must keep.
        old = os.statvfs(target).f_flag
        kept = sum(flag for bit, flag in _KEPT_FLAGS if old & bit)
        kernel.mount(None, target, None, _READ_ONLY | kept)


def _link() -> None:
    """The scratch, /tmp as another name of it, and /lib and its like where the system has them as links."""
    os.makedirs(_NEW_ROOT + SCRATCH)
    links = {"tmp": SCRATCH} | {
        name: os.readlink(f"/{name}") for name in ("lib", "lib64") if os.path.islink(f"/{name}")
    }
    for name, target in links.items():
        if not os.path.lexists(f"{_NEW_ROOT}/{name}"):
            os.symlink(target, f"{_NEW_ROOT}/{name}")


def _switch() -> None:
    old = _NEW_ROOT + "/.old"
    os.mkdir(old)
    kernel.call("pivot_root", _NEW_ROOT.encode(), old.encode())
    os.chdir("/")
    kernel.unmount("/.old")
    os.rmdir("/.old")
    kernel.mount(None, "/", None, _READ_ONLY)


def probe_files(secret: str, own_root: bool = True) -> str:
    """Empty where a file of the user's (`secret`) cannot be read, nor, in a root of its own, any be seen."""
    try:
        with open(secret, "rb"):
            return "a private file was read"
    except OSError:
        pass
    if own_root and (os.path.exists("/proc/self") or os.path.exists("/etc/passwd")):
        return "the system's own files are in sight"
    return ""


def probe_read_only(also: Iterable[str] = ()) -> str:
    """Empty where nothing but the scratch can be written; `also`: further folders to try."""
    for folder in ("/", os.path.dirname(os.__file__), *also):
        path = os.path.join(folder, "rolecall-probe")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError:
            continue
        os.unlink(path)
        return f"{folder!r} can be written"
    return ""


def probe_scratch(size_bytes: int, inodes: int) -> str:
    """Empty where the scratch is in memory, bounded, and empty."""
    found = os.statvfs(SCRATCH)
    if found.f_frsize * found.f_blocks > size_bytes + 65536:
        return "the scratch has no limit of size"
    if not 0 < found.f_files <= inodes:
        return "the scratch has no limit of files"
    return "files of another run are in the scratch" if os.listdir(SCRATCH) else ""
