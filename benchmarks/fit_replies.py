"""Fits knowledge/reply_weights.yaml on the tuned replies and on sentences of replies.

`python -m benchmarks.fit_replies [--write]` holds out each part of the writers in turn and prints how far the
weights that were fitted on the others tell the states of their replies; `--write` stores weights and what
was told.
The kept half is never read. Takes some minutes. What the pair reader says of the cases comes from
`benchmarks/fit_reader.py`, which is run before it.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

import numpy as np
import yaml

from benchmarks.reply_chain import Array, Chain, Task, fit_chain, spoken, task
from rolecall.content.files import ROOT
from rolecall.content.replies import load_replies
from rolecall.domain.replies.deciding import beside, signs, weights_of
from rolecall.domain.replies.fitted import Sensed, sensed
from rolecall.domain.replies.reading import Heeded, heed
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.speaking import look
from rolecall.domain.replies.values import AnswerState
from rolecall.domain.replies.weights import shares
from rolecall.domain.roles import Topic
from rolecall.evals.replies import macro_f1
from rolecall.evals.reply_cases import ReplyCase, reply_cases
from rolecall.retrieval.embedders import E5Embedder
from rolecall.retrieval.sensing import Sensing
from rolecall.wiring import alikeness

STATES, TOPICS = tuple(AnswerState), tuple(Topic)
NUMBER = {state: n for n, state in enumerate(STATES)}
LEFT = NUMBER[AnswerState.LEFT]
READER_TOLD = Path(__file__).with_name("reader_told.npz")
SENTENCES = Path(__file__).with_name("reply_sentences.yaml")
EARLY_COUNT = 0.4
"""Writers of the first cases: the rules were made for them, so what the rules say of them is too good."""
SAMPLES_COUNT = 0.7
FOLDS = 4
"""Parts of the writers: what a later step is fitted on was told without the part it stands in."""
SCALE = 5.0
LEAST = 1e-3
RIDGES = {"topics": 4e-4, "likeness": 3e-4, "apart": 4e-4, "acts": 2e-4, "gists": 1e-3, "states": 0.02}
CONTINUED = 0.3
"""What a passage counts for the state of the question that it probably speaks to, without showing it."""


class Seen(NamedTuple):
    """A case with everything that does not depend on weights."""

    case: ReplyCase
    heeded: Heeded
    sensed: Sensed
    vectors: Array
    asked: Array
    shows: Array
    """(passages, questions): 1 where the passage shows the state, -1 where it is of the same sentence."""
    states: Array
    read: Array = np.zeros((0, len(STATES)))
    """(questions, states): log-odds by the pair reader that was fitted without this part of the writers."""

    @property
    def counts(self) -> float:
        return 1.0 if self.case.writer.startswith("w") else EARLY_COUNT


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


class Means(NamedTuple):
    told: Array
    asked: Array


class First(NamedTuple):
    """What is told of a passage by its vector alone."""

    topics: Logistic
    likeness: Logistic
    apart: Logistic


class Acts(NamedTuple):
    acts: Logistic
    gists: Logistic


class Fit(NamedTuple):
    first: First
    chain: Chain
    acts: Acts
    states: Logistic


class Samples(NamedTuple):
    vectors: Array
    states: Array
    topical: Array
    topics: Array
    means: Means


def prepared() -> tuple[list[Seen], Samples, E5Embedder]:
    """The tuned cases and the sentences by themselves, with the vectors of both."""
    rules, embedder = load_replies(), E5Embedder()
    seen = _seen([case for case in reply_cases() if case.half == "tuned"], rules, embedder)
    return seen, _samples(seen, rules, embedder), embedder


def first_pass(seen: Sequence[Seen], samples: Samples) -> Iterator[tuple[int, Seen, Array]]:
    """Each case with the number of its part, and which passage speaks to which question, told without it.

    The chances are (passages, questions + 1), the last column being nowhere.
    """
    folds = _folds([one for one in seen if len(one.vectors)])
    tasks: dict[str, Task] = {}
    for fold, rest in folds:
        first = _first(rest, samples)
        tasks |= {one.case.id: _task(one, first, samples.means) for one in fold}
    for part, (fold, rest) in enumerate(folds):
        chain = fit_chain([tasks[one.case.id] for one in rest])
        for one, near in zip(fold, spoken([tasks[one.case.id] for one in fold], chain), strict=True):
            yield part, one, near


def main(arguments: list[str]) -> int:
    seen, samples, embedder = prepared()
    seen = _read(seen)
    told: dict[str, list[str]] = {}
    for own, rest in _folds(seen):
        told |= _told(own, _fit(rest, samples), samples.means)
        for writer in dict.fromkeys(_writer(one) for one in own):
            some = [one for one in own if _writer(one) == writer]
            print(f"{writer or 'the early ones'}, {len(some)}: macro-F1 {_macro(some, told):.3f}", flush=True)
    print(f"each without its part of the writers: macro-F1 {_macro(seen, told):.3f}")
    late = [one for one in seen if one.counts == 1]
    print(f"those the rules were not made for: macro-F1 {_macro(late, told):.3f}")
    if "--write" in arguments:
        _write(_fit(seen, samples), samples.means, told, embedder.name)
    return 0


def _seen(cases: Iterable[ReplyCase], rules: ReplyRules, embedder: E5Embedder) -> list[Seen]:
    alike, senses = alikeness(), Sensing(lambda: embedder, embedder.name)
    found = []
    for case in cases:
        heeded = heed(case.text, case.questions, rules, alike)
        looked = sensed(heeded.reply, heeded.aims, heeded.wide, senses)
        assert looked is not None
        vectors = np.array(looked.vectors).reshape(-1, embedder.dimension)
        states = np.array([NUMBER[state] for state in case.states])
        shows = _shows(case, heeded, looked)
        found.append(Seen(case, heeded, looked, vectors, np.array(looked.asked), shows, states))
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


def _samples(seen: Sequence[Seen], rules: ReplyRules, embedder: E5Embedder) -> Samples:
    texts = [(text, state) for state, some in rules.doing.items() for text in some]
    texts += [(text, AnswerState.ANSWERED) for text in rules.telling]
    texts += [(text, AnswerState.DEFERRED) for text in rules.deferring]
    texts += [(text, AnswerState.DODGED) for text in rules.empty]
    texts += [(text, AnswerState.LEFT) for text in rules.elsewhere]
    own = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    texts += [(text, AnswerState(state)) for state, some in own.items() for text in some]
    topical = [(text, topic) for topic, some in rules.meanings.items() for text in some.all]
    means = Means(
        np.vstack([one.vectors for one in seen]).mean(0), np.vstack([one.asked for one in seen]).mean(0)
    )
    return Samples(
        np.array(embedder.passages([text for text, _ in texts])),
        np.array([NUMBER[state] for _, state in texts]),
        np.array(embedder.passages([text for text, _ in topical])),
        np.array([TOPICS.index(topic) for _, topic in topical]),
        means,
    )


def _fit(train: Sequence[Seen], samples: Samples) -> Fit:
    """Each step is fitted on what the steps before it told of a case without its writer."""
    train = [one for one in train if len(one.vectors)]
    folds = _folds(train)
    firsts = [_first(rest, samples) for _, rest in folds]
    tasks: dict[str, Task] = {}
    for (fold, _), first in zip(folds, firsts, strict=True):
        tasks |= {one.case.id: _task(one, first, samples.means) for one in fold}
    chain = fit_chain([tasks[one.case.id] for one in train])
    speaks = dict(
        zip((one.case.id for one in train), spoken([tasks[one.case.id] for one in train], chain), strict=True)
    )
    features: list[Any] = []
    states, counts = [], []
    for fold, rest in folds:
        acts = _acts(rest, speaks, samples)
        for one in fold:
            features += _features(one, speaks[one.case.id], acts)
            states += one.states.tolist()
            counts += [one.counts] * len(one.states)
    rows = np.array(features)
    fitted = _logistic(
        rows,
        np.array(states),
        np.array(counts),
        "states",
        rare=0.5,
        classes=len(STATES),
        mean=rows.mean(0),
        spread=rows.std(0) + 1e-3,
    )
    return Fit(_first(train, samples), chain, _acts(train, speaks, samples), fitted)


def _folds(train: Sequence[Seen]) -> list[tuple[list[Seen], list[Seen]]]:
    """Parts of the cases by their writers, each with the rest."""
    writers = sorted({_writer(one) for one in train})
    parts = [set(writers[n::FOLDS]) for n in range(FOLDS) if writers[n::FOLDS]]
    return [
        ([one for one in train if _writer(one) in part], [one for one in train if _writer(one) not in part])
        for part in parts
    ]


def _writer(one: Seen) -> str:
    return one.case.writer if one.counts == 1 else ""


def _first(train: Sequence[Seen], samples: Samples) -> First:
    rows, topics = [*samples.topical], [*samples.topics]
    products, speaks = [], []
    told, apart = [*samples.vectors], [*(samples.states == LEFT)]
    for one in train:
        for n, vector in enumerate(one.vectors):
            own = {one.case.asked[k].topic for k in np.flatnonzero(one.shows[n] > 0)}
            if own:
                told.append(vector)
                apart.append(False)
            if len(own) == 1:
                rows.append(vector)
                topics.append(TOPICS.index(own.pop()))
            for k in np.flatnonzero(one.shows[n] >= 0):
                products.append(_product(vector, one.asked[k], samples.means))
                speaks.append(int(one.shows[n, k] > 0))
    around = _of_vectors(
        np.array(told), np.array(apart, dtype=int), None, "apart", samples.means, rare=0.5, classes=2
    )
    return First(
        _of_vectors(np.array(rows), np.array(topics), None, "topics", samples.means, classes=len(TOPICS)),
        _logistic(
            np.array(products, dtype=np.float32),
            np.array(speaks),
            np.ones(len(speaks)),
            "likeness",
            rare=0.0,
            classes=2,
        ),
        around,
    )


def _product(told: Array, asked: Array, means: Means) -> Array:
    return np.asarray(SCALE * SCALE * (told - means.told) * (asked - means.asked))


def _task(one: Seen, first: First, means: Means) -> Task:
    passages, asked = one.shows.shape
    likely = np.log(first.topics.chances(one.vectors) + LEAST)
    topical = likely[:, [TOPICS.index(question.topic) for question in one.case.asked]]
    products = _product(one.vectors[:, None], one.asked[None], means).reshape(passages * asked, -1)
    odds = np.c_[products, np.ones(len(products))] @ (
        first.likeness.weights[:, 1] - first.likeness.weights[:, 0]
    )
    seen = look(
        one.sensed.cut,
        one.heeded.reply.clauses,
        one.sensed.near,
        topical=topical.tolist(),
        like=odds.reshape(passages, asked).tolist(),
        apart=_odds(first.apart, one.vectors).tolist(),
        texts=one.sensed.texts,
    )
    return task(seen, one.shows, one.states == LEFT, one.counts)


def _odds(one: Logistic, vectors: Array) -> Array:
    chances = one.chances(vectors)
    return np.asarray(np.log(chances[:, 1] / chances[:, 0]))


def _read(seen: Sequence[Seen]) -> list[Seen]:
    """The same with what the pair reader told of them."""
    with np.load(READER_TOLD) as file:
        odds = dict(zip(file["keys"].tolist(), file["odds"].astype(float), strict=True))
    return [
        one._replace(read=np.array([odds[f"{one.case.id}/{k}"] for k in range(len(one.states))]))
        if len(one.vectors)
        else one
        for one in seen
    ]


def _acts(train: Sequence[Seen], speaks: dict[str, Array], samples: Samples) -> Acts:
    rows, states = [*samples.vectors], [*samples.states]
    counts = [SAMPLES_COUNT] * len(states)
    gists, wanted, worth = [], [], []
    for one in train:
        near = speaks[one.case.id]
        gists += [*_gists(one, near)]
        wanted += one.states.tolist()
        worth += [one.counts] * len(one.states)
        for n, vector in enumerate(one.vectors):
            for state, count in _does(one, n, near[n]):
                rows.append(vector)
                states.append(state)
                counts.append(count)
    return Acts(
        _of_vectors(np.array(rows), np.array(states), np.array(counts), "acts", samples.means, rare=0.5),
        _of_vectors(np.array(gists), np.array(wanted), np.array(worth), "gists", samples.means, rare=1.0),
    )


def _does(one: Seen, n: int, near: Array) -> list[tuple[int, float]]:
    """What a passage does, with what each counts: what it shows, or what it probably goes on with."""
    own = np.flatnonzero(one.shows[n] > 0)
    if len(own):
        return [(int(one.states[k]), 1 / len(own)) for k in own]
    if one.shows[n].min() < 0:
        return []
    likely = [k for k in range(len(one.states)) if near[k] > 0.3 and one.states[k] != LEFT]
    goes_on = [(int(one.states[k]), CONTINUED * float(near[k])) for k in likely]
    return [(LEFT, 0.6 * float(near[-1]) + 0.05), *goes_on]


def _gists(one: Seen, near: Array) -> Array:
    counts = np.array([weights_of(near[:, k].tolist()) for k in range(len(one.states))])
    return np.asarray(counts @ one.vectors)


def _features(one: Seen, near: Array, acts: Acts) -> list[Any]:
    """`Signs` of each question."""
    does = [dict(zip(STATES, row, strict=True)) for row in acts.acts.chances(one.vectors).tolist()]
    gists = acts.gists.chances(_gists(one, near)).tolist()
    rows = [
        signs(
            one.heeded.reply,
            one.sensed.cut,
            near[:, k].tolist(),
            does,
            gist=dict(zip(STATES, gists[k], strict=True)),
            read=shares(dict(zip(STATES, one.read[k].tolist(), strict=True))),
            aim=aim,
            rule=one.heeded.ruled[k].state,
            asked=len(one.states),
            column=k,
        )
        for k, aim in enumerate(one.heeded.aims)
    ]
    return [*beside(rows)]


def _told(some: Sequence[Seen], fit: Fit, means: Means) -> dict[str, list[str]]:
    told = {one.case.id: [state.state.value for state in one.heeded.ruled] for one in some}
    full = [one for one in some if len(one.vectors)]
    speaks = spoken([_task(one, fit.first, means) for one in full], fit.chain)
    for one, near in zip(full, speaks, strict=True):
        best = fit.states.chances(np.array(_features(one, near, fit.acts))).argmax(1)
        told[one.case.id] = [STATES[n].value for n in best]
    return told


def _macro(some: Sequence[Seen], told: dict[str, list[str]]) -> float:
    pairs = [
        (want, AnswerState(got))
        for one in some
        for want, got in zip(one.case.states, told[one.case.id], strict=True)
    ]
    return fmean(macro_f1(pairs).values())


def _of_vectors(
    rows: Array,
    states: Array,
    counts: Array | None,
    name: str,
    means: Means,
    *,
    rare: float = 0.0,
    classes: int = len(STATES),
) -> Logistic:
    spread = np.full(rows.shape[1], 1 / SCALE)
    worth = np.ones(len(rows)) if counts is None else counts
    return _logistic(rows, states, worth, name, rare=rare, classes=classes, mean=means.told, spread=spread)


def _logistic(
    rows: Array,
    states: Array,
    counts: Array,
    name: str,
    *,
    rare: float,
    classes: int,
    mean: Array | None = None,
    spread: Array | None = None,
    steps: int = 200,
) -> Logistic:
    """Multinomial ridge regression by descent with momentum.

    `rare` says how far rare states count as much as frequent ones: 0 not at all, 1 fully.
    """
    mean = np.zeros(rows.shape[1]) if mean is None else mean
    spread = np.ones(rows.shape[1]) if spread is None else spread
    scaled = np.c_[(rows - mean) / spread, np.ones(len(rows))].astype(np.float32)
    often = np.maximum(1e-6, np.bincount(states, counts, minlength=classes))
    worth = counts * (counts.sum() / classes / often)[states] ** rare
    worth = (worth / worth.sum()).astype(np.float32)
    wanted = np.eye(classes, dtype=np.float32)[states]
    weights = np.zeros((scaled.shape[1], classes), dtype=np.float32)
    speed, bend = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = scaled.T @ ((_softmax(scaled @ weights) - wanted) * worth[:, None])
        slope[:-1] += RIDGES[name] * weights[:-1]
        speed = 0.9 * speed + 0.1 * slope
        bend = 0.99 * bend + 0.01 * slope**2
        pace = 0.05 * min(1.0, 3 * (1 - step / (steps + 1)))
        weights = weights - pace * (speed / (1 - 0.9**step)) / (np.sqrt(bend / (1 - 0.99**step)) + 1e-9)
    return Logistic(mean, spread, weights.astype(float))


def _softmax(odds: Array) -> Array:
    raised = np.exp(odds - odds.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))


def _write(fit: Fit, means: Means, told: dict[str, list[str]], embedder: str) -> None:
    def numbers(some: Array, digits: int) -> list[float]:
        return [round(float(one), digits) for one in some]

    def row(weights: Array, digits: int) -> dict[str, object]:
        return {"constant": round(float(weights[-1]), 4), "by": numbers(weights[:-1], digits)}

    speaks, nothing, moves = fit.chain.plain()
    likeness = fit.first.likeness.weights
    states = fit.states.plain()
    found = {
        "embedder": embedder,
        "acts": {state.value: row(fit.acts.acts.plain()[:, n], 3) for n, state in enumerate(STATES)},
        "speaking": {
            "told_mean": numbers(means.told, 4),
            "asked_mean": numbers(means.asked, 4),
            "topics": {topic.value: row(fit.first.topics.weights[:, n], 3) for n, topic in enumerate(TOPICS)},
            "apart": row(fit.first.apart.weights[:, 1] - fit.first.apart.weights[:, 0], 3),
            "likeness": row(likeness[:, 1] - likeness[:, 0], 4),
            "speaks": row(speaks, 4),
            "nothing": row(nothing, 4),
            "moves": numbers(moves, 4),
        },
        "gists": {state.value: row(fit.acts.gists.weights[:, n], 3) for n, state in enumerate(STATES)},
        "states": {state.value: row(states[:, n], 4) for n, state in enumerate(STATES)},
        "held_out": told,
    }
    text = yaml.safe_dump(found, sort_keys=False, width=110, default_flow_style=None)
    head = "# Fitted on the tuned replies by `python -m benchmarks.fit_replies --write`.\n"
    Path(ROOT / "knowledge" / "reply_weights.yaml").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
