"""Compares sentences with the prototype sentences of each track, for the rules that read a role."""

import threading
from collections.abc import Callable, Mapping, Sequence

from rolecall.domain.roles import Track
from rolecall.ports import Embedder, Vectors

NEAREST = 3
"""Prototypes of a track whose mean cosine counts: one lucky word is not enough."""


class PrototypeLikeness:
    """A `Likeness` for `rolecall.domain.reading.read_role`: call it with sentences.

    Made for the static vectors (`StaticEmbedder`): the weights in knowledge/patterns/weights.yaml fit their
    cosines. The embedder is made at the first call, so that starting the app costs nothing.
    """

    def __init__(self, embedder: Callable[[], Embedder], prototypes: Mapping[Track, Sequence[str]]) -> None:
        self._make = embedder
        self._sentences = prototypes
        self._ready: tuple[Embedder, dict[Track, Vectors]] | None = None
        self._lock = threading.Lock()

    def __call__(self, sentences: Sequence[str]) -> list[dict[Track, float]]:
        """For each sentence and track the mean cosine, -1 to 1, with the nearest prototypes."""
        import numpy as np

        if not sentences:
            return []
        embedder, known = self._prepared()
        vectors = embedder.passages(list(sentences))
        nearest = {
            track: np.sort(vectors @ prototypes.T, axis=1)[:, -NEAREST:].mean(axis=1)
            for track, prototypes in known.items()
        }
        return [{track: float(nearest[track][n]) for track in nearest} for n in range(len(sentences))]

    def _prepared(self) -> tuple[Embedder, dict[Track, Vectors]]:
        with self._lock:
            if self._ready is None:
                embedder = self._make()
                known = {track: embedder.passages(list(some)) for track, some in self._sentences.items()}
                self._ready = embedder, known
            return self._ready
