"""A document to keep or print, as a value: what a debrief turns into before it is Markdown or a PDF."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rolecall.domain.values import Value


class Heading(Value):
    """A heading below the title."""

    kind: Literal["heading"] = "heading"
    text: str
    level: int = Field(default=1, ge=1, le=3)


class Paragraph(Value):
    """Prose; an empty line in it begins another paragraph."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    muted: bool = False
    """A remark beside the matter: smaller, in grey."""


class Quotation(Value):
    """Somebody's own words, with where they come from."""

    kind: Literal["quotation"] = "quotation"
    text: str
    source: str = ""


class Bullets(Value):
    """A list without numbers."""

    kind: Literal["bullets"] = "bullets"
    items: tuple[str, ...]


class Table(Value):
    """Rows under a header, each as long as the header."""

    kind: Literal["table"] = "table"
    header: tuple[str, ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    @model_validator(mode="after")
    def _even(self) -> "Table":
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError(f"every row of a table needs {len(self.header)} cells, as its header has")
        return self


class Bar(Value):
    """One bar of a figure."""

    label: str
    share: float | None = Field(default=None, ge=0, le=1)
    """Length; None draws no bar, only what `shown` says: not asked, could not be scored."""
    shown: str = ""
    """The value in words or digits, such as `3 of 4`."""
    mark: float | None = Field(default=None, ge=0, le=1)
    """Where a tick stands on the bar: a self-assessment, an earlier mock."""


class Bars(Value):
    """A drawn figure of bars from 0 to 1."""

    kind: Literal["bars"] = "bars"
    title: str = ""
    bars: tuple[Bar, ...]
    mark_means: str = ""
    """What a tick stands for; needed where a bar has one."""


class Turn(Value):
    """One turn of a transcript."""

    kind: Literal["turn"] = "turn"
    speaker: str
    text: str
    at: str = ""
    """When, as shown, such as `02:10`."""
    own: bool = False
    """True for the candidate's own words."""


class Code(Value):
    """A program as it was written, or a part of one."""

    kind: Literal["code"] = "code"
    text: str
    caption: str = ""
    numbered: bool = False
    """True where something beside it speaks of its lines."""

    @property
    def lines(self) -> tuple[str, ...]:
        """Without the empty lines at its end."""
        return tuple(self.text.rstrip().split("\n"))


Block = Annotated[
    Heading | Paragraph | Quotation | Bullets | Table | Bars | Turn | Code, Field(discriminator="kind")
]


class Handout(Value):
    """A document in order of its blocks."""

    title: str = Field(min_length=1)
    subtitle: str = ""
    made_on: date
    """Printed on it and kept in its metadata; the caller's clock, so that the same value is the same file."""
    blocks: tuple[Block, ...] = ()
