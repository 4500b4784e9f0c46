"""Fits knowledge/reply_weights.yaml on the tuned replies and the samples of wording.

`python -m benchmarks.fit_replies [--write]` holds out each writer in turn and prints how far the weights
that were fitted on the others tell the states of that writer's replies; `--write` stores weights and what
was told.
The kept half is never read. Takes some minutes.
"""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np
import yaml

from rolecall.content.files import ROOT
from rolecall.content.replies import load_replies
from rolecall.domain.replies.deciding import signs
from rolecall.domain.replies.fitted import Sensed, sensed
from rolecall.domain.replies.passages import Near
from rolecall.domain.replies.reading import Heeded, heed
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.values import AnswerState
from rolecall.evals.replies import macro_f1
from rolecall.evals.reply_cases import ReplyCase, reply_cases
from rolecall.retrieval.embedders import E5Embedder
from rolecall.retrieval.sensing import Sensing
from rolecall.wiring import alikeness

Array = np.ndarray
STATES = tuple(AnswerState)
NUMBER = {state: n for n, state in enumerate(STATES)}
UNSEEN = frozenset(["wa", "wb"])
"""Writers the rules were not made for: what the rules say of the others is too good to learn from."""
OTHERS_COUNT = 0.4
SAMPLES_COUNT = 0.7
ACT_RIDGE, NEAR_RIDGE, STATE_RIDGE = 0.006, 0.002, 0.06
RARE = 0.75
"""How far rare states count as much as frequent ones: 0 not at all, 1 fully."""
LARGE = frozenset(["wa", "wb", "later"])
"""Writers with many cases: each a fold of its own where folds are made within the training cases."""


class Seen(NamedTuple):
    """A case with everything that does not depend on weights."""

    case: ReplyCase
    heeded: Heeded
    sensed: Sensed
    shows: Array
    """(passages, questions): 1 where the passage shows the state, -1 where it is of the same sentence."""


class Logistic(NamedTuple):
    mean: Array
    spread: Array
    weights: Array
    """(features + 1, classes), over what is centred and spread; the constant last."""

    def chances(self, features: Array) -> Array:
        scaled = (features - self.mean) / self.spread
        return _softmax(np.c_[scaled, np.ones(len(scaled))] @ self.weights)

    def plain(self) -> Array:
        """The same weights over the features as they are."""
        slopes = self.weights[:-1] / self.spread[:, None]
        return np.vstack([slopes, self.weights[-1] - self.mean @ slopes])


class Fit(NamedTuple):
    acts: Logistic
    near: Logistic
    states: Logistic


class Samples(NamedTuple):
    vectors: Array
    states: Array


def main(arguments: list[str]) -> int:
    rules, embedder = load_replies(), E5Embedder()
    seen = _seen([case for case in reply_cases() if case.half == "tuned"], rules, embedder)
    samples = _samples(rules, embedder)
    told: dict[str, list[str]] = {}
    for writer in dict.fromkeys(one.case.writer for one in seen):
        fit = _fit([one for one in seen if one.case.writer != writer], samples)
        own = [one for one in seen if one.case.writer == writer]
        told |= {one.case.id: _told(one, fit) for one in own}
        print(f"without {writer}, on its {len(own)}: macro-F1 {_macro(own, told):.3f}", flush=True)
    print(f"each without its writer: macro-F1 {_macro(seen, told):.3f}")
    own = [one for one in seen if one.case.writer in UNSEEN]
    print(f"those the rules were not made for: macro-F1 {_macro(own, told):.3f}")
    if "--write" in arguments:
        _write(_fit(seen, samples), told, embedder.name)
    return 0


def _seen(cases: Iterable[ReplyCase], rules: ReplyRules, embedder: E5Embedder) -> list[Seen]:
    alike, senses = alikeness(), Sensing(lambda: embedder, embedder.name)
    found = []
    for case in cases:
        heeded = heed(case.text, case.questions, rules, alike)
        looked = sensed(heeded.reply, heeded.aims, heeded.wide, senses)
        assert looked is not None
        found.append(Seen(case, heeded, looked, _shows(case, heeded, looked)))
    return found


def _shows(case: ReplyCase, heeded: Heeded, looked: Sensed) -> Array:
    shows = np.zeros((len(looked.cut), len(case.asked)), dtype=int)
    sentence = [heeded.reply.clauses[one.clauses[0]].sentence for one in looked.cut]
    for column, words in enumerate(case.shown):
        at, end = _place(case.text, words)
        hit = {n for n, one in enumerate(looked.cut) if words and one.start < end and at < one.end}
        for n in range(len(looked.cut)):
            mate = sentence[n] in {sentence[m] for m in hit}
            shows[n, column] = 1 if n in hit else -1 if mate else 0
    return shows


def _place(text: str, words: str) -> tuple[int, int]:
    """Where the words stand, however the lines are broken."""
    flat = [n for n, sign in enumerate(text) if not sign.isspace()]
    at = "".join(text.split()).find("".join(words.split()))
    return (flat[at], flat[at + len("".join(words.split())) - 1] + 1) if words and at >= 0 else (0, 0)


def _samples(rules: ReplyRules, embedder: E5Embedder) -> Samples:
    texts = [(text, state) for state, some in rules.doing.items() for text in some]
    texts += [(text, AnswerState.ANSWERED) for text in rules.telling]
    texts += [(text, AnswerState.DEFERRED) for text in rules.deferring]
    texts += [(text, AnswerState.DODGED) for text in rules.empty]
    texts += [(text, AnswerState.LEFT) for text in rules.elsewhere]
    vectors = embedder.passages([text for text, _ in texts])
    return Samples(np.array(vectors), np.array([NUMBER[state] for _, state in texts]))


def _fit(train: Sequence[Seen], samples: Samples) -> Fit:
    """The states are fitted on chances that were told of each case without its writer."""
    features, states, counts = [], [], []
    for fold in _folds(train):
        rest = [one for one in train if one.case.writer not in fold]
        acts, near = _fit_acts(rest, samples), _fit_near(rest)
        for one in train:
            if one.case.writer in fold:
                features += _features(one, acts, near)
                states += [NUMBER[state] for state in one.case.states]
                counts += [_counts(one)] * len(one.case.states)
    fitted = _logistic(
        np.array(features), np.array(states), np.array(counts), STATE_RIDGE, rare=RARE, classes=len(STATES)
    )
    return Fit(_fit_acts(train, samples), _fit_near(train), fitted)


def _folds(train: Sequence[Seen]) -> list[set[str]]:
    writers = sorted({one.case.writer for one in train})
    small = [writer for writer in writers if writer not in LARGE]
    folds = [{writer} for writer in writers if writer in LARGE] + [set(small[::2]), set(small[1::2])]
    return [fold for fold in folds if fold]


def _counts(one: Seen) -> float:
    return 1.0 if one.case.writer in UNSEEN else OTHERS_COUNT


def _fit_acts(train: Sequence[Seen], samples: Samples) -> Logistic:
    rows, states = [*samples.vectors], [*samples.states]
    counts = [SAMPLES_COUNT] * len(states)
    for one in train:
        for vector, shows in zip(one.sensed.vectors, one.shows, strict=True):
            own = [one.case.states[column] for column in np.flatnonzero(shows > 0)]
            if not own and shows.min() < 0:
                continue
            for state in own or [AnswerState.LEFT]:
                rows.append(np.array(vector))
                states.append(NUMBER[state])
                counts.append(1 / len(own) if own else 0.5)
    # Vectors are short of length 1 in each direction: spread so that all together count as sixteen features.
    return _logistic(
        np.array(rows), np.array(states), np.array(counts), ACT_RIDGE, rare=0.5, classes=len(STATES), size=4.0
    )


def _fit_near(train: Sequence[Seen]) -> Logistic:
    rows, speaks, counts = [], [], []
    for one in train:
        for near, shows in zip(one.sensed.near, one.shows, strict=True):
            for features, does in zip(near, shows, strict=True):
                if does >= 0:
                    rows.append(features)
                    speaks.append(does)
                    counts.append(_counts(one))
    return _logistic(np.array(rows), np.array(speaks), np.array(counts), NEAR_RIDGE, rare=0.0, classes=2)


def _features(one: Seen, acts: Logistic, near: Logistic) -> list[Any]:
    """`Signs` of each question."""
    cut, asked = one.sensed.cut, len(one.case.asked)
    does: list[dict[AnswerState, float]] = []
    speaks = np.zeros((0, asked))
    if cut:
        chances = acts.chances(np.array(one.sensed.vectors))
        does = [dict(zip(STATES, row, strict=True)) for row in chances.tolist()]
        flat = np.array(one.sensed.near).reshape(-1, len(Near._fields))
        speaks = near.chances(flat)[:, 1].reshape(len(cut), asked)
    heeded = one.heeded
    return [
        signs(
            heeded.reply,
            cut,
            speaks[:, column].tolist(),
            does,
            aim=aim,
            rule=heeded.ruled[column].state,
            column=column,
        )
        for column, aim in enumerate(heeded.aims)
    ]


def _told(one: Seen, fit: Fit) -> list[str]:
    if not one.sensed.cut:
        return [state.state.value for state in one.heeded.ruled]
    best = fit.states.chances(np.array(_features(one, fit.acts, fit.near))).argmax(1)
    return [STATES[n].value for n in best]


def _macro(some: Sequence[Seen], told: dict[str, list[str]]) -> float:
    pairs = [
        (want, AnswerState(got))
        for one in some
        for want, got in zip(one.case.states, told[one.case.id], strict=True)
    ]
    return fmean(macro_f1(pairs).values())


def _logistic(
    rows: Array,
    states: Array,
    counts: Array,
    ridge: float,
    *,
    rare: float,
    classes: int,
    size: float = 0.0,
    steps: int = 250,
) -> Logistic:
    """Multinomial ridge regression by descent with momentum; `size` is the length of a row where given."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    if size:
        spread = spread * np.sqrt(rows.shape[1]) / size
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))]
    often = np.maximum(1, np.bincount(states, minlength=classes))
    worth = counts * (len(rows) / classes / often)[states] ** rare
    wanted = np.eye(classes)[states]
    weights = np.zeros((scaled.shape[1], classes))
    speed, bend = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = scaled.T @ ((_softmax(scaled @ weights) - wanted) * worth[:, None]) / len(rows)
        slope[:-1] += ridge * weights[:-1]
        speed = 0.9 * speed + 0.1 * slope
        bend = 0.99 * bend + 0.01 * slope**2
        pace = 0.05 * min(1.0, 3 * (1 - step / (steps + 1)))
        weights = weights - pace * (speed / (1 - 0.9**step)) / (np.sqrt(bend / (1 - 0.99**step)) + 1e-9)
    return Logistic(mean, spread, weights)


def _softmax(odds: Array) -> Array:
    raised = np.exp(odds - odds.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def _write(fit: Fit, told: dict[str, list[str]], embedder: str) -> None:
    def row(weights: Array, digits: int) -> dict[str, object]:
        return {
            "constant": round(float(weights[-1]), 4),
            "by": [round(float(one), digits) for one in weights[:-1]],
        }

    acts, near, states = (one.plain() for one in fit)
    found = {
        "embedder": embedder,
        "acts": {state.value: row(acts[:, n], 3) for n, state in enumerate(STATES)},
        "speaks": row(near[:, 1] - near[:, 0], 4),
        "states": {state.value: row(states[:, n], 4) for n, state in enumerate(STATES)},
        "held_out": told,
    }
    text = yaml.safe_dump(found, sort_keys=False, width=110, default_flow_style=None)
    head = "# Fitted on the tuned replies by `python -m benchmarks.fit_replies --write`.\n"
    Path(ROOT / "knowledge" / "reply_weights.yaml").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
