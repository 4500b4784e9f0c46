"""What was said beside what was asked, read by a small encoder that was fine-tuned on labelled replies.

all-MiniLM-L6-v2 (22.7 M weights, Apache-2.0) with a head of five classes, stored with 8 bits a weight:
`benchmarks/fit_reader.py` makes it. It is run by onnxruntime, which Chroma brings along.
"""

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("pair_reader")
LONGEST = 160
"""Tokens of a pair; what is too long is cut, the longer of the two first."""


class PairReader:
    """Loaded at the first call, so that starting costs nothing."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._parts: tuple[Any, Any] | None = None

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[list[float]]:
        """For each (asked, said) the log-odds of the five states, in their order."""
        import numpy as np

        if not pairs:
            return []
        encoder, session = self._ready()
        found = []
        for asked, said in pairs:
            read = encoder.encode(asked, said)
            # One at a time: 8 bits are scaled by all that is read together, and no pair may change another's.
            given = {"ids": read.ids, "parts": read.type_ids, "mask": read.attention_mask}
            odds = session.run(None, {name: np.array([row]) for name, row in given.items()})[0][0]
            found.append([float(one) for one in odds])
        return found

    def _ready(self) -> tuple[Any, Any]:
        with self._lock:
            if self._parts is None:
                import onnxruntime
                from tokenizers import Tokenizer

                encoder = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
                encoder.enable_truncation(LONGEST, strategy="longest_first")
                encoder.no_padding()
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = min(4, os.cpu_count() or 1)
                # Threads that spin while they wait starve everything else on a small machine.
                options.add_session_config_entry("session.intra_op.allow_spinning", "0")
                session = onnxruntime.InferenceSession(
                    str(self._folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
                )
                self._parts = encoder, session
            return self._parts
