"""Compares sentences with the prototype sentences of each track, for the rules that read a role."""

from collections.abc import Mapping, Sequence

from rolecall.domain.roles import Track
from rolecall.ports import Embedder

NEAREST = 3
"""Prototypes of a track whose mean cosine counts: one lucky word is not enough."""


class PrototypeLikeness:
    """Calls itself with sentences; made once, since it embeds the prototypes.

    Made for the static vectors, which take about 20 microseconds a sentence; the weights in
    knowledge/patterns/weights.yaml fit their cosines.
    """

    def __init__(self, embedder: Embedder, prototypes: Mapping[Track, Sequence[str]]) -> None:
        self._embedder = embedder
        self._prototypes = {
            track: embedder.passages(list(sentences)) for track, sentences in prototypes.items()
        }

    def __call__(self, sentences: Sequence[str]) -> list[dict[Track, float]]:
        """For each sentence and track the mean cosine, -1 to 1, with the nearest prototypes."""
        import numpy as np

        if not sentences:
            return []
        vectors = self._embedder.passages(list(sentences))
        nearest = {
            track: np.sort(vectors @ prototypes.T, axis=1)[:, -NEAREST:].mean(axis=1)
            for track, prototypes in self._prototypes.items()
        }
        return [{track: float(nearest[track][n]) for track in nearest} for n in range(len(sentences))]
