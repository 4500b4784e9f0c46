"""Handlers of the Practise page: pick, answer, hint, pause, come back, end."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from pydantic import ValidationError

from rolecall.domain.clock import Clock, clock
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import MockRequest, MockState
from rolecall.ports import BadInput, RoleCallError
from rolecall.web import picking, room
from rolecall.web.handling import OwnerOf, Updates, carried, words_of
from rolecall.web.practise_page import PractiseParts
from rolecall.web.present import problem

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.coach.practising import Practice
    from rolecall.domain.mocks import Interviewer
    from rolecall.domain.voices import Voice

_ELSEWHERE = "This mock went on in another tab; here is where it stands. What you wrote is still in the box."
Act = Callable[["Practice", str, str], Awaitable[MockState]]


@dataclass(frozen=True)
class PractiseActs:
    """Each takes the mock from the event, so any web process can answer, and two tabs can show one mock."""

    coach: "Coach"
    parts: PractiseParts
    owner_of: OwnerOf

    # What to practise

    async def visit(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The page is opened: the mock in the address, else what can be picked."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        left = carried(event, "leaving")
        if left and left != mock_id:
            # The room was left for the list: its clock stands from here on.
            await self._paused(owner, left, carried(event, "draft"))
        if not mock_id:
            return await self._pick(owner)
        return await self._opened(owner, mock_id)

    async def open_mock(self, event: gr.EventData, request: gr.Request) -> Updates:
        return await self._opened(self.owner_of(request), carried(event, "mock"))

    async def remove(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        try:
            (await self._practice()).remove(owner, carried(event, "mock"))
        except Exception as error:
            return {self.parts.told: problem(words_of(error))}
        return await self._pick(owner)

    async def begin(self, paper: str | None, event: gr.EventData, request: gr.Request) -> Updates:
        """Plans the mock that was picked and asks its first question."""
        owner = self.owner_of(request)
        try:
            wanted = _wanted(event)
            deep = wanted.what == RoundKind.RESEARCH_DEEP_DIVE
            practice = await self._practice()
            if paper and deep:
                dropped = Path(paper)
                data = await asyncio.to_thread(dropped.read_bytes)
                state = await self.coach.practice_on_paper(owner, wanted, dropped.name, data)
                dropped.unlink(missing_ok=True)
            else:
                state = await practice.start(owner, wanted)
            shown = self._shown(practice, owner, state, whole=True)
        except Exception as error:
            # The mark tells the page that the form can be used again.
            return {self.parts.told: problem(words_of(error)), self.parts.mark: room.nowhere(_beat())}
        return {**shown, self.parts.told: "", self.parts.trouble: "", self.parts.paper: None}

    # In the room

    async def send(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The answer in the box; one that was meant for an earlier question stays in the box."""
        text = carried(event, "draft")

        async def answered(practice: "Practice", owner: str, mock_id: str) -> MockState:
            state = practice.open(owner, mock_id)
            if state.ended is None and len(state.said) != _seen(event):
                raise BadInput(_ELSEWHERE)
            return await practice.answer(owner, mock_id, text)

        return await self._act(event, request, answered, text)

    async def hint(self, event: gr.EventData, request: gr.Request) -> Updates:
        return await self._act(event, request, lambda practice, *of: practice.hint(*of))

    async def pause(self, event: gr.EventData, request: gr.Request) -> Updates:
        async def paused(practice: "Practice", owner: str, mock_id: str) -> MockState:
            return practice.pause(owner, mock_id, carried(event, "draft"))

        return await self._act(event, request, paused)

    async def resume(self, event: gr.EventData, request: gr.Request) -> Updates:
        async def resumed(practice: "Practice", owner: str, mock_id: str) -> MockState:
            return practice.resume(owner, mock_id)

        return await self._act(event, request, resumed)

    async def end(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Time is up, or the candidate ends it: what is in the box counts."""
        draft = carried(event, "draft")
        return await self._act(event, request, lambda practice, *of: practice.end(*of, draft), draft)

    async def leave(self, event: gr.EventData, request: gr.Request) -> Updates:
        async def left(practice: "Practice", owner: str, mock_id: str) -> MockState:
            return practice.abort(owner, mock_id)

        return await self._act(event, request, left)

    async def tick(self, event: gr.EventData, request: gr.Request) -> Updates:
        """A sign of the page: keeps the draft, tells the time; draws the room anew only where it changed."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        try:
            practice = await self._practice()
            # A tab in which nothing was typed must not put its old draft over another tab's; a sign it is.
            typed = bool(carried(event, "typed"))
            draft = carried(event, "draft") if typed else practice.draft(owner, mock_id)
            tick = practice.tick(owner, mock_id, draft)
            state = practice.open(owner, mock_id)
        except Exception as error:
            return {self.parts.trouble: problem(words_of(error))}
        same = len(state.said) == _seen(event) and tick.clock.paused == bool(carried(event, "paused"))
        if same and tick.ended is None:
            return {self.parts.mark: self._mark(practice, state, tick.clock, warning=tick.warning)}
        return self._shown(practice, owner, state, warning=tick.warning)

    # Inside

    async def _practice(self) -> "Practice":
        """The use cases; the bank is loaded at their first use, which must not hold up other streams."""
        return await asyncio.to_thread(lambda: self.coach.practice)

    async def _paused(self, owner: str, mock_id: str, draft: str) -> None:
        """Lets the clock of a mock stand; one that is gone needs no pause."""
        try:
            (await self._practice()).pause(owner, mock_id, draft)
        except RoleCallError:
            return

    async def _act(self, event: gr.EventData, request: gr.Request, act: Act, text: str = "") -> Updates:
        """One act in the room; a failure is told in a sentence, and the room shows what is stored."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        told = ""
        try:
            practice = await self._practice()
            try:
                state = await act(practice, owner, mock_id)
            except Exception as error:
                told = problem(words_of(error))
                state = practice.open(owner, mock_id)
            last = state.answers[-1].text.strip() if state.answers else ""
            shown = self._shown(practice, owner, state, took=bool(text.strip()) and last == text.strip())
        except Exception as error:
            return {self.parts.trouble: problem(words_of(error))}
        return {**shown, self.parts.trouble: told}

    async def _opened(self, owner: str, mock_id: str) -> Updates:
        """A mock as it was left; where it is gone, what can be picked."""
        try:
            practice = await self._practice()
            state = await practice.come_back(owner, mock_id)
        except Exception as error:
            return {**await self._pick(owner), self.parts.told: problem(words_of(error))}
        return {**self._shown(practice, owner, state, whole=True), self.parts.trouble: ""}

    async def _pick(self, owner: str) -> Updates:
        parts = self.parts
        try:
            practice = await self._practice()
            mocks = practice.mocks(owner)
            waiting = [(mock, self._left(practice, owner, mock.id)) for mock in mocks if mock.ended is None]
            engine = self.coach.engine(owner)
            return {
                parts.intro: picking.introduction(engine.name, is_model=engine.is_model, first=not mocks),
                parts.unfinished: picking.unfinished(waiting),
                parts.rest: picking.rest(self.coach.roles(owner), self._voices()),
                parts.past: picking.past(
                    [mock for mock in mocks if mock.ended is not None],
                    numbers=not self.coach.hides_numbers(owner),
                ),
                parts.told: "",
                parts.mark: room.nowhere(_beat()),
            }
        except Exception as error:
            return {parts.told: problem(words_of(error))}

    def _left(self, practice: "Practice", owner: str, mock_id: str) -> float:
        """Seconds left as of the last sign of the page; what came after does not count."""
        state = practice.open(owner, mock_id)
        seen = self.coach.mocks.book.kept(owner, mock_id).at
        return clock(state, max(seen, state.updated_at)).left

    def _shown(
        self,
        practice: "Practice",
        owner: str,
        state: MockState,
        *,
        whole: bool = False,
        took: bool = False,
        warning: int | None = None,
    ) -> Updates:
        """The room, or what comes after it; `whole` where it was not in view before."""
        parts, questions = self.parts, practice.questions(state)
        tick = practice.tick(owner, state.id)
        at = tick.clock
        draft = practice.draft(owner, state.id) if whole else ""
        mark = self._mark(practice, state, at, draft=draft, took=took, warning=warning or tick.warning)
        if state.ended is not None:
            return {
                parts.mark: mark,
                parts.ended: room.ended(state),
                parts.transcript: room.transcript(state),
            }
        who = self._voices()[state.request.interviewer].title
        return {
            parts.mark: mark,
            parts.top: room.top(state, at, who),
            parts.so_far: room.so_far(state),
            parts.now: room.question_now(
                state, at, questions, away=whole, hide=self.coach.hides_numbers(owner)
            ),
        }

    def _mark(
        self,
        practice: "Practice",
        state: MockState,
        at: Clock,
        *,
        draft: str = "",
        took: bool = False,
        warning: int | None = None,
    ) -> str:
        return room.mark(
            state,
            at,
            practice.questions(state),
            beat=_beat(),
            draft=draft,
            took=took,
            warning=warning,
        )

    def _voices(self) -> "Mapping[Interviewer, Voice]":
        return self.coach.mocks.knowledge.voices.voices


def _beat() -> str:
    """Differs each time, in every process: a value that stays the same would not reach the page."""
    return secrets.token_hex(4)


def _seen(event: gr.EventData) -> int:
    """How much of the conversation the tab showed when the event was sent."""
    said = carried(event, "said")
    return int(said) if said.isdecimal() else -1


def _wanted(event: gr.EventData) -> MockRequest:
    """What the form says. Raises BadInput where it is not the form's."""
    what = carried(event, "what")
    try:
        return MockRequest.model_validate(
            {
                "what": what,
                "role_id": carried(event, "role"),
                "interviewer": carried(event, "interviewer"),
                "mode": carried(event, "mode"),
                "minutes": carried(event, "minutes"),
                "drift": what == RoundKind.RESEARCH_DEEP_DIVE and bool(carried(event, "drift")),
            }
        )
    except ValidationError as error:
        raise BadInput("The form did not arrive whole; reload the page and pick again.") from error
