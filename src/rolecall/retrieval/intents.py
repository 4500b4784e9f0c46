"""Tells what a turn wants by fitted weights over cues, words, letters and the turn's vector."""

import math
import re
import threading
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from rolecall.domain.answering import asked
from rolecall.domain.intents.rules import IntentRules
from rolecall.domain.intents.values import Told
from rolecall.domain.moves import Move
from rolecall.ports import Embedder

FILE = Path(__file__).with_name("intent_weights.npz")
WORDS, LETTERS = 4096, 8192
"""Buckets of words and their pairs, and of two to four letters: `crc32` of the piece, modulo."""
LONGEST = 1_200
"""Characters of a turn that are looked at: what it wants is said in few words."""
SURE = 0.9
"""Chance from which words and letters decide without a vector."""
_SCALES = {"vector": 6.0, "words": 0.7}
_WORD = re.compile(r"\w+")
Array = Any


class IntentWeights(NamedTuple):
    """The npz beside this module: made by `python -m benchmarks.fit_intents --write`."""

    embedder: str
    moves: tuple[Move, ...]
    cues: tuple[str, ...]
    """Ids of the cues, in the order of their weights."""
    rareness: Array
    """(words + letters,): idf of each bucket."""
    centre: Array
    """(dimension,): mean vector of the turns fitted on."""
    with_vector: Array
    """(cues + words + letters + dimension + 1, moves)"""
    without: Array
    """(cues + words + letters + 1, moves), for other embedders."""
    least: float
    """Chance below which a turn is advised on."""
    held_out: tuple[str, ...]
    """For each tuned utterance: the move told by weights that were fitted without its voice."""


class IntentReader:
    """A `Tell`: made at the first call, so that starting costs nothing. In most turns words alone are sure,
    in about a millisecond."""

    def __init__(self, embedder: Callable[[], Embedder] | None, rules: IntentRules) -> None:
        """Without an embedder, or with another than was fitted for, words alone decide."""
        self._make = embedder
        self._rules = rules
        self._embedder: Embedder | None = None
        self._lock = threading.Lock()

    def __call__(self, text: str) -> Told:
        import numpy as np

        weights = load_weights()
        focused = self._rules.focused(text[:LONGEST])
        row = surface(self._rules.heard(focused), [focused], weights.rareness)[0]
        chances = softmax(np.append(row, 1.0) @ weights.without)
        if chances.max() < SURE and (vector := self._vector(text)) is not None:
            odds = np.concatenate([row, vectors(vector, weights.centre), [1.0]])
            chances = softmax(odds @ weights.with_vector)
        best = int(chances.argmax())
        likeliest, chance = weights.moves[best], float(chances[best])
        return Told(
            move=likeliest if chance >= weights.least else Move.ADVISE, chance=chance, likeliest=likeliest
        )

    def _vector(self, text: str) -> Array | None:
        """The one by which passages are looked for as well, so that it is made once."""
        embedder = self._ready()
        if embedder is None or embedder.name != load_weights().embedder:
            return None
        return embedder.queries([asked(text)])[0]

    def _ready(self) -> Embedder | None:
        with self._lock:
            if self._embedder is None and self._make is not None:
                self._embedder = self._make()
            return self._embedder


@cache
def load_weights() -> IntentWeights:
    """The shipped weights; about 300 KB."""
    import numpy as np

    with np.load(FILE, allow_pickle=False) as file:
        return IntentWeights(
            embedder=str(file["embedder"]),
            moves=tuple(Move(name) for name in file["moves"].tolist()),
            cues=tuple(file["cues"].tolist()),
            rareness=file["rareness"].astype(np.float32),
            centre=file["centre"].astype(np.float32),
            with_vector=file["with_vector"].astype(np.float32),
            without=file["without"].astype(np.float32),
            least=float(file["least"]),
            held_out=tuple(file["held_out"].tolist()),
        )


def surface(heard: Any, focused: Sequence[str], rareness: Array) -> Array:
    """(turns, cues + words + letters) float32: cues as they are, the counts at length one."""
    import numpy as np

    cues = np.atleast_2d(np.asarray(heard, dtype=np.float32))
    counts = counted(focused) * rareness
    blocks = [counts[:, :WORDS], counts[:, WORDS:]]
    blocks = [block / np.maximum(np.linalg.norm(block, axis=1, keepdims=True), 1e-9) for block in blocks]
    return np.hstack([cues, _SCALES["words"] * blocks[0], blocks[1]]).astype(np.float32)


def vectors(rows: Array, centre: Array) -> Array:
    """Vectors of turns as the weights take them."""
    return _SCALES["vector"] * (rows - centre)


def counted(focused: Sequence[str]) -> Array:
    """(turns, words + letters) float32: 1 + log of how often each bucket is met."""
    import numpy as np

    found = np.zeros((len(focused), WORDS + LETTERS), dtype=np.float32)
    for n, text in enumerate(focused):
        for bucket, times in Counter(_buckets(text)).items():
            found[n, bucket] = 1 + math.log(times)
    return found


def _buckets(text: str) -> Iterator[int]:
    words = _WORD.findall(text)
    for piece in [*words, *(f"{one} {two}" for one, two in pairwise(words))]:
        yield zlib.crc32(piece.encode("utf-8", "replace")) % WORDS
    for word in text.split():
        padded = f" {word} "
        for size in (2, 3, 4):
            for start in range(max(len(padded) - size + 1, 1)):
                yield WORDS + zlib.crc32(padded[start : start + size].encode("utf-8", "replace")) % LETTERS


def softmax(odds: Array) -> Array:
    import numpy as np

    raised = np.exp(odds - odds.max(-1, keepdims=True))
    return raised / raised.sum(-1, keepdims=True)
