"""Values to plain JSON and back, inside a run: data only, never an object that could act when it is read.

Numbers, strings, None and truth values stand for themselves; everything else is a list whose first word says
what follows: `list tuple map bag array complex bytes other`. `running/data.py` is the app's side.
"""

import base64
import collections
import numbers
import sys
import types
from collections.abc import Iterator
from typing import Any

_PLAIN = frozenset((type(None), bool, int, float, str))
_MOST_ITEMS = 500_000
_DEEPEST = 40
_LONGEST_WORDS = 200
_SIMPLE = frozenset(("bool", "float16", "float32", "float64", "complex64", "complex128")) | {
    f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)
}
_LAZY: tuple[type, ...] = (
    Iterator,
    range,
    map,
    zip,
    filter,
    enumerate,
    reversed,
    types.GeneratorType,
    collections.deque,
    type({}.keys()),
    type({}.values()),
    type({}.items()),
)
Wire = Any
"""What json.dumps takes."""


class TooMuchError(Exception):
    """A value too large or too deep to be compared."""


def written(value: Any) -> Wire:
    """A value as data; generators and the like are run to their end, objects of no known kind are named."""
    return _Writer().write(value, 0)


class _Writer:
    """Counts what it writes, so that no value is endless."""

    def __init__(self) -> None:
        self._left = _MOST_ITEMS

    def write(self, value: Any, depth: int) -> Wire:
        if type(value) in _PLAIN:
            return value
        if depth > _DEEPEST:
            raise TooMuchError(f"nested more than {_DEEPEST} deep")
        if isinstance(value, list | tuple):
            return ["tuple" if isinstance(value, tuple) else "list", self._items(value, depth)]
        if isinstance(value, dict):
            self._count(len(value))
            pairs = value.items()
            return ["map", [[self.write(key, depth + 1), self.write(one, depth + 1)] for key, one in pairs]]
        if isinstance(value, set | frozenset):
            return ["bag", self._items(list(value), depth)]
        if (array := _as_array(value)) is not None:
            return self._array(array, depth)
        return self._scalar(value, depth)

    def _scalar(self, value: Any, depth: int) -> Wire:  # noqa: PLR0911  one line a kind
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, int):
            return int(value)
        if isinstance(value, float):
            return float(value)
        if isinstance(value, bytes | bytearray):
            return ["bytes", base64.b64encode(value).decode("ascii")]
        if isinstance(value, numbers.Real):
            return float(value)
        if isinstance(value, numbers.Complex):
            both = complex(value)
            return ["complex", both.real, both.imag]
        if isinstance(value, _LAZY):
            return ["list", self._items(self._taken(value), depth)]
        if fields := getattr(type(value), "__dataclass_fields__", None):
            return ["map", [[name, self.write(getattr(value, name), depth + 1)] for name in fields]]
        return ["other", type(value).__name__[:_LONGEST_WORDS], repr(value)[:_LONGEST_WORDS]]

    def _taken(self, values: Any) -> list[Any]:
        taken = []
        for value in values:
            taken.append(value)
            if len(taken) > self._left:
                raise TooMuchError(f"more than {_MOST_ITEMS:,} items")
        return taken

    def _items(self, items: Any, depth: int) -> list[Wire]:
        self._count(len(items))
        if _PLAIN.issuperset(map(type, items)):
            return list(items)
        return [self.write(item, depth + 1) for item in items]

    def _array(self, array: Any, depth: int) -> Wire:
        name = array.dtype.name
        if name not in _SIMPLE:
            if array.dtype.kind in "fc":  # longer than any other machine has
                array = array.astype("complex128" if array.dtype.kind == "c" else "float64")
                name = array.dtype.name
            else:
                return self.write(array.tolist(), depth)
        little = array.astype(array.dtype.newbyteorder("<"), order="C", copy=False)
        return ["array", name, list(array.shape), base64.b64encode(little.tobytes()).decode("ascii")]

    def _count(self, items: int) -> None:
        self._left -= items
        if self._left < 0:
            raise TooMuchError(f"more than {_MOST_ITEMS:,} items")


def _as_array(value: Any) -> Any:
    """A numpy array of an array, a number of numpy's, or a tensor; None for anything else."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        tensor = value.detach().cpu().resolve_conj().resolve_neg()
        tensor = tensor.to_dense() if tensor.layout is not torch.strided else tensor
        return (tensor.float() if tensor.dtype is torch.bfloat16 else tensor).numpy()
    masked = sys.modules.get("numpy.ma")
    if masked is not None and isinstance(value, masked.MaskedArray):
        return value.filled(numpy.nan) if value.dtype.kind == "f" else numpy.asarray(value)
    if isinstance(value, numpy.ndarray | numpy.generic) or hasattr(type(value), "__array__"):
        return numpy.asarray(value)
    return None


def read(wire: Wire) -> Any:  # noqa: PLR0911  one line a kind
    """A value of the app's, with arrays as numpy's."""
    if not isinstance(wire, list):
        return wire
    kind, *rest = wire
    if kind in ("list", "tuple", "bag"):
        items = [read(item) for item in rest[0]]
        return items if kind == "list" else tuple(items) if kind == "tuple" else set(items)
    if kind == "map":
        return {read(key): read(value) for key, value in rest[0]}
    if kind == "array":
        import numpy

        name, shape, raw = rest
        flat = numpy.frombuffer(base64.b64decode(raw), numpy.dtype(name).newbyteorder("<"))
        return flat.astype(name).reshape(shape)[()]  # a single number becomes numpy's own, no array
    if kind == "complex":
        return complex(*rest)
    if kind == "bytes":
        return base64.b64decode(rest[0])
    return f"<{rest[0]}>"
