"""What people write in a problem.yaml of their own, brought into the one shape that is documented.

Pure. Only spellings whose meaning is plain are taken; what is left is refused by the values themselves.
"""

import ast
import difflib
import math
import re
from collections.abc import Collection
from datetime import date
from typing import Any

from rolecall.domain.data import Bag

_DEEPEST = 60
"""Levels of lists in an expected value; no answer of a program is deeper."""
_MOST_ITEMS = 1_000_000
_ALIKE = 0.8
"""How alike a name must be to a known one to be taken for a misspelling of it."""
_LISTS = ("needs", "forbidden", "hints", "follow_ups", "guides", "examples")
_LIMITS = {
    "seconds": (
        "time",
        "time_s",
        "time_seconds",
        "time_limit",
        "wall_seconds",
        "wall",
        "timeout",
        "cpu_seconds",
    ),
    "memory_mb": ("memory", "mem_mb", "memory_limit", "memory_limit_mb", "mem"),
}
_CAUGHT_BY = ("check", "case", "must_catch", "caught")


def usual(data: Any) -> Any:
    """The fields of a problem under their documented names and in their documented shapes."""
    if not isinstance(data, dict):
        return data
    found = _spelled(data)
    found = {name: [one] if _single(name, one) else one for name, one in found.items()}
    cases = [*_cases(found.get("cases")), *_cases(found.pop("checks", None), only_maps=True)]
    everywhere = {name: found[name] for name in ("rtol", "atol") if name in found}
    if "cases" in found or cases:
        found["cases"] = [{**everywhere, **one} if isinstance(one, dict) else one for one in cases]
    if "entry_point" in found or "entrypoint" in found:
        entry = found.pop("entrypoint", None) or found["entry_point"]
        found["entry_point"] = entry.partition("(")[0].strip() if isinstance(entry, str) else entry
    if isinstance(found.get("minutes"), float):
        found["minutes"] = math.ceil(found["minutes"])
    if "wrong" in found:
        found["wrong"] = _wrong(found["wrong"])
    return found


def usual_case(data: Any, known: Collection[str]) -> Any:
    """The fields of a case; those of other tools are left out, but a misspelt one stays, to be refused."""
    if not isinstance(data, dict):
        return data
    found = without_foreign(_spelled(data, keep="expected"), known)
    if isinstance(found.get("setup"), list | tuple) and all(isinstance(one, str) for one in found["setup"]):
        found["setup"] = "\n".join(found["setup"])
    if isinstance(found.get("dtype"), str):
        found["dtype"] = found["dtype"].rpartition(".")[2]
    if "expected" in found:
        found["expected"] = _plain(found["expected"])
    return found


def usual_limits(data: Any, known: Collection[str]) -> Any:
    """Limits under their documented names; a bare number is seconds. Limits of other kinds are left out."""
    if isinstance(data, int | float) and not isinstance(data, bool):
        return {"seconds": data}
    if not isinstance(data, dict):
        return data
    found = _spelled(data)
    for name, others in _LIMITS.items():
        given = [found.pop(other) for other in others if other in found]
        if given and name not in found:
            found[name] = given[0]
    return without_foreign(found, known)


def without_foreign(data: dict[str, Any], known: Collection[str]) -> dict[str, Any]:
    """Without the fields that are no misspelling of a known one, and no tolerance of another name."""
    return {
        name: value
        for name, value in data.items()
        if name in known or "tol" in name or difflib.get_close_matches(name, known, n=1, cutoff=_ALIKE)
    }


def one_expression(call: str) -> str:
    """A call as one expression, also where it goes on over several lines. Raises ValueError."""
    bare = call.strip().rstrip(";")
    for text in (bare, f"({bare}\n)"):
        if bare and _parses(text, "eval"):
            return text
    raise ValueError("not one expression of Python; put what comes before it into 'setup'")


def lines_of_code(setup: str) -> str:
    """Lines to be run before a call. Raises ValueError where they are no Python."""
    if not _parses(setup, "exec"):
        raise ValueError("no lines of Python")
    return setup


def _parses(text: str, mode: str) -> bool:
    try:
        ast.parse(text, mode=mode)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _spelled(data: dict[Any, Any], keep: str = "") -> dict[str, Any]:
    """Names in lower case with underscores; fields that were left empty are left out, but for `keep`."""
    found = {re.sub(r"[\s-]+", "_", str(name).strip().lower()): value for name, value in data.items()}
    return {name: value for name, value in found.items() if value is not None or name == keep}


def _single(name: str, value: Any) -> bool:
    return name in _LISTS and isinstance(value, str)


def _cases(given: Any, only_maps: bool = False) -> list[Any]:
    """Cases as a list: also one alone, a map by name, or a map that has them under `cases`."""
    if isinstance(given, dict):
        if "cases" in given:
            everywhere = {name: given[name] for name in ("rtol", "atol") if name in given}
            return [{**everywhere, **one} if isinstance(one, dict) else one for one in _cases(given["cases"])]
        if "call" in given:
            return [given]
        if all(isinstance(one, dict) for one in given.values()):
            return [{"name": str(name), **one} for name, one in given.items()]
    if isinstance(given, list | tuple):
        return [one for one in given if isinstance(one, dict)] if only_maps else list(given)
    return [] if given is None or only_maps else [given]


def _wrong(given: Any) -> Any:
    """Wrong variants by file name; a list of names alone says nothing of what catches them."""
    if isinstance(given, list):
        named = [one for one in given if isinstance(one, dict)]
        given = {one.get("file") or one.get("name") or one.get("path"): one for one in named}
    if not isinstance(given, dict):
        return given
    return {_file(str(name)): _variant(one) for name, one in given.items()}


def _file(name: str) -> str:
    name = name.removeprefix("wrong/")
    return name if name.endswith(".py") else f"{name}.py"


def _variant(given: Any) -> Any:
    if isinstance(given, str):
        return {"caught_by": given}
    if not isinstance(given, dict):
        return given
    found = _spelled(given)
    other = next((found[name] for name in _CAUGHT_BY if name in found), None)
    caught_by = found.get("caught_by", other)
    return {
        name: value for name, value in (("caught_by", caught_by), ("mistake", found.get("mistake"))) if value
    }


def _plain(value: Any) -> Any:
    """An expected value as data: texts whole, sets as sets, dates as the texts they were written as."""
    left = [_MOST_ITEMS]

    def plain(one: Any, depth: int) -> Any:
        left[0] -= 1
        if depth > _DEEPEST:
            raise ValueError(f"nested deeper than {_DEEPEST} levels")
        if not left[0]:  # a few lines that refer to each other can stand for more than any memory holds
            raise ValueError(f"more than {_MOST_ITEMS:,} values")
        if isinstance(one, list | tuple):
            inside = (plain(each, depth + 1) for each in one)
            return list(inside) if isinstance(one, list) else tuple(inside)
        if isinstance(one, dict):
            return {key: plain(each, depth + 1) for key, each in one.items()}
        if isinstance(one, str):
            return one.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if isinstance(one, set):
            return Bag(items=tuple(one))
        return str(one) if isinstance(one, date) else one

    return plain(value, 0)
