"""Writes what `benchmarks/fit_reader.py` is fitted on: what was said to each question of the tuned replies.

`python -m benchmarks.reader_rows FILE` writes one JSON object a line. The kept half is never read. Takes
some minutes.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.fit_replies import LEFT, SENTENCES, STATES, Samples, Seen, first_pass, prepared
from rolecall.domain.replies.speaking import said_to
from rolecall.domain.replies.values import AnswerState
from rolecall.retrieval.embedders import E5Embedder

ASIDE = 0.15
"""Chance below which a passage is nothing to a question."""
PAIRED = 2
"""Questions that a sentence by itself is paired with: those nearest to it."""


def main(arguments: list[str]) -> int:
    seen, samples, embedder = prepared()
    with Path(arguments[0]).open("w", encoding="utf-8") as file:
        for row in [*rows(seen, samples), *sentences(seen, embedder)]:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


def rows(seen: Sequence[Seen], samples: Samples) -> Iterator[dict[str, Any]]:
    """One for each question; which passage speaks to it was told without its writer's part."""
    for part, one, near in first_pass(seen, samples):
        texts = one.sensed.texts
        for k, asked in enumerate(one.case.asked):
            shown = [text for text, shows in zip(texts, one.shows[:, k], strict=True) if shows > 0]
            beside = (one.shows[:, k] == 0) & (near[:, k] < ASIDE) & (one.states[k] != LEFT)
            yield {
                "case": one.case.id,
                "n": k,
                "part": part,
                "asked": asked.text,
                "said": said_to(texts, near[:, k].tolist()),
                "shown": " . ".join(shown),
                "aside": [texts[n] for n in np.flatnonzero(beside)],
                "state": int(one.states[k]),
            }


def sentences(seen: Sequence[Seen], embedder: E5Embedder) -> Iterator[dict[str, Any]]:
    """Sentences by themselves, as if they were said to the questions they are nearest to."""
    asked = sorted({question.text for one in seen for question in one.case.asked})
    vectors = np.array(embedder.queries(asked))
    own = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    for state, some in own.items():
        near = np.array(embedder.passages(some)) @ vectors.T
        alone = {"case": "", "n": 0, "part": -1, "shown": "", "aside": []}
        for said, row in zip(some, near, strict=True):
            for k in np.argsort(-row)[:PAIRED]:
                number = STATES.index(AnswerState(state))
                yield alone | {"asked": asked[k], "said": said, "state": number}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
