"""Handlers of the Settings page: its boxes, the user's name; take, bring back, delete."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from rolecall.domain.conversation import GENERAL
from rolecall.ports import BadInput
from rolecall.web import present, settings_engine
from rolecall.web.coach_page import CoachParts, role_shown
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, told
from rolecall.web.settings_engine import EngineActs
from rolecall.web.settings_page import BOXES, CONFIRM, SettingsParts

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class SettingsActs:
    """Handlers of the page."""

    coach: "Coach"
    parts: SettingsParts
    coach_parts: CoachParts
    owner_of: OwnerOf

    @property
    def engine(self) -> EngineActs:
        return EngineActs(self.coach, self.parts.engine, self.owner_of, self._everywhere)

    def refresh(self, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        return told(self.parts.engine.verdict, lambda: self._shown(owner))

    def save_name(self, name: str, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def saved() -> Updates:
            self.coach.set_my_name(owner, name)
            return {self.parts.name_told: present.verdict("Saved.", ok=True)}

        return told(self.parts.name_told, saved)

    def hide(self, hidden: bool, request: gr.Request) -> Updates:
        """Words instead of numbers, wherever a mock is judged."""
        owner = self.owner_of(request)

        def kept() -> Updates:
            self.coach.hide_numbers(owner, hidden=hidden)
            said = "Numbers are hidden from now on." if hidden else "Numbers are shown again."
            return {self.parts.hide_told: present.verdict(said, ok=True)}

        return told(self.parts.hide_told, kept)

    def export(self, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        return told(
            self.parts.data_told,
            lambda: {self.parts.file: for_browser("rolecall.json", self.coach.export(owner))},
        )

    async def restore(self, path: str | None, request: gr.Request) -> Updates:
        if not path:
            return {self.parts.data_told: gr.skip()}
        owner = self.owner_of(request)

        def restored() -> Updates:
            saved = Path(path)
            count = self.coach.restore(owner, saved.read_bytes())
            saved.unlink(missing_ok=True)
            words = present.verdict(f"{count} things were brought back.", ok=True)
            return {**self._everywhere(owner), self.parts.data_told: words}

        updates = await asyncio.to_thread(told, self.parts.data_told, restored)
        return {**updates, self.parts.restore: None}

    def delete(self, confirm: str, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def deleted() -> Updates:
            if confirm.strip().lower() != CONFIRM:
                raise BadInput(f"Nothing was deleted. Type “{CONFIRM}” in the box to confirm.")
            self.coach.delete_everything(owner)
            words = present.verdict("Everything was deleted.", ok=True)
            return {**self._everywhere(owner), self.parts.data_told: words, self.parts.confirm: ""}

        return told(self.parts.data_told, deleted)

    def _everywhere(self, owner: str, role: str = GENERAL) -> Updates:
        return {**role_shown(self.coach_parts, self.coach, owner, role), **self._shown(owner)}

    def _shown(self, owner: str) -> Updates:
        shown: Updates = self.engine.refresh(owner)
        for box, parts in zip(BOXES, self.parts.boxes, strict=True):
            shown |= box.refresh(parts, self.coach, owner)
        return {
            **shown,
            self.parts.name: self.coach.my_name(owner),
            self.parts.hide: self.coach.hides_numbers(owner),
            self.parts.hide_told: "",
        }


def wire(coach: "Coach", parts: SettingsParts, coach_parts: CoachParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = SettingsActs(coach, parts, coach_parts, owner_of)
    engine, told_of = acts.engine, parts.engine.verdict
    everywhere = [
        *parts.shown,
        told_of,
        *coach_parts.everything,
        parts.data_told,
        parts.confirm,
        parts.restore,
    ]
    arrived = parts.arrival.visited(acts.refresh, None, [*parts.shown, told_of], **QUIET)
    # The page stands before anybody is asked.
    arrived.then(engine.look, None, [parts.engine.found, parts.engine.now], **QUIET)
    settings_engine.wire(engine, coach_parts.role, everywhere)
    for box, its_parts in zip(BOXES, parts.boxes, strict=True):
        box.wire(coach, its_parts, owner_of)
    parts.save_name.click(acts.save_name, parts.name, parts.name_told, **QUIET)
    parts.hide.input(acts.hide, parts.hide, parts.hide_told, **QUIET)
    saved = parts.export.click(acts.export, None, [parts.file, parts.data_told], **QUIET)
    saved.then(None, parts.file, None, js="(file) => window.rolecall.download(file)")
    parts.restore.upload(acts.restore, parts.restore, everywhere, **QUIET)
    parts.delete.click(acts.delete, parts.confirm, everywhere, **QUIET)
