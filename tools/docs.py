"""Generates what can drift in the README, the table of settings: `python -m tools.docs`."""

import ast
import inspect
import re
from itertools import pairwise
from pathlib import Path

from rolecall import settings

README = Path(__file__).resolve().parents[1] / "README.md"
_PART = re.compile(r"(<!-- settings -->\n).*?(<!-- end -->)", re.DOTALL)


def settings_table() -> str:
    """One row a knob: its variable, what it is for (the docstring under the field)."""
    body = next(
        node for node in ast.parse(inspect.getsource(settings)).body if isinstance(node, ast.ClassDef)
    ).body
    rows = ["| variable | what it is |", "|---|---|"]
    for field, doc in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(doc, ast.Expr)
            and isinstance(doc.value, ast.Constant)
        ):
            assert isinstance(field.target, ast.Name)
            rows.append(f"| `ROLECALL_{field.target.id.upper()}` | {doc.value.value} |")
    return "\n".join(rows) + "\n"


def written(readme: str) -> str:
    """The README with its generated parts renewed."""
    return _PART.sub(lambda found: found.group(1) + settings_table() + found.group(2), readme)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
