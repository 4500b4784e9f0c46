"""Promised and tested, as HTML: two profiles one above the other, the verdict, and the words behind it."""

from collections.abc import Sequence

from rolecall.domain.handouts import Bar, Bars
from rolecall.domain.reports.summary import KIND_NAMES
from rolecall.domain.reports.values import Comparison, Evidence, ToldRound
from rolecall.web.charts import bars
from rolecall.web.stacks import stacks
from rolecall.web.words import one_line, plain

_TRACKS = {name: name for name in ("research", "applied", "engineering", "unknown")}
_VERDICTS = {
    "match": "What was tested fits what was promised",
    "mismatch": "What was tested differs from what was promised",
    "unclear": "Too little is known to say",
}
_SIDES = {"match": "points at a match", "mismatch": "points at a difference"}
_QUOTE = 400


def compared(comparison: Comparison | None, follows: str = "") -> str:
    """The whole part of the card; nothing where no report came. `follows`: HTML of what can be done now."""
    if comparison is None:
        return ""
    both = stacks(
        (
            ("promised", comparison.promised.shares.model_dump()),
            ("tested", comparison.tested.shares.model_dump()),
        ),
        _TRACKS,
    )
    notes = "".join(f'<p class="note">{plain(note)}</p>' for note in comparison.notes)
    step = (
        f'<div class="next-step"><h3>Next</h3><p>{plain(comparison.next_step)}</p></div>'
        if comparison.next_step
        else ""
    )
    return (
        f'<section class="card-part"><h2>Promised and tested</h2>'
        f'<p class="outcome is-{comparison.verdict}"><b>{_VERDICTS[comparison.verdict]}</b> '
        f'<span class="soft">{comparison.verdict}, {comparison.confidence.value} confidence</span></p>'
        f"{both}<p>{plain(comparison.summary)}</p>{notes}{_evidence(comparison)}{_told(comparison)}{step}{follows}"
        "</section>"
    )


def _evidence(comparison: Comparison) -> str:
    """What speaks for the verdict first."""
    found = sorted(comparison.evidence, key=lambda one: one.points != comparison.verdict)
    if not found:
        return ""
    rows = "".join(_reason(one) for one in found)
    return _fold("What it rests on", len(found), f'<ul class="reasons">{rows}</ul>')


def _reason(one: Evidence) -> str:
    quote = f"<blockquote>“{plain(one_line(one.quote, _QUOTE))}”</blockquote>" if one.quote else ""
    return f'<li>{plain(one.note)} <span class="soft">{_SIDES[one.points]}</span>{quote}</li>'


def _told(comparison: Comparison) -> str:
    rounds = comparison.rounds
    if not rounds:
        return ""
    rows = "".join(_round(one) for one in rounds)
    return _fold("What was tested", len(rounds), f'{_times(comparison)}<ul class="reasons">{rows}</ul>')


def _times(comparison: Comparison) -> str:
    kinds = comparison.tested.kinds
    known: Sequence[tuple[str, float]] = sorted(
        ((KIND_NAMES[kind], share) for kind, share in kinds.time.items() if share), key=lambda one: -one[1]
    )
    if not known:
        return ""
    title = "By time, some minutes assumed" if kinds.estimated else "By time"
    drawn = tuple(
        Bar(label=name, share=min(1.0, share), shown=f"{round(100 * share)} %") for name, share in known
    )
    return bars(Bars(title=title, bars=drawn), hide=False)


def _round(one: ToldRound) -> str:
    count = f"{one.count} × " if one.count > 1 else ""
    minutes = f"{one.minutes:g} min" if one.minutes is not None else "minutes not said"
    return (
        f"<li>{count}{plain(KIND_NAMES[one.kind])}, {minutes}"
        f"<blockquote>“{plain(one_line(one.said.quote, _QUOTE))}”</blockquote></li>"
    )


def _fold(title: str, count: int, html: str) -> str:
    return (
        f'<details class="fold"><summary>{plain(title)} <span class="count">{count}</span></summary>'
        f"{html}</details>"
    )
