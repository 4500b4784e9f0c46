"""The child's whole life: imports, walls, one document on stdin, one JSON object on stdout, end.

Started as a script by `sandbox/launch.py` with two arguments: the kind, and the limits as JSON.
"""

import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

PARSERS = {"pdf": "pdf", "docx": "word", "html": "page", "eml": "mail"}
"""Kind to module of this package; each has `parse(data, bounds)`."""


def main() -> None:
    # The answer's pipe is kept apart, so that a library that prints cannot garble it.
    answer = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    kind, limits = sys.argv[1], json.loads(sys.argv[2])
    sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
    from rolecall.sandbox.parsing.walls import raise_walls

    # Libraries are imported before the walls stand: they are trusted, and may want to write their bytecode.
    parser = importlib.import_module(f"rolecall.sandbox.parsing.{PARSERS[kind]}")
    parser.prepare()
    walls = raise_walls(limits.pop("memory_bytes"), limits.pop("cpu_seconds"), limits.pop("wall_seconds"))
    said = answered(kind, sys.stdin.buffer.read(), limits, walls)
    with os.fdopen(answer, "wb") as out:
        out.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))
    # No farewell: exit handlers of libraries have nothing to do here.
    out.close()
    os._exit(0)


def answered(kind: str, data: bytes, limits: dict[str, Any], walls: list[str]) -> dict[str, object]:
    """What a parser makes of a document, or why it cannot; `limits` are those it keeps by itself."""
    from rolecall.sandbox.parsing.outcome import Bounds, RefusedError, Why

    try:
        parser = importlib.import_module(f"rolecall.sandbox.parsing.{PARSERS[kind]}")
        parsed = parser.parse(data, Bounds(**limits))
    except RefusedError as refused:
        return {"refused": refused.why, "walls": walls}
    except MemoryError:
        return {"refused": Why.TOO_BIG}
    except Exception as error:  # any failure of a parser is the document's fault, told as such
        return {"refused": Why.BROKEN, "detail": type(error).__name__, "walls": walls}
    return {
        "text": parsed.text,
        "total": parsed.total,
        "notes": parsed.notes,
        "pages": parsed.pages,
        "walls": walls,
    }


if __name__ == "__main__":
    main()
