"""The page of roles side by side: its parts, and what its buttons do."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.role_table import table_handout
from rolecall.web import roles_table
from rolecall.web.coach_page import CoachParts, first_role, role_shown
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, actions, carried, told

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_FILE = "roles.md"
_VISITED = "window.rolecall.visits('roles', () => trigger('visited'));"


@dataclass(frozen=True)
class RolesParts:
    """The components, top to bottom."""

    told: gr.HTML
    table: gr.HTML
    arrival: gr.HTML
    """Asks for the table when the page comes into view."""
    file: gr.Textbox
    """A file on its way to the browser, in base64."""


def lay_out() -> RolesParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="roles", elem_classes="page"):
        gr.HTML(roles_table.INTRODUCTION, apply_default_css=False)
        told_of = gr.HTML(elem_id="roles-told", apply_default_css=False)
        table = gr.HTML(
            elem_id="roles-table", apply_default_css=False, js_on_load=actions("open_role", "save_table")
        )
        arrival = gr.HTML("<span></span>", elem_classes="kept", apply_default_css=False, js_on_load=_VISITED)
        file = gr.Textbox(elem_classes="kept", show_label=False)
    return RolesParts(told_of, table, arrival, file)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@dataclass(frozen=True)
class RolesActs:
    """Handlers of the page."""

    coach: "Coach"
    parts: RolesParts
    of_coach: CoachParts
    owner_of: OwnerOf
    today: Callable[[], date] = _today

    async def refresh(self, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def shown() -> Updates:
            columns = self.coach.reality.table(owner, self.today())
            return {self.parts.table: roles_table.page(columns)}

        return await asyncio.to_thread(told, self.parts.told, shown)

    async def save(self, request: gr.Request) -> Updates:
        """The table as Markdown."""
        owner = self.owner_of(request)

        def saved() -> Updates:
            handout = table_handout(self.coach.reality.table(owner, self.today()), self.today())
            return {self.parts.file: for_browser(_FILE, to_markdown(handout).encode("utf-8"))}

        return await asyncio.to_thread(told, self.parts.told, saved)

    def open_role(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Goes to a role; the browser shows its page at once."""
        owner, asked = self.owner_of(request), carried(event, "role")
        return told(
            self.of_coach.live,
            lambda: role_shown(self.of_coach, self.coach, owner, first_role(self.coach, owner, asked)),
        )


def wire(coach: "Coach", parts: RolesParts, of_coach: CoachParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = RolesActs(coach, parts, of_coach, owner_of)
    parts.arrival.visited(acts.refresh, None, [parts.told, parts.table], **QUIET)
    saved: Any = parts.table.save_table(acts.save, None, [parts.told, parts.file], **QUIET)
    saved.then(None, parts.file, None, js="(file) => window.rolecall.download(file)")
    parts.table.open_role(acts.open_role, None, of_coach.everything, **QUIET)
