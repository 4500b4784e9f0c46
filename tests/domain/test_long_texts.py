"""A text made to be long takes longer in proportion, not by its square: told by ratio, not by the clock."""

import time
from collections.abc import Callable

import pytest

from rolecall.content.files import ROOT
from rolecall.content.patterns import load_patterns
from rolecall.domain.promises import find_promises
from rolecall.domain.reading import read_role
from rolecall.domain.reading.writers import writer
from rolecall.domain.roles import Source, SourceKind
from tests.domain.promise_rules import RULES

SHORT = 3_000
TIMES = 8
AT_MOST = 4 * TIMES
"""What grows by the square takes 64 times as long."""
UNITS = (
    "a.",
    "a.a. ",
    ".",
    "1.",
    "7",
    ">\n",
    "> a\n",
    "- a\n",
    "(",
    "I'm Ana ",
    "Ana here ",
    "From: a\n",
    "word ",
)
THREAD = "On Mon, 3 Feb 2025, Ana Ruiz wrote:\n> we have two rounds\n"


def growth(work: Callable[[str], object], unit: str) -> float:
    work(unit)
    return _least(work, unit, TIMES * SHORT) / _least(work, unit, SHORT)


def _least(work: Callable[[str], object], unit: str, long: int) -> float:
    text = (unit * long)[:long]
    took = []
    for _ in range(3):
        begun = time.perf_counter()
        work(text)
        took.append(time.perf_counter() - begun)
    return max(min(took), 0.0005)


@pytest.mark.parametrize("unit", UNITS)
def test_the_writer_of_a_long_text_is_looked_for_in_one_pass(unit: str) -> None:
    assert growth(writer, unit) < AT_MOST


@pytest.mark.parametrize("unit", UNITS[:6])
def test_a_long_message_is_read_in_proportion_to_its_length(unit: str) -> None:
    patterns = load_patterns(ROOT / "knowledge")

    def read(text: str) -> object:
        return read_role([Source(id="one", kind=SourceKind.MESSAGE, text=text)], patterns)

    assert growth(read, unit) < AT_MOST


@pytest.mark.parametrize("unit", [THREAD, "a.", "Ana said: two rounds\n"])
def test_promises_are_looked_for_in_proportion_to_the_length(unit: str) -> None:
    def find(text: str) -> object:
        return find_promises([Source(id="one", kind=SourceKind.MESSAGE, text=text)], RULES)

    assert growth(find, unit) < AT_MOST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi Leila,\nI'm Ana Ruiz from Northlight.\n", "Ana Ruiz"),
        ("Hi Leila, Ana here, from Northlight.\n", "Ana"),
        ("Hi Leila,\nthree rounds.\nBest,\nAna M. Ruiz\n", "Ana M. Ruiz"),
    ],
)
def test_names_are_found_as_before(text: str, name: str) -> None:
    assert writer(text) == name
