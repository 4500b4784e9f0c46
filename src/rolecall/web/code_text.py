"""Code and what it printed as HTML: line numbers beside it, cut where it is very long, never markup."""

from rolecall.web.words import told_apart

_MOST_LINES = 600
_LONGEST_LINE = 400
_MOST_PRINTED = 6_000


def listing(source: str, *, name: str) -> str:
    """Python with a number for each line; `name` is what a screen reader calls it."""
    lines = source.rstrip().split("\n")
    # The numbers are drawn by the style sheet, so that copying takes the code alone.
    shown = "".join(f"<span>{told_apart(line[:_LONGEST_LINE])}\n</span>" for line in lines[:_MOST_LINES])
    more = f"<i>{len(lines) - _MOST_LINES} more lines</i>" if len(lines) > _MOST_LINES else ""
    return (
        f'<pre class="code" tabindex="0" role="region" aria-label="{told_apart(name)}">'
        f"<code>{shown}</code>{more}</pre>"
    )


def printed(text: str) -> str:
    """What a program printed, in a box; nothing where it printed nothing."""
    if not text.strip():
        return ""
    return (
        '<div class="printed"><h3>Printed</h3><pre tabindex="0" role="region" aria-label="Printed output">'
        f"{clipped(text, _MOST_PRINTED)}</pre></div>"
    )


def clipped(text: str, most: int = 600) -> str:
    """Text of a program as HTML, cut where it is long."""
    cut = text if len(text) <= most else f"{text[:most]} … ({len(text) - most:,} more characters)"
    return told_apart(cut)
