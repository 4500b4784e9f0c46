"""Handlers of the debrief: rate, judge, judge again, switch, redo, measure the judge, save as a file."""

import asyncio
import itertools
import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import gradio as gr

from rolecall.coach.exporting import export_debrief
from rolecall.ports import BadInput
from rolecall.web import debrief_page
from rolecall.web.debrief_page import DebriefParts, went_to
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, carried, told, words_of
from rolecall.web.present import problem, verdict
from rolecall.web.scorecards import working

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.domain.mocks import MockState
    from rolecall.domain.trust import Agreement

_JUDGING = "Going through your answers"
_MEASURING = "Judging graded samples"


@dataclass(frozen=True)
class DebriefActs:
    """Each takes the mock from the event: any web process can answer, and two tabs can show one mock."""

    coach: "Coach"
    parts: DebriefParts
    owner_of: OwnerOf
    _beats: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _under_way: "dict[tuple[str, str], asyncio.Task[MockState]]" = field(default_factory=dict)
    """So that a second click waits for the first one's debrief."""

    async def visit(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        return await asyncio.to_thread(told, self.parts.told, lambda: self._shown(owner, mock_id))

    def rate(self, event: gr.EventData, request: gr.Request) -> Updates:
        """A radio was chosen; the form stays as the browser has it."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")

        def rated() -> Updates:
            self._keep(owner, mock_id, carried(event, "ratings"))
            return {}

        return told(self.parts.told, rated)

    def _keep(self, owner: str, mock_id: str, ratings: str) -> None:
        """Stores what is new of the levels the form shows."""
        kept = self.coach.practice.open(owner, mock_id).ratings
        for question, levels in chosen_levels(ratings).items():
            if any(kept.get(question, {}).get(name) != level for name, level in levels.items()):
                self.coach.debriefing.rate(owner, mock_id, question, levels)

    async def debrief(self, event: gr.EventData, request: gr.Request) -> AsyncGenerator[Updates, None]:
        """Judges the mock; a debrief that is under way is finished and kept even where the tab is closed."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        yield {self.parts.told: working(_JUDGING)}
        try:
            self._keep(owner, mock_id, carried(event, "ratings"))
            await asyncio.shield(self._judging(owner, mock_id))
            yield self._shown(owner, mock_id)
        except Exception as error:
            yield {self.parts.told: problem(words_of(error))}

    def _judging(self, owner: str, mock_id: str) -> "asyncio.Task[MockState]":
        key = owner, mock_id
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.create_task(self.coach.debriefing.debrief(owner, mock_id))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return task

    def switch(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        wanted = carried(event, "debrief")
        return told(self.parts.told, lambda: self._shown(owner, mock_id, wanted))

    async def redo(self, event: gr.EventData, request: gr.Request) -> Updates:
        """One question once more: a short mock begins, and the page goes to its room."""
        owner = self.owner_of(request)
        try:
            begun = await self.coach.debriefing.redo(
                owner, carried(event, "mock"), carried(event, "question")
            )
        except Exception as error:
            return {self.parts.told: problem(words_of(error))}
        return {self.parts.mark: went_to(begun.id, next(self._beats)), self.parts.told: ""}

    async def measure(self, event: gr.EventData, request: gr.Request) -> AsyncGenerator[Updates, None]:
        """The connected model judges graded samples of the bank; what came out is kept and said."""
        owner, mock_id = self.owner_of(request), carried(event, "mock")
        model = self.coach.model(owner)
        if model is None:
            yield {self.parts.told: problem("No model is connected; connect one in Settings first.")}
            return
        shares: asyncio.Queue[float | None] = asyncio.Queue()

        def step(what: str, share: float) -> None:
            shares.put_nowait(share)

        task = asyncio.create_task(self.coach.trust.measure(owner, model, progress=step))
        task.add_done_callback(lambda _: shares.put_nowait(None))
        yield {self.parts.told: working(_MEASURING, 0.0)}
        while (share := await shares.get()) is not None:
            yield {self.parts.told: working(_MEASURING, share)}
        try:
            measured = await task
        except Exception as error:
            yield {self.parts.told: problem(words_of(error))}
            return
        said = verdict_on(model.name, measured, hide=self.coach.hides_numbers(owner))
        yield {**self._shown(owner, mock_id), self.parts.told: verdict(said, ok=measured.holds)}

    async def export(self, event: gr.EventData, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        mock_id, form = carried(event, "mock"), carried(event, "form")
        wanted = carried(event, "debrief")

        def saved() -> Updates:
            name, data = self._file(owner, mock_id, form, wanted)
            return {self.parts.file: for_browser(name, data)}

        return await asyncio.to_thread(told, self.parts.told, saved)

    def _file(self, owner: str, mock_id: str, form: str, debrief_id: str) -> tuple[str, bytes]:
        state = self.coach.practice.open(owner, mock_id)
        wanted = debrief_page.chosen(state, debrief_id)
        if wanted is not None:
            others = tuple(one for one in state.debriefs if one.id != wanted.id)
            state = state.model_copy(update={"debriefs": (*others, wanted)})
        return export_debrief(
            state,
            form,
            redone=self.coach.debriefing.redone(owner, mock_id),
            hide_numbers=self.coach.hides_numbers(owner),
        )

    def _shown(self, owner: str, mock_id: str, debrief_id: str = "") -> Updates:
        if not mock_id:
            raise BadInput("No mock was named; choose one from the list.")
        return debrief_page.shown(self.parts, self.coach, owner, mock_id, debrief_id)


def chosen_levels(ratings: str) -> dict[str, dict[str, int]]:
    """Levels by question and criterion as the page's script sends them; what is not that is left out."""
    try:
        sent = json.loads(ratings or "{}")
    except ValueError:
        return {}
    found = sent.items() if isinstance(sent, dict) else ()
    return {
        str(question): {str(name): level for name, level in levels.items() if isinstance(level, int)}
        for question, levels in found
        if isinstance(levels, dict)
    }


def verdict_on(model: str, measured: "Agreement", *, hide: bool) -> str:
    """What a measurement came to, in one sentence."""
    if measured.holds:
        how = "" if hide else f" (kappa {measured.kappa:.2f} over {measured.pairs} judgements)"
        return f"{model} agrees with our graded samples{how}: run the debrief again to see levels."
    why = "it did not agree well enough with our graded samples" if hide else measured.why_not
    return f"{model} gives no levels here: {why}. Coverage stays what is shown."


def wire(coach: "Coach", parts: DebriefParts, owner_of: OwnerOf) -> None:
    """Events to handlers; called inside the page's Blocks."""
    acts = DebriefActs(coach, parts, owner_of)
    long = {**QUIET, "concurrency_limit": 64, "concurrency_id": "debriefs"}
    whole = parts.everything
    parts.mark.visited(acts.visit, None, whole, **QUIET)
    # One after another and none dropped: a rating overtaken by an earlier one would be lost.
    each = {**QUIET, "concurrency_limit": 1, "concurrency_id": "ratings", "trigger_mode": "multiple"}
    parts.rate.rated(acts.rate, None, parts.told, **each)
    parts.rate.make_debrief(acts.debrief, None, whole, **long)
    parts.body.make_debrief(acts.debrief, None, whole, **long)
    parts.body.switch(acts.switch, None, whole, **QUIET)
    parts.body.redo(acts.redo, None, whole, **long)
    parts.body.measure(acts.measure, None, whole, **long)
    saved = parts.body.export(acts.export, None, [parts.file, parts.told], **QUIET)
    saved.then(None, parts.file, None, js="(file) => window.rolecall.download(file)")
