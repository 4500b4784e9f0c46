"""Lays the things to do out over days: short sittings with breaks, hardest first, a light last day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from math import ceil

from rolecall.domain.plans.steps import BEGIN, LEAST
from rolecall.domain.plans.values import Block, Day, Item, PlanRequest

MOST_A_DAY = 480
"""Minutes of work on any day."""
MOST_ON_THE_EVE, MOST_ON_A_LONE_EVE = 240, 360
"""On the day before the interview, and where it is the only one: a tired head costs more than hours bring."""
LIGHT = 180
"""Minutes up to which the day before the interview is called light."""
LONGEST_BLOCK = 90
_USUAL_FULL = 390
"""Minutes a day may be planned for, so that a thing that hangs over still fits into `MOST_A_DAY`."""
_LAST = 0.5
"""Share of another day's minutes that the day before the interview gets."""
_WEEK, _OFF_FROM = 7, 10
"""One day in so many stays free, from so many days on, where the work fits into the others."""
_SATURDAY = 5
_SITTING = 60
"""Minutes of work below which a day is better left free, where there are more days than work."""
_USUAL_DAY = 120
"""Minutes a day where nobody says how many days there are."""
_BREAK, _LONG_BREAK, _MEAL = 10, 15, 60
_LONG_BLOCK = 50
_BEFORE_MEAL = 180
_EARLY, _LATE = ("send",), ("check",)


def days_of(request: PlanRequest) -> int:
    """How many days there are before the interview."""
    if request.days is not None:
        return request.days
    days = ceil(request.minutes / _USUAL_DAY)
    # The last day holds half; a day more keeps the others at their two hours.
    wanted = days + (days > 2)
    return next(number for number in count(wanted) if len(_open(request, number)) >= wanted)


def working_days(request: PlanRequest) -> list[int]:
    """Numbers of the days that may hold work; where all of them are weekends, they hold it all the same."""
    days = days_of(request)
    return _open(request, days) or list(range(1, days + 1))


def is_weekend(request: PlanRequest, number: int) -> bool:
    """False where the dates are not known."""
    on = date_of(request, number)
    return on is not None and on.weekday() >= _SATURDAY


def date_of(request: PlanRequest, number: int) -> date | None:
    return request.first_day + timedelta(days=number - 1) if request.first_day else None


def _open(request: PlanRequest, days: int) -> list[int]:
    return [one for one in range(1, days + 1) if request.weekends or not is_weekend(request, one)]


def room(request: PlanRequest) -> int:
    """Minutes of work that fit into the days there are."""
    numbers, days = working_days(request), days_of(request)
    if numbers == [days]:
        return MOST_ON_A_LONE_EVE
    eve = numbers[-1] == days
    return (len(numbers) - eve) * _USUAL_FULL + MOST_ON_THE_EVE * eve


def laid_out(items: Sequence[Item], request: PlanRequest) -> tuple[Day, ...]:
    """The days with their blocks; every item is in exactly one. `items` come in the order to learn them."""
    days = days_of(request)
    total = sum(item.minutes for item in items)
    used = _used(working_days(request), total)
    quota = _quota(len(used), total, light=used[-1] == days and len(used) > 1)
    dealt = _merged(_evened(_dealt(list(items), quota)))
    return tuple(
        _day(number, some, request, eve=number == days > 1)
        for number, some in zip(used, dealt, strict=True)
        if some
    )


def _used(numbers: Sequence[int], total: int) -> list[int]:
    """The days with work: all there are, or some spread evenly; of many days one in seven stays free."""
    many = len(numbers)
    off = many // _WEEK if many >= _OFF_FROM else 0
    least = ceil(total / _USUAL_FULL) + 1
    wanted = max(1, min(max(many - off, min(many, least)), total // _SITTING))
    if wanted == 1:
        return [numbers[0]]
    return [numbers[round(place * (many - 1) / (wanted - 1))] for place in range(wanted)]


def _quota(days: int, total: int, *, light: bool) -> list[float]:
    """Minutes of each day."""
    if not light:
        return [total / days] * days
    usual = min(total / (days - 1 + _LAST), _USUAL_FULL)
    return [usual] * (days - 1) + [total - usual * (days - 1)]


def _dealt(items: list[Item], quota: Sequence[float]) -> list[list[Item]]:
    """Items by day: the lightest late ones on the last, the others where their middle falls."""
    dealt: list[list[Item]] = [[] for _ in quota]
    if len(quota) == 1:
        return [items]
    last = _evening(items, quota[-1])
    left = [item for item in items if item not in last]
    over = sum(item.minutes for item in left) / (sum(quota[:-1]) or 1)
    passed, at, reached = 0, 0, quota[0] * over
    for item in left:
        while passed + item.minutes / 2 > reached and at < len(quota) - 2:
            at += 1
            reached += quota[at] * over
        dealt[at].append(item)
        passed += item.minutes
    dealt[-1] = last
    return dealt


def _evened(dealt: list[list[Item]]) -> list[list[Item]]:
    """Neighbouring days with more even minutes: a thing at their border moves where that brings them closer.

    The last day stays as it is.
    """
    for _ in dealt:
        for at in range(len(dealt) - 2):
            one, other = dealt[at], dealt[at + 1]
            apart = _minutes(one) - _minutes(other)
            if len(one) > 1 and abs(apart - 2 * one[-1].minutes) < abs(apart):
                dealt[at], dealt[at + 1] = one[:-1], [one[-1], *other]
            elif len(other) > 1 and abs(apart + 2 * other[0].minutes) < abs(apart):
                dealt[at], dealt[at + 1] = [*one, other[0]], other[1:]
    return dealt


def _minutes(items: Sequence[Item]) -> int:
    return sum(item.minutes for item in items)


def _evening(items: Sequence[Item], minutes: float) -> list[Item]:
    """What is done on the last day: the last look, then the lightest of what would come late anyway."""
    many = Counter(item.part for item in items)
    order = sorted(
        (
            place
            for place, item in enumerate(items)
            # What begins a round comes before the rest of it, and so before the last day.
            if item.act not in _EARLY and not (item.id.endswith(BEGIN) and many[item.part] > 1)
        ),
        key=lambda place: (items[place].act not in _LATE, _weight(items[place]), -place),
    )
    chosen: list[int] = []
    taken = 0
    for place in order:
        if taken + items[place].minutes <= minutes or (taken < LEAST and items[place].minutes <= LEAST * 2):
            chosen.append(place)
            taken += items[place].minutes
    return [items[place] for place in sorted(chosen)]


def _weight(item: Item) -> int:
    """What begins a round is not put off to the last day."""
    return item.effort + 2 * item.id.endswith(BEGIN)


def _merged(dealt: list[list[Item]]) -> list[list[Item]]:
    """No day has less than one sitting: what is too short goes to the day before, else to the day after."""
    for at, some in enumerate(dealt):
        minutes = sum(item.minutes for item in some)
        if some and minutes < LEAST and len(dealt) > 1:
            order = [*range(at - 1, -1, -1), *range(at + 1, len(dealt))]
            to = next(day for day in order if dealt[day])
            dealt[to] = [*dealt[to], *some] if to < at else [*some, *dealt[to]]
            dealt[at] = []
    return dealt


def _day(number: int, items: Sequence[Item], request: PlanRequest, *, eve: bool) -> Day:
    begun = {item.part: item.effort for item in items if item.id.endswith(BEGIN)}

    def effort(item: Item) -> int:
        """What follows the beginning of its round on the same day stands after it."""
        return min(item.effort, begun.get(item.part, item.effort))

    ordered = sorted(items, key=lambda item: (item.act not in _EARLY, item.act in _LATE, -effort(item)))
    return Day(
        number=number,
        on=date_of(request, number),
        minutes=_minutes(items),
        blocks=_blocks(ordered),
        light=eve and _minutes(items) <= LIGHT,
    )


def _blocks(items: Sequence[Item]) -> tuple[Block, ...]:
    """One thing a block; what is too short for one joins its neighbour."""
    groups: list[list[Item]] = []
    for item in items:
        held = sum(one.minutes for one in groups[-1]) if groups else 0
        if groups and (held < LEAST or item.minutes < LEAST) and held + item.minutes <= LONGEST_BLOCK:
            groups[-1].append(item)
        else:
            groups.append([item])
    blocks: list[Block] = []
    start = since_meal = 0
    for some in groups:
        minutes = sum(item.minutes for item in some)
        blocks.append(Block(start=start, minutes=minutes, items=tuple(item.id for item in some)))
        since_meal += minutes
        pause = _LONG_BREAK if minutes >= _LONG_BLOCK else _BREAK
        if since_meal >= _BEFORE_MEAL:
            pause, since_meal = _MEAL, 0
        start += minutes + pause
    return tuple(blocks)
