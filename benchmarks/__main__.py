"""Runs every benchmark and prints one table each: `make bench`, or `python -m benchmarks NAME...`."""

import importlib
import sys

NAMES = (
    "reading",
    "retrieval",
    "first_word",
    "start",
    "interviewer",
    "judging",
    "prefix",
    "intents",
    "stop",
    "streams",
)


def main(names: list[str]) -> int:
    """0 where every stated limit was kept, 1 where one was not."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"There is no benchmark {unknown[0]!r}; choose from {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    kept = [importlib.import_module(f"benchmarks.{name}").main([]) for name in names or NAMES]
    return max(kept)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
