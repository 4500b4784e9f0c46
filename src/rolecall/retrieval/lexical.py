"""Which passages share rare words with a query: BM25 by `bm25s`, brought up to date when it is next asked."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from typing import Any

K1, B = 1.2, 0.75


class LexicalIndex:
    """BM25 over the terms of passages.

    A change costs nothing until the next search, which builds the index anew: 0.6 s at 10,000 passages
    of 120 words and 9 s at 100,000 when it was chosen over SQLite's FTS5, which adds in place but took
    3 ms (10,000) and 31 ms (100,000) a query where bm25s takes 0.1 and 0.3 ms.
    """

    def __init__(self, terms: Mapping[str, Sequence[str]]) -> None:
        self._terms = dict(terms)
        self._ids: list[str] = []
        self._model: Any = None
        self._counts: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, terms: Mapping[str, Sequence[str]]) -> None:
        """Adds passages by id, or replaces them."""
        self._terms.update(terms)
        self._model = None

    def remove(self, ids: Iterable[str]) -> None:
        """Forgets passages; an unknown id is passed over."""
        for passage_id in ids:
            self._terms.pop(passage_id, None)
        self._model = None

    def search(self, query: Sequence[str], k: int) -> dict[str, float]:
        """The best `k` passages with a score over 0, by id."""
        import numpy as np

        scores = self._scores(query)
        if scores is None:
            return {}
        best = np.argpartition(-scores, min(k, len(scores)) - 1)[:k]
        return {self._ids[at]: float(scores[at]) for at in best if scores[at] > 0}

    def idf(self, term: str) -> float:
        """How rare a term is: log(1 + n / passages with it); an unknown one counts as in half a passage."""
        self._build()
        return log(1 + len(self._ids) / (self._counts.get(term) or 0.5))

    def knows(self, term: str) -> bool:
        """Whether any passage holds a term."""
        self._build()
        return term in self._counts

    def has(self, passage_id: str, term: str) -> bool:
        """Whether a passage holds a term."""
        return term in self._terms.get(passage_id, ())

    def _scores(self, query: Sequence[str]) -> Any:
        self._build()
        known = [term for term in query if term in self._counts]
        return self._model.get_scores(known) if known and self._ids else None

    def _build(self) -> None:
        if self._model is not None:
            return
        import bm25s

        # The library sets its own logger to DEBUG and would talk on stderr.
        logging.getLogger("bm25s").setLevel(logging.WARNING)
        self._ids = list(self._terms)
        rows = [self._terms[passage_id] for passage_id in self._ids]
        self._counts = Counter(term for row in rows for term in set(row))
        self._model = bm25s.BM25(k1=K1, b=B)
        if self._counts:
            self._model.index([list(row) for row in rows], show_progress=False)
