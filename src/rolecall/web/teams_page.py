"""The Hiring teams page: an ad beside its loop, and what would bring them together. Nothing is stored."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.ports import BadInput
from rolecall.web import audit_view, team_example
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, actions, words_of
from rolecall.web.present import problem

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_LONGEST = 100_000
"""Characters of one box."""
_FILE = "audit.md"
_INTO_VIEW = "() => window.rolecall.comesIntoView('#teams-result .audit-head')"


@dataclass(frozen=True)
class TeamsParts:
    """The components of the page, top to bottom."""

    offer: gr.HTML
    ad: gr.Textbox
    loop: gr.Textbox
    rubric: gr.Textbox
    begin: gr.Button
    told: gr.HTML
    result: gr.HTML
    file: gr.Textbox
    """The audit in view as Markdown, for the browser to save; the server keeps nothing."""


def lay_out() -> TeamsParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="teams", elem_classes="page"):
        gr.HTML(audit_view.INTRODUCTION, apply_default_css=False)
        offer = gr.HTML(
            audit_view.EXAMPLE,
            elem_id="teams-offer",
            apply_default_css=False,
            js_on_load=actions("try_example"),
        )
        with gr.Row(elem_id="teams-texts"):
            ad = _box("The ad", "teams-ad", 10, "The whole text, with its duties")
            loop = _box("The loop", "teams-loop", 10, "One round a line: what, how long, who, what is scored")
        rubric = _box(
            "Your rubric, if there is one", "teams-rubric", 3, "One criterion a line, with its weight"
        )
        begin = gr.Button("Audit", elem_id="teams-begin", elem_classes="act", size="sm", variant="primary")
        told = gr.HTML(elem_id="teams-told", apply_default_css=False)
        result = gr.HTML(elem_id="teams-result", apply_default_css=False, js_on_load=actions("save_audit"))
        file = gr.Textbox(elem_classes="kept", show_label=False)
    return TeamsParts(offer, ad, loop, rubric, begin, told, result, file)


def _box(label: str, name: str, lines: int, placeholder: str) -> gr.Textbox:
    return gr.Textbox(
        label=label,
        elem_id=name,
        lines=lines,
        max_lines=lines,
        max_length=_LONGEST,
        placeholder=placeholder,
    )


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True)
class TeamsActs:
    """Handlers of the page."""

    coach: "Coach"
    parts: TeamsParts
    owner_of: OwnerOf
    today: Callable[[], date] = _today

    def try_example(self) -> Updates:
        """Fills the boxes; the audit follows as a step of its own."""
        parts = self.parts
        return {parts.ad: team_example.AD, parts.loop: team_example.LOOP, parts.rubric: team_example.RUBRIC}

    async def audit(self, ad: str, loop: str, rubric: str) -> AsyncGenerator[Updates, None]:
        """Reads the texts and shows what they say side by side; the boxes are left as they are."""
        parts = self.parts
        yield {parts.told: audit_view.working()}
        try:
            shown = await asyncio.to_thread(self._audited, ad or "", loop or "", rubric or "")
        except Exception as error:
            yield {parts.told: problem(words_of(error)), parts.result: "", parts.file: ""}
            return
        yield {parts.told: "", **shown}

    def _audited(self, ad: str, loop: str, rubric: str) -> Updates:
        if not ad.strip() or not loop.strip():
            missing = "ad" if not ad.strip() else "loop"
            raise BadInput(f"The box of the {missing} is empty; paste both texts, the ad and the loop.")
        audit = self.coach.auditing.audit(ad, loop, rubric)
        told = self.coach.auditing.markdown(audit, self.today())
        return {
            self.parts.result: audit_view.page(audit),
            self.parts.file: for_browser(_FILE, told.encode("utf-8")),
        }


def wire(coach: "Coach", parts: TeamsParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = TeamsActs(coach, parts, owner_of)
    texts: list[Any] = [parts.ad, parts.loop, parts.rubric]
    outputs: list[Any] = [parts.told, parts.result, parts.file]
    filled = parts.offer.try_example(acts.try_example, None, texts, **QUIET)
    for begun in (parts.begin.click, filled.then):
        begun(acts.audit, texts, outputs, **QUIET).then(None, None, None, js=_INTO_VIEW)
    parts.result.save_audit(None, parts.file, None, js="(file) => window.rolecall.download(file)")
