"""What a probing run does once its walls stand: honest work, then says which walls held."""

import os
from collections.abc import Callable, Mapping
from typing import NoReturn

from rolecall.sandbox.running import framing


def telling(found: Mapping[str, str]) -> Callable[[], NoReturn]:
    """A run's life that answers with what was found; "" for a wall that held."""

    def live() -> NoReturn:
        said = dict(found)
        said["honest work"] = _honest_work()
        framing.send(framing.framed(said))
        os._exit(0)

    return live


def _honest_work() -> str:
    """Empty where a thread and, if there is one, numpy still do their work: walls that stop all are no use."""
    import threading

    try:
        done: list[int] = []
        thread = threading.Thread(target=lambda: done.append(sum(range(100))))
        thread.start()
        thread.join()
        return "" if done == [4950] else "a thread did nothing"
    except Exception as error:
        return f"a thread could not work ({type(error).__name__}: {error})"
