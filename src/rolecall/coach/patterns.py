"""Role patterns: reports without names, kept in the user's own library, cited later, shared as a file."""

import json
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from rolecall.coach.book import RoleBook
from rolecall.coach.library import AddedDocument, Library
from rolecall.coach.reality import Reality
from rolecall.domain.conversation import RoleState
from rolecall.domain.passages import Document
from rolecall.domain.reports.keeping import (
    FORMAT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_SHARED,
    PATTERN,
    VERSION,
    RolePattern,
    SharedPatterns,
    as_document,
    from_document,
    role_pattern,
)
from rolecall.domain.reports.stripping import Removed, Stripped
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import Source, SourceKind
from rolecall.domain.values import Value
from rolecall.ports import BadInput, ReadFile

LARGEST_FILE = 5_000_000
"""Bytes of a file of patterns."""
_NO_FILE = "That file holds no role patterns of RoleCall"
Strip = Callable[[str, Sequence[str]], Stripped]
"""A text and the names that its role tells -> the text without names."""


class Proposed(Value):
    """A pattern as it would be kept, for the user to read and edit first."""

    pattern: RolePattern
    removed: tuple[Removed, ...] = ()


class Imported(Value):
    """What came of a file."""

    added: int
    known: int
    """Patterns that are in the library already."""


@dataclass(frozen=True)
class RolePatterns:
    """The use cases of patterns."""

    library: Library
    book: RoleBook
    reality: Reality
    strip: Callable[[], Strip]
    """Loaded at the first use."""

    def propose(self, owner: str, role_id: str, compared: Comparison | None = None) -> Proposed | None:
        """The newest report of a role without names; None where there is none. Nothing is kept by this.

        `compared`: the role's comparison, where it was made already.
        """
        state = self.book.open(owner, role_id)
        compared = compared or self.reality.compared(state)
        reports = [source for source in state.sources if source.kind is SourceKind.REPORT]
        return None if compared is None else self.of(reports[-1], compared, names_of(state))

    def of(self, report: Source, compared: Comparison, names: Sequence[str] = ()) -> Proposed:
        """As `propose`, from a report and its comparison; `names` are taken out however they are written."""
        return proposed(self.strip()(report.text.strip(), names), compared)

    def keep(self, owner: str, title: str, text: str) -> AddedDocument:
        """Puts a pattern into the library, in the words the user left. Raises BadInput where it is empty."""
        pattern = RolePattern(title=_line(title), text=_plain(text))
        return self._add(owner, pattern)

    def kept(self, owner: str) -> tuple[Document, ...]:
        """The patterns of an owner, newest first."""
        return tuple(one for one in self.library.documents(owner) if one.kind == PATTERN)

    def exported(self, owner: str) -> bytes:
        """All patterns as a file to share. Raises BadInput where there is none."""
        found = [from_document(one.name, one.text) for one in self.kept(owner)]
        if not found:
            raise BadInput("There is no role pattern to export yet; keep one from a comparison first.")
        return shared(found)

    def imported(self, owner: str, data: bytes) -> Imported:
        """Puts the patterns of a file into the library, all or none. Raises BadInput in one sentence."""
        results = [self._add(owner, pattern) for pattern in patterns_in(data)]
        known = sum(result.duplicate for result in results)
        return Imported(added=len(results) - known, known=known)

    def _add(self, owner: str, pattern: RolePattern) -> AddedDocument:
        read = ReadFile(text=as_document(pattern), name=pattern.title)
        return self.library.add_text(owner, read, len(read.text.encode()), kind=PATTERN)


def proposed(stripped: Stripped, compared: Comparison) -> Proposed:
    """A pattern of a report that lost its names, and what they were."""
    return Proposed(pattern=role_pattern(stripped.text, compared), removed=stripped.removed)


def names_of(state: RoleState) -> tuple[str, ...]:
    """The names a role tells: the company, the recruiter, who said what."""
    reading = state.reading
    told = [reading.company, reading.recruiter] if reading else []
    said = [promise.who for promise in state.ledger.promises if not promise.who.startswith("the ")]
    return tuple(dict.fromkeys(name for name in (*told, *said) if name.strip()))


def shared(patterns: Sequence[RolePattern]) -> bytes:
    """Patterns as the bytes of a file."""
    value = SharedPatterns(patterns=tuple(patterns[:MOST_SHARED]))
    return json.dumps(value.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()


def patterns_in(data: bytes) -> tuple[RolePattern, ...]:
    """The patterns of a file somebody shared. Raises BadInput with one sentence; the file is data alone."""
    if len(data) > LARGEST_FILE:
        raise BadInput(
            f"That file is larger than {LARGEST_FILE // 1_000_000} MB; share fewer patterns at once."
        )
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{_NO_FILE}: it is no JSON; choose the .json file that was exported.") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BadInput(
            f"{_NO_FILE}: its field 'format' is not {FORMAT!r}; choose the file that was exported."
        )
    version = found.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= VERSION:
        raise BadInput(
            f"That file is of version {str(version)[:20]!r}, and this RoleCall reads up to {VERSION}; "
            "update RoleCall."
        )
    try:
        value = SharedPatterns.model_validate(found)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(part)[:20] for part in fault["loc"])
        raise BadInput(
            f"{_NO_FILE} that can be read: field {where!r}, {fault['msg'].lower()[:100]}."
        ) from error
    return tuple(RolePattern(title=_line(one.title), text=_plain(one.text)) for one in value.patterns)


def _line(title: str) -> str:
    told = " ".join(_plain(title).split())[:LONGEST_TITLE]
    if not told:
        raise BadInput("The pattern has no title; give it one.")
    return told


def _plain(text: str) -> str:
    """Without characters that nobody sees. Raises BadInput where nothing is left, or too much."""
    seen = "".join(
        char for char in text.replace("\r\n", "\n") if char in "\n\t" or unicodedata.category(char)[0] != "C"
    ).strip()
    if not seen:
        raise BadInput("The pattern is empty; write what was tested, or leave it.")
    if len(seen) > LONGEST_TEXT:
        raise BadInput(f"The pattern is longer than {LONGEST_TEXT:,} characters; shorten it.")
    return seen
