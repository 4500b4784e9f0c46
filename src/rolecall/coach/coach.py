"""The coach: one way in for the page, the command line and the tests."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import cached_property
from typing import Any

from rolecall.coach import turns
from rolecall.coach.advising import Advising
from rolecall.coach.auditing import Auditing
from rolecall.coach.book import RoleBook, RoleSummary
from rolecall.coach.bringing import Bringing
from rolecall.coach.connecting import Engines
from rolecall.coach.debriefing import Debriefing
from rolecall.coach.drafting import Drafting
from rolecall.coach.events import Event
from rolecall.coach.library import AddedDocument, Library
from rolecall.coach.metering import TurnAccount
from rolecall.coach.mocks import MockParts, Mocks, mocks_over
from rolecall.coach.patterns import RolePatterns
from rolecall.coach.practising import Practice
from rolecall.coach.promising import Promising
from rolecall.coach.reading import Reading
from rolecall.coach.reality import Reality, RealityParts
from rolecall.coach.sources import Sources
from rolecall.coach.trusting import Trust
from rolecall.coach.voice import Voice, VoiceParts
from rolecall.domain.conversation import GENERAL, Named, RoleState, SourceRemoved, Withdrawn
from rolecall.domain.engines import ModelJob
from rolecall.domain.intents.values import Tell
from rolecall.domain.judging.relevance import Alike
from rolecall.domain.knowledge import Example, Knowledge
from rolecall.domain.mail import Draft, DraftRequest
from rolecall.domain.mocks import MockRequest, MockState
from rolecall.domain.passages import Document, Evidence, Passage
from rolecall.domain.roles import Source, SourceKind
from rolecall.ports import BadInput, ChatModel, FileReader, Progress, Prompts, Retriever, Store

_MY_NAME = "my_name"
_HIDE_NUMBERS = "hide_numbers"
_LONGEST_NAME = 80


class Coach:
    """The use cases over the rooms. Every call names the owner whose things it is about."""

    def __init__(
        self,
        *,
        store: Store,
        retriever: Retriever,
        files: FileReader,
        knowledge: Knowledge,
        reading: Reading,
        prompts: Prompts,
        engines: Engines,
        mock_parts: Callable[[], MockParts],
        reality_parts: RealityParts,
        voice_parts: VoiceParts,
        now: Callable[[], str],
        new_id: Callable[[], str],
        tell: Tell,
        alike: Alike | None = None,
    ) -> None:
        self._store = store
        self._mock_parts = mock_parts
        self._retriever = retriever
        self._knowledge = knowledge
        self.engines = engines
        self.spending = engines.spending
        self.voice = Voice(store, voice_parts, engines.reached, lambda: self.mocks.book)
        self._book = RoleBook(store)
        self._library = Library(store, retriever, files, now, reading.kind_of)
        self._reading = reading
        self._drafting = Drafting(knowledge, prompts, now, new_id)
        self.promising = Promising(self._book, reality_parts.promises, new_id, now)
        self.reality = Reality(self._book, self.promising, reality_parts, self._library.documents)
        self.patterns = RolePatterns(self._library, self._book, self.reality, reality_parts.strip)
        self._reality_parts = reality_parts
        self._turns = turns.Turns(
            book=self._book,
            library=self._library,
            bringing=Bringing(files, reading, knowledge, tell),
            reading=reading,
            drafting=self._drafting,
            advising=Advising(self._library, knowledge, prompts, self._book, alike),
            knowledge=knowledge,
            new_id=new_id,
            now=now,
            reality=self.reality,
        )
        self.sources = Sources(self._book, self._turns, engines)
        self._locks: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    # Mock interviews

    @cached_property
    def mocks(self) -> Mocks:
        """Everything about mocks; the bank is loaded at the first use, so that the start does not wait."""
        return mocks_over(self._store, self._mock_parts(), self.open, self.engines.model)

    @property
    def practice(self) -> Practice:
        return self.mocks.practice

    @property
    def debriefing(self) -> Debriefing:
        return self.mocks.debriefing

    @property
    def trust(self) -> Trust:
        return self.mocks.trust

    async def practice_on_paper(self, owner: str, request: MockRequest, name: str, data: bytes) -> MockState:
        """A deep dive into the candidate's own paper."""
        return await self.mocks.papers.start(owner, request, name, data)

    def model(self, owner: str) -> ChatModel | None:
        """The connected model, or None for the built-in engine."""
        return self.engines.model(owner)

    def hides_numbers(self, owner: str) -> bool:
        """True where the owner wants words instead of scores."""
        return self._store.preference(owner, _HIDE_NUMBERS) == "yes"

    def hide_numbers(self, owner: str, *, hidden: bool) -> None:
        self._store.prefer(owner, _HIDE_NUMBERS, "yes" if hidden else "")

    @cached_property
    def auditing(self) -> Auditing:
        """The hiring team's side; nothing of it is stored."""
        return self._reality_parts.auditing()

    # The conversation

    async def say(
        self, owner: str, role_id: str, text: str, files: Sequence[tuple[str, bytes]] = ()
    ) -> AsyncGenerator[Event, None]:
        """One turn: what the user wrote and dropped, answered event by event.

        Closing the iterator stops the turn (and the model's stream); what was said is kept and marked.
        """
        turn = self._turns.take(self._asker(owner), role_id, text, files)
        async with self._locks[owner, role_id], aclosing(turn):
            async for event in turn:
                yield event

    async def retry(self, owner: str, role_id: str) -> AsyncGenerator[Event, None]:
        """Answers the last thing the user said once more, in place of the last answer."""
        async with self._locks[owner, role_id]:
            state = self.open(owner, role_id)
            said = [turn for turn in state.turns if turn.speaker == "user"]
            if not said:
                raise BadInput("There is nothing to answer again yet; say something first.")
            after = state.turns[state.turns.index(said[-1]) + 1 :]
            if after:
                self._book.append(owner, role_id, Withdrawn(turn_id=after[0].id))
            async with aclosing(self._turns.answer(self._asker(owner), role_id, said[-1])) as again:
                async for event in again:
                    yield event

    async def edit_last(self, owner: str, role_id: str, text: str) -> AsyncGenerator[Event, None]:
        """Takes back the last thing the user said, with all it brought, and says `text` instead."""
        state = self.open(owner, role_id)
        said = [turn for turn in state.turns if turn.speaker == "user"]
        if not said:
            raise BadInput("There is nothing to edit yet; say something first.")
        if not text.strip():
            raise BadInput("The edited message is empty; write something, or leave it as it was.")
        async with self._locks[owner, role_id]:
            brought = [source for source, turn_id in state.brought.items() if turn_id == said[-1].id]
            for source_id in brought:
                self._book.append(owner, role_id, SourceRemoved(source_id=source_id))
            self._book.append(owner, role_id, Withdrawn(turn_id=said[-1].id))
            if brought:
                # What the sources that are left say; the model's part comes back with the next source.
                await self._turns.read_again(owner, role_id, None)
            async with aclosing(self._turns.take(self._asker(owner), role_id, text, ())) as turn:
                async for event in turn:
                    yield event

    def _asker(self, owner: str) -> turns.Asker:
        account = TurnAccount(self.engines.model)
        return turns.Asker(
            owner=owner,
            name=self.my_name(owner),
            models=account.model,
            spent=account.spent,
            near_cap=lambda: self.spending.near(owner),
        )

    # Roles

    def roles(self, owner: str) -> list[RoleSummary]:
        """Newest first."""
        return self._book.roles(owner)

    def open(self, owner: str, role_id: str = GENERAL) -> RoleState:
        return self._book.open(owner, role_id)

    def rename_role(self, owner: str, role_id: str, title: str) -> None:
        title = " ".join(title.split())[:_LONGEST_NAME]
        if not title:
            raise BadInput("The title is empty; type what you want to call this role.")
        self._book.open(owner, role_id)
        self._book.append(owner, role_id, Named(title=title, by_user=True))

    def remove_role(self, owner: str, role_id: str) -> None:
        self._book.remove(owner, role_id)

    async def remove_source(self, owner: str, role_id: str, source_id: str) -> RoleState:
        """Takes a source away and reads the role anew from what is left."""
        return await self.sources.remove(owner, role_id, source_id)

    async def draft(self, owner: str, role_id: str, request: DraftRequest) -> Draft:
        """Writes an email for the role and stores it."""
        named = request.model_copy(update={"from_name": request.from_name or self.my_name(owner)})
        state = self.open(owner, role_id)
        wanted = self.reality.wanted(state, named)
        draft = await self._drafting.write(state, wanted, self.engines.model(owner, ModelJob.DRAFT, role_id))
        self._drafting.keep(self._book, owner, role_id, draft)
        return draft

    def preview_draft(self, owner: str, role_id: str, draft: Draft, subject: str, body: str) -> Draft:
        """The draft as edited, with its checks run again; nothing is stored."""
        return self._drafting.edited(self.open(owner, role_id), draft, subject, body)

    def edit_draft(self, owner: str, role_id: str, draft_id: str, subject: str, body: str) -> Draft:
        """Stores the user's own wording, with its checks."""
        state = self.open(owner, role_id)
        found = [draft for draft in state.drafts if draft.id == draft_id]
        if not found:
            raise BadInput("That draft is no longer here; write the email again.")
        draft = self._drafting.edited(state, found[0], subject, body)
        self._drafting.keep(self._book, owner, role_id, draft)
        return draft

    def my_name(self, owner: str) -> str:
        return self._store.preference(owner, _MY_NAME)

    def set_my_name(self, owner: str, name: str) -> None:
        self._store.prefer(owner, _MY_NAME, " ".join(name.split())[:_LONGEST_NAME])

    # The library

    def library(self, owner: str) -> list[Document]:
        return self._library.documents(owner)

    def add_document(
        self, owner: str, name: str, data: bytes, progress: Progress | None = None
    ) -> AddedDocument:
        return self._library.add(owner, name, data, progress)

    def remove_document(self, owner: str, document_id: str) -> None:
        self._library.remove(owner, document_id)

    def search(self, owner: str, query: str, k: int = 5) -> Evidence:
        return self._library.search(owner, query, k)

    def passage(self, owner: str, passage_id: str) -> Passage | None:
        return self._library.passage(owner, passage_id)

    # The engine

    async def prepare(self, owner: str) -> None:
        """Loads what the first turn would else wait for: the reader's vectors, a model's library."""
        await asyncio.to_thread(self._warm_reading)
        model = self.engines.model(owner)
        if model is not None:
            await asyncio.gather(model.prepare(), self.engines.ask_server(owner))

    def _warm_reading(self) -> None:
        text = self._knowledge.examples[0].text
        self._reading.read([Source(id="example", kind=SourceKind.MESSAGE, text=text)])
        self._turns.bringing.tell("Hello")

    # Everything the user made

    def examples(self) -> tuple[Example, ...]:
        return self._knowledge.examples

    def topic_labels(self) -> dict[str, str]:
        """The topics' names on the page, by topic."""
        return {str(topic): label for topic, label in self._knowledge.chat.labels.items()}

    def export(self, owner: str) -> bytes:
        """Everything the owner made, as one JSON file; keys are not part of it."""
        return json.dumps(self._store.export(owner), ensure_ascii=False, indent=1).encode()

    def restore(self, owner: str, data: bytes) -> int:
        """Brings back what was exported; returns how many things came back."""
        try:
            exported: dict[str, Any] = json.loads(data)
        except ValueError as error:
            raise BadInput("That file is no export of RoleCall; choose the .json file you saved.") from error
        restored = self._store.restore(owner, exported)
        self._forget()
        self._retriever.sync(self._store.all_documents())
        return restored

    def delete_everything(self, owner: str) -> None:
        """Deletes roles, drafts, documents, preferences and the key. There is no way back."""
        for document in self._store.documents(owner):
            self._retriever.remove(document.id, owner=owner)
        self.engines.disconnect(owner)
        self.voice.forget(owner)
        self._store.delete_everything(owner)
        self._forget()

    def _forget(self) -> None:
        self._book.forget()
        self.mocks.book.forget()

    def notes(self) -> Sequence[str]:
        """What the user should know of the start: a rebuilt index, a rescued store."""
        return (*getattr(self._store, "notes", ()), *getattr(self._retriever, "notes", ()))
