"""How a plan moves when something becomes known: which hours went where, in one sentence each."""

from collections.abc import Iterator, Sequence

from rolecall.domain.plans.telling import ended, span, told_by
from rolecall.domain.plans.values import Heard, Item, Move, Part, Plan, PlanMoves

_LEAST = 15
"""Minutes; less is rounding."""


def compare_plans(before: Plan, after: Plan) -> PlanMoves:
    """What moved from one plan to the next, the largest change first."""
    parts = tuple(sorted(_parts(before, after), key=lambda move: (-abs(move.after - move.before), move.what)))
    known, now = {item.id: item for item in before.items}, {item.id: item for item in after.items}
    changes = [_minutes(after, name) - _minutes(before, name) for name in _names(before, after)]
    moved = min(sum(max(0, change) for change in changes), sum(max(0, -change) for change in changes))
    return PlanMoves(
        says=_says(moved, parts, after),
        minutes=moved,
        parts=parts,
        added=tuple(_new(item) for name, item in now.items() if name not in known),
        dropped=tuple(_gone(item) for name, item in known.items() if name not in now),
    )


def _minutes(plan: Plan, name: str) -> int:
    return plan.minutes_of.get(name, 0)


def _names(before: Plan, after: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*before.minutes_of, *after.minutes_of]))


def _parts(before: Plan, after: Plan) -> Iterator[Move]:
    reasons = {one.part: one for one in after.heard}
    for name in _names(before, after):
        old, new = before.part(name), after.part(name)
        was, now = old.minutes if old else 0, new.minutes if new else 0
        part = new or old
        if part is not None and abs(now - was) >= _LEAST:
            why = _why(old, new, reasons.get(name), after)
            yield Move(
                what=name,
                label=part.label[:1].upper() + part.label[1:],
                before=was,
                after=now,
                says=_moved(part, was, now, why),
                why=why,
            )


def _why(old: Part | None, new: Part | None, heard: Heard | None, after: Plan) -> str:
    """What moved a part: the words that name it or rule it out, else how likely it is now."""
    was, now = old.minutes if old else 0, new.minutes if new else 0
    if heard is not None and heard.none is (now < was):
        return f"by {told_by(heard.quote)}"
    named = [one.label for one in after.heard if not one.none]
    if now < was and named and heard is None:
        return f"since what is named is {_listed(named)}"
    before, later = (part.likelihood if part else None for part in (old, new))
    if before is not None and later is not None and round(before, 2) != round(later, 2):
        return f"about {later:.0%} of the likely loop, {before:.0%} before"
    return ""


def _listed(labels: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(labels[:-1]), labels[-1]) if part)


def _moved(part: Part, was: int, now: int, why: str) -> str:
    label = part.label[:1].upper() + part.label[1:]
    reason = f", {why}" if why else ""
    if not now:
        return ended(f"{label} falls away and {span(was)} become free{reason}")
    if not was:
        return ended(f"{label} comes in with {span(now)}{reason}")
    return ended(f"{label} goes {'up' if now > was else 'down'} from {span(was)} to {span(now)}{reason}")


def _says(minutes: int, parts: tuple[Move, ...], after: Plan) -> str:
    if minutes < _LEAST or not parts:
        return "The plan stays as it was: nothing in it hung on what has become known."
    return f"{span(minutes)} of {span(after.minutes)} go to other things now. {after.says}"


def _new(item: Item) -> Move:
    return Move(what=item.id, before=0, after=item.minutes, says=f"New, {span(item.minutes)}: {item.what}")


def _gone(item: Item) -> Move:
    return Move(
        what=item.id, before=item.minutes, after=0, says=f"No longer, {span(item.minutes)}: {item.what}"
    )
