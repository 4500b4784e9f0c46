"""Drawn figures of debriefs and progress: bars beside their words, and small courses over time."""

from collections.abc import Sequence

from rolecall.domain.debrief_words import share_shown
from rolecall.domain.handouts import Bar, Bars
from rolecall.web.words import plain

_WIDE, _HIGH = 200, 64
"""Of one course, in units of its drawing."""
_EDGE = 8
"""Room around a course, so that its dots are whole."""


def bars(figure: Bars, *, hide: bool) -> str:
    """Rows of label, bar and value; a bar without a value is an empty frame that says why."""
    rows = "".join(_row(bar, figure.mark_means, hide) for bar in figure.bars)
    marked = figure.mark_means and any(bar.mark is not None for bar in figure.bars)
    key = f'<p class="soft bar-key"><i></i>{plain(figure.mark_means)}</p>' if marked else ""
    caption = f"<figcaption>{plain(figure.title)}</figcaption>" if figure.title else ""
    return f'<figure class="bars">{caption}<ul>{rows}</ul>{key}</figure>'


def _row(bar: Bar, mark_means: str, hide: bool) -> str:
    drawn = (
        f'<rect class="full" x="0" y="5" width="{100 * bar.share:.1f}" height="8"/>'
        if bar.share is not None
        else ""
    )
    kind = "rail" if bar.share is not None else "rail none"
    told = f"{bar.label}: {bar.shown}"
    if bar.mark is not None:
        at = min(99.0, max(1.0, 100 * bar.mark))
        drawn += f'<line class="tick" x1="{at:.1f}" x2="{at:.1f}" y1="0" y2="18"/>'
        told += f"; {mark_means}: {share_shown(bar.mark, hide=hide)} of the scale"
        told = told.replace("of it of the scale", "of the scale")
    return (
        f'<li><span class="bar-name">{plain(bar.label)}</span>'
        f'<svg class="bar" viewBox="0 0 100 18" preserveAspectRatio="none" role="img" '
        f'aria-label="{plain(told)}"><rect class="{kind}" x="0" y="5" width="100" height="8"/>{drawn}</svg>'
        f'<span class="bar-value">{plain(bar.shown)}</span></li>'
    )


def course(values: Sequence[float | None], own: Sequence[float | None], told: str) -> str:
    """Shares from 0 to 1, oldest first, as a line; one's own ratings as a second, quieter one."""
    count = max(len(values), len(own), 1)
    rails = "".join(
        f'<line class="rail" x1="0" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}"/>' for y in (_y(0), _y(1))
    )
    return (
        f'<svg class="course" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{plain(told)}">'
        f"{rails}{_line(own, count, 'own')}{_line(values, count, 'judged')}</svg>"
    )


def _line(values: Sequence[float | None], count: int, css: str) -> str:
    places = [(_x(at, count), _y(value)) for at, value in enumerate(values) if value is not None]
    if not places:
        return ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    drawn = f'<polyline class="{css}" points="{path}"/>' if len(places) > 1 else ""
    radius = 3.5 if css == "judged" else 2.2
    shown = places if css == "own" or len(places) == 1 else (places[0], places[-1])
    dots = "".join(f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>' for x, y in shown)
    return drawn + dots


def _x(at: int, count: int) -> float:
    if count == 1:
        return _WIDE / 2
    return _EDGE + at * (_WIDE - 2 * _EDGE) / (count - 1)


def _y(value: float) -> float:
    return _HIGH - _EDGE - min(1.0, max(0.0, value)) * (_HIGH - 2 * _EDGE)
