"""Fits which question each passage of a reply speaks to: a chain over its passages, partly labelled.

The cases show for some passages which question they speak to, and which questions nothing speaks to; for the
others every way is summed over.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from rolecall.domain.replies.speaking import MOVES, REACH, Idle, Look, moves

Array = np.ndarray
RIDGE, STEPS, PACE = 10.0, 80, 0.08
CUTS = (0.0, 0.3, 0.55, 0.75, 0.9, 0.97, 1.0)
"""Cases of like length are reckoned together."""
NEVER = -1e9


class Task(NamedTuple):
    """A reply as arrays; `allowed` says where each passage may belong, the last column being nowhere."""

    reach: Array
    """(passages, questions, features)."""
    idle: Array
    steps: Array
    """(passages, questions + 1, questions + 1, MOVES): how each passage follows the one before it."""
    allowed: Array
    counts: float


class Chain(NamedTuple):
    """Weights over features that are centred and spread."""

    mean: Array
    spread: Array
    speaks: Array
    nothing: Array
    moves: Array

    def plain(self) -> tuple[Array, Array, Array]:
        """The same over the features as they are, constants last; moves as they are."""
        slopes = self.speaks[:-1] / self.spread
        return np.r_[slopes, self.speaks[-1] - self.mean @ slopes], self.nothing, self.moves


def task(seen: Look, shows: Array, left: Sequence[bool], counts: float) -> Task:
    """`shows` is 1 where a passage shows the state of a question, `left` says which questions got nothing."""
    passages, asked = shows.shape
    steps = np.zeros((passages, asked + 1, asked + 1, MOVES), dtype=np.float32)
    for n, between in enumerate(seen.before):
        for a in range(asked + 1):
            for b in range(asked + 1):
                steps[n, a, b, list(moves(a, b, asked, between))] = n > 0
    allowed = np.ones((passages, asked + 1), dtype=bool)
    allowed[:, :asked] &= ~np.array(left)[None]
    for at in np.flatnonzero((shows > 0).any(1)):
        allowed[at] = np.r_[shows[at] > 0, False]
    reach = np.array([[one.row for one in row] for row in seen.reach], dtype=float)
    idle = np.c_[np.array(seen.idle, dtype=float), np.ones(passages)]
    return Task(reach, idle, steps, allowed, counts)


class _Pack:
    """Replies side by side, the shorter ones filled up."""

    def __init__(self, tasks: Sequence[Task], mean: Array, spread: Array) -> None:
        most = max(len(one.reach) for one in tasks)
        asked = max(one.reach.shape[1] for one in tasks)
        self.asked = asked
        self.reach = np.zeros((len(tasks), most, asked, REACH + 1))
        self.idle = np.zeros((len(tasks), most, len(Idle._fields) + 1))
        self.steps = np.zeros((len(tasks), most, asked + 1, asked + 1, MOVES), dtype=np.float32)
        self.there = np.zeros((len(tasks), most, asked + 1), dtype=bool)
        self.allowed = np.zeros_like(self.there)
        self.length = np.array([len(one.reach) for one in tasks])
        self.counts = np.array([one.counts for one in tasks])
        for row, one in enumerate(tasks):
            long, wide = one.reach.shape[:2]
            at = np.r_[np.arange(wide), asked]
            self.reach[row, :long, :wide] = np.concatenate(
                [(one.reach - mean) / spread, np.ones((long, wide, 1))], axis=2
            )
            self.idle[row, :long] = one.idle
            self.steps[row][np.ix_(range(long), at, at)] = one.steps
            self.there[row, :long][:, at] = True
            self.allowed[row, :long][:, at] = one.allowed
        self.inside = np.arange(most)[None] < self.length[:, None]

    def chances(self, chain: Chain, among: Array) -> tuple[Array, Array]:
        """Of each passage to belong to each question, and of each pair of neighbours."""
        own = np.concatenate([self.reach @ chain.speaks, (self.idle @ chain.nothing)[:, :, None]], axis=2)
        own = np.where(among, own, NEVER)
        steps = self.steps @ chain.moves.astype(np.float32)
        forth, back = np.zeros_like(own), np.zeros_like(own)
        forth[:, 0] = own[:, 0]
        for n in range(1, own.shape[1]):
            new = _log_sum(forth[:, n - 1][:, :, None] + steps[:, n], 1) + own[:, n]
            forth[:, n] = np.where(self.inside[:, n][:, None], new, forth[:, n - 1])
        for n in range(own.shape[1] - 2, -1, -1):
            new = _log_sum(steps[:, n + 1] + (own[:, n + 1] + back[:, n + 1])[:, None, :], 2)
            back[:, n] = np.where(self.inside[:, n + 1][:, None], new, 0)
        whole = _log_sum(forth[:, -1], 1)
        single = np.exp(forth + back - whole[:, None, None]) * self.inside[:, :, None]
        pairs = np.zeros_like(steps)
        for n in range(1, own.shape[1]):
            both = forth[:, n - 1][:, :, None] + steps[:, n] + (own[:, n] + back[:, n])[:, None, :]
            pairs[:, n] = np.exp(both - whole[:, None, None]) * self.inside[:, n][:, None, None]
        return single, pairs

    def slopes(self, chain: Chain) -> list[Array]:
        """Of the log-chance of what the cases allow."""
        single, pairs = self.chances(chain, self.there)
        fits, fitting = self.chances(chain, self.allowed)
        one = (fits - single) * self.counts[:, None, None]
        two = (fitting - pairs) * self.counts[:, None, None, None]
        return [
            np.einsum("bnk,bnkf->f", one[:, :, : self.asked], self.reach),
            np.einsum("bn,bnf->f", one[:, :, self.asked], self.idle),
            np.einsum("bnxy,bnxyf->f", two, self.steps),
        ]


def fit_chain(tasks: Sequence[Task]) -> Chain:
    """By ascent with momentum on the chance of what the cases allow."""
    rows = np.vstack([one.reach.reshape(-1, REACH) for one in tasks])
    mean, spread = rows.mean(0), rows.std(0) + 1e-3
    packs = [_Pack(some, mean, spread) for some in _alike(tasks)]
    found = [np.zeros(REACH + 1), np.zeros(len(Idle._fields) + 1), np.zeros(MOVES)]
    speed, bend = [np.zeros_like(one) for one in found], [np.zeros_like(one) for one in found]
    for step in range(1, STEPS + 1):
        slopes = [pack.slopes(Chain(mean, spread, *found)) for pack in packs]
        pace = PACE * min(1.0, 2 * (1 - step / (STEPS + 1)))
        for n in range(3):
            slope = sum(one[n] for one in slopes) - RIDGE * found[n]
            speed[n] = 0.9 * speed[n] + 0.1 * slope
            bend[n] = 0.98 * bend[n] + 0.02 * slope**2
            found[n] = found[n] + pace * (speed[n] / (1 - 0.9**step)) / (
                np.sqrt(bend[n] / (1 - 0.98**step)) + 1e-8
            )
    return Chain(mean, spread, *found)


def spoken(tasks: Sequence[Task], chain: Chain) -> list[Array]:
    """For each reply the chances of its passages, (passages, questions + 1), the last column nowhere."""
    found: dict[int, Array] = {}
    for some in _alike(tasks):
        single, _ = (pack := _Pack(some, chain.mean, chain.spread)).chances(chain, pack.there)
        for one, rows in zip(some, single, strict=True):
            long, wide = one.reach.shape[:2]
            found[id(one)] = np.c_[rows[:long, :wide], rows[:long, -1]]
    return [found[id(one)] for one in tasks]


def _alike(tasks: Sequence[Task]) -> list[Sequence[Task]]:
    ranked = sorted(tasks, key=lambda one: len(one.reach))
    edges = [int(cut * len(ranked)) for cut in CUTS]
    return [ranked[a:b] for a, b in pairwise(edges) if a < b]


def _log_sum(logs: Array, axis: int) -> Array:
    most = logs.max(axis, keepdims=True)
    return np.asarray((most + np.log(np.exp(logs - most).sum(axis, keepdims=True))).squeeze(axis))
