"""Roles side by side as HTML: a table that a phone shows question by question."""

from collections.abc import Callable, Sequence

from rolecall.domain.handouts import Bar, Bars
from rolecall.domain.role_table import LEAST_ROLES, ROWS, Column, cells, named
from rolecall.domain.telling import whole_percents
from rolecall.web.charts import bars
from rolecall.web.words import one_line, plain

INTRODUCTION = (
    '<header class="intro"><h1>Roles side by side</h1><p>The same questions for every role. What is not said '
    "yet is a question to ask, and no fault of a role.</p></header>"
)
_FEW = (
    '<p class="soft">Once two roles were read, they stand here beside each other. Paste another ad or '
    'message as a <a href="?role=new" data-do="open_role" data-role="new">new role</a>.</p>'
)
_TITLE = 90
_SHARES = ("research", "applied", "engineering", "unknown")


def page(columns: Sequence[Column]) -> str:
    """The table, or how to come by one."""
    if len(columns) < LEAST_ROLES:
        return _FEW
    head = "".join(f'<th scope="col">{_head(one)}</th>' for one in columns)
    rows = "".join(_row(at, label, columns) for at, label in enumerate(ROWS))
    return (
        f'<div class="wide"><table class="beside"><thead><tr><td></td>{head}</tr></thead>'
        f'<tbody>{rows}</tbody></table></div><p class="row"><button type="button" class="quiet" '
        'data-do="save_table">Save as Markdown</button></p>'
    )


def _head(one: Column) -> str:
    company = (
        f'<span class="soft">{plain(one_line(one.company, 60))}</span>'
        if one.company not in ("", one.title)
        else ""
    )
    return (
        f'<a href="?role={plain(one.id)}" data-do="open_role" data-role="{plain(one.id)}">'
        f"{plain(one_line(one.title, _TITLE))}</a>{company}"
    )


def _row(at: int, label: str, columns: Sequence[Column]) -> str:
    drawn = _DRAWN.get(label)
    found = "".join(
        f'<td data-role-name="{plain(one_line(named(one), _TITLE))}">'
        f"{drawn(one) if drawn else plain(cells(one)[at])}</td>"
        for one in columns
    )
    return f'<tr><th scope="row">{plain(label)}</th>{found}</tr>'


def _pitched(one: Column) -> str:
    whole = whole_percents(one.shares)
    told = ", ".join(f"{whole[name]} % {name}" for name in _SHARES if whole[name])
    parts = "".join(f'<i class="{name}" style="width:{whole[name]}%"></i>' for name in _SHARES if whole[name])
    return (
        f'<div class="gauge" role="img" aria-label="{told}">{parts}</div><p>{told}</p>'
        f'<p class="soft">{plain(one.confidence)} confidence</p>'
    )


def _tested(one: Column) -> str:
    if not one.tested:
        return plain(cells(one)[1])
    verdict = {"match": "As promised", "mismatch": "Differs from what was promised"}.get(
        one.verdict or "", "Unclear beside the promise"
    )
    drawn = tuple(Bar(label=name, share=share / 100, shown=f"{share} %") for name, share in one.tested[:4])
    return (
        f'<p class="outcome is-{plain(one.verdict or "unclear")}">{verdict}</p>'
        f"{bars(Bars(bars=drawn), hide=False)}"
    )


def _promises(one: Column) -> str:
    counts = (
        ("kept", one.kept, "kept"),
        ("broken", one.broken, "not kept"),
        ("untested", one.untested, "untested"),
    )
    found = "".join(
        f'<span class="is-{name}">{count} {words}</span>' for name, count, words in counts if count
    )
    return f'<p class="time-key">{found}</p>' if found else plain(cells(one)[2])


def _missing(one: Column) -> str:
    if not one.missing and not one.partial:
        return plain(cells(one)[3])
    left = f"{len(one.missing)} of 8 not said" if one.missing else "All are touched"
    rows = "".join(f"<li>{plain(label)}</li>" for label in one.missing)
    rows += "".join(
        f'<li>{plain(label)} <span class="soft">only touched</span></li>' for label in one.partial
    )
    return f"<details><summary>{left}</summary><ul>{rows}</ul></details>"


_DRAWN: dict[str, Callable[[Column], str]] = {
    ROWS[0]: _pitched,
    ROWS[1]: _tested,
    ROWS[2]: _promises,
    ROWS[3]: _missing,
}
