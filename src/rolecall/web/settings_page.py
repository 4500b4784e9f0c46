"""The Settings page: who writes the words, boxes of what that brings along, the user's name and data."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from rolecall.web import settings_budget, settings_engine, settings_jobs, settings_voice
from rolecall.web.settings_engine import EngineParts

CONFIRM = "delete"
# Below the engine, in this order: modules with `lay_out()`, `refresh(parts, coach, owner)` and
# `wire(coach, parts, owner_of)`, whose parts name in `shown` what a refresh may update.
BOXES: tuple[Any, ...] = (settings_jobs, settings_budget, settings_voice)


@dataclass(frozen=True)
class SettingsParts:
    """The components of the page, top to bottom."""

    engine: EngineParts
    boxes: tuple[Any, ...]
    """The parts of BOXES."""
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
    def shown(self) -> list[Any]:
        """What a refresh of the page may update."""
        boxes = [part for parts in self.boxes for part in parts.shown]
        return [*self.engine.shown, *boxes, self.name, self.hide, self.hide_told]


def lay_out() -> SettingsParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="settings", elem_classes="page"):
        gr.HTML('<header class="intro"><h1>Settings</h1></header>', apply_default_css=False)
        engine = settings_engine.lay_out()
        boxes = tuple(box.lay_out() for box in BOXES)
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
        engine=engine,
        boxes=boxes,
        name=name,
        save_name=save_name,
        name_told=name_told,
        hide=hide,
        hide_told=hide_told,
        **data,
        arrival=arrival,
    )


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
