"""The real rooms, opened with a clock that can be moved."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import rolecall.storage.opening as opening
from rolecall import wiring
from rolecall.settings import Settings
from rolecall.storage.sql import SqlStore
from rolecall.wiring import House
from tests.web.standin_practice import MovedClock


@contextmanager
def moved_house(data: Path, clock: MovedClock, embedder: str = "static") -> Iterator[House]:
    """Bank, built-in interviewer and judge, store and index.

    What they store and tell bears the clock's time, and ids are counted, so that the same is asked each time.
    """
    open_store, ids = opening.open_store, itertools.count(1)

    def with_clock(url: str | None, folder: Path) -> SqlStore:
        return open_store(url, folder, clock)

    settings = Settings(data=data, embedder=embedder, model="", base_url="")  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "open_store", with_clock)
        patch.setattr(wiring, "moment", clock.stamp)
        patch.setattr(wiring, "new_id", lambda: f"{next(ids):012x}")
        with wiring.opened(settings) as house:
            yield house
