"""Looks at this machine: physical cores, the time and memory a container grants, memory that can be had."""

import os
import subprocess
import sys
from pathlib import Path

from rolecall.llm.local.planning import Machine

_UNLIMITED = 2**60
_SHARE = 0.6
"""Of all memory, where the system does not say how much can be had."""


def this_machine(root: Path = Path("/")) -> Machine:
    """`root` is where /proc and /sys are found; what cannot be seen is guessed with care."""
    allowed = _allowed()
    return Machine(
        cores=_physical(root, allowed) or len(allowed),
        quota=_quota(root),
        memory=min(_available(root), _granted(root)),
    )


def _allowed() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return set(os.sched_getaffinity(0))
    return set(range(os.cpu_count() or 1))


def _physical(root: Path, allowed: set[int]) -> int:
    """Cores among the processors allowed; hyper-threads of one core count once. 0 where it cannot be seen."""
    if sys.platform == "darwin":
        return _sysctl("hw.perflevel0.physicalcpu") or _sysctl("hw.physicalcpu")
    cores = set()
    for number in allowed:
        siblings = _read(root / f"sys/devices/system/cpu/cpu{number}/topology/thread_siblings_list")
        if siblings:
            cores.add(siblings)
    return len(cores)


def _quota(root: Path) -> float:
    newer = _read(_group(root) / "cpu.max").split() or _read(root / "sys/fs/cgroup/cpu.max").split()
    if len(newer) == 2 and newer[0].isdigit() and newer[1].isdigit():
        return int(newer[0]) / max(1, int(newer[1]))
    older = root / "sys/fs/cgroup/cpu"
    granted, period = (_number(older / f"cpu.cfs_{name}_us") for name in ("quota", "period"))
    return granted / period if granted > 0 and period > 0 else 0.0


def _granted(root: Path) -> int:
    """What is left of a container's memory, files it may drop counted as free."""
    for place, most, used, drop in (
        (_group(root), "memory.max", "memory.current", "inactive_file"),
        (root / "sys/fs/cgroup", "memory.max", "memory.current", "inactive_file"),
        (
            root / "sys/fs/cgroup/memory",
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_inactive_file",
        ),
    ):
        limit = _number(place / most)
        if 0 < limit < _UNLIMITED:
            counts = dict(
                line.split()[:2] for line in _read(place / "memory.stat").splitlines() if " " in line
            )
            droppable = counts.get(drop, "0")
            return max(0, limit - _number(place / used) + int(droppable if droppable.isdigit() else 0))
    return _UNLIMITED


def _group(root: Path) -> Path:
    """The folder of this process's own group, version 2."""
    for line in _read(root / "proc/self/cgroup").splitlines():
        if line.startswith("0::/"):
            return root / "sys/fs/cgroup" / line[4:]
    return root / "sys/fs/cgroup"


def _available(root: Path) -> int:
    for line in _read(root / "proc/meminfo").splitlines():
        name, _, amount = line.partition(":")
        if name == "MemAvailable":
            return int(amount.split()[0]) * 1024
    if sys.platform == "darwin":
        return int(_sysctl("hw.memsize") * _SHARE)
    if sys.platform == "win32":
        return _windows()
    return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * _SHARE)


def _windows() -> int:
    import ctypes

    class Status(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ulong), ("load", ctypes.c_ulong)] + [
            (name, ctypes.c_ulonglong)
            for name in ("total", "available", "page", "page_free", "virtual", "virtual_free", "extended")
        ]

    status = Status()
    status.length = ctypes.sizeof(Status)
    ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return int(status.available)


def _sysctl(name: str) -> int:
    try:
        told = subprocess.run(  # noqa: S603  a program of the system
            ["/usr/sbin/sysctl", "-n", name], capture_output=True, text=True, timeout=5, check=False
        )
        return int(told.stdout.strip() or 0)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0


def _number(path: Path) -> int:
    text = _read(path)
    return int(text) if text.lstrip("-").isdigit() else 0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
