"""Forbidden names at run time: a call of one from the program's own lines is refused and remembered.

Reading the text (`domain/forbidding.py`) finds what is named plainly; this finds what is reached by detours.
Somebody set on cheating themselves can get round both from inside the process: it keeps practice honest, it
is no wall.
"""

import builtins
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

_touched: list[str] = []


class ForbiddenError(Exception):
    """Raised into the program in place of what it may not use."""


def guard(names: tuple[str, ...], filename: str) -> None:
    """Puts guards in place of callables by their dotted names, wherever a module holds them.

    `numpy.linalg.svd` and `sorted` can be guarded; `.sort`, `for` or `@` are found in the text alone.
    """
    for name in names:
        found = _find(name)
        if found is None or not callable(found):
            continue
        stand_in = _guarded(found, name, filename)
        for holder in _holders(name):
            _replace(holder, found, stand_in)


def touched() -> tuple[str, ...]:
    """Guarded names that the program called so far."""
    return tuple(dict.fromkeys(_touched))


def _find(name: str) -> Any:
    """What a dotted name stands for, without importing anything."""
    first, *rest = name.split(".")
    if not rest:
        return getattr(builtins, first, None)
    found: Any = sys.modules.get(first)
    for part in rest:
        found = getattr(found, part, None)
    return found if not isinstance(found, ModuleType) else None


def _holders(name: str) -> list[ModuleType]:
    """Where a name is looked up: the built-ins, or any module of its library."""
    top, dot, _ = name.partition(".")
    if not dot:
        return [builtins]
    return [module for key, module in list(sys.modules.items()) if key.partition(".")[0] == top]


def _replace(holder: ModuleType, found: Any, stand_in: Callable[..., Any]) -> None:
    for key, value in list(vars(holder).items()):
        if value is found:
            setattr(holder, key, stand_in)


def _guarded(found: Callable[..., Any], name: str, filename: str) -> Callable[..., Any]:
    # A type or a ufunc stays what it is: programs need more of it than to call it.
    if isinstance(found, type) or hasattr(found, "reduce"):
        return found

    def stand_in(*arguments: Any, **named: Any) -> Any:
        # Libraries go on using their own: numpy's median sorts.
        if sys._getframe(1).f_code.co_filename == filename:
            _touched.append(name)
            raise ForbiddenError(f"{name!r} may not be used in this problem")
        return found(*arguments, **named)

    stand_in.__name__ = getattr(found, "__name__", name)
    stand_in.__doc__ = getattr(found, "__doc__", None)
    return stand_in
