"""Counts an audit's sentences, rounds and points once, so that every place tells the same numbers."""

from collections.abc import Sequence

from rolecall.domain.audits.matrix import weighed
from rolecall.domain.audits.values import Counts, Duty, DutyState, Finding, FindingKind, Loop

OF_THE_FIT = (
    FindingKind.UNTESTED,
    FindingKind.UNBACKED,
    FindingKind.OVER_TESTED,
    FindingKind.PROFILE_GAP,
    FindingKind.TITLE_GAP,
    FindingKind.RUBRIC_GAP,
)
"""Findings without which a loop fits its ad; the others are about what nobody has written down."""


def counted(duties: Sequence[Duty], loop: Loop, findings: Sequence[Finding] = ()) -> Counts:
    """What the audit's sentences count; sentences that could not be read are neither tested nor untested."""
    work = [duty.state for duty in duties if not duty.promise]
    further = [duty.state for duty in duties if duty.promise]
    return Counts(
        work=sum(state is not DutyState.UNREAD for state in work),
        work_untested=work.count(DutyState.UNTESTED),
        further=sum(state is not DutyState.UNREAD for state in further),
        further_untested=further.count(DutyState.UNTESTED),
        unread=(work + further).count(DutyState.UNREAD),
        rounds=len(loop.rounds),
        rounds_weighed=sum(weighed(one) for one in loop.rounds),
        points=len(findings),
        points_of_fit=sum(one.kind in OF_THE_FIT for one in findings),
    )


def summary(counts: Counts, *, fits: bool) -> str:
    """What was counted, in one or two sentences."""
    if not counts.work + counts.further:
        return "No sentence about the work could be read in the ad, so nothing can be said of the loop."
    if fits and not counts.work:
        told = ["The loop fits the little of the ad that I could read; none of it is among the duties."]
    else:
        told = [f"The loop fits the ad: {_work(counts)}." if fits else f"{_capital(_work(counts))}."]
    if counts.further:
        told.append(f"{_capital(further_in_words(counts))}.")
    if counts.points and not fits:
        told.append(f"{_points(counts)}.")
    return " ".join(told)


def work_in_words(counts: Counts) -> str:
    """`6 sentences about the work that I could read`, the whole that both sides of a count belong to."""
    return f"{counted_of(counts.work, 'sentence')} about the work that I could read"


def further_in_words(counts: Counts) -> str:
    """How many sentences outside the duties have no round behind them."""
    n, of = counts.further_untested, counts.further
    whole = f"{counted_of(of, 'further sentence')} outside its duties"
    has = f"has {'no' if n else 'a'} round behind it"
    if of == 1:
        return f"the {whole} {has}"
    if not n:
        return f"all {whole} have a round behind them"
    return f"{n} of {whole} {has if n == 1 else 'have no round behind them'}"


def rows_in_words(counts: Counts, *, unread: bool) -> str:
    """Which rows of the matrix are which, where there are two sorts; `unread` where those rows are shown."""
    first = counts.work + (counts.unread if unread else 0)
    if not counts.further or not first:
        return ""
    left = f", {counts.unread} of them not read" if unread and counts.unread else ""
    return (
        f"The first {counted_of(first, 'row')}: sentences about the work{left}. "
        f"The last {counted_of(counts.further, 'row')}: what the ad says outside its duties."
    )


def rounds_in_words(counts: Counts) -> str:
    """How many of the rounds told the shares leave out; empty where none."""
    left = counts.rounds - counts.rounds_weighed
    if not left:
        return ""
    return (
        f"{left} of the {counted_of(counts.rounds, 'round')} told {'is' if left == 1 else 'are'} not counted "
        "in these shares: a call, a meal or the like."
    )


def counted_of(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _work(counts: Counts) -> str:
    if not counts.work:
        return "no sentence about the work could be read in the ad"
    tested = counts.work - counts.work_untested
    whole = f"the ad's {work_in_words(counts)}"
    if counts.work == 1:
        return f"rounds {'test' if tested else 'do not test'} {whole}"
    if tested in (0, counts.work):
        return f"rounds test {'all' if tested else 'none'} of {whole}"
    return f"rounds test {tested} of {whole}, and leave {counts.work_untested} untested"


def _points(counts: Counts) -> str:
    points = counted_of(counts.points, "point")
    if counts.points_of_fit in (0, counts.points):
        what = "on how the loop fits the ad" if counts.points_of_fit else "on what is not written down"
        return f"{points} below, {what}"
    return f"{points} below, {counts.points_of_fit} of them on how the loop fits the ad"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
