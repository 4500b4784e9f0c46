"""What follows from a report, as HTML: what to ask earlier, mails, and the report kept as a pattern."""

from collections.abc import Sequence

from rolecall.coach.patterns import Proposed
from rolecall.domain.mail import Purpose
from rolecall.domain.reports.earlier import AskEarlier
from rolecall.domain.reports.keeping import LONGEST_TEXT, LONGEST_TITLE
from rolecall.web.words import one_line, plain

_QUOTE = 300
_MOST_REMOVED = 12
_ROWS = 16
"""Lines of the box, at most; a longer text scrolls."""


def mails() -> str:
    """Two emails that an interview gives a reason for."""
    return (
        '<p class="mails"><button type="button" class="quiet" data-do="mail_after" '
        f'data-purpose="{Purpose.FEEDBACK.value}">Write a friendly note</button>'
        '<button type="button" class="quiet" data-do="mail_after" '
        f'data-purpose="{Purpose.NEXT_ROUND.value}">Ask before the next round</button></p>'
    )


def ask_earlier(found: Sequence[AskEarlier]) -> str:
    """Questions for the first mail of the next role like this one."""
    if not found:
        return ""
    rows = "".join(_earlier(one) for one in found)
    return (
        f'<details class="fold"><summary>To ask earlier next time <span class="count">{len(found)}</span>'
        f'</summary><ul class="reasons">{rows}</ul></details>'
    )


def _earlier(one: AskEarlier) -> str:
    quote = f"<blockquote>\u201c{plain(one_line(one.quote, _QUOTE))}\u201d</blockquote>" if one.quote else ""
    return f'<li>{plain(one.text)} <span class="soft">{plain(one.why)}</span>{quote}</li>'


def keeping(proposed: Proposed | None, told: str = "") -> str:
    """The report without names, to be read and edited before it is kept; `told` is HTML of ours."""
    if proposed is None:
        return ""
    if told:
        return f'<details class="fold" open><summary>Keep as a pattern</summary>{told}</details>'
    text = proposed.pattern.text
    rows = min(_ROWS, max(6, text.count("\n") + len(text) // 60))
    return (
        '<details class="fold"><summary>Keep as a pattern</summary>'
        '<p class="soft">Names, addresses and dates are taken out. Read it once more, and change what could '
        "still tell who it was. It goes into your library, stays in your data folder, and is cited when it "
        f'helps.</p>{_removed(proposed)}<form data-do="keep_pattern"><label>Title<input name="title" '
        f'maxlength="{LONGEST_TITLE}" value="{plain(proposed.pattern.title)}"></label><label>What is kept'
        f'<textarea name="text" rows="{rows}" maxlength="{LONGEST_TEXT}">{plain(text)}</textarea></label>'
        '<p class="row"><button type="submit" class="quiet">Keep in the library</button></p></form></details>'
    )


def _removed(proposed: Proposed) -> str:
    gone = list(dict.fromkeys(one_line(one.text, 40) for one in proposed.removed))
    if not gone:
        return ""
    more = f" and {len(gone) - _MOST_REMOVED} more" if len(gone) > _MOST_REMOVED else ""
    return f'<p class="note">Taken out: {plain(", ".join(gone[:_MOST_REMOVED]))}{more}.</p>'
