"""A report kept as a role pattern: a title, the figures, and what was told, without names."""

from collections.abc import Sequence

from pydantic import Field

from rolecall.domain.reports.summary import KIND_NAMES
from rolecall.domain.reports.values import Comparison, TestedKind, ToldRound
from rolecall.domain.roles import Track
from rolecall.domain.values import Value

PATTERN = "pattern"
"""Kind of a document of the library that is a role pattern."""
LONGEST_TITLE = 120
LONGEST_TEXT = 20_000
"""Characters."""
MOST_SHARED = 500
"""Patterns of one file."""
FORMAT = "rolecall-patterns"
VERSION = 1
"""Of the file that is shared: raised where an older RoleCall could not read it."""
_MOST_KINDS = 4


class RolePattern(Value):
    """How one role was promised and tested, as it may be shared."""

    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    text: str = Field(min_length=1, max_length=LONGEST_TEXT)
    """Markdown; holds no names."""


class SharedPatterns(Value):
    """The file that is exported and imported (docs/patterns.md)."""

    format: str = FORMAT
    version: int = VERSION
    patterns: tuple[RolePattern, ...] = Field(max_length=MOST_SHARED)


def role_pattern(told: str, compared: Comparison) -> RolePattern:
    """A pattern of a report without names, `told`, and what the comparison found."""
    figures = ["## In figures", _figures(compared), _rounds(compared.rounds)]
    room = LONGEST_TEXT - sum(len(part) + 2 for part in figures)
    parts = [told.strip()[:room].strip(), *figures]
    return RolePattern(title=_title(compared), text="\n\n".join(part for part in parts if part))


def as_document(pattern: RolePattern) -> str:
    """The text that is kept in the library: its title is a heading, so that a passage names it."""
    return f"# {pattern.title}\n\n{pattern.text}"


def from_document(title: str, text: str) -> RolePattern:
    """The pattern that was kept as a document."""
    found = text.removeprefix(f"# {title}").strip()
    return RolePattern(title=title[:LONGEST_TITLE], text=found[:LONGEST_TEXT])


def _title(compared: Comparison) -> str:
    track = compared.promised.track
    role = f"A role promised as {track}" if track in tuple(Track) else "A role of an unclear promise"
    most = _by_time(compared)
    return f"{role}, tested mostly by {KIND_NAMES[most[0][0]]}" if most else f"{role}, and its interview"


def _by_time(compared: Comparison) -> list[tuple[TestedKind, float]]:
    times = compared.tested.kinds.time
    return sorted(((kind, share) for kind, share in times.items() if share), key=lambda one: -one[1])


def _figures(compared: Comparison) -> str:
    parts = ", ".join(f"{KIND_NAMES[kind]} {share:.0%}" for kind, share in _by_time(compared)[:_MOST_KINDS])
    guessed = ", some minutes assumed" if compared.tested.kinds.estimated else ""
    tested = f"Tested, by time{guessed}: {parts}. " if parts else ""
    fits = {
        "match": "The two fitted.",
        "mismatch": "The two differed.",
        "unclear": "Whether the two fit is open.",
    }
    return f"{tested}{fits[compared.verdict]} One report is a data point about one loop."


def _rounds(rounds: Sequence[ToldRound]) -> str:
    return "\n".join(_round(one) for one in rounds)


def _round(one: ToldRound) -> str:
    count = f"{one.count} x " if one.count > 1 else ""
    minutes = f", {one.minutes:g} minutes" if one.minutes is not None else ""
    return f"- {count}{KIND_NAMES[one.kind]}{minutes}"
