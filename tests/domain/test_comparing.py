"""Right answers in any style are equal, wrong ones are not, and the first difference is said."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecall.domain.comparing import Rule, difference
from rolecall.domain.data import Array, Bag, Other, short

CODES = {
    "float64": "d",
    "float32": "f",
    "int64": "q",
    "int32": "i",
    "bool": "?",
    "uint8": "B",
    "float16": "e",
}


def array(numbers, shape=None, dtype="float64"):
    flat = list(numbers)
    return Array(
        dtype=dtype,
        shape=(len(flat),) if shape is None else shape,
        raw=struct.pack(f"<{len(flat)}{CODES[dtype]}", *flat),
    )


NAN = math.nan
RIGHT = [
    (5, 5),
    (5, 5.0),
    (5, array([5], (), "int64")),
    (5.0, array([5], (), "int32")),
    (True, array([True], (), "bool")),
    ([1, 2], (1, 2)),
    ([1, 2], array([1, 2])),
    ([1, 2], array([1, 2], dtype="float32")),
    ([[1, 2], [3, 4]], array([1, 2, 3, 4], (2, 2))),
    (array([1, 2, 3, 4], (2, 2)), [array([1, 2]), array([3, 4])]),
    ([0.1, 0.2], array([0.1, 0.2], dtype="float32")),
    (0.3, 0.1 + 0.2),
    ([NAN, 1], array([NAN, 1])),
    (math.inf, math.inf),
    (0.0, -0.0),
    ([], array([])),
    ([], array([], (0, 3))),
    (1000000, 1000000.01),
    (10**400, 10**400),
    (1 + 2j, 1 + 2j),
    ({"a": [1, 2]}, {"a": (1.0, 2.0)}),
    ({"1": 2}, {1: 2}),
    (Bag(items=(1, 2)), Bag(items=(2, 1))),
    ("text", "text"),
    (None, None),
    ([None, "a", 1], [None, "a", 1.0]),
    ([[1], [2, 3]], [[1.0], array([2, 3])]),
    (b"x", b"x"),
]
WRONG = [
    (5, 6, "got 6, expected 5"),
    (5, None, "got None, expected 5"),
    (None, 5, "got 5, expected None"),
    (1000000, 1000001, "got 1000001, expected 1000000"),
    (1000000, 1000001.0, "got 1000001.0"),
    (NAN, 1.0, "got 1.0, expected nan"),
    (1.0, NAN, "got nan, expected 1.0"),
    (math.inf, -math.inf, "got -inf"),
    (math.inf, 1e308, "got 1e+308"),
    ([1, 2], [1, 3], "at [1] got 3, expected 2"),
    ([1, 2], [1, 2, 3], "got shape (3,), expected shape (2,)"),
    ([1, 2], array([1, 2], (1, 2)), "got shape (1, 2), expected shape (2,)"),
    ([1], 1, "got a single number, expected shape (1,)"),
    (5, array([5]), "got shape (1,), expected a single number"),
    ([[1, 2], [3, 4]], array([1, 2, 3, 5], (2, 2)), "at [1][1] got 5.0, expected 4"),
    ([], 0, "got a single number, expected shape (0,)"),
    ("5", 5, "got 5, expected '5'"),
    ({"a": 1}, {"b": 1}, "the key 'a' is missing"),
    ({"a": 1}, {"a": 1, "b": 2}, "the key 'b' is one too many"),
    ({"a": [1, 2]}, {"a": [1, 3]}, "at ['a'][1] got 3, expected 2"),
    ([1, 2], Bag(items=(1, 2)), "got a set, expected a list"),
    (5, Other(kind="R", text="5"), "got 5 (an object of type R), expected a number"),
    ([[1], [2, 3]], [[1], [2, 4]], "at [1][1] got 4, expected 3"),
    (True, False, "got False, expected True"),
]


@pytest.mark.parametrize(("expected", "got"), RIGHT)
def test_equal_values_are_equal_in_any_style(expected, got):
    assert difference(expected, got, Rule()) == ""


@pytest.mark.parametrize(("expected", "got", "words"), WRONG)
def test_other_values_are_told_where_and_how(expected, got, words):
    assert words in difference(expected, got, Rule())


@pytest.mark.parametrize(
    ("expected", "got", "rule", "equal"),
    [
        (1.0, 1.05, Rule(rtol=0.1), True),
        (1.0, 1.05, Rule(rtol=0.01), False),
        (0.0, 0.05, Rule(atol=0.1), True),
        (100, 101, Rule(atol=1), True),
        (100, 102, Rule(atol=1), False),
        (1.0, 1.0 + 1e-9, Rule(rtol=0, atol=0), False),
        ([1.0], array([1], dtype="float32"), Rule(dtype="float32"), True),
        ([1.0], array([1]), Rule(dtype="float32"), False),
        ([1.0], array([1], dtype="float16"), Rule(dtype="float"), True),
        ([1], array([1], dtype="int32"), Rule(dtype="int"), True),
        (1, 1.0, Rule(dtype="int"), False),
        ([1, 2], (1, 2), Rule(same_type=True), False),
        ([1, 2], [1, 2], Rule(same_type=True), True),
        ([1, 2], array([1, 2]), Rule(same_type=True), False),
        ([1, 2, 2], [2, 1, 2], Rule(unordered=True), True),
        ([1, 2, 2], [1, 1, 2], Rule(unordered=True), False),
        ([[1, 2], [3, 4]], [[3, 4], [1.0, 2.0]], Rule(unordered=True), True),
        (["a", "b"], Bag(items=("b", "a")), Rule(unordered=True), True),
        ([0.1, 0.2], array([0.2, 0.1]), Rule(unordered=True), True),
        ([0.1, 0.2], array([0.2, 0.2]), Rule(unordered=True), False),
    ],
)
def test_a_case_can_ask_for_more_or_less(expected, got, rule, equal):
    assert (difference(expected, got, rule) == "") is equal


@given(st.lists(st.floats(allow_nan=True), max_size=6))
def test_every_list_of_numbers_equals_itself_as_array(numbers):
    assert difference(numbers, array(numbers), Rule()) == ""
    assert difference(array(numbers), numbers, Rule()) == ""


@given(st.lists(st.integers(-(2**52), 2**52), min_size=1, max_size=6), st.data())
def test_a_whole_number_off_by_one_is_never_equal(numbers, data):
    place = data.draw(st.integers(0, len(numbers) - 1))
    off = [*numbers[:place], numbers[place] + data.draw(st.sampled_from([-1, 1])), *numbers[place + 1 :]]
    assert difference(numbers, off, Rule())
    assert difference(numbers, [float(one) for one in off], Rule())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (array([1, 2.5]), "[1, 2.5] (array of float64, shape (2,))"),
        (array(range(100), (100,)), "[0, 1, 2"),
        (array([1, 2, 3, 4], (2, 2), "int64"), "[[1, 2], [3, 4]] (array of int64, shape (2, 2))"),
        (array([1], (), "int64"), "1"),
        ("x" * 1000, "'xxx"),
        ({"a": [1, None]}, "{'a': [1, None]}"),
        (Bag(items=(1,)), "{1}"),
    ],
)
def test_a_value_is_shown_in_a_few_words(value, words):
    shown = short(value)
    assert shown.startswith(words)
    assert len(shown) <= 120


@pytest.mark.parametrize(
    "wrong",
    [
        {"dtype": "object", "shape": (1,), "raw": b"12345678"},
        {"dtype": "float64", "shape": (2,), "raw": b"12345678"},
        {"dtype": "float64", "shape": (-1, -1), "raw": b"12345678"},
        {"dtype": "float64", "shape": (1,) * 40, "raw": b"12345678"},
    ],
)
def test_an_array_that_does_not_fit_is_none(wrong):
    with pytest.raises(ValueError, match=r"kind of number|do not fit|no shape"):
        Array(**wrong)
