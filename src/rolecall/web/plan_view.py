"""The plan as HTML: hours to choose, how they are split, the days, and what would move it."""

from collections.abc import Sequence
from datetime import date

from rolecall.domain.handouts import Bar, Bars
from rolecall.domain.plans.telling import ended, span, told_by, why
from rolecall.domain.plans.values import (
    LEAST_HOURS,
    MOST_DAYS,
    MOST_HOURS,
    Asking,
    CvReading,
    Day,
    Plan,
    PlanMoves,
)
from rolecall.web.charts import bars
from rolecall.web.words import plain

USUAL_HOURS, USUAL_DAYS = "10", "7"
_STATES = {"covered": "in your CV", "adjacent": "something near", "missing": "not in your CV"}


def fold(inner: str = "", hours: str = USUAL_HOURS, days: str = USUAL_DAYS) -> str:
    """The fold with its choices; open once there is a plan, or a word on why there is none."""
    return (
        f'<section class="card-part folds"><details class="fold plan"{" open" if inner else ""}>'
        f'<summary>Plan <span class="count">your hours, day by day</span>'
        f'</summary><form data-do="make_plan" class="choices">'
        f'<label>Hours of work<input type="number" name="hours" min="{LEAST_HOURS}" max="{MOST_HOURS}" '
        f'step="0.25" value="{plain(hours)}"></label>'
        f'<label>Days until then<input type="number" name="days" min="1" max="{MOST_DAYS}" '
        f'value="{plain(days)}"></label><button type="submit" class="quiet">Plan it</button></form>'
        f"{inner}</details></section>"
    )


def plan_shown(plan: Plan, hours: str, days: str, moved: PlanMoves | None = None) -> str:
    """A plan below its choices."""
    of = f'data-hours="{plain(hours)}" data-days="{plain(days)}"'
    notes = "".join(f'<p class="note">{plain(note)}</p>' for note in plan.notes)
    left = (
        f'<p class="note">{span(plan.left_out)} do not fit into these days and are left out.</p>'
        if plan.left_out
        else ""
    )
    return fold(
        f'<div class="planned"><p>{plain(plan.says)}</p>{left}{notes}{moves(moved)}{_split(plan)}'
        f"{asking(plan.asking)}<h3>Day by day</h3>{_days(plan)}{_last(plan)}{_skipped(plan)}"
        f"{cv(plan.cv)}"
        f'<p class="row"><button type="button" class="quiet" data-do="save_plan" data-form="ics" {of}>'
        f'Save for your calendar (.ics)</button><button type="button" class="quiet" data-do="save_plan" '
        f'data-form="md" {of}>Save as Markdown</button></p></div>',
        hours,
        days,
    )


def moves(moved: PlanMoves | None) -> str:
    """How it moved since the plan that was in view."""
    if moved is None or not moved.minutes:
        return ""
    rows = "".join(f"<li>{plain(one.says)}</li>" for one in moved.parts)
    return f'<div class="next-step"><h3>What moved</h3><p>{plain(moved.says)}</p><ul>{rows}</ul></div>'


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


def _days(plan: Plan) -> str:
    return (
        f'<ol class="days">{"".join(_day(plan, day, first=at == 0) for at, day in enumerate(plan.days))}</ol>'
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


def cv(reading: CvReading | None) -> str:
    """What the ad asks for beside what the CV shows."""
    if reading is None or not (reading.gaps or reading.projects):
        return ""
    projects = "".join(
        f"<li><blockquote>{plain(told_by(one.quote))}</blockquote>{plain(one.why)}</li>"
        for one in reading.projects
    )
    gaps = "".join(
        f'<li><b>{plain(gap.label)}</b> <span class="soft">{_STATES[gap.state]}</span>'
        f"<blockquote>{plain(told_by(gap.asked))}</blockquote>"
        + (f"<blockquote>{plain(told_by(gap.shown))}</blockquote>" if gap.shown else "")
        + (f"<p>{plain(gap.says)}</p>" if gap.state != "covered" else "")
        + "</li>"
        for gap in reading.gaps
    )
    deep = f"<h3>For a deep dive</h3><ul class='reasons'>{projects}</ul>" if projects else ""
    return (
        f'<details class="edit"><summary>The ad beside your CV</summary>{deep}'
        f'<ul class="reasons">{gaps}</ul></details>'
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
