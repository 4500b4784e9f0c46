"""knowledge/prices.yaml: each sheet has a page and a day, and a file of one's own has the same form."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rolecall.content.prices import load_own_prices, load_prices
from rolecall.ports import ContentError


def test_each_sheet_names_its_page_and_its_day() -> None:
    for sheet in load_prices().sheets:
        assert sheet.page.startswith("https://")
        assert date(2026, 1, 1) <= sheet.date <= date.today()
        assert sheet.models


def test_cached_input_is_never_dearer_than_other_input_and_answers_never_cheaper() -> None:
    for sheet in load_prices().sheets:
        for name, price in sheet.models.items():
            assert price.input <= price.output, name
            assert price.cached is None or price.cached <= price.input, name


def test_the_model_that_the_page_suggests_has_a_price() -> None:
    assert load_prices().price("openai", "gpt-5-mini") is not None


def test_a_file_of_ones_own_is_read_in_the_same_form(tmp_path: Path) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text(
        "sheets:\n  - provider: openai\n    page: our contract\n    date: 2026-01-02\n"
        "    models:\n      house-model: {input: 0.5, output: 1.25}\n"
    )
    price = load_own_prices(own).price("openai", "house-model")
    assert price is not None
    assert price.output == Decimal("1.25")


@pytest.mark.parametrize("price", ["{input: -1, output: 2}", "{input: cheap, output: 2}", "{output: 2}"])
def test_a_price_that_cannot_be_one_is_named(tmp_path: Path, price: str) -> None:
    own = tmp_path / "prices.yaml"
    own.write_text(
        f"sheets:\n  - provider: openai\n    page: p\n    date: 2026-01-02\n    models: {{m: {price}}}\n"
    )
    with pytest.raises(ContentError, match=r"sheets\.0\.models\.m\.input"):
        load_own_prices(own)
