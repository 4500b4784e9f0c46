"""Sums that come out exact: whole steps of minutes shared out by weight, and items stretched to fill them."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Protocol, TypeVar

from rolecall.domain.plans.values import STEP

_Name = TypeVar("_Name", bound=Hashable)


class Elastic(Protocol):
    """Something that takes its usual minutes, or a few more or fewer."""

    @property
    def minutes(self) -> int: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int: ...


def shared_out(weights: Mapping[_Name, float], minutes: int, least: int) -> dict[_Name, int]:
    """Minutes in proportion to the weights, in steps of five, each at least `least`; the sum is exact.

    Those whose share would not reach half of `least` get nothing, the lightest first; the heaviest always
    gets something. Of two, the heavier never gets less.
    """
    kept = sorted((name for name in weights if weights[name] > 0), key=lambda name: -weights[name])
    while len(kept) > 1 and (
        least * len(kept) > minutes or 2 * weights[kept[-1]] * minutes < least * _sum(weights, kept)
    ):
        kept.pop()
    if not kept or minutes <= 0:
        return {}
    raised: list[_Name] = []
    while True:
        free = [name for name in kept if name not in raised]
        over = minutes - least * len(raised)
        total = _sum(weights, free)
        low = [name for name in free if weights[name] * over < least * total]
        if not low or len(free) == 1:
            break
        raised += low
    given = {
        **_rounded({name: weights[name] / total * over for name in free}),
        **dict.fromkeys(raised, least),
    }
    given = {name: given[name] for name in kept}
    given[kept[0]] += minutes - sum(given.values())
    return given


def filled(stream: Sequence[Elastic], minutes: int) -> list[int]:
    """How long each of the first items takes so that they fill `minutes`; the sum is exact.

    As many items as come nearest to their usual minutes. Empty where not even the first fits or all of them
    together cannot be stretched so far.
    """
    best: tuple[int, int] | None = None
    usual = low = high = 0
    for count, item in enumerate(stream, start=1):
        usual, low, high = usual + item.minutes, low + item.least, high + item.most
        if low > minutes:
            break
        if high >= minutes:
            off = abs(usual - minutes)
            if best is None or off < best[0]:
                best = off, count
    if best is None:
        return []
    chosen = stream[: best[1]]
    given = [item.minutes for item in chosen]
    rest = minutes - sum(given)
    step = STEP if rest > 0 else -STEP
    place = 0
    while rest:
        at = place % len(chosen)
        if chosen[at].least <= given[at] + step <= chosen[at].most:
            given[at] += step
            rest -= step
        place += 1
    return given


def _sum(weights: Mapping[_Name, float], names: Sequence[_Name]) -> float:
    return sum(weights[name] for name in names)


def _rounded(exact: Mapping[_Name, float]) -> dict[_Name, int]:
    """Whole steps, by the largest remainder."""
    given = {name: int(share // STEP) * STEP for name, share in exact.items()}
    rest = round((sum(exact.values()) - sum(given.values())) / STEP)
    order = sorted(exact, key=lambda name: -(exact[name] - given[name]))
    for name in order[:rest]:
        given[name] += STEP
    return given
