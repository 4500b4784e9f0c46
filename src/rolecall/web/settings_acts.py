"""Handlers of the Settings page: try, use and drop a model; the user's name; take, bring back, delete."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import gradio as gr

from rolecall.coach.connecting import Connection
from rolecall.domain.conversation import GENERAL
from rolecall.ports import BadInput
from rolecall.web import present
from rolecall.web.coach_page import CoachParts, role_shown
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, told, words_of
from rolecall.web.settings_page import CONFIRM, SettingsParts

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class SettingsActs:
    """Handlers of the page."""

    coach: "Coach"
    parts: SettingsParts
    coach_parts: CoachParts
    owner_of: OwnerOf

    def refresh(self, request: gr.Request) -> Updates:
        owner = self.owner_of(request)
        return told(self.parts.verdict, lambda: self._shown(owner))

    def provider_chosen(self, provider: str) -> Updates:
        return {
            self.parts.other: gr.Textbox(visible=provider == "other"),
            self.parts.address: gr.Textbox(visible=provider != "openai"),
        }

    async def test(  # noqa: PLR0917 - Gradio hands over each component's value
        self, provider: str, other: str, model: str, address: str, key: str, request: gr.Request
    ) -> Updates:
        """One small call with what is typed; nothing is saved."""
        try:
            wanted = _wanted((provider, other, model, address, key))
            verdict = await self.coach.engines.try_connection(self.owner_of(request), *wanted)
        except Exception as error:
            return {self.parts.verdict: present.problem(words_of(error))}
        words = present.verdict(verdict.message, ok=verdict.ok)
        return {self.parts.verdict: words}

    def use(  # noqa: PLR0917 - Gradio hands over each component's value
        self, role: str, provider: str, other: str, model: str, address: str, key: str, request: gr.Request
    ) -> Updates:
        """From now on this model speaks, on the Coach page too."""
        owner = self.owner_of(request)

        def used() -> Updates:
            self.coach.engines.connect(owner, *_wanted((provider, other, model, address, key)))
            words = present.verdict("From now on this model speaks.", ok=True)
            return {**self._everywhere(owner, role), self.parts.verdict: words}

        return told(self.parts.verdict, used)

    def off(self, role: str, request: gr.Request) -> Updates:
        """Back to the built-in engine."""
        owner = self.owner_of(request)

        def disconnected() -> Updates:
            self.coach.engines.disconnect(owner)
            words = present.verdict("The built-in engine speaks again; the key is forgotten.", ok=True)
            return {**self._everywhere(owner, role), self.parts.verdict: words}

        return told(self.parts.verdict, disconnected)

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
        parts, state, connection = (
            self.parts,
            self.coach.engines.state(owner),
            self.coach.engines.connection(owner),
        )
        provider = _choice(connection.provider, connection.address)
        return {
            parts.now: present.engine_panel(state.sentence),
            parts.provider: provider,
            parts.other: gr.Textbox(
                value=connection.provider if provider == "other" else "", visible=provider == "other"
            ),
            parts.model: connection.model,
            parts.address: gr.Textbox(value=connection.address, visible=provider != "openai"),
            # The key itself never comes back to the page.
            parts.key: gr.Textbox(
                value="", placeholder="Saved; type to replace it" if connection.has_key else "sk-..."
            ),
            parts.name: self.coach.my_name(owner),
            parts.hide: self.coach.hides_numbers(owner),
            parts.hide_told: "",
            parts.off: gr.Button(visible=state.is_model),
        }


def _choice(provider: str, address: str) -> str:
    if provider in ("", "openai"):
        return "server" if address else "openai"
    return "other"


def _wanted(typed: Sequence[str]) -> tuple[Connection, str]:
    """The connection and its key, from `SettingsParts.connection`."""
    provider, other, model, address, key = typed
    name = other.strip() if provider == "other" else "openai"
    if provider == "other" and not name:
        raise BadInput("Name the provider, for example 'anthropic'.")
    if provider == "server" and not address.strip():
        raise BadInput("Give the server's address, for example http://127.0.0.1:8080/v1.")
    address = "" if provider == "openai" else address
    return Connection(provider=name, model=model, address=address), key


def wire(coach: "Coach", parts: SettingsParts, coach_parts: CoachParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = SettingsActs(coach, parts, coach_parts, owner_of)
    shown = [
        parts.now,
        parts.provider,
        parts.other,
        parts.model,
        parts.address,
        parts.key,
        parts.name,
        parts.hide,
        parts.hide_told,
        parts.off,
        parts.verdict,
    ]
    everywhere = [*shown, *coach_parts.everything, parts.data_told, parts.confirm, parts.restore]
    parts.arrival.visited(acts.refresh, None, shown, **QUIET)
    parts.provider.input(acts.provider_chosen, parts.provider, [parts.other, parts.address], **QUIET)
    parts.test.click(acts.test, parts.connection, parts.verdict, **QUIET)
    parts.use.click(acts.use, [coach_parts.role, *parts.connection], everywhere, **QUIET)
    parts.off.click(acts.off, coach_parts.role, everywhere, **QUIET)
    parts.save_name.click(acts.save_name, parts.name, parts.name_told, **QUIET)
    parts.hide.input(acts.hide, parts.hide, parts.hide_told, **QUIET)
    saved = parts.export.click(acts.export, None, [parts.file, parts.data_told], **QUIET)
    saved.then(None, parts.file, None, js="(file) => window.rolecall.download(file)")
    parts.restore.upload(acts.restore, parts.restore, everywhere, **QUIET)
    parts.delete.click(acts.delete, parts.confirm, everywhere, **QUIET)
