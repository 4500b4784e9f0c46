"""Vectors of the guides, shipped so that the first start does not embed them: made by `make vectors`.

They are found by the hash of their text, so a guide that was changed since is simply embedded anew.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("guide_vectors.npz")


@cache
def shipped(maker: str) -> Mapping[str, Any]:
    """Unit vectors, float32, by text hash, made by this embedder; empty where none were."""
    import numpy as np

    try:
        with np.load(FILE, allow_pickle=False) as file:
            if str(file["maker"]) != maker:
                return {}
            rows = file["vectors"].astype(np.float32)
            keys = [bytes(key).hex() for key in file["keys"]]
    except (OSError, ValueError, KeyError):
        # Without the file everything works, only the first start takes longer.
        return {}
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return dict(zip(keys, rows, strict=True))


def ship(maker: str, vectors: Mapping[str, bytes]) -> int:
    """Writes the file from float32 vectors by text hash; returns its size in bytes."""
    import numpy as np

    keys = sorted(vectors)
    np.savez_compressed(
        FILE,
        maker=np.array(maker),
        keys=np.array([np.frombuffer(bytes.fromhex(key), dtype=np.uint8) for key in keys]),
        # Half precision: half the size, and an error of a cosine far below what tells two passages apart.
        vectors=np.array([np.frombuffer(vectors[key], dtype=np.float32) for key in keys]).astype(np.float16),
    )
    return FILE.stat().st_size
