from dataclasses import dataclass, field

import numpy as np


@dataclass
class Row:
    room: int
    documents: list = field(default_factory=list)

    def take(self, document) -> bool:
        if len(document) > self.room:
            return False
        self.room -= len(document)
        self.documents.append(document)
        return True

    def line(self, make, filler):
        parts = [np.asarray(make(i, d)) for i, d in enumerate(self.documents, 1)]
        return np.concatenate([*parts, np.full(self.room, filler)])


def pack(documents, length, pad_id=0):
    rows: list[Row] = []
    for document in documents:
        if len(document) > length:
            raise ValueError(f"{len(document)} > {length}")
        if len(document) and not any(row.take(document) for row in rows):
            rows.append(Row(length))
            rows[-1].take(document)

    def grid(make, filler, dtype):
        out = np.empty((len(rows), length), dtype)
        for i, row in enumerate(rows):
            out[i] = row.line(make, filler)
        return out

    return {
        "has_label": grid(lambda _, d: np.arange(len(d)) < len(d) - 1, False, bool),
        "positions": grid(lambda _, d: np.arange(len(d)), 0, np.int32),
        "segments": grid(lambda i, d: np.full(len(d), i), 0, np.uint8),
        "tokens": grid(lambda _, d: d, pad_id, np.int32),
    }
