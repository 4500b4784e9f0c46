"""Fits the weights of retrieval/weakness.py on our own questions.

`python -m benchmarks.fit_weakness [e5|static]` prints the weights to be put there, and what share of
each kind of question they would call weak, each judged by weights fitted without it (five folds).
"""

import sys
import tempfile
from pathlib import Path

import numpy as np

from rolecall.content.guides import load_guides
from rolecall.evals.search_cases import own_pairs, own_questions
from rolecall.ports import Embedder
from rolecall.retrieval.embedders import make_embedder
from rolecall.retrieval.retriever import HybridRetriever
from rolecall.retrieval.weakness import Signs

REFUSED = 0.06
"""Share of the answerable questions that may be refused: the aim is a tenth on unseen ones."""
RIDGE = 1.0
FOLDS = 5
WEIGHT = {"plain": 0.7, "reworded": 0.5}
"""Of kinds that lie further from what people ask the guides; the rest count 1."""


def main(arguments: list[str]) -> int:
    rows = _rows(make_embedder(*(arguments or ["e5"])))
    for name, columns in (("with meaning", slice(0, 4)), ("words alone", slice(2, 4))):
        kinds = np.array([kind for kind, _, _ in rows])
        answered = np.array([float(yes) for _, yes, _ in rows])
        seen = np.array([tuple(signs)[columns] for _, _, signs in rows])
        weight = np.array([WEIGHT.get(kind, 1.0) for kind in kinds])
        chance = np.zeros(len(rows))
        for fold in range(FOLDS):
            held = np.arange(len(rows)) % FOLDS == fold
            fitted = _fit(seen[~held], answered[~held], weight[~held])
            chance[held] = _chance(fitted, seen[held])
        judged = (kinds == "answerable") | (kinds == "plain")
        least = float(np.quantile(chance[judged], REFUSED))
        print(f"{name}: constant and weights {np.round(_fit(seen, answered, weight), 2)}, least {least:.2f}")
        for kind in dict.fromkeys(kinds):
            print(f"  {kind}: {np.mean(chance[kinds == kind] < least):.2f} called weak")
    return 0


def _rows(embedder: Embedder) -> list[tuple[str, bool, Signs]]:
    """(kind, whether it is answered, signs) of every question."""
    questions, pairs = own_questions(), own_pairs()
    asked = [
        ("answerable", True, "", [one.ask for one in questions.answerable]),
        ("of the field", False, "", [one.ask for one in questions.unanswered]),
        ("off topic", False, "", [one.ask for one in questions.off_topic]),
        ("off topic beside notes", False, "plain", [one.ask for one in questions.off_topic]),
        ("plain", True, "plain", [one.ask for one in pairs.plain]),
        ("reworded", True, "reworded", [one.ask for one in pairs.reworded]),
    ]
    with tempfile.TemporaryDirectory(prefix="rolecall-fit-") as folder:
        retriever = HybridRetriever(Path(folder), load_guides(), embedder)
        notes = {"plain": [one.note for one in pairs.plain], "reworded": [one.note for one in pairs.reworded]}
        retriever.sync(notes)
        rows = [
            (kind, yes, signs)
            for kind, yes, owner, queries in asked
            for signs in retriever.signs(queries, owner=owner)
            if signs
        ]
        retriever.close()
    return rows


def _fit(seen: np.ndarray, answered: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Constant and weights of a ridge logistic regression, by Newton's method."""
    middle, spread = seen.mean(axis=0), seen.std(axis=0)
    rows = np.c_[np.ones(len(seen)), (seen - middle) / spread]
    ridge = RIDGE * np.diag([1e-6] + [1.0] * seen.shape[1])
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ found))
        slope = rows.T @ (weight * (chance - answered)) + ridge @ found
        bend = (rows.T * (weight * chance * (1 - chance))) @ rows + ridge
        found -= np.linalg.solve(bend, slope)
    weights = found[1:] / spread
    return np.asarray([found[0] - weights @ middle, *weights])


def _chance(fitted: np.ndarray, seen: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-(fitted[0] + seen @ fitted[1:]))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
