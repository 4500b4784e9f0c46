"""Loads what tokens cost: knowledge/prices.yaml, and a file of the user's own in the same form."""

from functools import cache
from pathlib import Path

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.costs import PriceTable


@cache
def load_prices(root: Path = ROOT / "knowledge") -> PriceTable:
    """Raises ContentError naming file and field."""
    return load_yaml(root / "prices.yaml", PriceTable)


def load_own_prices(path: Path) -> PriceTable:
    """Prices of the user's own. Raises ContentError naming file and field."""
    return load_yaml(path, PriceTable)
