"""Prices and sums are exact to the last digit, and what is not known is not guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecall.domain.costs import FREE, Price, PriceSheet, PriceTable, Spent, Usage, dollars, in_words, total

MINI = Price(input=Decimal("0.25"), output=Decimal(2), cached=Decimal("0.025"))
TABLE = PriceTable(
    sheets=(
        PriceSheet(
            provider="openai", page="https://example.org", date=date(2026, 10, 5), models={"gpt-mini": MINI}
        ),
    )
)
_AMOUNT = st.integers(min_value=0, max_value=10**7)
_PRICE = st.decimals(min_value=0, max_value=1000, places=4)


def test_a_call_costs_what_was_sent_read_from_the_cache_and_said() -> None:
    assert MINI.of(Usage(sent=3_000, cached=1_000, said=500)) == Decimal("0.001525")


def test_cached_input_of_no_known_price_counts_as_other_input() -> None:
    price = Price(input=Decimal(1), output=Decimal(2))
    assert price.of(Usage(sent=1_000_000, cached=900_000)) == 1


@pytest.mark.parametrize("name", ["gpt-mini", "gpt-mini-2026-03-04", "gpt-mini-20260304"])
def test_a_fixed_version_costs_what_its_model_costs(name: str) -> None:
    assert TABLE.price("openai", name) == MINI


@pytest.mark.parametrize(
    ("provider", "name"), [("openai", "gpt-minimal"), ("openai", "gpt"), ("azure_openai", "gpt-mini")]
)
def test_a_model_that_is_not_in_the_table_has_no_price(provider: str, name: str) -> None:
    assert TABLE.price(provider, name) is None


@given(st.lists(st.tuples(_AMOUNT, _AMOUNT, _PRICE, _PRICE), max_size=40))
def test_sums_do_not_depend_on_their_order(calls: list[tuple[int, int, Decimal, Decimal]]) -> None:
    parts = [
        Spent(calls=1, sent=sent, said=said, cost=Price(input=a, output=b).of(Usage(sent=sent, said=said)))
        for sent, said, a, b in calls
    ]
    assert total(parts) == total(reversed(parts))


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        (Spent(sent=12_000, said=300, cost=Decimal("0.02")), "12,300 tokens, about $0.02"),
        (Spent(sent=10, said=2, cost=Decimal("0.0001")), "12 tokens, less than $0.01"),
        (Spent(sent=10, said=2, unpriced=12), "12 tokens, no price known"),
        (Spent(sent=10, said=2, free=12), "12 tokens, free on this machine"),
        (Spent(sent=20, cost=Decimal(1), unpriced=8), "20 tokens, about $1.00 and 8 of no known price"),
    ],
)
def test_what_was_spent_is_told_as_far_as_prices_are_known(spent: Spent, words: str) -> None:
    assert in_words(spent) == words


def test_a_model_on_this_machine_costs_nothing() -> None:
    assert FREE.of(Usage(sent=10**6, said=10**6)) == 0
    assert dollars(FREE.of(Usage(sent=1))) == "$0.00"
