"""Fits the weights of knowledge/judging_weights.yaml on the bank's graded samples.

`python -m benchmarks.fit_coverage [--write]` fits on all questions, and for each kind of round without its
questions, and prints how the held-out kinds come out; `--write` stores both. Takes some minutes.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import yaml

from rolecall.content.files import ROOT
from rolecall.content.interviews import load_interviews
from rolecall.content.judging import load_judging
from rolecall.domain.interviews import Criterion, Grade, InterviewBank, InterviewQuestion
from rolecall.domain.judging.hearing import weigh
from rolecall.domain.judging.parts import parts
from rolecall.domain.judging.relevance import SHORT, Alike, Speaks
from rolecall.domain.judging.rules import FOLDS, JudgingRules, fold_of
from rolecall.domain.judging.signs import Signs
from rolecall.evals.judge_cases import (
    STEPS,
    as_foreign,
    padded,
    rubric_restated,
    terms_alone,
    terms_praised,
    without_digits,
)
from rolecall.retrieval.alikeness import Alikeness
from rolecall.retrieval.embedders import StaticEmbedder

Array = np.ndarray
WIDEST = 6
"""Criteria of a question."""
AIMS = np.array([np.nan, 0.03, 0.35, 0.7, 0.95])
"""Coverage that a level stands for."""
SHARP = 3.0
"""How many times the logarithm of two coverages must differ for a pair to be settled."""
FLOOR = 0.01
ELSEWHERE = 0.1
"""Weight of an answer that belongs nowhere, beside one of a graded sample."""
LEVELS_COUNT = 1.5
"""Of the levels of single criteria, beside the pairs."""
TOPIC_HALF, TOPIC_STEEP, TOPIC_LEAST, TOPIC_FLOOR = -1.7, 2.0, -4.5, 0.1
"""By hand: an answer told in words of its own must not fall because the question has others."""
RIDGE = 0.002
STEPS_DOWN = 400

SIGNS = Signs._fields
PARTICULAR = {"constant": 0.0, **dict.fromkeys(SIGNS, 0.3), "fresh": 0.2, "bare": -2.0, "length": -0.3}
PARTICULAR |= {"praise": -4.0, "vague": -4.0, "abstract": -4.0, "general": -5.0}
AMOUNT = {"base": 1.0, "density": 2.0}
RELEVANCE = {
    "constant": -3.0,
    "terms": 0.3,
    "words": 0.5,
    "alike": 3.0,
    "more_alike": 2.0,
    "theme": 3.0,
    "least": 0.2,
    "neighbour": 0.4,
    "share": 5.0,
}
START = np.array([*PARTICULAR.values(), *AMOUNT.values(), *RELEVANCE.values()])
_N = len(PARTICULAR)
_LOW = {"constant": -8.0, "density": 0.0, "base": 0.002, "general": -40.0, "length": -1.0, "least": 0.05}
_HIGH = {"constant": 5.0, "base": 6.0, "alike": 9.0, "more_alike": 9.0, "theme": 12.0, "density": 5.0}
_HIGH |= {"least": 0.6, "neighbour": 0.6, "share": 90.0}
_AGAINST = ("praise", "vague", "abstract", "bare", "general", "length")
_NAMES = (*PARTICULAR, *AMOUNT, *RELEVANCE)
LEAST = np.array([_LOW.get(name, -9.0 if name in _AGAINST else 0.0) for name in _NAMES])
MOST = np.array([0.0 if name in _AGAINST else _HIGH.get(name, 3.0) for name in _NAMES])
"""A particular never counts against an answer, nor praise for it, whatever the samples suggest."""


@dataclass(frozen=True)
class Pool:
    """Many answers; P parts, A answers."""

    signs: Array
    """(P, signs)."""
    speaks: Array
    """(P, WIDEST, 4)."""
    answer: Array
    """(P,): the answer a part belongs to."""
    topic: Array
    """(A, 4), as OnTopic."""
    weights: Array
    """(A, WIDEST), of the criteria, sum 1."""
    levels: Array
    """(A, WIDEST)."""
    question: Array
    """(A,): position in the bank."""
    role: Array
    """(A,): a position in ROLES."""

    def of(self, questions: Sequence[int]) -> "Pool":
        """The same for some questions."""
        kept = np.isin(self.question, questions)
        number = np.cumsum(kept) - 1
        some = kept[self.answer]
        return Pool(
            self.signs[some],
            self.speaks[some],
            number[self.answer[some]],
            self.topic[kept],
            self.weights[kept],
            self.levels[kept],
            self.question[kept],
            self.role[kept],
        )


ROLES = (
    *Grade,
    "strong without digits",
    "middling without digits",
    "weak without digits",
    "empty twice",
    "empty padded",
    "terms",
    "terms praised",
    "rubric restated",
    "another strong",
    "another middling",
    "another weak",
    "another empty",
    "strong padded",
)
PAIRS = {
    (Grade.STRONG, Grade.MIDDLING): 1.0,
    (Grade.MIDDLING, Grade.WEAK): 2.5,
    (Grade.WEAK, Grade.FLUENT_EMPTY): 0.8,
    ("strong without digits", "middling without digits"): 0.3,
    ("middling without digits", "weak without digits"): 0.5,
    ("weak without digits", Grade.FLUENT_EMPTY): 0.3,
    (Grade.WEAK, "empty twice"): 0.2,
    (Grade.WEAK, "empty padded"): 0.1,
    (Grade.WEAK, "terms"): 0.15,
    (Grade.WEAK, "terms praised"): 0.15,
    (Grade.WEAK, "rubric restated"): 0.15,
    (Grade.STRONG, "another strong"): 0.1,
    (Grade.MIDDLING, "another strong"): 0.3,
    ("strong padded", Grade.MIDDLING): 0.2,
}
"""Which answer must hold more evidence than which, and how much that counts."""


def main(arguments: list[str]) -> int:
    bank, rules, alike = load_interviews(), load_judging(), Alikeness(StaticEmbedder)
    pools = [_pool(bank, rules, alike, foreign) for foreign in (False, True)]
    folds = [fold_of(question.id) for question in bank.questions]
    kinds = [question.kind.value for question in bank.questions]
    without_fold = _held_out(pools, folds)
    without_kind = _held_out(pools, kinds)
    everything, weights, topic = _fit(pools)
    for name, pool in zip(("own", "foreign"), pools, strict=True):
        print(f"fitted on all, {name} rubrics: {_told(pool, weights, topic)}")
    found = {
        "weights": everything,
        "without_fold": [without_fold[fold] for fold in range(FOLDS)],
        "without_kind": without_kind,
    }
    print(yaml.safe_dump(everything, sort_keys=False, width=110))
    if "--write" in arguments:
        text = yaml.safe_dump(found, sort_keys=False, width=110, default_flow_style=None)
        head = "# Fitted on the bank's graded samples by `python -m benchmarks.fit_coverage --write`.\n"
        Path(ROOT / "knowledge" / "judging_weights.yaml").write_text(head + text, encoding="utf-8")
    return 0


def _held_out(pools: Sequence[Pool], parts_of: Sequence[str | int]) -> dict[Any, dict[str, object]]:
    """The weights fitted without each part of the questions, measured on that part."""
    found: dict[Any, dict[str, object]] = {}
    for part in sorted(set(parts_of), key=str):
        seen = [n for n, one in enumerate(parts_of) if one != part]
        unseen = [n for n, one in enumerate(parts_of) if one == part]
        found[part], weights, topic = _fit([pool.of(seen) for pool in pools])
        for name, pool in zip(("own", "foreign"), pools, strict=True):
            print(f"without {part}, on its {len(unseen)}, {name} rubrics: ", end="")
            print(_told(pool.of(unseen), weights, topic), flush=True)
    return found


def _pool(bank: InterviewBank, rules: JudgingRules, alike: Alike, foreign: bool) -> Pool:
    signs, speaks, owner = [], [], []
    answers: list[tuple[Array, Array, Array, int, int]] = []
    for number, question in enumerate(bank.questions):
        criteria = tuple(map(as_foreign, question.criteria)) if foreign else question.criteria
        share = np.zeros(WIDEST)
        share[: len(criteria)] = [one.weight for one in criteria]
        for role, text in _answers(bank, question).items():
            cut = parts(text)
            counted = weigh(question.text, criteria, text, cut=cut, alike=alike, rules=rules)
            signs += counted.signs
            rows = np.zeros((len(cut), WIDEST, len(Speaks._fields)))
            rows[:, : len(criteria)] = counted.relevance.speaks
            speaks.append(rows)
            owner += [len(answers)] * len(cut)
            levels = _levels(question, role, criteria)
            answers.append(
                (np.array(counted.relevance.topic), share / share.sum(), levels, number, ROLES.index(role))
            )
    columns = list(zip(*answers, strict=True))
    return Pool(np.array(signs), np.concatenate(speaks), np.array(owner), *map(np.array, columns))


def _levels(question: InterviewQuestion, role: str, criteria: Sequence[Criterion]) -> Array:
    levels = np.ones(WIDEST, dtype=int)
    if role in set(Grade):
        levels[: len(criteria)] = [question.samples[Grade(role)].levels[one.id] for one in criteria]
    return levels


def _answers(bank: InterviewBank, question: InterviewQuestion) -> dict[str, str]:
    told = {grade: question.samples[grade].answer for grade in Grade}
    empty = told[Grade.FLUENT_EMPTY]
    draw = Random(question.id)
    others = [one for one in bank.questions if one is not question]
    return {
        **told,
        "strong without digits": without_digits(told[Grade.STRONG]),
        "middling without digits": without_digits(told[Grade.MIDDLING]),
        "weak without digits": without_digits(told[Grade.WEAK]),
        "empty twice": f"{empty} {draw.choice(others).samples[Grade.FLUENT_EMPTY].answer}",
        "empty padded": padded(empty),
        "terms": terms_alone(question),
        "terms praised": terms_praised(question),
        "rubric restated": rubric_restated(question),
        "another strong": draw.choice(others).samples[Grade.STRONG].answer,
        "another middling": draw.choice(others).samples[Grade.MIDDLING].answer,
        "another weak": draw.choice(others).samples[Grade.WEAK].answer,
        "another empty": draw.choice(others).samples[Grade.FLUENT_EMPTY].answer,
        "strong padded": padded(told[Grade.STRONG]),
    }


def _fit(pools: Sequence[Pool]) -> tuple[dict[str, object], Array, Array]:
    topic = _fit_topic(pools)
    weights = START.copy()
    speed, bend = np.zeros_like(weights), np.zeros_like(weights)
    best, least = weights, np.inf
    for step in range(1, STEPS_DOWN + 1):
        value, slope = _loss(pools, weights, topic)
        if value < least:
            best, least = weights.copy(), value
        speed = 0.9 * speed + 0.1 * slope
        bend = 0.99 * bend + 0.01 * slope**2
        pace = 0.08 * min(1.0, 4 * (1 - step / (STEPS_DOWN + 1)))
        weights = weights - pace * (speed / (1 - 0.9**step)) / (np.sqrt(bend / (1 - 0.99**step)) + 1e-9)
        weights = np.clip(weights, LEAST, MOST)
    return _named(best, topic, _threshold(pools, best, topic)), best, topic


def _fit_topic(pools: Sequence[Pool]) -> Array:
    """Constant and weights of a ridge logistic regression: an answer to the question, or to another."""
    rows, own = [], []
    for pool in pools:
        names = np.array(ROLES)[pool.role]
        is_own, is_other = pool.role < len(Grade), np.char.startswith(names, "another")
        kept = is_own | is_other
        rows.append(pool.topic[kept, :3])
        own.append(is_own[kept])
    seen, answered = np.concatenate(rows), np.concatenate(own).astype(float)
    seen = np.c_[np.ones(len(seen)), seen]
    ridge = np.diag([1e-6] + [0.05] * (seen.shape[1] - 1))
    found = np.zeros(seen.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-seen @ found))
        slope = seen.T @ (chance - answered) + ridge @ found
        found -= np.linalg.solve((seen.T * (chance * (1 - chance))) @ seen + ridge, slope)
    return found


def _coverage(pool: Pool, weights: Array, topic: Array) -> tuple[Array, dict[str, Array]]:
    """(A, WIDEST) coverage, and what the slope needs of the way there; the sums of judging/hearing.py."""
    w, (base, density), r = weights[:_N], weights[_N : _N + 2], weights[_N + 2 :]
    answers = len(pool.topic)
    size = np.bincount(pool.answer, minlength=answers)
    chance = _sigmoid(w[0] + pool.signs @ w[1:])
    mean = np.bincount(pool.answer, chance, answers) / size
    length = pool.topic[:, 3]
    odds = (topic[0] + pool.topic[:, :3] @ topic[1:]) * length / (length + SHORT)
    gate = TOPIC_FLOOR + (1 - TOPIC_FLOOR) * _sigmoid(TOPIC_STEEP * (odds - TOPIC_HALF))
    speaks = _sigmoid(r[0] + pool.speaks[:, :, :5] @ r[1:6])
    same = pool.answer[1:] == pool.answer[:-1]
    before, after = np.zeros_like(speaks), np.zeros_like(speaks)
    before[1:][same] = speaks[:-1][same]
    after[:-1][same] = speaks[1:][same]
    earlier = before >= after
    beside = np.where(earlier, before, after)
    taken = speaks + r[7] * (1 - speaks) * beside
    part = r[6] + (1 - r[6]) * taken
    worth = base * mean[pool.answer] ** density * chance
    total = np.zeros((answers, WIDEST))
    np.add.at(total, pool.answer, worth[:, None] * part)
    shared = np.zeros((answers, WIDEST))
    np.add.at(shared, pool.answer, chance[:, None] * pool.speaks[:, :, 5])
    way = {
        "size": size, "chance": chance, "mean": mean, "speaks": speaks, "earlier": earlier, "beside": beside,
        "taken": taken, "part": part, "worth": worth, "same": same, "total": total, "shared": shared,
    }  # fmt: skip
    most = gate[:, None]
    way["most"] = most
    return most * (1 - np.exp(-total * (1 + r[8] * shared) / most)), way


def _loss(pools: Sequence[Pool], weights: Array, topic: Array) -> tuple[float, Array]:
    value, slope = RIDGE * float(np.sum((weights - START) ** 2)), 2 * RIDGE * (weights - START)
    for pool in pools:
        coverage, way = _coverage(pool, weights, topic)
        one, by_coverage = _wrong(pool, coverage)
        value += one
        slope = slope + _slope(pool, weights, way, by_coverage * (1 - coverage / way["most"]))
    return value, slope


def _wrong(pool: Pool, coverage: Array) -> tuple[float, Array]:
    """The loss of a pool and its slope by coverage (A, WIDEST)."""
    slope = np.zeros_like(coverage)
    heard = np.clip(coverage, 1e-4, 1 - 1e-4)
    aims = AIMS[pool.levels]
    graded = np.where(pool.role < len(Grade), 1.0, ELSEWHERE)[:, None] * pool.weights
    all_graded = graded.sum()
    likely = aims * np.log(heard) + (1 - aims) * np.log(1 - heard)
    value = -LEVELS_COUNT * np.sum(graded * likely) / all_graded
    slope += LEVELS_COUNT * graded * (heard - aims) / (heard * (1 - heard)) / all_graded
    whole = np.sum(coverage * pool.weights, axis=1)
    for (more, less), counts in PAIRS.items():
        high, low = (np.flatnonzero(pool.role == ROLES.index(name)) for name in (more, less))
        gap = SHARP * (np.log(whole[high] + FLOOR) - np.log(whole[low] + FLOOR))
        value += counts * float(np.mean(np.logaddexp(0, -gap)))
        push = -counts * SHARP * _sigmoid(-gap) / len(gap)
        slope[high] += (push / (whole[high] + FLOOR))[:, None] * pool.weights[high]
        slope[low] -= (push / (whole[low] + FLOOR))[:, None] * pool.weights[low]
    return float(value), slope


def _slope(pool: Pool, weights: Array, way: dict[str, Array], by_sum: Array) -> Array:
    """The slope by each weight, from the slope by each criterion's sum of evidence (A, WIDEST)."""
    base, density, r = weights[_N], weights[_N + 1], weights[_N + 2 :]
    found = dict.fromkeys(_NAMES, 0.0)
    found["share"] = np.sum(by_sum * way["total"] * way["shared"])
    by_shared = by_sum * way["total"] * r[8]
    flow = (by_sum * (1 + r[8] * way["shared"]))[pool.answer]
    by_worth = np.sum(flow * way["part"], axis=1) * way["worth"]
    found["base"] = by_worth.sum() / base
    found["density"] = by_worth @ np.log(way["mean"])[pool.answer]
    by_mean = np.bincount(pool.answer, by_worth, len(way["mean"])) * density / way["mean"]
    by_chance = by_worth / way["chance"] + (by_mean / way["size"])[pool.answer]
    by_chance += np.sum(by_shared[pool.answer] * pool.speaks[:, :, 5], axis=1)
    by_odds = by_chance * way["chance"] * (1 - way["chance"])
    by_part = flow * way["worth"][:, None]
    found["least"] = np.sum(by_part * (1 - way["taken"]))
    by_taken = by_part * (1 - r[6])
    found["neighbour"] = np.sum(by_taken * (1 - way["speaks"]) * way["beside"])
    by_speaks = by_taken * (1 - r[7] * way["beside"])
    by_beside = by_taken * r[7] * (1 - way["speaks"])
    same, earlier = way["same"], way["earlier"]
    by_speaks[:-1][same] += np.where(earlier, by_beside, 0)[1:][same]
    by_speaks[1:][same] += np.where(earlier, 0, by_beside)[:-1][same]
    by_logit = by_speaks * way["speaks"] * (1 - way["speaks"])
    slope = np.array([found[name] for name in _NAMES])
    slope[:_N] = by_odds.sum(), *(by_odds @ pool.signs)
    slope[_N + 2 : _N + 8] = (
        by_logit.sum(), *np.tensordot(by_logit, pool.speaks[:, :, :5], axes=([0, 1], [0, 1]))
    )  # fmt: skip
    return slope


def _threshold(pools: Sequence[Pool], weights: Array, topic: Array) -> float:
    """The coverage that best parts levels 3 and 4 from level 1, both sides counting alike."""
    met, missed = [], []
    for pool in pools:
        coverage, _ = _coverage(pool, weights, topic)
        graded = (pool.role < len(Grade))[:, None] & (pool.weights > 0)
        met.append(coverage[graded & (pool.levels >= 3)])
        missed.append(coverage[graded & (pool.levels == 1)])
    high, low = np.concatenate(met), np.concatenate(missed)
    tried = np.arange(0.05, 0.95, 0.01)
    return round(float(max(tried, key=lambda line: np.mean(high >= line) + np.mean(low < line))), 2)


def _told(pool: Pool, weights: Array, topic: Array) -> str:
    coverage, _ = _coverage(pool, weights, topic)
    whole = np.sum(coverage * pool.weights, axis=1)
    by = {role: whole[pool.role == n] for n, role in enumerate(ROLES)}
    steps = [f"{more}>{less} {np.mean(by[more] > by[less]):.3f}" for more, less in STEPS]
    other = f"strong>another strong {np.mean(by[Grade.STRONG] > by['another strong']):.3f}"
    means = " ".join(f"{role}={np.mean(some):.2f}" for role, some in by.items())
    return ", ".join([*steps, other, means])


def _named(weights: Array, topic: Array, covered: float) -> dict[str, object]:
    def rounded(names: Sequence[str], some: Array) -> dict[str, float]:
        return {name: round(float(one), 3) for name, one in zip(names, some, strict=True)}

    about = rounded(("constant", "alike", "words", "terms"), topic)
    about |= {"half": TOPIC_HALF, "steep": TOPIC_STEEP, "least": TOPIC_LEAST}
    about["floor"] = TOPIC_FLOOR
    return {
        "particular": rounded(list(PARTICULAR), weights[:_N]),
        "amount": rounded(list(AMOUNT), weights[_N : _N + 2]),
        "relevance": rounded(list(RELEVANCE), weights[_N + 2 :]),
        "topic": about,
        "covered": covered,
    }


def _sigmoid(value: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(value, -30, 30))))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
