"""What a linter found in a candidate's code: facts about how clean it is, never about whether it is right."""

from collections import Counter
from collections.abc import Iterable

from pydantic import Field

from rolecall.domain.values import Value

SYNTAX = "syntax"
"""The code of a finding that says the text cannot be read as Python at all."""


class Finding(Value):
    """One thing a linter found."""

    code: str
    """The rule's, for example `F401`, or `syntax`."""
    message: str
    line: int = Field(default=1, ge=1)
    column: int = Field(default=1, ge=1)

    @property
    def is_syntax(self) -> bool:
        return self.code == SYNTAX

    def words(self) -> str:
        """`line 3: B006 Do not use mutable data structures for argument defaults`."""
        return f"line {self.line}: {self.code} {self.message}"


class Linted(Value):
    """What a linter found, or why it could not look."""

    findings: tuple[Finding, ...] = ()
    """In the order of the lines."""
    why_not: str = ""


def beyond(findings: Iterable[Finding], starters: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings that the starter did not have already, compared by code and message.

    Lines move while somebody writes, so places say nothing; what the starter had twice is left out twice.
    """
    had = Counter((one.code, one.message) for one in starters)
    new = []
    for one in findings:
        if had[one.code, one.message]:
            had[one.code, one.message] -= 1
        else:
            new.append(one)
    return tuple(new)
