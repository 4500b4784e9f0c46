"""Retrieval apart from embedding at growing libraries, against the two raw libraries; and embedding speed."""

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.table import Row, median, milliseconds, p95, print_table
from rolecall.content.guides import load_guides
from rolecall.domain.passages import Document
from rolecall.ports import BadInput, Embedder, Vectors
from rolecall.retrieval.embedders import make_embedder
from rolecall.retrieval.retriever import CANDIDATES, HybridRetriever
from rolecall.retrieval.words import query_terms, terms

LIMIT = 10.0
LIMITED = 10_000
"""Passages at which the 95th percentile must keep the limit."""
SIZES = (1_000, LIMITED)
FULL = (*SIZES, 100_000)
QUERIES = 200
DIMENSION = 384
OWNER = "bench"


class InstantEmbedder:
    """A vector drawn from the text's hash: costs next to nothing, so that retrieval alone is timed."""

    name = "bench"
    dimension = DIMENSION

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        seeds = [int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) for text in texts]
        rows = np.stack([np.random.default_rng(seed).normal(size=DIMENSION) for seed in seeds])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def main(arguments: list[str]) -> int:
    """Prints the tables; 1 where the limit was passed. `--full` adds 100,000 passages (minutes)."""
    rows = []
    for size in FULL if "--full" in arguments else SIZES:
        rows += _of_size(size)
    kept = print_table("Retrieval apart from embedding, 5 passages of a library", rows)
    print_table("Embedding", [*_speed("e5"), *_speed("static")])
    return kept


def _of_size(size: int) -> list[Row]:
    library = _texts(size, 120)
    asked = _texts(QUERIES, 8)
    with tempfile.TemporaryDirectory(prefix="rolecall-bench-") as folder:
        begun = time.perf_counter()
        with _filled(Path(folder) / "ours", library) as retriever:
            built = time.perf_counter() - begun
            retriever.search(asked[0], 5, owner=OWNER)
            ours = _times(lambda query: retriever.search(query, 5, owner=OWNER), asked)
            many = milliseconds(lambda: retriever.search_many(asked, 5, owner=OWNER), 3)
        begun = time.perf_counter()
        with _filled(Path(folder) / "ours", library):
            opened = time.perf_counter() - begun
        raw = _raw(Path(folder) / "raw", library, asked)
    named = f"{size:,} passages"
    return [
        Row(f"{named}: median", median(ours)),
        Row(f"{named}: 95th percentile", p95(ours), LIMIT if size == LIMITED else None),
        Row(f"{named}: a query of {QUERIES} at once", median(many) / QUERIES),
        Row(f"{named}: Chroma and bm25s alone, median", median(raw)),
        Row(f"{named}: ours to theirs", median(ours) / median(raw), unit="x "),
        Row(f"{named}: filled", built, unit="s "),
        Row(f"{named}: opened again and checked", opened, unit="s "),
    ]


def _times(act: Any, queries: Sequence[str]) -> list[float]:
    times = []
    for query in queries:
        begun = time.perf_counter()
        act(query)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def _raw(folder: Path, library: Sequence[str], asked: Sequence[str]) -> list[float]:
    """Times of one query to each library by itself, without reading texts or joining the two."""
    import bm25s
    import chromadb
    from chromadb.config import Settings

    embedder = InstantEmbedder()
    client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
    collection = client.create_collection(
        "raw", embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
    )
    for start in range(0, len(library), 2_000):
        part = library[start : start + 2_000]
        collection.add(ids=[str(start + n) for n in range(len(part))], embeddings=embedder.passages(part))
    words = bm25s.BM25()
    words.index([terms(text) for text in library], show_progress=False)

    def ask(query: str) -> None:
        collection.query(
            query_embeddings=embedder.queries([query]), n_results=CANDIDATES, include=["distances"]
        )
        np.argpartition(-words.get_scores(query_terms(query)), CANDIDATES)

    times = _times(ask, asked)
    client.close()  # type: ignore[attr-defined]
    return times


@contextmanager
def _filled(folder: Path, library: Sequence[str]) -> Iterator[HybridRetriever]:
    notes = [Document(id=f"{n}", name="note", text=text) for n, text in enumerate(library)]
    retriever = HybridRetriever(folder, load_guides(), InstantEmbedder())
    try:
        retriever.sync({OWNER: notes})
        yield retriever
    finally:
        retriever.close()


def _speed(name: str) -> list[Row]:
    try:
        embedder: Embedder = make_embedder(name)
    except BadInput:
        return []
    queries, passages = _texts(20, 8), _texts(8, 100)
    one = median(milliseconds(lambda: embedder.queries(queries[:1]), 20))
    return [
        Row(f"{embedder.name}: a query of 8 words, median", one),
        Row(
            f"{embedder.name}: queries, 20 at once",
            20_000 / median(milliseconds(lambda: embedder.queries(queries), 3)),
            unit="a second",
        ),
        Row(
            f"{embedder.name}: passages of 100 words, 8 at once",
            8_000 / median(milliseconds(lambda: embedder.passages(passages), 3)),
            unit="a second",
        ),
    ]


def _texts(count: int, words: int) -> list[str]:
    """Texts of made-up words as frequent as words are (Zipf), the same in every run."""
    rng = np.random.default_rng(count)
    ranks = np.minimum(rng.zipf(1.3, size=(count, words)) + rng.integers(0, 40, (count, words)), 60_000)
    return [" ".join(f"{_SYLLABLES[n % 50]}{_SYLLABLES[n // 50 % 50]}{n}" for n in row) for row in ranks]


_SYLLABLES = [consonant + vowel for consonant in "bdfgklmnpr" for vowel in "aeiou"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
