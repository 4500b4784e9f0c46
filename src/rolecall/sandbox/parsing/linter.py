"""A child that puts up its walls and then becomes ruff: the text comes on stdin, findings go to stdout.

Started as a script by `sandbox/linting.py` with the limits as JSON, the binary, and its arguments.
"""

import json
import os
import sys
from pathlib import Path


def main() -> None:
    limits, binary, *arguments = sys.argv[1:]
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from rolecall.sandbox.parsing.walls import raise_walls

    raise_walls(**json.loads(limits))
    # One thread: the walls let no other be started. No logs, no colours, no folder of anybody's.
    environment = {"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1"}
    os.execve(binary, [binary, *arguments], environment)  # noqa: S606  no shell is meant


if __name__ == "__main__":
    main()
