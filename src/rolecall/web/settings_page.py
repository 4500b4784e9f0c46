"""The Settings page: which engine speaks, the user's name, and everything they made, to take or to delete."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

_PROVIDERS = (
    ("OpenAI", "openai"),
    ("A server that speaks OpenAI’s protocol: vLLM, Ollama, llama.cpp, LM Studio", "server"),
    ("Another provider", "other"),
)
CONFIRM = "delete"


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
    hide: gr.Checkbox
    hide_told: gr.HTML
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
        with gr.Column(elem_classes="box"):
            gr.HTML("<h2>Numbers</h2>", apply_default_css=False)
            hide = gr.Checkbox(
                label="Hide numbers: words instead of scores, coverage and percentages",
                elem_id="settings-hide",
            )
            hide_told = gr.HTML(apply_default_css=False)
        data = _data_part()
        arrival = gr.HTML(
            apply_default_css=False,
            js_on_load="window.rolecall.visits('settings', () => trigger('visited'));",
        )
    return SettingsParts(
        **engine,
        name=name,
        save_name=save_name,
        name_told=name_told,
        hide=hide,
        hide_told=hide_told,
        **data,
        arrival=arrival,
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
                label=f"There is no way back. Type “{CONFIRM}” to confirm.", max_lines=1, max_length=20
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
