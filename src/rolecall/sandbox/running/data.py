"""Wire to data and back, on the app's side: strict, bounded, and blind to anything but data."""

import base64
import binascii
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from rolecall.domain.data import Array, Bag, Data, Other
from rolecall.sandbox.running.showing import printable

_PLAIN = frozenset((type(None), bool, int, float, str))
_DEEPEST = 60
_LONGEST_WORDS = 400


class NoDataError(ValueError):
    """What came is not what a run may say."""


def read(wire: Any, depth: int = 0) -> Data:
    """Data of a run's answer, already JSON. Raises NoDataError for anything unexpected."""
    if type(wire) in _PLAIN:
        return wire
    if depth > _DEEPEST or not isinstance(wire, list) or not wire or not isinstance(wire[0], str):
        raise NoDataError("not a value")
    reader = _READERS.get(wire[0])
    if reader is None:
        raise NoDataError("not a kind of value")
    try:
        return reader(wire[1:], depth + 1)
    except (TypeError, ValueError, binascii.Error, ValidationError, OverflowError) as error:
        raise NoDataError("not a value of its kind") from error


def written(value: Data) -> Any:  # noqa: PLR0911  one line a kind
    """Data as JSON for a run to read."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Array):
        raw = base64.b64encode(value.raw).decode("ascii")
        return ["array", value.dtype, list(value.shape), raw]
    if isinstance(value, Bag):
        return ["bag", [written(one) for one in value.items]]
    if isinstance(value, list | tuple):
        kind = "list" if isinstance(value, list) else "tuple"
        return [kind, [written(one) for one in value]]
    if isinstance(value, dict):
        return ["map", [[written(key), written(one)] for key, one in value.items()]]
    if isinstance(value, complex):
        return ["complex", value.real, value.imag]
    if isinstance(value, bytes):
        return ["bytes", base64.b64encode(value).decode("ascii")]
    if isinstance(value, Other):
        return ["other", value.kind, value.text]
    raise NoDataError(f"no data: {type(value).__name__!r}")


def _items(rest: list[Any], depth: int) -> list[Data]:
    (items,) = _exactly(rest, 1)
    if not isinstance(items, list):
        raise NoDataError("no items")
    if _PLAIN.issuperset(map(type, items)):
        return items
    return [read(one, depth) for one in items]


def _map(rest: list[Any], depth: int) -> Data:
    (pairs,) = _exactly(rest, 1)
    return {_key(read(key, depth)): read(one, depth) for key, one in pairs}


def _key(key: Data) -> Data:
    """Keys of programs may be anything; what cannot be a key here stands as its words."""
    if isinstance(key, Array) and not key.shape:
        key = key.numbers()[0]
    try:
        hash(key)
    except TypeError:
        return repr(key)[:_LONGEST_WORDS]
    return key


def _array(rest: list[Any], _: int) -> Data:
    dtype, shape, raw = _exactly(rest, 3)
    if not isinstance(shape, list) or any(type(side) is not int for side in shape):
        raise NoDataError("no shape")
    return Array(dtype=dtype, shape=tuple(shape), raw=base64.b64decode(raw, validate=True))


def _complex(rest: list[Any], _: int) -> Data:
    real, imaginary = _exactly(rest, 2)
    return complex(float(real), float(imaginary))


def _bytes(rest: list[Any], _: int) -> Data:
    return base64.b64decode(_exactly(rest, 1)[0], validate=True)


def _other(rest: list[Any], _: int) -> Data:
    kind, text = _exactly(rest, 2)
    return Other(kind=printable(kind[:_LONGEST_WORDS]), text=printable(text[:_LONGEST_WORDS]))


def _exactly(rest: list[Any], count: int) -> list[Any]:
    if len(rest) != count:
        raise NoDataError("too few or too many parts")
    return rest


_READERS: dict[str, Callable[[list[Any], int], Data]] = {
    "list": _items,
    "tuple": lambda rest, depth: tuple(_items(rest, depth)),
    "bag": lambda rest, depth: Bag(items=tuple(_items(rest, depth))),
    "map": _map,
    "array": _array,
    "complex": _complex,
    "bytes": _bytes,
    "other": _other,
}
