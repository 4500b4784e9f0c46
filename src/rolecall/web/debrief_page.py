"""What comes after a mock: rate yourself, then the debrief; a part of the Practise page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.mocks import EndReason, MockState
from rolecall.domain.passages import Passage
from rolecall.web import scorecards, self_rating
from rolecall.web.handling import Updates, actions
from rolecall.web.words import plain

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.domain.debriefs import Debrief

_MARK = "window.rolecall.debrief(element, trigger, watch, ['visited']);"
_RATE = "window.rolecall.rates(element, trigger, watch, ['rated']);"


@dataclass(frozen=True)
class DebriefParts:
    """The components, top to bottom."""

    rate: gr.HTML
    told: gr.HTML
    body: gr.HTML
    file: gr.Textbox
    mark: gr.HTML
    """Tells the page's script where to go; it asks for the debrief when one comes into view."""

    @property
    def everything(self) -> list[Any]:
        return [self.rate, self.told, self.body, self.mark]


def lay_out() -> DebriefParts:
    """Makes the components; called inside the Practise page's column `debrief`."""
    rate = gr.HTML(
        elem_id="debrief-rate", apply_default_css=False, js_on_load=_RATE + actions("make_debrief")
    )
    told = gr.HTML(elem_id="debrief-told", apply_default_css=False)
    body = gr.HTML(
        elem_id="debrief-body",
        apply_default_css=False,
        js_on_load="window.rolecall.arrives(element, watch);"
        + actions("make_debrief", "switch", "redo", "export", "measure"),
    )
    file = gr.Textbox(elem_classes="kept", show_label=False)
    mark = gr.HTML(NOWHERE, elem_id="debrief-mark", apply_default_css=False, js_on_load=_MARK)
    return DebriefParts(rate, told, body, file, mark)


NOWHERE = '<i data-go=""></i>'


def went_to(mock_id: str, beat: int) -> str:
    """Sends the page to a mock that was begun; `beat` differs each time."""
    return f'<i data-go="{plain(mock_id)}" data-beat="{beat}"></i>'


def shown(parts: DebriefParts, coach: "Coach", owner: str, mock_id: str, debrief_id: str = "") -> Updates:
    """Self-rating before the first debrief, then the debrief: the last, or the one named.

    A mock that goes on or was left without a score shows nothing of either.
    """
    state = coach.practice.open(owner, mock_id)
    if state.ended in (None, EndReason.ABORTED):
        return {parts.rate: "", parts.body: "", parts.told: ""}
    debrief = chosen(state, debrief_id)
    if debrief is None:
        return {parts.rate: _rating(coach, owner, state), parts.body: "", parts.told: ""}
    redone = coach.debriefing.redone(owner, mock_id)
    body = scorecards.debriefed(
        state,
        debrief,
        before=redone.before if redone else None,
        passages=_passages(coach, owner, debrief),
        unmeasured=unmeasured(coach, owner),
        hide=coach.hides_numbers(owner),
    )
    return {parts.rate: "", parts.body: body, parts.told: ""}


def chosen(state: MockState, debrief_id: str) -> "Debrief | None":
    """The debrief of that id, else the last one."""
    return next((one for one in state.debriefs if one.id == debrief_id), state.debrief)


def unmeasured(coach: "Coach", owner: str) -> str:
    """The connected model's name where it may not give levels, else ''."""
    model = coach.model(owner)
    if model is None:
        return ""
    known = coach.trust.of(owner, model)
    return "" if known is not None and known.holds else model.name


def _rating(coach: "Coach", owner: str, state: MockState) -> str:
    model = coach.model(owner)
    known = coach.trust.of(owner, model) if model is not None else None
    return self_rating.form(
        state.id,
        coach.debriefing.to_rate(owner, state.id),
        state.ratings,
        coach.mocks.knowledge.bank.anchors,
        judge=model.name if model is not None and known is not None and known.holds else "",
        hide=coach.hides_numbers(owner),
    )


def _passages(coach: "Coach", owner: str, debrief: "Debrief") -> Mapping[str, Passage]:
    found = {guide: coach.passage(owner, guide) for guide in scorecards.guides_of(debrief)}
    return {guide: passage for guide, passage in found.items() if passage is not None}
