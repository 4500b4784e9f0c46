"""The ledger drawn as a timeline: what was said above the line, what came of it below, day by day."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rolecall.domain.promises.timeline import Entry
from rolecall.domain.promises.values import Shows
from rolecall.web.words import one_line, plain

_SHOWN: dict[Shows, str] = {
    "kept": "shown kept",
    "broken": "shown not kept",
    "done": "said to be done",
    "taken_back": "taken back",
}
_KEY = {"is-kept": "kept", "is-part": "kept in part", "is-broken": "not kept", "is-untested": "untested"}
_WIDE, _STEP, _EDGE = 340, 14, 8
"""Of the drawing, between marks, and at both ends; in units of the drawing."""
_LABEL = 58
"""What the words of a day take."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - as people read it


def day_words(on: str, *, year: bool = True) -> str:
    """An ISO date or time as `12 Nov 2026`; what is none is told as it is."""
    try:
        day = date.fromisoformat(on[:10])
    except ValueError:
        return on
    return f"{day.day} {_MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def drawn(entries: Sequence[Entry]) -> str:
    """The figure; nothing where no day is known."""
    dated = [entry for entry in entries if entry.on]
    days = sorted({entry.on[:10] for entry in dated})
    if not days:
        return ""
    column = (_WIDE - 2 * _EDGE) / len(days)
    across = max(1, int(column // _STEP))
    said = {day: [one for one in dated if one.on[:10] == day and one.event == "said"] for day in days}
    shown = {day: [one for one in dated if one.on[:10] == day and one.event == "shown"] for day in days}
    above = max(_rows(len(some), across) for some in said.values()) * _STEP
    below = max(_rows(len(some), across) for some in shown.values()) * _STEP
    line = above + 6
    marks, labels = "", ""
    every = max(1, -(-_LABEL // int(max(1, column))))
    for at, day in enumerate(days):
        middle = _EDGE + column * (at + 0.5)
        marks += _stack(said[day], middle, line - 10, -_STEP, across)
        marks += _stack(shown[day], middle, line + 10, _STEP, across)
        if at % every == 0:
            labels += (
                f'<text x="{middle:.0f}" y="{line + below + 18}">{plain(day_words(day, year=False))}</text>'
            )
    high = line + below + 24
    undated = len(entries) - len(dated)
    left = f'<p class="soft">{undated} more without a day.</p>' if undated else ""
    return (
        f'<figure class="timeline"><svg viewBox="0 0 {_WIDE} {high}" role="img" '
        f'aria-label="{plain(_in_words(days, said, shown))}">'
        f'<line class="axis" x1="0" x2="{_WIDE}" y1="{line}" y2="{line}"/>{marks}{labels}</svg>'
        f'<p class="soft time-key">{_key(dated)}</p>'
        '<p class="soft">Above the line what was said, below it what came of it.</p>'
        f"{left}</figure>"
    )


def _key(entries: Sequence[Entry]) -> str:
    """What the marks mean; that of promises kept in part only where there are some."""
    drawn_as = {_class(entry) for entry in entries}
    return "".join(
        f'<span class="{name}">{words}</span>'
        for name, words in _KEY.items()
        if name != "is-part" or name in drawn_as
    )


def _class(entry: Entry) -> str:
    """Words of a later source are drawn as what they show themselves, promises as what became of them."""
    if entry.shows:
        return "is-kept" if entry.shows in ("kept", "done") else "is-broken"
    return "is-part" if entry.outcome == "kept in part" else f"is-{entry.state.value}"


def _became(entry: Entry) -> str:
    shown = f"shown {entry.outcome}" if entry.event == "shown" else entry.outcome
    return _SHOWN.get(entry.shows, shown)


def _rows(count: int, across: int) -> int:
    return -(-count // across)


def _stack(entries: Sequence[Entry], middle: float, first: float, step: int, across: int) -> str:
    parts = []
    for at, entry in enumerate(entries):
        row, column = divmod(at, across)
        wide = min(across, len(entries) - row * across)
        x = middle + (column - (wide - 1) / 2) * _STEP
        parts.append(_mark(entry, x, first + row * step))
    return "".join(parts)


def _mark(entry: Entry, x: float, y: float) -> str:
    who = f"{entry.who}: " if entry.who else ""
    told = f"{day_words(entry.on)}, {who}{one_line(entry.words, 160)} ({_became(entry)})"
    title = f"<title>{plain(told)}</title>"
    name = _class(entry)
    if name in ("is-broken", "is-part"):
        points = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 6:.1f},{y:.1f}"
        return f'<polygon class="{name}" points="{points}">{title}</polygon>'
    radius = 5 if name == "is-kept" else 4.2
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}">{title}</circle>'


def _in_words(days: Sequence[str], said: dict[str, list[Entry]], shown: dict[str, list[Entry]]) -> str:
    parts = []
    for day in days:
        told = [f"{len(said[day])} said"] if said[day] else []
        outcomes = Counter(_became(one) for one in shown[day])
        told += [f"{count} {words}" for words, count in outcomes.items()]
        parts.append(f"{day_words(day)}: {', '.join(told)}")
    return f"Timeline. {'; '.join(parts)}"
