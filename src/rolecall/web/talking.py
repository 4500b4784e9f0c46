"""Turns on the page: starts them, shows them as they happen, stops them, and leaves the stored state."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import aclosing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.coach.events import Event
from rolecall.domain.conversation import GENERAL, RoleState
from rolecall.web import figures, present
from rolecall.web.coach_page import CoachParts, busy_composer, labels, ready_composer, role_shown
from rolecall.web.handling import OwnerOf, Updates, carried, words_of
from rolecall.web.present import NEW
from rolecall.web.translate import LiveTurn, after

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_PACE = 0.05
"""Seconds between two pictures of a turn: words that come faster are shown together."""

Stream = AsyncGenerator[Updates, None]
Start = Callable[[], AsyncIterator[Event]]


class Talk:
    """Handlers of the conversation. One turn at a time in each tab, so a double click sends once."""

    def __init__(self, coach: "Coach", parts: CoachParts, owner_of: OwnerOf) -> None:
        self._coach = coach
        self._parts = parts
        self._owner_of = owner_of
        self._running: dict[str, asyncio.Task[None]] = {}

    async def send(self, role: str, mode: str, message: dict[str, Any], request: gr.Request) -> Stream:
        """What stands in the box, files included."""
        owner, room = self._owner_of(request), _room(role)
        text = message.get("text") or ""
        paths = [Path(path) for path in message.get("files") or ()]
        if not text.strip() and not paths:
            return
        if mode == "edit":
            turns = await asyncio.to_thread(self._turns_before_last, owner, room)
            stream = self._turn(
                role, request, LiveTurn(text), lambda: self._coach.edit_last(owner, room, text), turns
            )
        else:
            files = [(path.name, await asyncio.to_thread(_taken, path)) for path in paths]
            live = LiveTurn(text, files=tuple(name for name, _ in files))
            stream = self._turn(role, request, live, lambda: self._coach.say(owner, room, text, files))
        async with aclosing(stream):
            async for updates in stream:
                yield updates

    async def say_this(self, role: str, event: gr.EventData, request: gr.Request) -> Stream:
        """An example or a suggestion, with one click."""
        owner, room, text = self._owner_of(request), _room(role), carried(event, "text")
        async with aclosing(
            self._turn(role, request, LiveTurn(text), lambda: self._coach.say(owner, room, text))
        ) as stream:
            async for updates in stream:
                yield updates

    async def retry(self, role: str, request: gr.Request) -> Stream:
        """The last message once more."""
        owner, room = self._owner_of(request), _room(role)
        state = await asyncio.to_thread(self._coach.open, owner, room)
        said = [turn for turn in state.turns if turn.speaker == "user"]
        if not said:
            return
        turns = await asyncio.to_thread(self._turns_before_last, owner, room)
        live = LiveTurn(said[-1].text, files=said[-1].files)
        async with aclosing(
            self._turn(role, request, live, lambda: self._coach.retry(owner, room), turns)
        ) as stream:
            async for updates in stream:
                yield updates

    async def stop(self, request: gr.Request) -> None:
        """Ends this tab's turn, and the model's stream with it; what was said is kept."""
        task = self._running.get(str(request.session_hash))
        if task is not None:
            task.cancel()

    def _turns_before_last(self, owner: str, room: str) -> str:
        """The conversation up to the last message of the user."""
        state = self._coach.open(owner, room)
        last = max((i for i, turn in enumerate(state.turns) if turn.speaker == "user"), default=0)
        return present.turns(state.turns[:last], live=True)

    async def _turn(
        self, role: str, request: gr.Request, live: LiveTurn, start: Start, turns: str | None = None
    ) -> Stream:
        session, owner, parts = str(request.session_hash), self._owner_of(request), self._parts
        if session in self._running:
            return
        queue: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()
        task = asyncio.create_task(_pump(start, queue))
        self._running[session] = task
        failure: BaseException | None = None
        try:
            if turns is None:
                turns = await asyncio.to_thread(self._turns_so_far, owner, role)
            yield {
                parts.log: turns,
                parts.live: _picture(live),
                parts.offers: "",
                parts.editing: "",
                parts.mode: "",
                parts.composer: busy_composer(),
            }
            going = True
            while going:
                before = live
                for event in await _batch(queue):
                    if event is None:
                        going = False
                    elif isinstance(event, BaseException):
                        failure = event
                    else:
                        live = after(live, event)
                if going and live != before:
                    yield self._changed(before, live)
                    await asyncio.sleep(_PACE)
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._running.pop(session, None)
        yield await asyncio.to_thread(self._finished, owner, role, live, failure)

    def _turns_so_far(self, owner: str, role: str) -> str:
        return "" if role == NEW else present.turns(self._coach.open(owner, role).turns, live=True)

    def _changed(self, before: LiveTurn, live: LiveTurn) -> Updates:
        """Only what this picture changed: the words, the card, the email."""
        parts = self._parts
        updates: Updates = {parts.live: _picture(live)}
        if live.reading is not None and live.reading != before.reading:
            updates |= {parts.card: figures.reading_top(live.reading, labels(self._coach))}
        if live.draft is not None and live.draft != before.draft:
            updates |= parts.email.shown(live.draft, (live.draft,))
        return updates

    def _finished(self, owner: str, role: str, live: LiveTurn, failure: BaseException | None) -> Updates:
        """The page as the store has it; an unsent message is put back into the box."""
        shown = live.opened or (GENERAL if role == NEW else role)
        updates = role_shown(self._parts, self._coach, owner, shown)
        unsent = ""
        if failure is not None:
            unsent = "" if _stored(self._coach.open(owner, _room(shown)), live.text) else live.text
            updates[self._parts.live] = present.problem(words_of(failure))
        return {**updates, self._parts.composer: ready_composer(unsent)}


async def _pump(start: Start, queue: "asyncio.Queue[Event | BaseException | None]") -> None:
    """Moves a turn's events into the queue; cancelling it closes the turn, and the model's stream with it."""
    try:
        events = start()
        try:
            async for event in events:
                queue.put_nowait(event)
        finally:
            close = getattr(events, "aclose", None)
            if close is not None:
                await close()
    except Exception as error:
        queue.put_nowait(error)
    finally:
        queue.put_nowait(None)


async def _batch(
    queue: "asyncio.Queue[Event | BaseException | None]",
) -> Sequence[Event | BaseException | None]:
    """Everything that is there, at least one thing."""
    batch = [await queue.get()]
    while not queue.empty():
        batch.append(queue.get_nowait())
    return batch


def _picture(live: LiveTurn) -> str:
    return present.being_said(
        live.text, live.answer, live.passages, live.notes, live.files, busy=not live.ended
    )


def _stored(state: RoleState, text: str) -> bool:
    said = [turn.text for turn in state.turns if turn.speaker == "user"]
    return bool(said) and said[-1].strip() == text.strip()


def _taken(path: Path) -> bytes:
    """An uploaded file's bytes; the copy that Gradio made goes at once."""
    data = path.read_bytes()
    path.unlink(missing_ok=True)
    return data


def _room(role: str) -> str:
    return GENERAL if role == NEW else role or GENERAL
