"""What a program gave back, as plain data: compared and shown, never called."""

import struct
from math import prod
from typing import Any

from pydantic import model_validator

from rolecall.domain.values import Value

Data = Any
"""None, bool, int, float, complex, str, bytes, list, tuple, dict, Array, Bag or Other; nested."""

_CODES = {
    "bool": "?",
    "int8": "b",
    "int16": "h",
    "int32": "i",
    "int64": "q",
    "uint8": "B",
    "uint16": "H",
    "uint32": "I",
    "uint64": "Q",
    "float16": "e",
    "float32": "f",
    "float64": "d",
    "complex64": "ff",
    "complex128": "dd",
}
"""Kinds of number an array may hold, and how `struct` reads one."""
_MOST_AXES = 32
_LONGEST_AXIS = 1 << 31
Number = bool | int | float | complex


class Array(Value):
    """Numbers of one kind in a grid; `raw` has them row by row, little-endian. A single one has shape ()."""

    dtype: str
    shape: tuple[int, ...]
    raw: bytes

    @model_validator(mode="after")
    def _fits(self) -> "Array":
        if self.dtype not in _CODES:
            raise ValueError(f"no kind of number: {self.dtype!r}")
        if len(self.shape) > _MOST_AXES or any(not 0 <= side < _LONGEST_AXIS for side in self.shape):
            raise ValueError("no shape of an array")
        if prod(self.shape) * struct.calcsize("<" + _CODES[self.dtype]) != len(self.raw):
            raise ValueError("shape and numbers do not fit")
        return self

    def numbers(self, most: int | None = None) -> list[Number]:
        """Row by row; only the first ones, where `most` is given."""
        code = _CODES[self.dtype]
        count = prod(self.shape) if most is None else min(most, prod(self.shape))
        layout = f"<{count * len(code)}{code[0]}"
        flat = list(struct.unpack_from(layout, self.raw))
        if len(code) == 1:
            return flat
        return [complex(*pair) for pair in zip(flat[::2], flat[1::2], strict=True)]


class Bag(Value):
    """The members of a set, in no order."""

    items: tuple[Data, ...]


class Other(Value):
    """Something that is no data: a function, an object of the program's own. Equal to nothing expected."""

    kind: str
    text: str


def short(value: Data, most: int = 120) -> str:
    """A value in a few words, for messages."""
    words = _words(value)
    return words if len(words) <= most else words[: most - 1] + "…"


def _words(value: Data) -> str:
    if isinstance(value, Array):
        shown = _grid(value.numbers(50), value.shape) if value.shape else repr(value.numbers()[0])
        return f"{shown} (array of {value.dtype}, shape {value.shape})" if value.shape else shown
    if isinstance(value, Bag):
        return "{" + ", ".join(_words(one) for one in value.items[:50]) + "}"
    if isinstance(value, Other):
        return f"{value.text} (an object of type {value.kind})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_words(k)}: {_words(v)}" for k, v in list(value.items())[:50]) + "}"
    if isinstance(value, list | tuple):
        inside = ", ".join(_words(one) for one in value[:50])
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return repr(value[:500] if isinstance(value, str) else value)


def _grid(flat: list[Number], shape: tuple[int, ...]) -> str:
    """The first numbers with the brackets of their rows, as far as there are any."""
    row = shape[-1] or 1
    if len(shape) == 1 or len(flat) <= row:
        cut = ", …" if prod(shape) > len(flat) else ""
        return "[" * len(shape) + ", ".join(_number(one) for one in flat[:row]) + cut + "]" * len(shape)
    rows = [", ".join(_number(one) for one in flat[at : at + row]) for at in range(0, len(flat), row)]
    return "[" * (len(shape) - 1) + ", ".join(f"[{one}]" for one in rows) + "]" * (len(shape) - 1)


def _number(one: Number) -> str:
    return f"{one:.6g}" if isinstance(one, float) else repr(one)
