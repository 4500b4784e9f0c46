"""The Progress page: its parts, and what its buttons do."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.mocks import MockRequest
from rolecall.ports import BadInput
from rolecall.web import progress_view
from rolecall.web.debrief_page import NOWHERE, went_to
from rolecall.web.handling import QUIET, OwnerOf, Updates, actions, carried, told, words_of
from rolecall.web.present import problem

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.domain.mocks import MockState

_ROOM = 1.5
"""A question practised by itself gets this much of its minutes."""
_ARRIVAL = (
    "window.rolecall.goes(element, watch);window.rolecall.visits('progress', () => trigger('visited'));"
)


@dataclass(frozen=True)
class ProgressParts:
    """The components, top to bottom."""

    told: gr.HTML
    body: gr.HTML
    switch: gr.HTML
    arrival: gr.HTML
    """Asks for the page when it comes into view, and goes to a mock that was begun."""

    @property
    def everything(self) -> list[Any]:
        return [self.told, self.body, self.switch]


def lay_out() -> ProgressParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="progress", elem_classes="page"):
        gr.HTML(progress_view.INTRODUCTION, apply_default_css=False)
        told_of = gr.HTML(elem_id="progress-told", apply_default_css=False)
        body = gr.HTML(elem_id="progress-body", apply_default_css=False, js_on_load=actions("start"))
        switch = gr.HTML(
            elem_id="progress-numbers",
            apply_default_css=False,
            js_on_load="window.rolecall.changes(element, trigger, watch, ['hide']);",
        )
        arrival = gr.HTML(NOWHERE, apply_default_css=False, js_on_load=_ARRIVAL)
    return ProgressParts(told_of, body, switch, arrival)


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class ProgressActs:
    """Handlers of the page."""

    coach: "Coach"
    parts: ProgressParts
    owner_of: OwnerOf
    today: Callable[[], date] = _today
    _beats: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def refresh(self, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        return await asyncio.to_thread(told, self.parts.told, lambda: self._shown(owner))

    async def start(self, event: gr.EventData, request: gr.Request) -> Updates:
        """One question by itself: a short mock begins, and the page goes to its room."""
        owner, question_id = self.owner_of(request), carried(event, "question")
        try:
            begun = await self._begun(owner, question_id)
        except Exception as error:
            return {self.parts.told: problem(words_of(error))}
        return {self.parts.arrival: went_to(begun.id, next(self._beats)), self.parts.told: ""}

    async def hide(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner, hidden = self.owner_of(request), carried(event, "on") == "yes"

        def kept() -> Updates:
            self.coach.hide_numbers(owner, hidden=hidden)
            return self._shown(owner)

        return await asyncio.to_thread(told, self.parts.told, kept)

    async def _begun(self, owner: str, question_id: str) -> "MockState":
        question = self.coach.mocks.knowledge.bank.question(question_id)
        if question is None:
            raise BadInput("That question is no longer in the bank; pick another, or a round on Practise.")
        request = MockRequest(
            what=question.kind, minutes=max(2, round(question.minutes * _ROOM)), question_ids=(question_id,)
        )
        return await self.coach.practice.start(owner, request)

    def _shown(self, owner: str) -> Updates:
        hidden = self.coach.hides_numbers(owner)
        progress = self.coach.debriefing.progress(owner)
        return {
            self.parts.body: progress_view.page(progress, self.today(), hide=hidden),
            self.parts.switch: progress_view.switch(hidden=hidden),
        }


def wire(coach: "Coach", parts: ProgressParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = ProgressActs(coach, parts, owner_of)
    whole = parts.everything
    parts.arrival.visited(acts.refresh, None, whole, **QUIET)
    parts.body.start(acts.start, None, [parts.arrival, parts.told], **QUIET)
    parts.switch.hide(acts.hide, None, whole, **QUIET)
