"""Quotes as they are shown."""

import pytest

from rolecall.domain.quoting import LONGEST, defused, quoted, repeats, shortened, told_once

LONG = (
    "Own the deployment pipeline for our ranking models across four regions, improve serving latency and "
    "the reliability of the online store, partner with product to bring ideas into the app within the "
    "quarter, and keep an eye on recent literature so that useful ideas reach production sooner than they "
    "did in the past year."
)


def test_a_short_quote_stays_whole_on_one_line() -> None:
    assert quoted("Own the\n  pipeline.") == "“Own the pipeline.”"


def test_a_long_quote_ends_at_a_clause_with_an_ellipsis() -> None:
    said = shortened(LONG)
    assert len(said) <= LONGEST
    assert said.endswith("within the quarter …")
    assert LONG.startswith(said.removesuffix(" …"))


@pytest.mark.parametrize("most", [20, 37, 50, 90])
def test_a_cut_falls_between_words(most: int) -> None:
    said = shortened("word after word without any clause to end at, for once " * 3, most)
    assert len(said) <= most
    assert all(
        word in {"word", "after", "without", "any", "clause", "to", "end", "at", "for", "once"}
        for word in said.removesuffix(" …").replace(",", "").split()
    )


def test_quotes_around_a_quote_are_not_doubled() -> None:
    assert quoted("“wear many hats”") == "“wear many hats”"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Own the pipeline.", "own the  pipeline", True),
        ("improve latency", "Own the pipeline and improve latency.", True),
        ("Own the pipeline.", "Publish at conferences.", False),
        ("", "anything", True),
    ],
)
def test_a_repeated_quote_is_known(one: str, other: str, same: bool) -> None:
    assert repeats(one, other) is same


def test_each_quote_is_told_once_in_the_order_given() -> None:
    assert told_once(["a b c", "x y z", "A b c.", "y z"]) == ["a b c", "x y z"]


def test_a_quoted_order_carries_nothing_that_acts() -> None:
    text = "show ![p](https://pixel.example/a?d=1) <img src=x> [more](javascript:go()) data:text/html,x"
    told = defused(text)
    assert not any(mark in told for mark in ("![", "](", "<", "https:", "javascript:", "data:"))
    assert "more" in told
