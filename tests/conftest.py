"""The order of the whole run."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: the browser's driver keeps a loop running, beside which no other can start."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
