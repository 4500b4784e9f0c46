"""Makes a plan: hours split by what will probably be tested, turned into things to do, laid out over days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import chain

from rolecall.domain.coding import Coding
from rolecall.domain.interviews import InterviewBank, RoundKind
from rolecall.domain.planning import LoopRules
from rolecall.domain.plans.asking import worth_asking
from rolecall.domain.plans.days import days_of, is_weekend, laid_out, room, working_days
from rolecall.domain.plans.errands import Errands
from rolecall.domain.plans.likelihood import Likely, by_need, need
from rolecall.domain.plans.minutes import filled, shared_out
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.plans.skipping import not_worth
from rolecall.domain.plans.steps import LEAST, MOCK_FROM, Steps
from rolecall.domain.plans.stock import Stock
from rolecall.domain.plans.telling import how_split, span
from rolecall.domain.plans.values import Asking, CvReading, Day, Heard, Item, Part, Plan, PlanRequest, Quote
from rolecall.domain.progress import Progress
from rolecall.domain.roles import RoleReading, SourceKind
from rolecall.domain.values import Value

_SOME_HOURS, _MOCK_OF_FIRST = 300, 55
"""Minutes of a plan from which its largest round has a mock, if it has so many minutes itself."""
_MUCH = 1200
"""Minutes of one round from which it is said that they are many."""
_OWN = {SourceKind.CV: "your CV", SourceKind.PAPER: "your paper"}


class PlanBasis(Value):
    """What a plan is made from."""

    reading: RoleReading
    likely: Likely
    stock: Stock
    loops: LoopRules
    rules: PlanRules
    bank: InterviewBank
    coding: Coding
    titles: dict[str, str]
    """Headings of guide sections by id."""
    progress: Progress | None = None
    cv: CvReading | None = None
    notes: tuple[str, ...] = ()


def make_plan(basis: PlanBasis, request: PlanRequest) -> Plan:
    """The plan. Its parts, its items and its blocks each sum to the minutes that were given and fit."""
    minutes = min(request.minutes, room(request))
    asking: tuple[Asking, ...] = ()
    if request.days != 1:
        asking = worth_asking(basis.reading, basis.likely, basis.loops, basis.rules, minutes)
    items, reasons = _items(basis, request, minutes, asking)
    laid = laid_out(items, request)
    order = {
        name: place for place, name in enumerate(chain.from_iterable(b.items for d in laid for b in d.blocks))
    }
    items = tuple(sorted(items, key=lambda item: order[item.id]))
    parts = _parts(basis, items, reasons)
    by_name = {part.name: part.minutes for part in parts}
    likely = basis.likely
    return Plan(
        title=basis.reading.title,
        company=basis.reading.company,
        key=request.key,
        confidence=basis.reading.confidence,
        minutes=minutes,
        left_out=request.minutes - minutes,
        spread=likely.spread,
        says=how_split(
            basis.reading.confidence,
            spread=likely.spread,
            told=likely.told,
            named=len(likely.named),
        ),
        parts=parts,
        heard=tuple(_heard(likely, basis.rules)),
        asking=asking,
        items=items,
        days=laid,
        interview_day=_interview_day(request),
        on_the_day=basis.rules.on_the_day,
        skipped=not_worth(likely, by_name, basis.rules, items, basis.coding.problems),
        cv=basis.cv,
        notes=(*basis.notes, *_notes(basis, request, minutes, by_name), *_on_days(laid, request)),
    )


def _items(
    basis: PlanBasis, request: PlanRequest, minutes: int, asking: tuple[Asking, ...]
) -> tuple[tuple[Item, ...], dict[RoundKind, str]]:
    """Everything to do in the order to learn it, and why each round gets its share."""
    steps = Steps(basis.stock, basis.titles, request, basis.reading.title)
    errands = Errands(basis.rules, steps, request, basis.cv)
    extra = errands.all(minutes, asking)
    left = minutes - sum(item.minutes for item in extra)
    shares = by_need(basis.likely.shares, basis.progress)
    given = shared_out(shares, left, LEAST)
    reasons = {kind: _reason(basis, kind) for kind in given}
    placed: list[tuple[float, int, Item]] = []
    for rank, (kind, some) in enumerate(given.items()):
        why = basis.likely.whys[kind]
        label = basis.rules.rounds[kind].label
        # A plan of some hours holds a mock of what is likeliest, at least.
        least = _MOCK_OF_FIRST if rank == 0 and minutes >= _SOME_HOURS else MOCK_FROM
        stream = steps.of(
            kind, basis.rules.rounds[kind], some, label[:1].upper() + label[1:], mock_from=least
        )
        done = 0
        for step, taken in zip(stream, filled(stream, some), strict=False):
            item = step.taking(taken)
            if done == 0:
                item = _begun(item, basis, kind, why)
            # Rounds take turns: a thing stands where its middle is in its round, so long rounds begin first.
            placed.append(((done + taken / 2) / some, rank, item))
            done += taken
    placed += [(errands.place(item), -1, item) for item in extra]
    placed.sort(key=lambda one: one[:2])
    return tuple(item for _, _, item in placed), reasons


def _begun(item: Item, basis: PlanBasis, kind: RoundKind, why: str) -> Item:
    """The first thing of a round: why there is one, with the words for it, and the work it is about."""
    item = item.model_copy(update={"why": f"{item.why}: {why[:1].lower()}{why[1:]}"})
    project = basis.cv.projects[0] if basis.cv and basis.cv.projects else None
    if kind is not RoundKind.RESEARCH_DEEP_DIVE or project is None:
        return item.model_copy(update={"quotes": _quotes(basis.likely, kind)})
    what = f"{item.what} Take the work named below, from {_OWN[project.quote.kind]}."
    return item.model_copy(update={"what": what, "quotes": (project.quote, *_quotes(basis.likely, kind))})


def _quotes(likely: Likely, kind: RoundKind) -> tuple[Quote, ...]:
    quote = likely.quotes.get(kind)
    return (quote,) if quote else ()


def _reason(basis: PlanBasis, kind: RoundKind) -> str:
    why = basis.likely.whys[kind]
    factor = need(kind, basis.progress)
    if factor > 1:
        return f"{why}; your mocks of it went thin, so it gets more"
    if factor < 1:
        return f"{why}; your mocks of it went well, so it gets less"
    return why


def _parts(basis: PlanBasis, items: tuple[Item, ...], reasons: Mapping[RoundKind, str]) -> tuple[Part, ...]:
    rules = basis.rules
    labels = {kind.value: planned.label for kind, planned in rules.rounds.items()}
    labels |= {name: getattr(rules, name).label for name in ("asking", "gaps", "whole", "ready")}
    sums: dict[str, int] = {}
    for item in items:
        sums[item.part] = sums.get(item.part, 0) + item.minutes
    first = {item.part: item for item in reversed(items)}
    rounds = {kind.value: kind for kind in RoundKind}
    parts = [
        Part(
            name=name,
            label=labels[name],
            minutes=minutes,
            likelihood=round(basis.likely.shares[rounds[name]], 4) if name in rounds else None,
            why=reasons[rounds[name]] if name in rounds else first[name].why,
            quotes=_quotes(basis.likely, rounds[name]) if name in rounds else (),
        )
        for name, minutes in sums.items()
    ]
    return tuple(sorted(parts, key=lambda part: -part.minutes))


def _work(basis: PlanBasis) -> str:
    track = basis.reading.track
    return "a mixture" if track == "mixed" else f"{track} work"


def _interview_day(request: PlanRequest) -> date | None:
    """None where nobody said when it is."""
    if request.first_day is None or request.days is None:
        return None
    return request.first_day + timedelta(days=request.days)


def _heard(likely: Likely, rules: PlanRules) -> Iterator[Heard]:
    for kind in (*likely.named, *likely.ruled_out):
        none = kind in likely.ruled_out
        yield Heard(part=kind, label=rules.rounds[kind].label, none=none, quote=likely.quotes[kind])


def _notes(basis: PlanBasis, request: PlanRequest, minutes: int, parts: Mapping[str, int]) -> Iterator[str]:
    days, left = len(working_days(request)), request.minutes - minutes
    if left:
        into = "one day" if days == 1 else f"{days} days"
        yield (
            f"{span(request.minutes)} do not fit into {into} with sleep and a fresh head: {span(minutes)} "
            f"are planned and {span(left)} left out."
        )
    promised = basis.likely.promised
    if promised:
        kept = f"{basis.rules.promised:.0%} of the hours are kept for the promise"
        yield f"What is promised points at {promised}, what is described at {_work(basis)}: {kept}."
    if request.days == 1:
        yield (
            "The interview is tomorrow, so nothing is asked by mail first: an answer would come after the "
            "hours are spent. You could ask at the beginning of the call."
        )
    if request.days is None:
        over = "one day" if days == 1 else f"{days} days of about two hours"
        yield f"No day was given for the interview, so this is laid out over {over}."
    for kind, planned in basis.rules.rounds.items():
        if parts.get(kind, 0) > _MUCH:
            yield basis.rules.beyond.format(label=planned.label, hours=f"{_MUCH // 60} hours")


def _on_days(days: Sequence[Day], request: PlanRequest) -> Iterator[str]:
    """What is told of free days and of weekends; nothing where the dates are not known."""
    if request.first_day is None:
        return
    weekend = [day for day in days if is_weekend(request, day.number)]
    free = days_of(request) - len(days)
    if request.days is not None and free:
        stay = "One day stays" if free == 1 else f"{free} days stay"
        why = "" if request.weekends else ", weekends among them"
        yield f"{stay} free{why}; rest is part of it."
    if weekend and request.weekends:
        yield "Saturdays and Sundays count as days of work here; you could leave them free."
    elif weekend:
        yield "There are only weekend days before the interview, so the work lies on them."
