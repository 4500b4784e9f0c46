"""Embeds the guides and writes what the package ships: `make vectors`, after a guide changed."""

import sqlite3
import tempfile
from pathlib import Path

from rolecall.retrieval import shipped
from rolecall.retrieval.embedders import E5Embedder
from rolecall.retrieval.retriever import HybridRetriever
from rolecall.wiring import guides


def main() -> None:
    """Builds an index as the first start would, and keeps its vectors."""
    embedder = E5Embedder()
    with tempfile.TemporaryDirectory(prefix="rolecall-vectors-") as folder:
        retriever = HybridRetriever(Path(folder), guides(), embedder)
        retriever.sync({})
        retriever.search("interview")  # embeds what a query is compared with besides
        retriever.close()
        with sqlite3.connect(Path(folder) / "vectors.sqlite") as database:
            rows = dict(database.execute("SELECT key, vector FROM vectors"))
    size = shipped.ship(f"{embedder.name}/{embedder.dimension}", rows)
    print(f"{len(rows)} vectors, {size:,} bytes")


if __name__ == "__main__":
    main()
