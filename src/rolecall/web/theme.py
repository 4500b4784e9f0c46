"""Colours and fonts of the page as a Gradio theme, and the style sheet and script that go with it."""

from functools import cache
from importlib.resources import files
from typing import Any

_SHEETS = (
    "style.css",
    "practise.css",
    "coding.css",
    "debrief.css",
    "promise.css",
    "settings.css",
    "voice.css",
)
_SCRIPTS = ("page.js", "coding.js", "voice.js", "aloud.js", "practise.js", "debrief.js")
_LIGHT = {
    "body_background_fill": "#faf9f6",
    "body_text_color": "#1d2327",
    "body_text_color_subdued": "#5c6670",
    "background_fill_primary": "#ffffff",
    "background_fill_secondary": "#faf9f6",
    "block_background_fill": "#ffffff",
    "border_color_primary": "#e4e1da",
    "input_background_fill": "#ffffff",
    "input_border_color": "#cfcac0",
    "color_accent": "#0f766e",
    "color_accent_soft": "#d9efec",
    "button_primary_background_fill": "#0f766e",
    "button_primary_background_fill_hover": "#0b5f58",
    "button_primary_text_color": "#ffffff",
    "button_secondary_background_fill": "#ffffff",
    "button_secondary_text_color": "#1d2327",
    "link_text_color": "#0f766e",
}
_DARK = {
    "body_background_fill": "#14171a",
    "body_text_color": "#e8e6e1",
    "body_text_color_subdued": "#9aa4ad",
    "background_fill_primary": "#1b1f23",
    "background_fill_secondary": "#14171a",
    "block_background_fill": "#1b1f23",
    "border_color_primary": "#2c3238",
    "input_background_fill": "#1b1f23",
    "input_border_color": "#3c444c",
    "color_accent_soft": "#16332f",
    "button_primary_background_fill": "#4fb8ac",
    "button_primary_background_fill_hover": "#68c8bd",
    "button_primary_text_color": "#0c1a18",
    "button_secondary_background_fill": "#1b1f23",
    "button_secondary_text_color": "#e8e6e1",
    "link_text_color": "#4fb8ac",
}


def theme() -> Any:
    """Paper and ink, two accents, the system's own fonts: nothing is fetched from elsewhere."""
    import gradio as gr

    base = gr.themes.Base(
        primary_hue="teal",
        neutral_hue="stone",
        font=["system-ui", "-apple-system", "Segoe UI", "sans-serif"],
        font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
    )
    return base.set(**_LIGHT, **{f"{name}_dark": value for name, value in _DARK.items()})


@cache
def style_sheet() -> str:
    """The style sheets as they stand beside this module, in one."""
    return "\n".join(_beside(name) for name in _SHEETS)


def _beside(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


@cache
def head() -> str:
    """What goes into the page's head: the colour scheme and the scripts."""
    script = "\n".join(_beside(name) for name in _SCRIPTS)
    return f'<meta name="color-scheme" content="light dark"><script>{script}</script>'
