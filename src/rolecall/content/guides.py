"""Loads the coaching notes of knowledge/guides: front matter, then one section per '## ' heading."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from rolecall.content.files import ROOT, load_front_matter, shown
from rolecall.domain.passages import Guide, GuideSection
from rolecall.domain.roles import Topic, Track
from rolecall.domain.values import Value
from rolecall.ports import ContentError

SHORTEST, LONGEST = 100, 350
"""Words of a section: shorter does not answer, longer does not embed as one thought."""

_HEADING = re.compile(r"^## +(.+?)\s*#*\s*$", re.MULTILINE)
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


class GuideFront(Value):
    """The front matter of a guide."""

    title: str = Field(min_length=3, max_length=120)
    audience: Literal["candidate", "hiring_team"] = "candidate"
    tracks: tuple[Track, ...] = Field(min_length=1)
    topics: tuple[Topic, ...] = Field(min_length=1)

    @field_validator("tracks", "topics")
    @classmethod
    def _named_once(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(names)) != len(names):
            raise ValueError("names one thing twice")
        return names


def load_guides(root: Path = ROOT / "knowledge") -> tuple[Guide, ...]:
    """Every guide below `root` (the folder knowledge/), in order of file name.

    Raises ContentError naming the file and the field or heading that does not hold.
    """
    return tuple(load_guide(path) for path in sorted((root / "guides").glob("*.md")))


def load_guide(path: Path) -> Guide:
    """One guide with its sections."""
    front, body = load_front_matter(path, GuideFront)
    sections = tuple(_sections(path, body))
    if not sections:
        raise ContentError(f"{shown(path)}: field 'sections': no '## ' heading; add one per thought.")
    return Guide(
        name=path.stem,
        title=front.title,
        audience=front.audience,
        tracks=front.tracks,
        topics=front.topics,
        sections=sections,
    )


def slug(heading: str) -> str:
    """A heading as the last part of an id: ASCII letters and digits joined by '-'."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def _sections(path: Path, body: str) -> Iterator[GuideSection]:
    # A '## ' inside a code fence is code: blank fences out, of equal length so that offsets stay.
    scanned = _FENCE.sub(lambda fence: re.sub(r"[^\n]", " ", fence.group()), body)
    marks = list(_HEADING.finditer(scanned))
    if stray := body[: marks[0].start()].strip() if marks else "":
        raise ContentError(
            f"{shown(path)}: {stray[:40]!r} stands before the first '## ' heading; move it below one."
        )
    seen: dict[str, str] = {}
    for mark, following in zip_longest(marks, marks[1:]):
        heading = mark.group(1).strip()
        text = body[mark.end() : following.start() if following else len(body)].strip()
        name = slug(heading)
        if not name or name in seen:
            raise ContentError(f"{shown(path)}: heading {heading!r} is not unique; word it otherwise.")
        seen[name] = heading
        words = len(text.split())
        if not SHORTEST <= words <= LONGEST:
            raise ContentError(
                f"{shown(path)}: section {heading!r} has {words} words; keep to {SHORTEST} to {LONGEST}."
            )
        yield GuideSection(id=f"{path.stem}#{name}", heading=heading, text=text)
