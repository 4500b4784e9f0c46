"""The Settings page: which engine speaks, the user's name, and everything they made, to take or to delete."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.conversation import GENERAL
from rolecall.ports import BadInput
from rolecall.web import present
from rolecall.web.coach_page import CoachParts, role_shown
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, told, words_of

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_PROVIDERS = (
    ("OpenAI", "openai"),
    ("A server that speaks OpenAI’s protocol: vLLM, Ollama, llama.cpp, LM Studio", "server"),
    ("Another provider", "other"),
)
_CONFIRM = "delete"


@dataclass(frozen=True)
class SettingsParts:
    """The components of the page, top to bottom."""

    now: gr.HTML
    provider: gr.Radio
    other: gr.Textbox
    model: gr.Textbox
    address: gr.Textbox
    key: gr.Textbox
    test: gr.Button
    use: gr.Button
    off: gr.Button
    verdict: gr.HTML
    name: gr.Textbox
    save_name: gr.Button
    name_told: gr.HTML
    export: gr.Button
    file: gr.Textbox
    restore: gr.File
    confirm: gr.Textbox
    delete: gr.Button
    data_told: gr.HTML
    arrival: gr.HTML

    @property
    def connection(self) -> list[Any]:
        return [self.provider, self.other, self.model, self.address, self.key]


def lay_out() -> SettingsParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="settings", elem_classes="page"):
        gr.HTML('<header class="intro"><h1>Settings</h1></header>', apply_default_css=False)
        engine = _engine_part()
        with gr.Column(elem_classes="box"):
            gr.HTML(
                "<h2>Your name</h2><p>Emails are signed with it. It is never sent anywhere by itself.</p>",
                apply_default_css=False,
            )
            name = gr.Textbox(label="Name", max_lines=1, max_length=80, elem_id="settings-name")
            save_name = gr.Button("Save the name", size="sm")
            name_told = gr.HTML(apply_default_css=False)
        data = _data_part()
        arrival = gr.HTML(
            apply_default_css=False,
            js_on_load="window.rolecall.visits('settings', () => trigger('visited'));",
        )
    return SettingsParts(
        **engine, name=name, save_name=save_name, name_told=name_told, **data, arrival=arrival
    )


def _engine_part() -> dict[str, Any]:
    with gr.Column(elem_classes="box"):
        now = gr.HTML(elem_id="settings-engine", apply_default_css=False)
        provider = gr.Radio(_PROVIDERS, value="openai", label="Provider", elem_classes="lines")
        other = gr.Textbox(
            label="Its name, as LangChain knows it",
            placeholder="anthropic, google_genai, mistralai ...",
            max_lines=1,
            visible=False,
        )
        model = gr.Textbox(label="Model", placeholder="gpt-5-mini", max_lines=1, max_length=200)
        address = gr.Textbox(
            label="Address",
            placeholder="http://127.0.0.1:8080/v1",
            max_lines=1,
            max_length=500,
            visible=False,
        )
        key = gr.Textbox(
            label="Key",
            type="password",
            max_lines=1,
            max_length=500,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
        )
        with gr.Row(elem_classes="buttons"):
            test = gr.Button("Test", size="sm")
            use = gr.Button("Use this model", size="sm", variant="primary")
            off = gr.Button("Back to the built-in engine", size="sm")
        verdict = gr.HTML(elem_id="settings-verdict", apply_default_css=False)
    return {
        "now": now,
        "provider": provider,
        "other": other,
        "model": model,
        "address": address,
        "key": key,
        "test": test,
        "use": use,
        "off": off,
        "verdict": verdict,
    }


def _data_part() -> dict[str, Any]:
    with gr.Column(elem_classes="box"):
        gr.HTML(
            "<h2>Everything you made</h2><p>Roles, conversations, drafts and documents, as one JSON file. "
            "Keys are not part of it.</p>",
            apply_default_css=False,
        )
        export = gr.Button("Save everything as a file", size="sm")
        restore = gr.File(
            label="Bring back a saved file", file_types=[".json"], height=110, elem_id="settings-restore"
        )
        with gr.Accordion("Delete everything", open=False, elem_classes="danger"):
            confirm = gr.Textbox(
                label=f"There is no way back. Type “{_CONFIRM}” to confirm.", max_lines=1, max_length=20
            )
            delete = gr.Button("Delete everything", size="sm", variant="stop")
        data_told = gr.HTML(elem_id="settings-data", apply_default_css=False)
        file = gr.Textbox(elem_classes="kept", show_label=False)
    return {
        "export": export,
        "restore": restore,
        "confirm": confirm,
        "delete": delete,
        "data_told": data_told,
        "file": file,
    }


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
            verdict = await self.coach.try_connection(self.owner_of(request), *wanted)
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
            self.coach.connect(owner, *_wanted((provider, other, model, address, key)))
            words = present.verdict("From now on this model speaks.", ok=True)
            return {**self._everywhere(owner, role), self.parts.verdict: words}

        return told(self.parts.verdict, used)

    def off(self, role: str, request: gr.Request) -> Updates:
        """Back to the built-in engine."""
        owner = self.owner_of(request)

        def disconnected() -> Updates:
            self.coach.disconnect(owner)
            words = present.verdict("The built-in engine speaks again; the key is forgotten.", ok=True)
            return {**self._everywhere(owner, role), self.parts.verdict: words}

        return told(self.parts.verdict, disconnected)

    def save_name(self, name: str, request: gr.Request) -> Updates:
        owner = self.owner_of(request)

        def saved() -> Updates:
            self.coach.set_my_name(owner, name)
            return {self.parts.name_told: present.verdict("Saved.", ok=True)}

        return told(self.parts.name_told, saved)

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
            if confirm.strip().lower() != _CONFIRM:
                raise BadInput(f"Nothing was deleted. Type “{_CONFIRM}” in the box to confirm.")
            self.coach.delete_everything(owner)
            words = present.verdict("Everything was deleted.", ok=True)
            return {**self._everywhere(owner), self.parts.data_told: words, self.parts.confirm: ""}

        return told(self.parts.data_told, deleted)

    def _everywhere(self, owner: str, role: str = GENERAL) -> Updates:
        return {**role_shown(self.coach_parts, self.coach, owner, role), **self._shown(owner)}

    def _shown(self, owner: str) -> Updates:
        parts, state, connection = self.parts, self.coach.engine(owner), self.coach.connection(owner)
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
            parts.off: gr.Button(visible=state.is_model),
        }


def _choice(provider: str, address: str) -> str:
    if provider in ("", "openai"):
        return "server" if address else "openai"
    return "other"


def _wanted(connection: Sequence[str]) -> tuple[str, str, str, str]:
    """Provider, model, address and key as the coach takes them, from `SettingsParts.connection`."""
    provider, other, model, address, key = connection
    name = other.strip() if provider == "other" else "openai"
    if provider == "other" and not name:
        raise BadInput("Name the provider, for example 'anthropic'.")
    if provider == "server" and not address.strip():
        raise BadInput("Give the server's address, for example http://127.0.0.1:8080/v1.")
    return name, model, "" if provider == "openai" else address, key


def wire(
    app: gr.Blocks, coach: "Coach", parts: SettingsParts, coach_parts: CoachParts, owner_of: OwnerOf
) -> None:
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
    saved = parts.export.click(acts.export, None, [parts.file, parts.data_told], **QUIET)
    saved.then(None, parts.file, None, js="(file) => window.rolecall.download(file)")
    parts.restore.upload(acts.restore, parts.restore, everywhere, **QUIET)
    parts.delete.click(acts.delete, parts.confirm, everywhere, **QUIET)
