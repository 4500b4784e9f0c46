"""What comes with a turn: texts that belong to a role, documents for the library, talk."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from rolecall.coach.library import text_id
from rolecall.coach.reading import Reading
from rolecall.domain.intents.values import Tell
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.moves import Move, is_material
from rolecall.domain.reading.kinds import notes_of_a_call
from rolecall.domain.roles import Source, SourceKind
from rolecall.ports import BadInput, FileReader, ReadFile

ABOUT_ROLES = (SourceKind.AD, SourceKind.MESSAGE, SourceKind.REPLY, SourceKind.NOTE)
"""Kinds that a role is read from; of notes only those of a call are ever brought as a source."""
_OWN = (SourceKind.CV, SourceKind.PAPER)
_TOLD_OF = (Move.ADVISE, Move.REPORT, Move.READ)
"""Moves of turns that tell what happened: the others wish for something."""
_PLAIN = 0.6
"""Chance from which a wish is plain."""
_TERSE_AD = 14
"""Words of an ad or a message within a turn, at least."""
_TERSE_NOTES = 8
"""Words of call notes, at least."""
_TERSE_REPORT = 12
"""Words of a report, at least."""


@dataclass(frozen=True)
class Brought:
    """What came with a turn: sources of the role, texts for the library, and remarks on reading them."""

    sources: tuple[Source, ...]
    documents: tuple[tuple[ReadFile, SourceKind, int], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Bringing:
    """Tells what the things are that a turn brings."""

    files: FileReader
    reading: Reading
    knowledge: Knowledge
    tell: Tell
    """What a turn wants, where nothing is brought."""

    async def brought(
        self,
        text: str,
        files: Sequence[tuple[str, bytes]],
        notes: tuple[str, ...],
        *,
        in_role: bool,
        asked: bool = False,
    ) -> Brought:
        """`in_role`: a role is open, so that reports, a CV and a paper that are dropped belong to it too.

        `asked`: an email has put questions, so that a mail which comes now is the answer to it.
        """
        sources: list[Source] = []
        documents: list[tuple[ReadFile, SourceKind, int]] = []
        said = list(notes)
        if self._short_notes(text):
            sources.append(Source(id=text_id(text), kind=SourceKind.NOTE, text=text))
        elif in_role and await self._short_report(text):
            sources.append(Source(id=text_id(text), kind=SourceKind.REPORT, text=text))
        elif (short := await self._short_ad(text)) is not None:
            sources.append(Source(id=text_id(text), kind=short, text=text))
        elif is_material(text):
            kind = await self._kind(text, asked=asked)
            if self._is_source(text, kind) or kind is SourceKind.REPORT:
                sources.append(Source(id=text_id(text), kind=kind, text=text))
        for name, data in files:
            try:
                read = await asyncio.to_thread(self.files.read, data, name)
            except BadInput as fault:
                said.append(fault.message)
                continue
            said.extend(read.notes)
            kind = await self._kind(read.text, asked=asked)
            belongs = in_role and kind in (*_OWN, SourceKind.REPORT)
            if belongs or self._is_source(read.text, kind):
                sources.append(Source(id=text_id(read.text), kind=kind, text=read.text, name=read.name))
            if not self._is_source(read.text, kind) and not (in_role and kind is SourceKind.REPORT):
                documents.append((read, kind, len(data)))
        return Brought(tuple(sources), tuple(documents), tuple(said))

    async def _kind(self, text: str, *, asked: bool) -> SourceKind:
        kind = await asyncio.to_thread(self.reading.kind_of, text)
        return SourceKind.REPLY if asked and kind is SourceKind.MESSAGE else kind

    def _is_source(self, text: str, kind: SourceKind) -> bool:
        """Whether a text belongs to a role: the user's other notes are for the library."""
        return kind in ABOUT_ROLES and (
            kind is not SourceKind.NOTE or notes_of_a_call(text, self.knowledge.patterns)
        )

    def _short_notes(self, text: str) -> bool:
        """Notes of a call are terse: laid out as notes, they are material; other short texts are talk."""
        laid_out = len(text.split()) >= _TERSE_NOTES and (":" in text or "\n" in text.strip())
        if not laid_out or not notes_of_a_call(text, self.knowledge.patterns):
            return False
        return self._tells(text)

    async def _short_report(self, text: str) -> bool:
        """Whether a text too short to look pasted tells what happened in an interview: beside a role, that
        is a report; a question or a wish about it is talk."""
        if is_material(text) or "?" in text or len(text.split()) < _TERSE_REPORT:
            return False
        if await self._kind(text, asked=False) is not SourceKind.REPORT:
            return False
        return await asyncio.to_thread(self._tells, text)

    async def _short_ad(self, text: str) -> SourceKind | None:
        """What is given to read within a turn ("here is the ad: ..."), too short to look pasted."""
        if is_material(text) or len(text.split()) < _TERSE_AD:
            return None
        kind = await self._kind(text, asked=False)
        if kind not in (SourceKind.AD, SourceKind.MESSAGE):
            return None
        return kind if (await asyncio.to_thread(self.tell, text)).move is Move.READ else None

    def _tells(self, text: str) -> bool:
        """Whether a turn tells what happened: a wish has to be plain to count."""
        told = self.tell(text)
        return told.move in _TOLD_OF or told.chance < _PLAIN
