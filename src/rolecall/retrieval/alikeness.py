"""How alike sentences and meanings are, for the rules that judge answers."""

import threading
from collections.abc import Callable, Sequence

from rolecall.ports import Embedder, Vectors

REMEMBERED = 5_000
"""Meanings whose vectors are kept: those of the whole bank and of many rubrics from outside."""

LATELY_SAID = 1_000
"""Sentences of answers whose vectors are kept for a moment."""


class Alikeness:
    """An `Alike` for `rolecall.domain.judging`: cosines of sentences and meanings.

    Made for the static vectors (`StaticEmbedder`): the weights in knowledge/judging.yaml fit their cosines.
    The embedder is made at the first call, so that starting the app costs nothing.
    """

    def __init__(self, embedder: Callable[[], Embedder]) -> None:
        self._make = embedder
        self._embedder: Embedder | None = None
        self._known: dict[str, Vectors] = {}
        self._said: dict[str, Vectors] = {}
        self._lock = threading.Lock()

    def __call__(self, sentences: Sequence[str], meanings: Sequence[str]) -> list[list[float]]:
        """One row a sentence, one column a meaning, -1 to 1."""
        import numpy as np

        if not sentences or not meanings:
            return [[] for _ in sentences]
        columns = np.stack(self._vectors(meanings, self._known, REMEMBERED))
        # An answer is looked at several times within one turn: for its manner, its evidence, the feedback.
        rows = np.stack(self._vectors(sentences, self._said, LATELY_SAID))
        cosines: list[list[float]] = (rows @ columns.T).clip(-1, 1).tolist()
        return cosines

    def _vectors(self, texts: Sequence[str], known: dict[str, Vectors], most: int) -> list[Vectors]:
        with self._lock:
            absent = [text for text in dict.fromkeys(texts) if text not in known]
            if len(known) + len(absent) > most:
                known.clear()
                absent = list(dict.fromkeys(texts))
            if absent:
                vectors = self._ready().passages(absent)
                known.update(zip(absent, vectors, strict=True))
            return [known[text] for text in texts]

    def _ready(self) -> Embedder:
        if self._embedder is None:
            self._embedder = self._make()
        return self._embedder
