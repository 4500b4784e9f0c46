"""Whether what a program gave is what was expected, by value; where not, the first difference in words."""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

from rolecall.domain.data import Array, Bag, Data, Number, Other, short
from rolecall.domain.values import Value

USUAL_RTOL, USUAL_ATOL = 1e-5, 1e-8
_MOST_INTEGER_SLACK = 0.25
"""A count that came as a float may be a little off, never by one."""


class Rule(Value):
    """How exactly a value must be met."""

    rtol: float | None = None
    """Allowed difference per size of the expected number; without it 1e-5, and none between integers."""
    atol: float | None = None
    """Allowed difference on top; without it 1e-8."""
    dtype: str = ""
    """Kind of number asked for: `float32`, or a family: `float`, `int`, `complex`; empty for any."""
    same_type: bool = False
    """Whether a list must be a list, a tuple a tuple and an array an array."""
    unordered: bool = False
    """Whether the items of the outermost list may come in any order."""

    @property
    def given(self) -> bool:
        return self.rtol is not None or self.atol is not None


def difference(expected: Data, got: Data, rule: Rule) -> str:
    """Empty where `got` is right, else what differs first, without the expected values beyond that place.

    A list and an array of equal values are equal, and so are whole and floating numbers of equal value,
    unless the rule asks for more. NaN equals only an expected NaN.
    """
    if rule.dtype and (wrong := _wrong_dtype(got, rule.dtype)):
        return wrong
    if rule.unordered and (said := _unordered(expected, got, rule)) is not None:
        return said
    return _differs(expected, got, rule, "")


def _differs(expected: Data, got: Data, rule: Rule, at: str) -> str:  # noqa: PLR0911  one line a kind
    if rule.same_type and (said := _other_type(expected, got, at)):
        return said
    if isinstance(got, Other):
        return f"{_where(at)}got {short(got)}, expected {_kind(expected)}"
    if (wanted := _grid(expected)) is not None and (given := _grid(got)) is not None:
        return _grids_differ(wanted, given, rule, at)
    if isinstance(expected, Bag) or isinstance(got, Bag):
        return _bags_differ(expected, got, rule, at)
    if _is_sequence(expected) and _is_sequence(got):
        return _sequences_differ(_listed(expected), _listed(got), rule, at)
    if isinstance(expected, dict) and isinstance(got, dict):
        return _maps_differ(expected, got, rule, at)
    if type(expected) is type(got) and expected == got:
        return ""
    return f"{_where(at)}got {short(got)}, expected {short(expected)}"


class _Grid:
    """Numbers in a grid, whatever held them."""

    def __init__(self, shape: tuple[int, ...], flat: Callable[[], list[Number]]) -> None:
        self.shape = shape
        self.flat = flat
        """Asked for only where shapes agree: a wrong answer may be huge."""


def _grid(value: Data) -> _Grid | None:
    """A number, an array, or lists of lists of equal length with numbers inside; None for anything else."""
    if isinstance(value, Array):
        return _Grid(value.shape, value.numbers)
    if isinstance(value, bool | int | float | complex):
        return _Grid((), lambda: [value])
    if not isinstance(value, list | tuple):
        return None
    if all(type(one) in (bool, int, float, complex) for one in value):
        return _Grid((len(value),), lambda: list(value))
    inside = [_grid(one) for one in value]
    first = inside[0]
    if first is None or any(one is None or one.shape != first.shape for one in inside):
        return None
    return _Grid((len(value), *first.shape), lambda: [one for grid in inside if grid for one in grid.flat()])


def _grids_differ(wanted: _Grid, given: _Grid, rule: Rule, at: str) -> str:
    if wanted.shape != given.shape:
        if _empty_alike(wanted, given):
            return ""
        return f"{_where(at)}got {_shape(given.shape)}, expected {_shape(wanted.shape)}"
    for place, (one, other) in enumerate(zip(wanted.flat(), given.flat(), strict=True)):
        # Equal numbers are close by any rule, and most are: telling so first halves the time.
        if one is not other and one != other and not _close(one, other, rule):
            inside = at + _index(place, wanted.shape)
            return f"{_where(inside)}got {short(other)}, expected {short(one)}"
    return ""


def _empty_alike(wanted: _Grid, given: _Grid) -> bool:
    """An empty list is an empty array of any further axes."""
    shapes = (wanted.shape, given.shape)
    return all(shape and shape[0] == 0 for shape in shapes) and 1 in map(len, shapes)


def _close(expected: Number, got: Number, rule: Rule) -> bool:
    if isinstance(expected, complex) or isinstance(got, complex):
        one, other = complex(expected), complex(got)
        return _close(one.real, other.real, rule) and _close(one.imag, other.imag, rule)
    if isinstance(expected, int) and isinstance(got, int) and not rule.given:
        return expected == got
    one, other = _float(expected), _float(got)
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if math.isinf(one) or math.isinf(other):
        return one == other
    rtol = USUAL_RTOL if rule.rtol is None else rule.rtol
    atol = USUAL_ATOL if rule.atol is None else rule.atol
    slack = atol + rtol * abs(one)
    if isinstance(expected, int) and not rule.given:
        slack = min(slack, _MOST_INTEGER_SLACK)
    return abs(one - other) <= slack


def _float(number: Number) -> float:
    try:
        return float(number)  # type: ignore[arg-type]  # complex was handled before
    except OverflowError:  # a whole number beyond any float
        return math.inf if number > 0 else -math.inf  # type: ignore[operator]


def _sequences_differ(expected: list[Data], got: list[Data], rule: Rule, at: str) -> str:
    if len(expected) != len(got):
        return f"{_where(at)}got {len(got)} items, expected {len(expected)}"
    for place, (one, other) in enumerate(zip(expected, got, strict=True)):
        if said := _differs(one, other, rule, f"{at}[{place}]"):
            return said
    return ""


def _maps_differ(expected: dict[Any, Data], got: dict[Any, Data], rule: Rule, at: str) -> str:
    if expected.keys() != got.keys():
        # A file can name keys by text alone.
        expected, got = ({str(key): one for key, one in both.items()} for both in (expected, got))
    if missing := [key for key in expected if key not in got]:
        return f"{_where(at)}the key {missing[0]!r} is missing"
    if strange := [key for key in got if key not in expected]:
        return f"{_where(at)}the key {strange[0]!r} is one too many"
    for key, one in expected.items():
        if said := _differs(one, got[key], rule, f"{at}[{key!r}]"):
            return said
    return ""


def _bags_differ(expected: Data, got: Data, rule: Rule, at: str) -> str:
    """Sets: equal members in any order; a set is never a list unless the rule leaves order out."""
    if not (isinstance(expected, Bag) and isinstance(got, Bag)):
        return f"{_where(at)}got {_kind(got)}, expected {_kind(expected)}"
    return _matched(list(expected.items), list(got.items), rule, at)


def _unordered(expected: Data, got: Data, rule: Rule) -> str | None:
    """None where order cannot be left out, because one of the two has none to leave."""
    if not (_is_sequence(expected) and _is_sequence(got)):
        return None
    plain = rule.model_copy(update={"unordered": False, "dtype": ""})
    return _matched(_listed(expected), _listed(got), plain, "")


def _matched(expected: list[Data], got: list[Data], rule: Rule, at: str) -> str:
    """Every expected item against one of the given: by count where they are plain, else one by one."""
    if len(expected) != len(got):
        return f"{_where(at)}got {len(got)} items, expected {len(expected)}"
    if all(isinstance(one, str | int) for one in (*expected, *got)):
        if Counter(map(str, expected)) == Counter(map(str, got)):
            return ""
        left = Counter(map(str, got)) - Counter(map(str, expected))
        return f"{_where(at)}{next(iter(left))} is not expected"
    rest = list(expected)
    for one in got:
        found = next((n for n, wanted in enumerate(rest) if not _differs(wanted, one, rule, at)), None)
        if found is None:
            return f"{_where(at)}{short(one)} is not expected"
        del rest[found]
    return ""


def _wrong_dtype(got: Data, wanted: str) -> str:
    have = got.dtype if isinstance(got, Array) else type(got).__name__
    if have == wanted or (
        have.rstrip("0123456789") == wanted and wanted in ("float", "int", "uint", "complex")
    ):
        return ""
    return f"got {have}, expected {wanted}"


def _other_type(expected: Data, got: Data, at: str) -> str:
    one, other = _kind(expected), _kind(got)
    return "" if one == other else f"{_where(at)}got {other}, expected {one}"


def _is_sequence(value: Data) -> bool:
    return isinstance(value, list | tuple | Bag) or (isinstance(value, Array) and bool(value.shape))


def _listed(value: Data) -> list[Data]:
    """The items of the outermost axis."""
    if isinstance(value, Bag):
        return list(value.items)
    if not isinstance(value, Array):
        return list(value)
    rows, size = value.shape[0], len(value.raw)
    step = size // rows if rows else 0
    return [
        Array(dtype=value.dtype, shape=value.shape[1:], raw=value.raw[row * step : (row + 1) * step])
        for row in range(rows)
    ]


def _kind(value: Data) -> str:
    if isinstance(value, Array):
        return "an array" if value.shape else "a number"
    for types, words in _KINDS:
        if isinstance(value, types):
            return words
    return "None" if value is None else "something else"


_KINDS: tuple[tuple[Any, str], ...] = (
    (bool, "True or False"),
    ((int, float, complex), "a number"),
    (str, "a text"),
    (list, "a list"),
    (tuple, "a tuple"),
    (dict, "a map"),
    (Bag, "a set"),
)


def _shape(shape: tuple[int, ...]) -> str:
    return f"shape {shape}" if shape else "a single number"


def _index(place: int, shape: tuple[int, ...]) -> str:
    places = []
    for side in reversed(shape):
        places.append(place % side)
        place //= side
    return "".join(f"[{one}]" for one in reversed(places))


def _where(at: str) -> str:
    return f"at {at} " if at else ""
