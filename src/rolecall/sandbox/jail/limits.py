"""What one process may use: memory, processor, files, threads. Set on itself, never to be raised again."""

import math
import mmap
import os
import resource
from typing import NamedTuple

MEBIBYTE = 1 << 20


class Ceilings(NamedTuple):
    """The most a jailed process may use."""

    memory_bytes: int = 1024 * MEBIBYTE
    """Address space beyond what was mapped when the jail was closed."""
    cpu_seconds: float = 10.0
    """Over all threads; the kernel counts whole seconds."""
    file_bytes: int = 64 * MEBIBYTE
    """Of one file."""
    open_files: int = 256
    threads: int | None = 64
    """Of the user inside the jail; None where that user's other processes would be counted too."""


def apply(ceilings: Ceilings, mapped_bytes: int) -> None:
    """Sets every limit; `mapped_bytes` is what the process has mapped already.

    The address space counts shared anonymous memory, which a data limit does not; what neither counts
    (memfd, tmpfs) is refused by the filter of system calls and by the size of the scratch.
    """
    cpu = math.ceil(ceilings.cpu_seconds)
    _set(resource.RLIMIT_AS, ceilings.memory_bytes + mapped_bytes)
    # The soft limit's signal tells slow from broken, the hard one kills who ignores it.
    _set(resource.RLIMIT_CPU, cpu, cpu + 1)
    _set(resource.RLIMIT_FSIZE, ceilings.file_bytes)
    _set(resource.RLIMIT_NOFILE, ceilings.open_files)
    if ceilings.threads is not None:
        _set(resource.RLIMIT_NPROC, ceilings.threads)
    _set(resource.RLIMIT_CORE, 0)
    _set(resource.RLIMIT_STACK, 8 * MEBIBYTE)
    _set(resource.RLIMIT_MEMLOCK, 0)
    _set(resource.RLIMIT_MSGQUEUE, 0)
    _set(resource.RLIMIT_SIGPENDING, 64)


def mapped(proc: int | None = None) -> int:
    """Bytes of address space of this process; `proc` is the open folder /proc where it cannot be named."""
    path = "/proc/self/statm" if proc is None else "self/statm"
    with open(os.open(path, os.O_RDONLY, dir_fd=proc), encoding="ascii") as counts:
        return int(counts.read().split()[0]) * resource.getpagesize()


def probe(ceilings: Ceilings, exact: bool = True) -> str:
    """Empty where the limits are set and memory beyond is refused; `exact`: threads are counted alone."""
    wanted = {
        "processor time": (resource.RLIMIT_CPU, math.ceil(ceilings.cpu_seconds) + 1),
        "file size": (resource.RLIMIT_FSIZE, ceilings.file_bytes),
        "open files": (resource.RLIMIT_NOFILE, ceilings.open_files),
        "threads": (resource.RLIMIT_NPROC, (ceilings.threads if exact else None) or resource.RLIM_INFINITY),
        "core files": (resource.RLIMIT_CORE, 0),
    }
    for name, (kind, most) in wanted.items():
        hard = resource.getrlimit(kind)[1]
        if most != resource.RLIM_INFINITY and (hard > most or hard == resource.RLIM_INFINITY):
            return f"no limit of {name}"
    try:
        # With what was mapped before, this is more than may be had.
        mmap.mmap(-1, ceilings.memory_bytes + mmap.PAGESIZE).close()
    except (OSError, MemoryError):
        return ""
    return "memory beyond the limit was given"


def _set(kind: int, soft: int, hard: int | None = None) -> None:
    """At most what is allowed already."""
    allowed = resource.getrlimit(kind)[1]
    hard = soft if hard is None else hard
    if allowed != resource.RLIM_INFINITY:
        soft, hard = min(soft, allowed), min(hard, allowed)
    resource.setrlimit(kind, (soft, hard))


def with_threads(ceilings: Ceilings, threads: int) -> Ceilings:
    return ceilings._replace(threads=threads)
