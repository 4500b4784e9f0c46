"""The right half of a coding round: the editor, what is done with it, what that gave, and the sandbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from rolecall.domain.problems import ProblemFolder
from rolecall.domain.trials import Trial
from rolecall.ports import Wall
from rolecall.web.handling import Updates
from rolecall.web.statement import statement
from rolecall.web.trials_view import results
from rolecall.web.words import plain

_LINES = 10
TABS = (
    '<fieldset class="side-tabs"><legend class="hidden-words">Show beside the editor</legend>'
    '<label><input type="radio" name="side" value="problem" checked><span>Problem</span></label>'
    '<label><input type="radio" name="side" value="talk"><span>Conversation</span></label></fieldset>'
)
TOOLS = (
    '<div class="code-row"><button type="button" class="quiet" data-code="run" data-says="Run" '
    'title="Tries the examples">Run</button>'
    '<button type="button" class="act" data-code="submit" data-says="Submit" '
    'title="Runs the hidden checks; the interviewer hears of it">Submit</button>'
    '<button type="button" class="tool" popovertarget="to-the-starter">Back to the starter</button>'
    '<span class="soft" id="code-kept" role="status"></span></div>'
    '<div class="code-under"><p class="soft keys">Ctrl or Cmd with Enter runs. Esc, then Tab, leaves.</p>'
    '<details class="own-calls"><summary>Your own calls</summary><label for="own-calls" class="soft">Python '
    "with your code in scope, and numpy as <code>np</code>; the value of each expression is shown.</label>"
    '<textarea id="own-calls" rows="3" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea>'
    '<button type="button" class="quiet" data-code="calls" data-says="Run these">Run these</button>'
    "</details></div>"
    '<section popover id="to-the-starter" class="sheet small" role="dialog" aria-label="Back to the starter">'
    "<header><h2>Back to the starter?</h2></header><p>The editor will hold what the problem began with. Undo "
    '(Ctrl or Cmd with Z) returns to your code.</p><p class="row sheet-row">'
    '<button type="button" class="act" data-code="starter">Back to the starter</button>'
    '<button type="button" class="quiet" popovertarget="to-the-starter" popovertargetaction="hide">'
    "Keep my code</button></p></section>"
)
"""Never drawn anew while a mock is on, so that nothing that is being typed is lost."""


@dataclass(frozen=True)
class CodeParts:
    """The components. The editor itself is nobody's output: only the page's script writes into it."""

    statement: gr.HTML
    editor: gr.Code
    told: gr.HTML
    gave: gr.HTML
    walls: gr.HTML

    @property
    def everything(self) -> list[Any]:
        return [self.statement, self.told, self.gave]


def lay_out_statement() -> gr.HTML:
    """The left half's own part; called inside the room."""
    gr.HTML(TABS, elem_id="room-tabs", apply_default_css=False)
    return gr.HTML(elem_id="room-problem", apply_default_css=False)


def lay_out(statement: gr.HTML) -> CodeParts:
    """Makes the right half; called inside the room."""
    with gr.Column(elem_id="room-code"):
        editor = gr.Code(
            language="python",
            interactive=True,
            lines=_LINES,
            show_label=False,
            label="Your code",
            elem_id="mock-code",
            container=False,
            buttons=[],
        )
        gr.HTML(TOOLS, elem_id="code-tools", apply_default_css=False)
        told = gr.HTML(elem_id="code-told", apply_default_css=False)
        gave = gr.HTML(elem_id="code-gave", apply_default_css=False)
        walls = gr.HTML(elem_id="code-walls", apply_default_css=False)
    return CodeParts(statement, editor, told, gave, walls)


def shown(parts: CodeParts, folder: ProblemFolder | None, trials: Sequence[Trial]) -> Updates:
    """The problem and what was tried on it; empty where the question is answered in words."""
    if folder is None:
        return {parts.statement: "", parts.gave: ""}
    return {parts.statement: statement(folder), parts.gave: results(trials)}


def sandboxed(stands: str, walls: Sequence[Wall], why_not: str = "") -> str:
    """Which walls of the sandbox stand, in a line and a fold; or the sentence why none can be had."""
    if why_not:
        return (
            f'<p class="note">Code cannot run here: {plain(why_not)} You can still write it and explain it; '
            "what is written is kept.</p>"
        )
    rows = "".join(
        f"<li>{plain(wall.name)}: {plain(wall.keeps)}"
        + ("" if wall.stands else f" <b>Missing here: {plain(wall.why_not)}.</b>")
        + "</li>"
        for wall in walls
    )
    standing = sum(wall.stands for wall in walls)
    count = f"{standing} walls stand" if standing == len(walls) else f"{standing} of {len(walls)} walls stand"
    said = f"Sandbox: {plain(stands)}; {count}."
    return f'<details class="walls"><summary>{said}</summary><ul>{rows}</ul></details>'
