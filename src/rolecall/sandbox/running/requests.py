"""What the warm process is asked for: a run and what it may have."""

from typing import Any

from rolecall.domain.programs import ProgramLimits

_MEBIBYTE = 1 << 20
_SPARE_CPU_SECONDS = 1.0


def requested(limits: ProgramLimits, place: int) -> dict[str, Any]:
    """`place` tells runs side by side apart."""
    return {
        "seconds": limits.seconds,
        "room": {
            "place": place,
            "scratch_bytes": limits.scratch_mb * _MEBIBYTE,
            "scratch_files": limits.scratch_files,
            "ceilings": {
                "memory_bytes": limits.memory_mb * _MEBIBYTE,
                # Behind the clock on the wall, should nobody be left to look at that.
                "cpu_seconds": limits.seconds + _SPARE_CPU_SECONDS,
                "file_bytes": max(1, limits.scratch_mb) * _MEBIBYTE,
                "open_files": limits.open_files,
                "threads": limits.threads,
            },
        },
    }
