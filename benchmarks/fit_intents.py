"""Fits src/rolecall/retrieval/intent_weights.npz on the tuned utterances of knowledge/evals/intents.

`python -m benchmarks.fit_intents [--write]` holds out a twelfth of the voices in turn and prints how
far the weights that were fitted on the others tell their utterances; `--write` stores the weights and what
was told. The kept half is never read. Takes about a minute.
"""

import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.answering import asked
from rolecall.domain.intents.rules import IntentRules
from rolecall.domain.moves import Move
from rolecall.evals.intent_cases import Utterance, intent_cases
from rolecall.evals.intents import f1_of
from rolecall.retrieval.embedders import E5Embedder
from rolecall.retrieval.intents import FILE, SURE, counted, softmax, surface, vectors

Array = Any
STEPS = 300
FOLDS = 12
RIDGE = 1.0
CONSTANT = 3.0
"""Scale of the constant's column: large, so that the ridge hardly holds it."""
LEASTS = (0.0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)


def main(arguments: Sequence[str]) -> int:
    cases = [one for one in intent_cases() if one.half == "tuned"]
    rules = load_yaml(ROOT / "knowledge" / "intents.yaml", IntentRules)
    embedder = E5Embedder()
    focused = [rules.focused(one.text) for one in cases]
    counts = counted(focused)
    rareness = np.log((1 + len(cases)) / (1 + (counts > 0).sum(0))) + 1
    shown = surface([rules.heard(text) for text in focused], focused, rareness)
    rows = np.asarray(embedder.queries([asked(one.text) for one in cases]))
    centre = rows.mean(0)
    moves = tuple(Move)
    states = np.array([moves.index(one.move) for one in cases])
    told: dict[str, Array] = {}
    fitted: dict[str, Array] = {}
    for name, table in {"with_vector": np.hstack([shown, vectors(rows, centre)]), "without": shown}.items():
        space = _space(table)
        told[name] = _held_out(space, states, cases, len(moves))
        fitted[name] = _plain(table, space, _fit(space, states, len(moves)))
        _print(name, told[name], states, cases, moves)
    sure = told["without"].max(1) >= SURE
    told["both"] = np.where(sure[:, None], told["without"], told["with_vector"])
    print(f"sure without a vector: {sure.mean():.2f}")
    _print("both", told["both"], states, cases, moves)
    if "--write" in arguments:
        np.savez_compressed(
            FILE,
            embedder=np.array(embedder.name),
            moves=np.array([move.value for move in moves]),
            cues=np.array([cue.id for cue in rules.cues]),
            rareness=rareness.astype(np.float16),
            centre=centre.astype(np.float32),
            least=np.array(LEAST),
            held_out=np.array(_decided(told["both"], moves)),
            **{name: weights.astype(np.float16) for name, weights in fitted.items()},
        )
        print(f"wrote {FILE.name}, {FILE.stat().st_size // 1024} KB")
    return 0


LEAST = 0.3
"""Chance below which a turn is advised on: chosen by what is printed for `LEASTS`."""


def _decided(chances: Array, moves: Sequence[Move], least: float = LEAST) -> list[str]:
    return [moves[row.argmax()] if row.max() >= least else Move.ADVISE for row in chances]


def _held_out(space: Array, states: Array, cases: Sequence[Utterance], classes: int) -> Array:
    told = np.zeros((len(cases), classes))
    numbers = {voice: n for n, voice in enumerate(dict.fromkeys(one.voice for one in cases))}
    folds = np.array([numbers[one.voice] % FOLDS for one in cases])
    for fold in range(FOLDS):
        out = folds == fold
        told[out] = softmax(space[out] @ _fit(space[~out], states[~out], classes))
    return told


def _space(table: Array) -> Array:
    """The rows in as many coordinates as there are rows: ridge and fit are the same there, and quick."""
    values, directions = np.linalg.eigh((table @ table.T).astype(np.float64))
    keep = values > 1e-6 * values.max()
    return np.hstack([directions[:, keep] * np.sqrt(values[keep]), np.full((len(table), 1), CONSTANT)])


def _plain(table: Array, space: Array, fitted: Array) -> Array:
    """Weights over the columns of the table, the constant last, from those over the coordinates."""
    back = np.linalg.lstsq(table @ table.T, space[:, :-1], rcond=1e-9)[0]
    return np.vstack([table.T @ (back @ fitted[:-1]), fitted[-1:] * CONSTANT])


def _fit(rows: Array, states: Array, classes: int) -> Array:
    """Ridge multinomial logistic regression by Nesterov's steps."""
    wanted = np.eye(classes)[states]
    bound = np.linalg.norm(rows, 2) ** 2 / 2 + RIDGE
    pull = (np.sqrt(bound) - np.sqrt(RIDGE)) / (np.sqrt(bound) + np.sqrt(RIDGE))
    weights = ahead = np.zeros((rows.shape[1], classes))
    for _ in range(STEPS):
        slope = rows.T @ (softmax(rows @ ahead) - wanted) + RIDGE * ahead
        stepped = ahead - slope / bound
        weights, ahead = stepped, stepped + pull * (stepped - weights)
    return weights


def _print(
    name: str, chances: Array, states: Array, cases: Sequence[Utterance], moves: Sequence[Move]
) -> None:
    wanted = [moves[n] for n in states]
    for least in LEASTS:
        told = _decided(chances, moves, least)
        right = np.mean([one == two for one, two in zip(wanted, told, strict=True)])
        print(f"{name}, least {least}: accuracy {right:.4f}")
    told = _decided(chances, moves)
    print({key: round(value, 3) for key, value in f1_of(list(zip(wanted, told, strict=True))).items()})
    for case, got, row in zip(cases, told, chances, strict=True):
        if got != case.move and name == "both":
            print(f"  {case.move} > {got} {row.max():.2f} {case.text[:100]!r}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
