"""All mocks together as HTML: what is due, how dimensions move, what keeps missing, how much was done."""

from collections.abc import Sequence
from datetime import date

from rolecall.domain.debrief_words import ROUND_TITLES, level_shown, share_shown
from rolecall.domain.handouts import Bar, Bars
from rolecall.domain.interviews import RoundKind, RubricFamily
from rolecall.domain.progress import Due, Gap, Line, Practised, Progress
from rolecall.web.charts import bars, course
from rolecall.web.words import one_line, plain

INTRODUCTION = (
    '<header class="intro"><h1>Progress</h1><p>What all your mocks show together, and what to practise '
    "next.</p></header>"
)
_EMPTY = (
    '<section class="none-yet"><h2>Nothing here yet, and that is a fine place to start.</h2><p>After your '
    "first mock and its debrief, this page shows how each side of your answers moves, what keeps missing, "
    'and which question is worth doing again, and when.</p><p class="row">'
    '<a class="act" href="?view=practise" data-page="practise">Practise a round</a></p></section>'
)
_FAMILIES = {
    RubricFamily.RESEARCH_IMPACT: "Research impact",
    RubricFamily.ENGINEERING_HYGIENE: "Engineering hygiene",
    RubricFamily.COMMUNICATION: "Communication",
}
_TRACKS = {"research": "Research", "applied": "Applied", "engineering": "Engineering"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = """January February March April May June July August September October November
December""".split()  # noqa: SIM905 - as people read it
_MOST_DUE = 6
_WEEK = 7


def page(progress: Progress, today: date, *, hide: bool = False) -> str:
    """The whole page below its introduction."""
    if not progress.mocks:
        return _EMPTY
    return (
        f"{_overview(progress)}{_next(progress, today)}{_gaps(progress, hide)}"
        f"{_lines(progress, hide)}{_practice(progress, hide)}"
    )


def switch(*, hidden: bool) -> str:
    """The setting that leaves numbers out."""
    on = " checked" if hidden else ""
    return (
        f'<p class="numbers"><label><input type="checkbox" id="hide-numbers" data-change="hide"{on}> '
        '<span>Hide numbers</span></label> <span class="soft">Words instead of scores, coverage and '
        "percentages, everywhere.</span></p>"
    )


def _overview(progress: Progress) -> str:
    minutes = round(progress.minutes)
    spoken = f", {minutes} minute{'' if minutes == 1 else 's'} of your own answers" if minutes else ""
    told = f"{progress.mocks} mock{'' if progress.mocks == 1 else 's'}{spoken}."
    left = progress.mocks - progress.finished
    without = f" {left} of them ended without a score." if left else ""
    undone = "" if progress.lines else " None has a debrief yet; open one from Practise to see more here."
    return f'<section><p class="overview">{told}{without}{undone}</p></section>'


def _next(progress: Progress, today: date) -> str:
    if not progress.next:
        return ""
    rows = "".join(_due(one, today) for one in progress.next[:_MOST_DUE])
    more = len(progress.next) - _MOST_DUE
    rest = f'<p class="soft">{more} more after these.</p>' if more > 0 else ""
    return f'<section><h2>To practise next</h2><ul class="due-list">{rows}</ul>{rest}</section>'


def _due(due: Due, today: date) -> str:
    subject = plain(one_line(_capital(due.subject), 80))
    late = " now" if due.overdue else ""
    when = due_words(date.fromisoformat(due.due), today, overdue=due.overdue)
    return (
        f'<li><div><h3>{subject}</h3><p class="soft">{ROUND_TITLES[due.kind]}. '
        f'{plain(one_line(due.why, 200))}</p></div><span class="when{late}">{when}</span>'
        f"{_start(due.question, subject)}</li>"
    )


def _start(question: str, subject: str, label: str = "Practise this") -> str:
    return (
        f'<button type="button" class="quiet" data-do="start" data-question="{plain(question)}" '
        f'aria-label="{label}: {subject}">{label}</button>'
    )


def due_words(due: date, today: date, *, overdue: bool) -> str:
    """When a question is due, as people say it."""
    days = (due - today).days
    if overdue or days <= 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    if days < _WEEK:
        return f"due {_DAYS[due.weekday()]}"
    return f"due {due.day} {_MONTHS[due.month - 1]}"


def _gaps(progress: Progress, hide: bool) -> str:
    if not progress.gaps:
        return ""
    rows = "".join(_gap(one, hide) for one in progress.gaps)
    return f'<section><h2>What keeps missing</h2><ul class="gaps">{rows}</ul></section>'


def _gap(gap: Gap, hide: bool) -> str:
    often = "missed again and again" if hide else f"missed {gap.missed} of {gap.asked} times"
    example = f'<p class="stronger"><b>A stronger answer</b> {plain(gap.example)}</p>' if gap.example else ""
    return (
        f'<li><h3>{plain(gap.title)} <span class="soft">{often}</span></h3>{example}'
        f'<p class="row">{_start(gap.question, plain(gap.title))}</p></li>'
    )


def _lines(progress: Progress, hide: bool) -> str:
    if not progress.lines:
        return ""
    groups = "".join(
        f'<h3>{title}</h3><ul class="courses">{"".join(_course(line, hide) for line in mine)}</ul>'
        for family, title in _FAMILIES.items()
        if (mine := [line for line in progress.lines if line.family is family])
    )
    points = [point for line in progress.lines for point in line.points]
    own = any(point.own is not None for point in points)
    judged = "level given, else heard" if any(point.level is not None for point in points) else "heard"
    key = f'<p class="soft course-key"><i class="judged"></i>{judged}<i class="own"></i>your own rating</p>'
    return f"<section><h2>Over time</h2>{key if own else ''}{groups}</section>"


def _course(line: Line, hide: bool) -> str:
    levelled = sum(point.level is not None for point in line.points) * 2 >= len(line.points)
    values = [
        (point.level - 1) / 3
        if levelled and point.level is not None
        else None
        if levelled
        else point.coverage
        for point in line.points
    ]
    own = [None if point.own is None else (point.own - 1) / 3 for point in line.points]
    last = _last(line, levelled=levelled, hide=hide)
    first = _value(line, 0, levelled=levelled, hide=hide)
    course_words = (
        f"{line.title}: {last}" if len(line.points) == 1 else f"{line.title}: from {first} to {last}"
    )
    mocks = len(line.points)
    times = "one mock" if mocks == 1 else f"{mocks} mocks"
    return (
        f'<li><p><b>{plain(line.title)}</b> <span class="soft">{plain(last)}</span></p>'
        f"{course(values, own, f'{course_words}, over {times}')}</li>"
    )


def _last(line: Line, *, levelled: bool, hide: bool) -> str:
    if levelled:
        at = max(index for index, point in enumerate(line.points) if point.level is not None)
        return _value(line, at, levelled=True, hide=hide)
    return _value(line, len(line.points) - 1, levelled=False, hide=hide)


def _value(line: Line, at: int, *, levelled: bool, hide: bool) -> str:
    point = line.points[at]
    if levelled and point.level is not None:
        return level_shown(point.level, hide=hide)
    return share_shown(point.coverage, hide=hide)


def _practice(progress: Progress, hide: bool) -> str:
    rounds = _practised("By round", progress.by_kind, hide)
    tracks = _practised("By track", progress.by_track, hide)
    if not rounds + tracks:
        return ""
    return f'<section class="practised"><h2>How much you practised</h2>{rounds}{tracks}</section>'


def _practised(title: str, found: Sequence[Practised], hide: bool) -> str:
    done = [one for one in found if one.questions]
    if not done:
        return ""
    most = max(1.0, *(one.minutes for one in done))
    drawn = tuple(
        Bar(label=_name(one.name), share=min(1.0, one.minutes / most), shown=_amount(one, hide))
        for one in done
    )
    return bars(Bars(title=title, bars=drawn), hide=hide)


def _amount(one: Practised, hide: bool) -> str:
    questions = f"{one.questions} question{'' if one.questions == 1 else 's'}"
    told = f"{one.minutes:.0f} min, {questions}" if one.minutes >= 1 else questions
    return told if one.coverage is None else f"{told}; {share_shown(one.coverage, hide=hide)} heard"


def _name(name: str) -> str:
    return _TRACKS.get(name) or ROUND_TITLES[RoundKind(name)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
