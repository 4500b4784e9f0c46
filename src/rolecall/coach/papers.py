"""The candidate's own paper: read in the sandbox, turned into questions with pages."""

import asyncio

from rolecall.coach.practising import Practice
from rolecall.domain.mocks import MockRequest, MockState
from rolecall.domain.papers import PaperTemplates, paper_questions, read_paper, why_not
from rolecall.ports import BadInput, FileReader


class Papers:
    """Interviews about a paper that was dropped."""

    def __init__(self, files: FileReader, templates: PaperTemplates, practice: Practice) -> None:
        self._files = files
        self._templates = templates
        self._practice = practice

    async def start(self, owner: str, request: MockRequest, name: str, data: bytes) -> MockState:
        """A deep dive into a paper. Raises BadInput with one sentence where the file is no paper."""
        read = await asyncio.to_thread(self._files.read, data, name)
        paper = await asyncio.to_thread(read_paper, read.text, read.pages, name)
        reason = why_not(paper)
        if reason:
            raise BadInput(f"{read.name!r}: {reason}")
        made = paper_questions(paper, self._templates, request.seed or 0)
        return await self._practice.start(owner, request, made)
