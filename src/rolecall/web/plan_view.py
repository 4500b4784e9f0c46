"""The plan as HTML: hours to choose, how they are split, the days, and what would move it."""

from collections.abc import Sequence
from datetime import date

from rolecall.coach.role_plans import Own, RolePlan, Since
from rolecall.domain.handouts import Bar, Bars
from rolecall.domain.plans.telling import ended, span, told_by, why
from rolecall.domain.plans.values import (
    LEAST_HOURS,
    MOST_HOURS,
    Asking,
    CvReading,
    Day,
    Move,
    Plan,
    Seen,
)
from rolecall.domain.plans.wishes import PlanWish
from rolecall.domain.roles import SourceKind
from rolecall.domain.values import Value
from rolecall.web.charts import bars
from rolecall.web.promise_figure import day_words
from rolecall.web.words import one_line, plain

USUAL_HOURS = "10"
_STATES: dict[Seen, str] = {
    "covered": "in your CV",
    "adjacent": "something near",
    "missing": "not in your CV",
}
_OWN = {SourceKind.CV: "Your CV", SourceKind.PAPER: "Your paper"}
_CAME = {
    SourceKind.AD: "the ad",
    SourceKind.MESSAGE: "the message",
    SourceKind.REPLY: "the reply",
    SourceKind.NOTE: "your notes",
    SourceKind.REPORT: "your report",
}


class Choices(Value):
    """What stands in the form: as typed, or as remembered."""

    hours: str = USUAL_HOURS
    interview: str = ""
    """ISO date, or empty."""
    weekends: bool = True

    @classmethod
    def of(cls, wish: PlanWish) -> "Choices":
        on = wish.interview.isoformat() if wish.interview else ""
        return cls(hours=f"{wish.hours:g}", interview=on, weekends=wish.weekends)


def fold(inner: str = "", chosen: Choices | None = None, counted: str = "your hours, day by day") -> str:
    """The fold with its choices; open once there is a plan, or a word on why there is none."""
    chosen = chosen or Choices()
    on = " checked" if chosen.weekends else ""
    return (
        f'<section class="card-part folds"><details class="fold plan"{" open" if inner else ""}>'
        f'<summary>Plan <span class="count">{plain(counted)}</span>'
        f'</summary><form data-do="make_plan" class="choices">'
        f'<label>Hours of work<input type="number" name="hours" min="{LEAST_HOURS}" max="{MOST_HOURS}" '
        f'step="0.25" required value="{plain(chosen.hours)}"></label>'
        f'<label>Day of the interview<input type="date" name="interview" '
        f'value="{plain(chosen.interview)}"></label>'
        f'<label class="tick"><input type="checkbox" name="weekends"{on}><span>Weekends too</span></label>'
        f'<button type="submit" class="quiet">Plan it</button></form>'
        f"{inner}</details></section>"
    )


def plan_shown(found: RolePlan, today: date) -> str:
    """A plan below the hours and dates that were given."""
    plan, wish = found.plan, found.wish
    notes = "".join(f'<p class="note">{plain(note)}</p>' for note in plan.notes)
    when = f"until {day_words(wish.interview.isoformat())}" if wish.interview else "no day given yet"
    return fold(
        f'<div class="planned">{_today(found, today)}<p>{plain(plan.says)}</p>{notes}{moves(found.since)}'
        f"{_split(plan)}{asking(plan.asking)}{own(found.own)}{cv(plan.cv)}"
        f"<h3>Day by day</h3>{_days(plan, today)}{_last(plan)}{_skipped(plan)}"
        f'<p class="row"><button type="button" class="quiet" data-do="save_plan" data-form="ics">'
        f'Save for your calendar (.ics)</button><button type="button" class="quiet" data-do="save_plan" '
        f'data-form="md">Save as Markdown</button></p></div>',
        Choices.of(wish),
        f"{span(plan.minutes)}, {when}",
    )


def _today(found: RolePlan, today: date) -> str:
    """What a later visit should know: the interview is over, or days of the plan are."""
    wish = found.wish
    if wish.over(today):
        return (
            '<p class="note">The day of this interview is past. You could paste what was asked below, and '
            "see it beside what was promised.</p>"
        )
    if not wish.begun(today):
        return ""
    left = sum(day.minutes for day in found.plan.days if day.on and day.on >= today)
    return (
        f'<p class="note">Laid out on {day_words(wish.made_on.isoformat())}; {span(left)} of it lie '
        "ahead. To lay out what is left from today, give the hours you still have and plan it anew.</p>"
    )


def moves(since: Since | None) -> str:
    """How it moved with what came back last: before, after, and why."""
    if since is None:
        return ""
    came = f"{_CAME.get(since.kind, 'what came back')}{f' of {day_words(since.on)}' if since.on else ''}"
    moved = since.moves
    if not moved.parts:
        return f'<p class="note">With {plain(came)} the plan stays as it was: nothing in it hung on that.</p>'
    whys = [one.why for one in moved.parts]
    rows = "".join(_moved(one, told=one.why in whys[:at]) for at, one in enumerate(moved.parts))
    return (
        f'<div class="next-step moved"><h3>What moved with {plain(came)}</h3><p>{span(moved.minutes)} went '
        'to other things.</p><table><thead><tr><td></td><th scope="col">Before</th><th scope="col">Now</th>'
        f"</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _moved(one: Move, *, told: bool) -> str:
    """`told`: the same reason stands in a row above."""
    sign = "up" if one.after > one.before else "down"
    reason = f'<tr class="why"><td colspan="3">{plain(_capital(one.why))}</td></tr>'
    reason = reason if one.why and not told else ""
    return (
        f'<tr class="{sign}"><th scope="row">{plain(one.label)}</th><td>{span(one.before)}</td>'
        f"<td>{span(one.after)}</td></tr>{reason}"
    )


def own(used: Sequence[Own]) -> str:
    """Which CV and paper the plan was made with, and how to bring one."""
    known = {one.kind for one in used}
    rows = "".join(_used(one) for one in used)
    if SourceKind.CV not in known:
        rows += (
            '<li class="soft">No CV yet. Attach it below or add it to the Library, and what the ad asks for '
            "is laid beside it, in quotes.</li>"
        )
    if SourceKind.PAPER not in known:
        rows += '<li class="soft">No paper yet. With one, the deep dive begins at its own claims.</li>'
    return f'<h3>Your own work</h3><ul class="reasons">{rows}</ul>'


def _split(plan: Plan) -> str:
    most = max((part.minutes for part in plan.parts), default=1) or 1
    drawn = tuple(
        Bar(label=_capital(part.label), share=part.minutes / most, shown=span(part.minutes))
        for part in plan.parts
        if part.minutes
    )
    reasons = "".join(
        f"<li><b>{plain(_capital(part.label))}</b> {plain(why(part))}</li>" for part in plan.parts
    )
    return (
        f"{bars(Bars(bars=drawn), hide=False)}"
        f'<details class="edit"><summary>Why this split</summary><ul class="reasons">{reasons}</ul></details>'
    )


def asking(found: Sequence[Asking]) -> str:
    """The questions whose answers would move the plan, most first."""
    if not found:
        return ""
    rows = "".join(
        f'<li>{plain(one.question)} <span class="soft">for the {plain(one.to.value.replace("_", " "))}. '
        f"{plain(one.says)}</span></li>"
        for one in found
    )
    return f'<h3>What would move it</h3><ul class="reasons">{rows}</ul>'


def _days(plan: Plan, today: date) -> str:
    """The first day that is not past stands open."""
    opened = next((day.number for day in plan.days if day.on is None or day.on >= today), 0)
    return (
        f'<ol class="days">{"".join(_day(plan, day, first=day.number == opened) for day in plan.days)}</ol>'
    )


def _day(plan: Plan, day: Day, *, first: bool) -> str:
    rows = "".join(_item(plan, name) for block in day.blocks for name in block.items)
    on = " open" if first else ""
    return f"<li><details{on}><summary>{_title(day)}</summary><ul>{rows}</ul></details></li>"


def _title(day: Day) -> str:
    name = day_of(day.on) if day.on else f"Day {day.number}"
    light = ", light, so that you come rested" if day.light else ""
    return f'{plain(name)} <span class="count">{span(day.minutes)}{light}</span>'


def _item(plan: Plan, name: str) -> str:
    item = plan.item(name)
    guide = f" Guide: {item.guide.title}." if item.guide else ""
    return (
        f'<li><span class="long">{span(item.minutes)}</span><div>{plain(item.what)}'
        f'<p class="soft">{plain(ended(_capital(why(item))))}{plain(guide)}</p></div></li>'
    )


def _last(plan: Plan) -> str:
    if not plan.on_the_day:
        return ""
    when = f", {day_of(plan.interview_day)}" if plan.interview_day else ""
    rows = "".join(f"<li>{plain(line)}</li>" for line in plan.on_the_day)
    return f'<p class="day">The day of the interview{when}</p><ul class="reasons">{rows}</ul>'


def day_of(day: date) -> str:
    """`Monday 30 November`."""
    return f"{day:%A} {day.day} {day:%B}"


def _skipped(plan: Plan) -> str:
    if not plan.skipped:
        return ""
    rows = "".join(
        f'<li>{plain(one.what)} <span class="soft">{plain(one.why)}</span></li>' for one in plan.skipped
    )
    return (
        '<details class="edit"><summary>Not worth doing in these hours</summary>'
        f'<ul class="reasons">{rows}</ul></details>'
    )


def _used(one: Own) -> str:
    name = f": {plain(one_line(one.name, 60))}" if one.name else ""
    where = ' <span class="soft">from your library</span>' if one.of_library else ""
    return f"<li>{_OWN[one.kind]}{name}{where}</li>"


def cv(reading: CvReading | None) -> str:
    """Which work to prepare for a deep dive, and what the ad asks for beside what the CV shows."""
    if reading is None:
        return ""
    projects = "".join(
        f"<li><b>{'Prepare this' if at == 0 else 'And as a second'}</b>"
        f"<blockquote>{plain(told_by(one.quote))}</blockquote>{plain(one.why)}</li>"
        for at, one in enumerate(reading.projects)
    )
    deep = f'<h3>For a deep dive</h3><ul class="reasons">{projects}</ul>' if projects else ""
    notes = "".join(f'<p class="note">{plain(note)}</p>' for note in reading.notes)
    return f"{deep}{_gaps(reading)}{notes}"


def _gaps(reading: CvReading) -> str:
    if not reading.gaps:
        return ""
    counts = ", ".join(
        f"{len(reading.of(state))} {words}" for state, words in _STATES.items() if reading.of(state)
    )
    rows = "".join(
        f'<li><b>{plain(_capital(gap.label))}</b> <span class="soft">{_STATES[gap.state]}</span>'
        f"<blockquote>{plain(told_by(gap.asked))}</blockquote>"
        + (f"<blockquote>{plain(told_by(gap.shown))}</blockquote>" if gap.shown else "")
        + (f"<p>{plain(gap.says)}</p>" if gap.state != "covered" else "")
        + "</li>"
        for gap in reading.gaps
    )
    return (
        f'<details class="edit"><summary>The ad beside your CV: {counts}</summary>'
        f'<ul class="reasons">{rows}</ul></details>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
