"""Handlers of the room: answer, run, submit, hint, pause, end, and the beat of its clock."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.clock import Clock
from rolecall.domain.mocks import MockState
from rolecall.ports import BadInput, RoleCallError
from rolecall.web import coding_page, room
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
class RoomActs:
    """Each takes the mock from the event, so any web process can answer, and two tabs can show one mock."""

    coach: "Coach"
    parts: PractiseParts
    owner_of: OwnerOf

    async def send(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The answer in the box; one that was meant for an earlier question stays in the box."""
        text = carried(event, "draft")

        async def answered(practice: "Practice", owner: str, mock_id: str) -> MockState:
            state = practice.open(owner, mock_id)
            if state.ended is None and len(state.said) != _seen(event):
                raise BadInput(_ELSEWHERE)
            return await practice.answer(owner, mock_id, text)

        return await self._act(event, request, answered, text)

    async def run(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The examples, or own calls, with what stands in the editor."""
        source, calls = carried(event, "code"), carried(event, "calls")
        return await self._try(event, request, lambda practice, *of: practice.run(*of, source, calls))

    async def submit(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The hidden checks, with what stands in the editor."""
        source = carried(event, "code")
        return await self._try(event, request, lambda practice, *of: practice.submit(*of, source))

    async def _try(self, event: gr.EventData, request: gr.Request, act: Act) -> Updates:
        """A run or a submission; code that was written for an earlier problem is not tried on this one."""

        async def tried(practice: "Practice", owner: str, mock_id: str) -> MockState:
            open_problem = practice.editor.problem(practice.open(owner, mock_id))
            if open_problem is not None and open_problem.id != carried(event, "problem"):
                raise BadInput(_ELSEWHERE)
            return await act(practice, owner, mock_id)

        return await self._act(event, request, tried, place=self.parts.code.told)

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
        """Time is up, or the candidate ends it: what is in the box and in the editor counts."""
        draft = carried(event, "draft")
        return await self._act(event, request, lambda practice, *of: practice.end(*of, draft), draft)

    async def leave(self, event: gr.EventData, request: gr.Request) -> Updates:
        async def left(practice: "Practice", owner: str, mock_id: str) -> MockState:
            return practice.abort(owner, mock_id)

        return await self._act(event, request, left)

    async def tick(self, event: gr.EventData, request: gr.Request) -> Updates:
        """A sign of the page: keeps what is typed, tells the time; draws anew only what changed."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        try:
            practice = await self.practice()
            keep_code(practice, owner, mock_id, event)
            # A tab in which nothing was typed must not put its old draft over another tab's; a sign it is.
            typed = bool(carried(event, "typed"))
            draft = carried(event, "draft") if typed else practice.draft(owner, mock_id)
            tick = practice.tick(owner, mock_id, draft)
            state = practice.open(owner, mock_id)
        except Exception as error:
            return {self.parts.trouble: problem(words_of(error))}
        same = len(state.said) == _seen(event) and tick.clock.paused == bool(carried(event, "paused"))
        if same and tick.ended is None:
            mark = self._mark(practice, state, tick.clock, warning=tick.warning, answers="tick")
            return {self.parts.mark: mark}
        return self.shown(practice, owner, state, warning=tick.warning, answers="tick")

    async def sandbox(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Which walls stand; asked for when a coding round is looked at, as it may start the sandbox."""
        practice = await self.practice()
        told = await asyncio.to_thread(_standing, practice)
        return {self.parts.sandbox: told, self.parts.code.walls: told}

    async def practice(self) -> "Practice":
        """The use cases; the bank is loaded at their first use, which must not hold up other streams."""
        return await asyncio.to_thread(lambda: self.coach.practice)

    async def paused(self, owner: str, mock_id: str, event: gr.EventData) -> None:
        """Lets the clock of a mock stand; one that is gone needs no pause."""
        try:
            practice = await self.practice()
            keep_code(practice, owner, mock_id, event)
            practice.pause(owner, mock_id, carried(event, "draft"))
        except RoleCallError:
            return

    async def _act(
        self, event: gr.EventData, request: gr.Request, act: Act, text: str = "", place: Any = None
    ) -> Updates:
        """One act in the room; a failure is told in a sentence, and the room shows what is stored."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        told = ""
        try:
            practice = await self.practice()
            try:
                keep_code(practice, owner, mock_id, event)
                state = await act(practice, owner, mock_id)
            except Exception as error:
                told = problem(words_of(error))
                state = practice.open(owner, mock_id)
            last = state.answers[-1].text.strip() if state.answers else ""
            took = bool(text.strip()) and last == text.strip()
            shown = self.shown(practice, owner, state, took=took, answers=carried(event, "act"))
        except Exception as error:
            return {self.parts.trouble: problem(words_of(error))}
        quiet = {self.parts.trouble: "", self.parts.code.told: ""}
        return {**shown, **quiet, place or self.parts.trouble: told}

    def shown(
        self,
        practice: "Practice",
        owner: str,
        state: MockState,
        *,
        whole: bool = False,
        took: bool = False,
        warning: int | None = None,
        answers: str = "",
    ) -> Updates:
        """The room, or what comes after it; `whole` where it was not in view before."""
        parts, questions = self.parts, practice.questions(state)
        tick = practice.tick(owner, state.id)
        at = tick.clock
        draft = practice.draft(owner, state.id) if whole else ""
        mark = self._mark(
            practice,
            state,
            at,
            draft=draft,
            took=took,
            warning=warning or tick.warning,
            answers=answers,
            code=practice.editor.text(owner, state),
        )
        if state.ended is not None:
            return {
                parts.mark: mark,
                parts.ended: room.ended(state),
                parts.transcript: room.transcript(state),
            }
        who = self.voices()[state.request.interviewer].title
        folder = practice.editor.problem(state)
        trials = state.trials_of(folder.id) if folder is not None else ()
        return {
            parts.mark: mark,
            parts.top: room.top(state, at, who),
            parts.so_far: room.so_far(state, hide=self.coach.hides_numbers(owner)),
            parts.now: room.question_now(
                state, at, questions, away=whole, hide=self.coach.hides_numbers(owner)
            ),
            **coding_page.shown(parts.code, folder, trials),
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
        answers: str = "",
        code: str | None = None,
    ) -> str:
        folder = practice.editor.problem(state)
        return room.mark(
            state,
            at,
            practice.questions(state),
            beat=beat(),
            draft=draft,
            took=took,
            warning=warning,
            answers=answers,
            problem=folder.id if folder is not None else "",
            code=code if folder is not None else None,
        )

    def voices(self) -> "Mapping[Interviewer, Voice]":
        return self.coach.mocks.knowledge.voices.voices


def keep_code(practice: "Practice", owner: str, mock_id: str, event: gr.EventData) -> None:
    """Stores what the editor held, where the tab changed it and it is still about the open problem."""
    if not carried(event, "coded"):
        return
    state = practice.open(owner, mock_id)
    folder = practice.editor.problem(state)
    if state.ended is None and folder is not None and folder.id == carried(event, "problem"):
        practice.editor.keep(owner, state, carried(event, "code"))


def beat() -> str:
    """Differs each time, in every process: a value that stays the same would not reach the page."""
    return secrets.token_hex(4)


def _standing(practice: "Practice") -> str:
    sandbox = practice.editor.sandbox
    try:
        return coding_page.sandboxed(sandbox.stands(), sandbox.walls())
    except RoleCallError as error:
        return coding_page.sandboxed("", (), error.message)


def _seen(event: gr.EventData) -> int:
    """How much of the conversation the tab showed when the event was sent."""
    said = carried(event, "said")
    return int(said) if said.isdecimal() else -1
