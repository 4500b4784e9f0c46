"""One turn of the conversation: what the user brought is stored, answered, and the answer stored."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from datetime import date

from rolecall.coach.advising import Advising, tell_draft
from rolecall.coach.book import RoleBook
from rolecall.coach.bringing import ABOUT_ROLES, Bringing
from rolecall.coach.drafting import Drafting
from rolecall.coach.events import Drafted, Event, Noted, Opened, Read
from rolecall.coach.library import Library
from rolecall.coach.pointing import POINTED, Pointing
from rolecall.coach.reading import Reading, clipped
from rolecall.coach.reality import Reality
from rolecall.coach.speaking import Speaking
from rolecall.domain.conversation import GENERAL, Named, RoleRead, RoleState, SourceAdded, Turn
from rolecall.domain.conversation import Said as TurnSaid
from rolecall.domain.costs import Spent
from rolecall.domain.engines import ModelJob
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.mail import Draft
from rolecall.domain.moves import Move, wish
from rolecall.domain.roles import RoleReading, Source, SourceKind
from rolecall.domain.telling import explain_reading, suggestions, tell_questions, tell_reading
from rolecall.ports import BadInput, ChatModel, ModelFault, ModelFor, ReadFile, RoleCallError

_GREETING = (
    "Hello. Paste a job ad or a recruiter's message and I will show where the work lies and what is left "
    "unsaid; or ask me anything about ML interviews."
)
_WELCOME = "What shall we look at next?"
_NO_ROLE = (
    "There is no role in this conversation yet. Paste the ad or the recruiter's message, and I will read it."
)
_NO_PROMISE = (
    "This reads as a report of an interview. Open the role it belongs to and paste it there, or paste the ad "
    "or the recruiter's message first; then I can hold what was tested beside what was promised."
)
_QUESTION = 1000
"""Characters: a longer text is rarely a question."""
_OTHER_ROLE = "If this is about another role, choose “New role” and paste it there."


@dataclass(frozen=True)
class Asker:
    """Who talks with the coach, under which name they sign, and which model has which job, if any."""

    owner: str
    name: str = ""
    models: ModelFor = lambda owner, job, role: None
    spent: Callable[[], Spent] = Spent
    """What the models of this turn took so far."""
    near_cap: Callable[[], str] = str
    """One line where the day's cap is nearly spent, once a day."""

    def model(self, job: ModelJob, role: str) -> ChatModel | None:
        return self.models(self.owner, job, role)


@dataclass(frozen=True)
class Turns:
    """The rooms a turn passes through."""

    book: RoleBook
    library: Library
    bringing: Bringing
    reading: Reading
    drafting: Drafting
    advising: Advising
    knowledge: Knowledge
    new_id: Callable[[], str]
    now: Callable[[], str]
    reality: Reality | None = None
    """What came back beside what was promised; without it replies and reports are only read."""

    async def take(
        self, asker: Asker, role_id: str, text: str, files: Sequence[tuple[str, bytes]]
    ) -> AsyncGenerator[Event, None]:
        """Stores what the user said, then answers it."""
        owner = asker.owner
        if not text.strip() and not files:
            raise BadInput("There is nothing to read; paste the ad or the message, or type a question.")
        text, notes = clipped(text)
        if not files and len(text) < _QUESTION:
            self.advising.foresee(owner, text)
        asked = role_id != GENERAL and any(draft.questions for draft in self.book.open(owner, role_id).drafts)
        brought = await self.bringing.brought(text, files, notes, in_role=role_id != GENERAL, asked=asked)
        if not text.strip() and not brought.sources and not brought.documents:
            raise BadInput(" ".join(brought.notes))
        if role_id == GENERAL and any(source.kind in ABOUT_ROLES for source in brought.sources):
            role_id = self.new_id()
            yield await asyncio.to_thread(self._opened, owner, role_id, brought.sources)
        turn = Turn(
            id=self.new_id(), speaker="user", text=text, files=tuple(name for name, _ in files), at=self.now()
        )
        # The disk may take its time; other turns go on meanwhile.
        await asyncio.to_thread(self.book.append, owner, role_id, TurnSaid(turn=turn))
        for source in brought.sources:
            self.book.append(owner, role_id, SourceAdded(source=source, turn=turn.id))
        for note in brought.notes:
            yield Noted(message=note)
        for read, kind, size in brought.documents:
            yield Noted(message=await self._shelved(owner, read, kind, size))
        async with aclosing(self.answer(asker, role_id, turn)) as events:
            async for event in events:
                yield event

    async def answer(self, asker: Asker, role_id: str, turn: Turn) -> AsyncGenerator[Event, None]:
        """Answers a stored turn; however it ends, what was said by then is stored."""
        owner = asker.owner
        state = self.book.open(owner, role_id)
        speaking = Speaking(
            self.new_id(), lambda said: self.book.append(owner, role_id, TurnSaid(turn=said)), asker.spent
        )
        finished = False
        try:
            async with aclosing(await self._moved(asker, state, turn, speaking)) as events:
                async for event in events:
                    yield event
            if asker.spent().calls and (near := asker.near_cap()):
                yield speaking.note(near)
            finished = True
            yield speaking.end()
        except ModelFault as fault:
            finished = True
            yield speaking.note(fault.message)
            yield speaking.end(interrupted=True)
        except RoleCallError as fault:
            finished = True
            yield speaking.note(fault.message)
            yield speaking.end()
        finally:
            # Stop, a closed tab and a bug alike arrive here: keep what was said, marked as cut short.
            if not finished:
                speaking.end(interrupted=True)

    async def read_again(self, owner: str, role_id: str, model: ChatModel | None) -> RoleReading | None:
        """Reads a role anew after its sources changed; None where no source is left."""
        state = self.book.open(owner, role_id)
        sources = [source for source in state.sources if source.kind in ABOUT_ROLES]
        if not sources and not state.sources:
            return None
        # Where nothing is left that promises, the role keeps its name, and nothing else is known of it.
        titled = Source(id="title", kind=SourceKind.AD, text=state.title or "A role without a title")
        reading, _ = await self._read_with(sources or [titled], model)
        self._keep_reading(owner, role_id, reading)
        if self.reality is not None:
            await asyncio.to_thread(self.reality.promising.read, owner, role_id)
        return reading

    async def _moved(  # noqa: PLR0911 - one return a move
        self, asker: Asker, state: RoleState, turn: Turn, speaking: Speaking
    ) -> AsyncGenerator[Event, None]:
        """What the turn asks for, decided in plain code."""
        new = [source for source in state.sources if state.brought.get(source.id) == turn.id]
        if any(source.kind in ABOUT_ROLES for source in new):
            return self._read(asker, state, new, speaking)
        if self.reality is not None and state.id != GENERAL and _reports(new):
            return self._happened(asker.owner, state, new, speaking)
        if _reports(new):
            return self._plainly(speaking, _NO_PROMISE, ())
        move = (await asyncio.to_thread(self.bringing.tell, turn.text)).move
        if state.reading is None:
            if move in (Move.DRAFT, Move.RESTYLE):
                return self._plainly(speaking, _NO_ROLE, suggestions(None, drafted=False))
            if move in (Move.EXPLAIN, Move.MISSING):
                # Without a role these are questions like any other, and the guides answer them.
                move = Move.ADVISE
        if move in POINTED:
            return self._point(asker.owner, state, move, turn.text, speaking)
        match move:
            case Move.DRAFT | Move.RESTYLE:
                before = state.draft if move is Move.RESTYLE else None
                return self._draft(asker, state, turn.text, before, speaking)
            case Move.EXPLAIN | Move.MISSING:
                assert state.reading is not None
                told = (
                    explain_reading(state.reading, self.knowledge.chat.labels)
                    if move is Move.EXPLAIN
                    else tell_questions(state.reading)
                )
                return self._plainly(speaking, told, self._next(state))
            case Move.GREET:
                greeting = (
                    _GREETING if state.reading is None else "You are welcome. What shall we look at next?"
                )
                return self._plainly(speaking, greeting, self._next(state))
            case _:
                return self.advising.advise(
                    asker.owner, state, turn, speaking, asker.model(ModelJob.ANSWER, state.id)
                )

    async def _read(
        self, asker: Asker, state: RoleState, new: Sequence[Source], speaking: Speaking
    ) -> AsyncGenerator[Event, None]:
        sources = [source for source in state.sources if source.kind in ABOUT_ROLES]
        reading, note = await self._read_with(sources, asker.model(ModelJob.READ, state.id))
        if note:
            yield speaking.note(note)
        self._keep_reading(asker.owner, state.id, reading)
        yield Read(reading=reading)
        speaking.by(reading.engine)
        answers = [source for source in new if source.kind is SourceKind.REPLY]
        if len(answers) < len(new) or self.reality is None:
            for paragraph in tell_reading(reading, self.knowledge.chat.labels).split("\n\n"):
                yield speaking.paragraph(paragraph)
        async for event in self._came_back(asker.owner, state.id, new, speaking):
            yield event
        if len(sources) > 1 and _differ(state.reading, reading):
            yield speaking.paragraph(_OTHER_ROLE)
        yield speaking.suggest(suggestions(reading, drafted=bool(state.drafts)))

    async def _happened(
        self, owner: str, state: RoleState, new: Sequence[Source], speaking: Speaking
    ) -> AsyncGenerator[Event, None]:
        """A report of an interview, beside what was promised."""
        async for event in self._came_back(owner, state.id, new, speaking):
            yield event
        yield speaking.suggest(self._next(state))

    async def _came_back(
        self, owner: str, role_id: str, new: Sequence[Source], speaking: Speaking
    ) -> AsyncGenerator[Event, None]:
        if self.reality is None:
            return
        for told in await asyncio.to_thread(self.reality.tell, owner, role_id, new):
            for paragraph in told.split("\n\n"):
                yield speaking.paragraph(paragraph)

    async def _read_with(self, sources: Sequence[Source], model: ChatModel | None) -> tuple[RoleReading, str]:
        """The reading, and one sentence where the model could not help with it."""
        if model is not None:
            try:
                return await self.reading.read_with(sources, model), ""
            except ModelFault as fault:
                return await asyncio.to_thread(self.reading.read, sources), fault.message
        return await asyncio.to_thread(self.reading.read, sources), ""

    async def _draft(
        self, asker: Asker, state: RoleState, text: str, before: Draft | None, speaking: Speaking
    ) -> AsyncGenerator[Event, None]:
        request = wish(text, self.knowledge.chat, self.drafting.request_like(before))
        if not request.from_name:
            request = request.model_copy(update={"from_name": asker.name})
        if self.reality is not None:
            request = self.reality.wanted(state, request)
        draft = await self.drafting.write(state, request, asker.model(ModelJob.DRAFT, state.id))
        self.drafting.keep(self.book, asker.owner, state.id, draft)
        yield Drafted(draft=draft)
        speaking.by(draft.engine)
        yield speaking.paragraph(tell_draft(draft, state.reading, self.knowledge.chat.labels))
        if draft.note:
            yield speaking.note(draft.note)
        yield speaking.suggest(suggestions(state.reading, drafted=True))

    async def _plainly(
        self, speaking: Speaking, text: str, offered: tuple[str, ...]
    ) -> AsyncGenerator[Event, None]:
        for paragraph in text.split("\n\n"):
            yield speaking.paragraph(paragraph)
        yield speaking.suggest(offered)

    async def _point(
        self, owner: str, state: RoleState, move: Move, text: str, speaking: Speaking
    ) -> AsyncGenerator[Event, None]:
        """To where the work is done: practice, plan, report, settings."""
        pointing = Pointing.over(self.knowledge, self.reality.plans if self.reality else None)
        told = await pointing.say(move, owner, state, text, date.fromisoformat(self.now()[:10]))
        for paragraph in told.split("\n\n"):
            yield speaking.paragraph(paragraph)
        yield speaking.suggest(self._next(state))

    async def _shelved(self, owner: str, read: ReadFile, kind: SourceKind, size: int) -> str:
        added = await asyncio.to_thread(self.library.add_text, owner, read, size, kind=kind.value)
        if added.duplicate:
            return f"{read.name!r} is in your library already, so I kept the one that is there."
        return (
            f"I put {read.name!r} into your library ({added.passages} passages) and can cite it from now on."
        )

    def _opened(self, owner: str, role_id: str, sources: Sequence[Source]) -> Opened:
        reading = self.reading.read([s for s in sources if s.kind in ABOUT_ROLES])
        title = role_title(reading)
        self.book.append(owner, role_id, Named(title=title))
        return Opened(role_id=role_id, title=title)

    def _keep_reading(self, owner: str, role_id: str, reading: RoleReading) -> None:
        self.book.append(owner, role_id, RoleRead(reading=reading))
        self.book.append(owner, role_id, Named(title=role_title(reading)))

    def _next(self, state: RoleState) -> tuple[str, ...]:
        return suggestions(state.reading, drafted=bool(state.drafts))


def role_title(reading: RoleReading) -> str:
    """What the list of roles calls a role."""
    named = ", ".join(part for part in (reading.title, reading.company) if part)
    if named:
        return named[:80]
    return f"A message from {reading.recruiter}" if reading.recruiter else "A role without a title"


def _differ(before: RoleReading | None, after: RoleReading) -> bool:
    """True where a second source names another company than the first did."""
    return bool(before and before.company and after.company and before.company != after.company)


def _reports(sources: Sequence[Source]) -> bool:
    return any(source.kind is SourceKind.REPORT for source in sources)
