"""What retrieval brings back, and how an answer cites it."""

from typing import Literal

from pydantic import Field

from rolecall.domain.roles import Topic, Track
from rolecall.domain.values import Value


class Passage(Value):
    """A piece of a guide or of the user's own document."""

    id: str
    """`guide-file#heading-slug` or `doc:<document id>#<n>`."""
    source: str
    """Title of the guide or name of the document."""
    heading: str
    text: str
    tracks: tuple[Track, ...] = ()
    topics: tuple[Topic, ...] = ()
    score: float = 0.0
    """Fused relevance, 0 to 1; only comparable within one answer."""


class Evidence(Value):
    """The passages for one query, best first."""

    query: str
    passages: tuple[Passage, ...] = ()
    weak: bool = False
    """True where the best passage does not answer the query: the coach then says it does not know."""


class Document(Value):
    """A text of the user's own library."""

    id: str
    """First 12 hex digits of the text's sha256: a duplicate has the same id."""
    name: str
    kind: str = "note"
    """guide, note, cv or paper."""
    text: str
    added_at: str = ""
    """ISO 8601, UTC."""
    size: int = Field(default=0, ge=0)
    """Bytes of the file as dropped."""


class GuideSection(Value):
    """One heading of a guide with the words under it."""

    id: str
    """`guide-file#heading-slug`; what a citation names."""
    heading: str
    text: str


class Guide(Value):
    """A coaching note of knowledge/guides."""

    name: str
    """The file's stem."""
    title: str
    audience: Literal["candidate", "hiring_team"] = "candidate"
    tracks: tuple[Track, ...]
    topics: tuple[Topic, ...]
    sections: tuple[GuideSection, ...]
