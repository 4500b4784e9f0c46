"""Times, and how they stand to their limits."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One figure beside its limit, in the same unit."""

    what: str
    value: float
    limit: float | None = None
    unit: str = "ms"

    @property
    def kept(self) -> bool:
        return self.limit is None or self.value <= self.limit


def print_table(title: str, rows: Sequence[Row]) -> int:
    """Prints the rows; 0 where every limit was kept, else 1."""
    print(f"\n{title}")
    width = max(len(row.what) for row in rows)
    for row in rows:
        share = "" if not row.limit else f"  {row.value / row.limit:5.2f} of {row.limit:g} {row.unit}"
        ratio = share or ("" if row.limit is None else f"         of {row.limit:g} {row.unit}")
        mark = "" if row.limit is None else ("  kept" if row.kept else "  EXCEEDED")
        print(f"  {row.what:<{width}}  {row.value:9.2f} {row.unit}{ratio}{mark}")
    return 0 if all(row.kept for row in rows) else 1


def milliseconds(act: Callable[[], object], repeats: int) -> list[float]:
    """Times of `repeats` runs, after one that warms up."""
    act()
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        act()
        times.append((time.perf_counter() - begun) * 1000)
    return times


def median(times: Sequence[float]) -> float:
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
