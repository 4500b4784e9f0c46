"""Vectors of questions and passages, for the weights that tell what a reply does."""

import threading
from collections.abc import Callable, Sequence

from rolecall.ports import Embedder

Rows = list[list[float]]


class Sensing:
    """A `Senses` for `rolecall.domain.replies`: made at the first call, so that starting costs nothing.

    Answers None where the embedder is another than the weights were fitted for.
    """

    def __init__(self, embedder: Callable[[], Embedder], name: str) -> None:
        self._make = embedder
        self._name = name
        self._embedder: Embedder | None = None
        self._lock = threading.Lock()

    def __call__(self, questions: Sequence[str], passages: Sequence[str]) -> tuple[Rows, Rows] | None:
        """Unit vectors, one row a text."""
        embedder = self._ready()
        if embedder.name != self._name:
            return None
        asked = embedder.queries(questions).tolist() if questions else []
        told = embedder.passages(passages).tolist() if passages else []
        return asked, told

    def _ready(self) -> Embedder:
        with self._lock:
            if self._embedder is None:
                self._embedder = self._make()
            return self._embedder
