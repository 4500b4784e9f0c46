"""Handlers of the Practise page outside the room: what can be picked, begin, come back, remove."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr
from pydantic import ValidationError

from rolecall.domain.clock import clock
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import MockRequest
from rolecall.ports import BadInput
from rolecall.web import picking, room
from rolecall.web.handling import OwnerOf, Updates, carried, words_of
from rolecall.web.practise_page import PractiseParts
from rolecall.web.present import problem
from rolecall.web.room_acts import RoomActs, beat

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.coach.practising import Practice


@dataclass(frozen=True)
class PractiseActs:
    """Each takes the mock from the event, so any web process can answer, and two tabs can show one mock."""

    coach: "Coach"
    parts: PractiseParts
    owner_of: OwnerOf
    room: RoomActs

    # What to practise

    async def visit(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The page is opened: the mock in the address, else what can be picked."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        left = carried(event, "leaving")
        if left and left != mock_id:
            # The room was left for the list: its clock stands from here on.
            await self.room.paused(owner, left, event)
        if not mock_id:
            return await self._pick(owner)
        return await self._opened(owner, mock_id)

    async def open_mock(self, event: gr.EventData, request: gr.Request) -> Updates:
        return await self._opened(self.owner_of(request), carried(event, "mock"))

    async def remove(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        try:
            (await self.room.practice()).remove(owner, carried(event, "mock"))
        except Exception as error:
            return {self.parts.told: problem(words_of(error))}
        return await self._pick(owner)

    async def begin(self, paper: str | None, event: gr.EventData, request: gr.Request) -> Updates:
        """Plans the mock that was picked and asks its first question."""
        owner = self.owner_of(request)
        try:
            wanted = _wanted(event)
            deep = wanted.what == RoundKind.RESEARCH_DEEP_DIVE
            practice = await self.room.practice()
            if paper and deep:
                dropped = Path(paper)
                data = await asyncio.to_thread(dropped.read_bytes)
                state = await self.coach.practice_on_paper(owner, wanted, dropped.name, data)
                dropped.unlink(missing_ok=True)
            else:
                state = await practice.start(owner, wanted)
            shown = self.room.shown(practice, owner, state, whole=True)
        except Exception as error:
            # The mark tells the page that the form can be used again.
            return {self.parts.told: problem(words_of(error)), self.parts.mark: room.nowhere(beat())}
        quiet = {self.parts.told: "", self.parts.trouble: "", self.parts.code.told: ""}
        return {**shown, **quiet, self.parts.paper: None}

    # Inside

    async def _opened(self, owner: str, mock_id: str) -> Updates:
        """A mock as it was left; where it is gone, what can be picked."""
        try:
            practice = await self.room.practice()
            state = await practice.come_back(owner, mock_id)
        except Exception as error:
            return {**await self._pick(owner), self.parts.told: problem(words_of(error))}
        quiet = {self.parts.trouble: "", self.parts.code.told: ""}
        return {**self.room.shown(practice, owner, state, whole=True), **quiet}

    async def _pick(self, owner: str) -> Updates:
        parts = self.parts
        try:
            practice = await self.room.practice()
            mocks = practice.mocks(owner)
            waiting = [(mock, self._left(practice, owner, mock.id)) for mock in mocks if mock.ended is None]
            engine = self.coach.engines.state(owner)
            return {
                parts.intro: picking.introduction(engine.name, is_model=engine.is_model, first=not mocks),
                parts.unfinished: picking.unfinished(waiting),
                parts.rest: picking.rest(self.coach.roles(owner), self.room.voices()),
                parts.past: picking.past(
                    [mock for mock in mocks if mock.ended is not None],
                    numbers=not self.coach.hides_numbers(owner),
                ),
                parts.problems: picking.problems(self.coach.mocks.knowledge.coding),
                parts.told: "",
                parts.mark: room.nowhere(beat()),
            }
        except Exception as error:
            return {parts.told: problem(words_of(error))}

    def _left(self, practice: "Practice", owner: str, mock_id: str) -> float:
        """Seconds left as of the last sign of the page; what came after does not count."""
        state = practice.open(owner, mock_id)
        seen = self.coach.mocks.book.kept(owner, mock_id).at
        return clock(state, max(seen, state.updated_at)).left


def _wanted(event: gr.EventData) -> MockRequest:
    """What the form says. Raises BadInput where it is not the form's."""
    what = carried(event, "what")
    chosen = carried(event, "problem") if what == RoundKind.CODING else ""
    try:
        return MockRequest.model_validate(
            {
                "what": what,
                "role_id": carried(event, "role"),
                "interviewer": carried(event, "interviewer"),
                "mode": carried(event, "mode"),
                "minutes": carried(event, "minutes"),
                "question_ids": (chosen,) if chosen else (),
                "drift": what == RoundKind.RESEARCH_DEEP_DIVE and bool(carried(event, "drift")),
            }
        )
    except ValidationError as error:
        raise BadInput("The form did not arrive whole; reload the page and pick again.") from error
