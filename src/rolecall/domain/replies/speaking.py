"""Tells which question each passage of a reply speaks to: all passages together, as a chain.

People answer one question in several sentences, mostly go through the questions in their order, and name the
subject only once. So what a passage is about is told by its own words and by what stands before and after it.
"""

from collections.abc import Iterable, Sequence
from math import exp, log
from typing import NamedTuple

from rolecall.domain.replies.clauses import Clause
from rolecall.domain.replies.passages import Near, Passage
from rolecall.domain.replies.weights import Speaking, Vector, Vectors, chances
from rolecall.domain.roles import Topic

_SCALE = 5.0
"""Vectors of sentences lie close together: what is left of them without their mean is drawn apart."""
_LEAST = 1e-3
_REFERS = frozenset(
    """it that this they these those he she which there so and but then also how some plus who whether the
    as""".split()  # noqa: SIM905
)
"""Words at the head of a sentence that goes on with what was spoken of."""
_TO_IT, _PERHAPS = 0.15, 0.03
"""Chances from which a passage is read as said to a question, and at least those of the only one that is."""
NOTHING = "nothing"
MOVES = 18
"""Ways in which two neighbouring passages may belong to questions; see `moves`."""


class Reach(NamedTuple):
    """Of a passage to a question: what says that the one speaks to the other."""

    near: Near
    topic: float
    """Log-chance of the question's topic."""
    topic_ahead: float
    """The same over that of the other questions."""
    topic_alone: float
    """Over that of the other passages."""
    likeness: float
    likeness_ahead: float
    likeness_alone: float
    place: float
    """0 the first passage, 1 the last."""
    passages: float
    questions: float
    column: float
    order: float
    """Place of the passage less that of the question."""

    @property
    def row(self) -> tuple[float, ...]:
        return (*self.near, *self[1:])


REACH = len(Near._fields) + len(Reach._fields) - 1


class Idle(NamedTuple):
    """Of a passage: what says that it speaks to no question."""

    first: float
    last: float
    length: float
    """Logarithm of its words."""
    asks: float
    score: float
    """The highest over the questions; so for those below."""
    alike: float
    topic: float
    likeness: float
    apart: float
    """Log-odds, by its vector, that it is said around the answers."""


class Look(NamedTuple):
    """A reply beside its questions, before anything is decided."""

    reach: list[list[Reach]]
    """A row for each passage, a column for each question."""
    idle: list[Idle]
    before: list["Between"]
    """For each passage how it follows the one before."""


class Between(NamedTuple):
    """How a passage follows the one before it."""

    paragraph: bool
    """It opens another one."""
    line: bool
    """It stands on another line of the same."""
    sentence: bool
    """It is of the same sentence."""
    refers: bool
    bullet: bool


def look(
    cut: Sequence[Passage],
    found: Sequence[Clause],
    near: Sequence[Sequence[Near]],
    *,
    topical: Sequence[Sequence[float]],
    like: Sequence[Sequence[float]],
    apart: Sequence[float],
    texts: Sequence[str],
) -> Look:
    """`texts` has one entry for each passage, the others a row for each and a column for each question."""
    if not cut:
        return Look([], [], [])
    asked = len(topical[0])
    ahead, alone = _ahead(topical)
    like_ahead, like_alone = _ahead(like)
    last, final = max(1, len(cut) - 1), max(1, asked - 1)
    reach = [
        [
            Reach(
                near[n][k],
                topical[n][k],
                ahead[n][k],
                alone[n][k],
                like[n][k],
                like_ahead[n][k],
                like_alone[n][k],
                n / last,
                float(len(cut)),
                float(asked),
                float(k),
                n / last - k / final,
            )
            for k in range(asked)
        ]
        for n in range(len(cut))
    ]
    idle = [
        Idle(
            float(n == 0),
            float(n == len(cut) - 1),
            log(1 + len(texts[n].split())),
            float("?" in texts[n]),
            max(one.score for one in near[n]),
            max(one.alike for one in near[n]),
            max(topical[n]),
            max(like[n]),
            apart[n],
        )
        for n in range(len(cut))
    ]
    return Look(reach, idle, [_between(n, cut, found) for n in range(len(cut))])


def speaks(seen: Look, weights: Speaking) -> list[list[float]]:
    """For each passage the chance that it speaks to each question, and last to none; sum 1."""
    if not seen.reach:
        return []
    asked = len(seen.reach[0])
    own = [
        [*(weights.speaks.of(one.row) for one in row), weights.nothing.of(idle)]
        for row, idle in zip(seen.reach, seen.idle, strict=True)
    ]
    steps = [
        [
            [sum(weights.moves[n] for n in moves(a, b, asked, between)) for b in range(asked + 1)]
            for a in range(asked + 1)
        ]
        for between in seen.before
    ]
    forth, back = [own[0]], [[0.0] * (asked + 1)]
    for n in range(1, len(own)):
        forth.append(
            [
                own[n][b] + _sum(forth[-1][a] + steps[n][a][b] for a in range(asked + 1))
                for b in range(asked + 1)
            ]
        )
    for n in range(len(own) - 1, 0, -1):
        back.append(
            [
                _sum(steps[n][a][b] + own[n][b] + back[-1][b] for b in range(asked + 1))
                for a in range(asked + 1)
            ]
        )
    found = []
    for one, other in zip(forth, reversed(back), strict=True):
        both = [x + y for x, y in zip(one, other, strict=True)]
        whole = _sum(both)
        found.append([exp(value - whole) for value in both])
    return found


def said_to(texts: Sequence[str], near: Sequence[float]) -> str:
    """All that speaks to a question, in its order; `near` has the chance of each text to do so."""
    some = [text for text, chance in zip(texts, near, strict=True) if chance >= _TO_IT]
    if not some and near and max(near) >= _PERHAPS:
        some = [texts[near.index(max(near))]]
    return " . ".join(some) or NOTHING


def moves(a: int, b: int, none: int, how: Between) -> tuple[int, ...]:
    """Which of the `MOVES` it is to go from question `a` to `b`; `none` stands for no question."""
    if a == b == none:
        some = [(0, True), (1, how.paragraph)]
    elif a == none:
        some = [(2, True), (3, how.paragraph)]
    elif b == none:
        some = [(4, True), (5, how.paragraph)]
    elif a == b:
        some = [(6, True), (7, how.paragraph), (8, how.line), (9, how.refers), (10, how.sentence)]
        some += [(16, how.bullet)]
    elif b == a + 1:
        some = [(11, True), (12, how.paragraph), (13, how.line), (17, how.bullet)]
    else:
        some = [(14, True), (15, how.paragraph)]
    return tuple(n for n, is_so in some if is_so)


def _sum(logs: Iterable[float]) -> float:
    some = list(logs)
    most = max(some)
    return most + log(sum(exp(one - most) for one in some))


def topical(told: Vectors, topics: Sequence[Topic | None], weights: Speaking) -> list[list[float]]:
    """Log-chance of each question's topic, a row for each passage."""
    found = []
    for vector in told:
        likely = chances(weights.topics, centred(vector, weights.told_mean))
        found.append([log(_LEAST + (likely[topic] if topic else 1 / len(likely))) for topic in topics])
    return found


def centred(vector: Vector, mean: Vector) -> list[float]:
    """What a vector has beyond the mean, drawn apart."""
    return [_SCALE * (x - y) for x, y in zip(vector, mean, strict=True)]


def likeness(told: Vector, asked: Vectors, weights: Speaking) -> list[float]:
    """Log-odds that a passage speaks to each question, by the two vectors alone."""
    own = centred(told, weights.told_mean)
    return [
        weights.likeness.of([x * y for x, y in zip(own, centred(one, weights.asked_mean), strict=True)])
        for one in asked
    ]


def _ahead(values: Sequence[Sequence[float]]) -> tuple[list[list[float]], list[list[float]]]:
    """Each over the best of its row, and of its column, among the others."""
    least = min((one for row in values for one in row), default=0.0)
    rows = [
        [one - max([*row[:k], *row[k + 1 :]], default=least) for k, one in enumerate(row)] for row in values
    ]
    columns = list(zip(*values, strict=True))
    alone = [
        [one - max([*columns[k][:n], *columns[k][n + 1 :]], default=least) for k, one in enumerate(row)]
        for n, row in enumerate(values)
    ]
    return rows, alone


def _between(n: int, cut: Sequence[Passage], found: Sequence[Clause]) -> Between:
    here = found[cut[n].clauses[0]]
    before = found[cut[n - 1].clauses[0]] if n else here
    paragraph = (here.mail, here.paragraph) != (before.mail, before.paragraph)
    return Between(
        paragraph,
        here.line != before.line and not paragraph,
        here.sentence == before.sentence,
        here.words[0].text in _REFERS,
        here.item,
    )
