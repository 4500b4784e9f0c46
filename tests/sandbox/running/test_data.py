"""What a run says is data or nothing: every malformed word is refused, and honest values survive the way."""

import base64
import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecall.domain.data import Array, Bag, Other
from rolecall.sandbox.running import data, wire
from rolecall.sandbox.running.showing import printable

EIGHT = base64.b64encode(b"12345678").decode()


@pytest.mark.parametrize(
    "said",
    [
        [],
        [1],
        [[]],
        {"a": 1},
        ["eval", "1"],
        ["list"],
        ["list", 1],
        ["list", [], []],
        ["list", [{"a": 1}]],
        ["map", [[1]]],
        ["map", 5],
        ["map", [1, 2]],
        ["array", "float64", [2], EIGHT],
        ["array", "object", [1], EIGHT],
        ["array", "float64", [1.0], EIGHT],
        ["array", "float64", [True], EIGHT],
        ["array", "float64", [-1], EIGHT],
        ["array", "float64", "1", EIGHT],
        ["array", "float64", [1], "###"],
        ["array", "float64", [1], 5],
        ["array", "float64", [2**70, 0], ""],
        ["complex", "a", 1],
        ["complex", 1],
        ["bytes", 1],
        ["other", 1, 2],
        ["other", "a"],
    ],
)
def test_anything_but_a_value_is_refused(said):
    with pytest.raises(data.NoDataError):
        data.read(said)


def test_a_value_nested_too_deep_is_refused():
    said = 1
    for _ in range(200):
        said = ["list", [said]]
    with pytest.raises(data.NoDataError):
        data.read(said)


PLAIN = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.text(max_size=5)
    | st.floats(allow_nan=False)
)
NESTED = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(NESTED)
def test_plain_values_survive_there_and_back(value):
    there = wire.read(json.loads(json.dumps(data.written(value))))
    assert there == value
    assert data.read(json.loads(json.dumps(wire.written(there)))) == value


@pytest.mark.parametrize(
    "dtype", ["bool", "int8", "uint64", "float16", "float32", "float64", "complex64", "complex128"]
)
@pytest.mark.parametrize("shape", [(), (0,), (3,), (2, 3), (2, 0, 3)])
def test_arrays_survive_there_and_back(dtype, shape):
    array = (np.arange(np.prod(shape, dtype=int)).reshape(shape) % 2).astype(dtype)
    read = data.read(json.loads(json.dumps(wire.written(array))))
    assert isinstance(read, Array)
    assert (read.dtype, read.shape) == (dtype, shape)
    back = wire.read(data.written(read))
    assert back.dtype == array.dtype
    assert np.array_equal(back, array)


def test_big_endian_and_transposed_arrays_are_read_right():
    array = np.arange(6, dtype=">i4").reshape(2, 3).T
    assert data.read(wire.written(array)).numbers() == [0, 3, 1, 4, 2, 5]


def test_objects_of_a_programs_own_are_only_named():
    class Own:
        def __repr__(self):
            return "\x1b[2J" * 1000

    read = data.read(wire.written(Own()))
    assert isinstance(read, Other)
    assert "\x1b" not in read.text
    assert len(read.text) < 2000


def test_sets_deques_and_records_become_data():
    import collections
    import dataclasses

    @dataclasses.dataclass
    class Point:
        x: int

    pair = collections.namedtuple("pair", "a b")(1, 2)
    assert data.read(wire.written({1})) == Bag(items=(1,))
    assert data.read(wire.written(collections.deque([1, 2]))) == [1, 2]
    assert data.read(wire.written(Point(1))) == {"x": 1}
    assert data.read(wire.written(pair)) == (1, 2)


@pytest.mark.parametrize("endless", [iter(int, 1), [0] * 600_000])
def test_a_value_without_end_is_refused_by_the_run_itself(endless):
    with pytest.raises(wire.TooMuchError):
        wire.written(endless)


def test_a_circle_is_refused_by_the_run_itself():
    circle = []
    circle.append(circle)
    with pytest.raises(wire.TooMuchError):
        wire.written(circle)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"plain\ttext\n", "plain\ttext\n"),
        (b"a\r\nb\rc", "a\nb\\rc"),
        (b"\x1b]0;t\x07", "\\x1b]0;t\\x07"),
        ("\u202eabc\U000e0041".encode(), "\\u202eabc\\U000e0041"),
        (b"\xff", "\ufffd"),
        ("ünïcode 研究 🐍".encode(), "ünïcode 研究 🐍"),
    ],
)
def test_printed_text_cannot_act(raw, shown):
    assert printable(raw) == shown
