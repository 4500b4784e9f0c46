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
_AT_PACE = 5
"""Turns that are shown at that pace; where more run at once, each is drawn less often."""

Stream = AsyncGenerator[Updates, None]
Message = dict[str, Any]
Start = Callable[[], AsyncIterator[Event]]


class Talk:
    """Handlers of the conversation. One turn at a time in each tab, so a double click sends once."""

    def __init__(self, coach: "Coach", parts: CoachParts, owner_of: OwnerOf) -> None:
        self._coach = coach
        self._parts = parts
        self._owner_of = owner_of
        self._running: dict[str, asyncio.Task[None]] = {}

    async def send(self, role: str, mode: str, message: Message | None, request: gr.Request) -> Stream:
        """What stands in the box, files included; an empty box does nothing."""
        owner, room = self._owner_of(request), _room(role)
        text = (message or {}).get("text") or ""
        paths = [Path(path) for path in (message or {}).get("files") or ()]
        live = LiveTurn(text, files=tuple(path.name for path in paths))
        if mode == "edit" and text.strip():
            turn = self._turn(
                role, request, live, lambda: self._coach.edit_last(owner, room, text), again=True
            )
        elif text.strip() or paths:
            turn = self._turn(role, request, live, lambda: self._said(owner, room, text, paths))
        else:
            yield self._nothing()
            return
        async with aclosing(turn):
            async for updates in turn:
                yield updates

    async def say_this(self, role: str, event: gr.EventData, request: gr.Request) -> Stream:
        """An example or a suggestion, with one click."""
        owner, room, text = self._owner_of(request), _room(role), carried(event, "text")
        turn = self._turn(role, request, LiveTurn(text), lambda: self._coach.say(owner, room, text))
        async with aclosing(turn):
            async for updates in turn:
                yield updates

    async def retry(self, role: str, request: gr.Request) -> Stream:
        """The last message once more."""
        owner, room = self._owner_of(request), _room(role)
        turns = (await asyncio.to_thread(self._coach.open, owner, room)).turns
        said = next((turn for turn in reversed(turns) if turn.speaker == "user"), None)
        if said is None:
            yield self._nothing()
            return
        live = LiveTurn(said.text, files=said.files)
        turn = self._turn(role, request, live, lambda: self._coach.retry(owner, room), again=True)
        async with aclosing(turn):
            async for updates in turn:
                yield updates

    async def _said(self, owner: str, room: str, text: str, paths: Sequence[Path]) -> AsyncIterator[Event]:
        files = [(path.name, await asyncio.to_thread(_taken, path)) for path in paths]
        async with aclosing(self._coach.say(owner, room, text, files)) as events:
            async for event in events:
                yield event

    async def stop(self, request: gr.Request) -> None:
        """Ends this tab's turn, and the model's stream with it; what was said is kept."""
        task = self._running.get(str(request.session_hash))
        if task is not None:
            task.cancel()

    async def _turn(
        self, role: str, request: gr.Request, live: LiveTurn, start: Start, *, again: bool = False
    ) -> Stream:
        """Pictures of one turn; `again` where it takes the place of the last message and its answer."""
        session, owner, parts = str(request.session_hash), self._owner_of(request), self._parts
        if session in self._running:
            yield self._nothing()
            return
        queue: asyncio.Queue[Event | BaseException | None] = asyncio.Queue()
        task = asyncio.create_task(_pump(start, queue))
        self._running[session] = task
        failure: BaseException | None = None
        try:
            yield {
                parts.log: await asyncio.to_thread(self._turns_so_far, owner, role, again),
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
                    yield await asyncio.to_thread(self._changed, owner, before, live)
                    await asyncio.sleep(_PACE * max(1.0, len(self._running) / _AT_PACE))
        except Exception as error:
            failure = error
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            self._running.pop(session, None)
        yield await asyncio.to_thread(self._finished, owner, role, live, failure)

    def _nothing(self) -> Updates:
        """An answer without a change: Gradio would blank every part after a handler that yields nothing."""
        return {self._parts.live: gr.skip()}

    def _turns_so_far(self, owner: str, role: str, again: bool) -> str:
        if role == NEW:
            return ""
        state = self._coach.open(owner, role)
        turns = state.turns
        if again:
            last = max((i for i, turn in enumerate(turns) if turn.speaker == "user"), default=0)
            turns = turns[:last]
        return present.turns(turns, live=True, folds=state.folds)

    def _changed(self, owner: str, before: LiveTurn, live: LiveTurn) -> Updates:
        """Only what this picture changed: the words, the card, the email."""
        parts = self._parts
        updates: Updates = {parts.live: _picture(live)}
        if live.opened != before.opened:
            engine = self._coach.engines.state(owner).sentence
            updates |= {parts.head: present.heading(live.opened, live.title, engine), parts.log: ""}
        if live.reading is not None and live.reading != before.reading:
            updates |= {parts.card: figures.reading_top(live.reading, labels(self._coach))}
        if live.draft is not None and live.draft != before.draft:
            updates |= parts.email.shown(live.draft, (live.draft,))
        return updates

    def _finished(self, owner: str, role: str, live: LiveTurn, failure: BaseException | None) -> Updates:
        """The page as the store has it; a message that could not be stored is put back into the box."""
        parts, shown = self._parts, live.opened or _room(role)
        if failure is not None:
            return self._failed(owner, shown, live, failure)
        try:
            updates = role_shown(parts, self._coach, owner, shown)
        except Exception as error:
            return {parts.live: present.problem(words_of(error)), parts.composer: ready_composer()}
        left: tuple[Any, ...] = ()
        if live.draft is None and not live.opened:
            # The user may be typing in the email while the coach speaks.
            left = parts.email.typed
        updates = {part: value for part, value in updates.items() if part not in left}
        return {**updates, parts.composer: ready_composer()}

    def _failed(self, owner: str, shown: str, live: LiveTurn, failure: BaseException) -> Updates:
        parts = self._parts
        told = {parts.live: present.problem(words_of(failure))}
        try:
            stored = _stored(self._coach.open(owner, shown), live.text)
            updates = role_shown(parts, self._coach, owner, shown)
        except Exception:
            # What broke the turn breaks this too: the sentence and the message are what counts.
            return {**told, parts.composer: ready_composer(live.text)}
        return {**updates, **told, parts.composer: ready_composer("" if stored else live.text)}


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
