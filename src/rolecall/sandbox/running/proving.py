"""What a probing run does once its walls stand: honest work, then says which walls held."""

import os
from collections.abc import Callable, Mapping
from typing import NoReturn

from rolecall.sandbox.running import framing

_SELDOM = "colorsys"
"""A module of the standard library that nothing imports beforehand."""


def telling(found: Mapping[str, str], imports: bool) -> Callable[[], NoReturn]:
    """A run's life that answers with what was found; empty for a wall that held. `imports` must they work?"""

    def live() -> NoReturn:
        said = dict(found)
        said["honest work"] = _honest_work(imports)
        framing.send(framing.framed(said))
        os._exit(0)

    return live


def _honest_work(imports: bool) -> str:
    """Empty where threads and imports still work: a jail that stops those would fail honest programs."""
    import threading

    try:
        if imports:
            __import__(_SELDOM)
        done: list[int] = []
        thread = threading.Thread(target=lambda: done.append(sum(range(100))))
        thread.start()
        thread.join()
        return "" if done == [4950] else "a thread did nothing"
    except Exception as error:
        return f"a plain program fails ({type(error).__name__}: {error})"
