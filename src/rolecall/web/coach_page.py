"""The Coach page: its parts, and what each shows of a role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.conversation import GENERAL, RoleState, Turn
from rolecall.domain.roles import Topic
from rolecall.ports import RoleCallError
from rolecall.web import figures, present, spent_view
from rolecall.web.email_panel import EmailPanel
from rolecall.web.handling import Updates, actions
from rolecall.web.present import NEW
from rolecall.web.reality_panel import RealityPanel

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_PLACEHOLDER = "Paste an ad, a message, or ask anything"
_EMPTY: dict[str, Any] = {"text": "", "files": []}
READABLE = [".txt", ".md", ".pdf", ".docx", ".eml", ".html", ".htm"]


@dataclass(frozen=True)
class CoachParts:
    """The components of the page, left to right, top to bottom."""

    side: gr.HTML
    head: gr.HTML
    log: gr.HTML
    live: gr.HTML
    editing: gr.HTML
    composer: gr.MultimodalTextbox
    offers: gr.HTML
    card: gr.HTML
    email: EmailPanel
    reality: RealityPanel
    rest: gr.HTML
    role: gr.Textbox
    """Id of the role in view; kept by the browser, so that any web process can serve the next click."""
    mode: gr.Textbox
    """`edit` while the last message is being edited."""

    @property
    def everything(self) -> list[Any]:
        return [
            self.side,
            self.head,
            self.log,
            self.live,
            self.editing,
            self.composer,
            self.offers,
            self.card,
            *self.email.outputs,
            *self.reality.outputs,
            self.rest,
            self.role,
            self.mode,
        ]


def side_part() -> gr.HTML:
    """Pages and roles at the left, shared by all pages."""
    return gr.HTML(elem_id="side", apply_default_css=False, js_on_load=actions("open_role"))


def lay_out(side: gr.HTML) -> CoachParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="coach", elem_classes="page"):
        head = gr.HTML(
            elem_id="head", apply_default_css=False, js_on_load=actions("rename_role", "remove_role")
        )
        with gr.Column(elem_id="talk"):
            log = gr.HTML(
                elem_id="log",
                apply_default_css=False,
                js_on_load=actions("say_this", "edit_last", "retry_last", "show_earlier", "go_on"),
            )
            live = gr.HTML(elem_id="live", apply_default_css=False)
        with gr.Column(elem_id="compose"):
            editing = gr.HTML(elem_id="editing", apply_default_css=False, js_on_load=actions("stop_editing"))
            composer = composer_box()
        offers = gr.HTML(elem_id="offers", apply_default_css=False, js_on_load=actions("say_this"))
    with gr.Column(elem_id="card"):
        card = gr.HTML(elem_id="card-top", apply_default_css=False)
        email = EmailPanel.lay_out()
        reality = RealityPanel.lay_out()
        rest = gr.HTML(
            elem_id="card-rest", apply_default_css=False, js_on_load=actions("remove_source", "call_source")
        )
    role = gr.Textbox(elem_classes="kept", show_label=False, value=GENERAL)
    mode = gr.Textbox(elem_classes="kept", show_label=False)
    return CoachParts(
        side, head, log, live, editing, composer, offers, card, email, reality, rest, role, mode
    )


def composer_box() -> gr.MultimodalTextbox:
    """The one box to type, paste or drop into."""
    return gr.MultimodalTextbox(
        value=_EMPTY,
        elem_id="composer",
        label=_PLACEHOLDER,
        show_label=False,
        container=False,
        placeholder=_PLACEHOLDER,
        file_count="multiple",
        file_types=READABLE,
        lines=1,
        max_lines=10,
        submit_btn="Send",
        # A long paste stays text: it is what the box is for.
        max_plain_text_length=10_000_000,
    )


def ready_composer(text: str = "") -> Any:
    """The box when it can be written in."""
    return gr.MultimodalTextbox(value={"text": text, "files": []}, submit_btn="Send", stop_btn=False)


def busy_composer() -> Any:
    """The box while the coach speaks: it can be stopped, not sent."""
    return gr.MultimodalTextbox(value=_EMPTY, submit_btn=False, stop_btn="Stop")


def role_shown(parts: CoachParts, coach: "Coach", owner: str, wanted: str, *, whole: bool = False) -> Updates:
    """Every part of the page as the store has it for the role `wanted`; never raises for a lost role."""
    try:
        state = coach.open(owner, GENERAL if wanted == NEW else wanted)
        gone = ""
    except RoleCallError as error:
        state, wanted, gone = coach.open(owner, GENERAL), GENERAL, present.problem(error.message)
    roles = coach.roles(owner)
    empty = wanted == NEW or not state.turns
    turns: Sequence[Turn] = () if empty else state.turns
    first = not roles and not state.turns
    has_card = bool(state.reading) and wanted != NEW
    return {
        parts.side: present.sidebar(roles, wanted),
        parts.head: present.heading(
            wanted,
            state.title,
            coach.engines.state(owner).sentence,
            has_card=has_card,
            cost="" if has_card else spent_line(coach, owner, GENERAL if wanted == NEW else wanted),
        ),
        parts.log: present.welcome(first=first, new=wanted == NEW)
        if empty
        else present.turns(turns, state.suggestions, everything=whole, folds=state.folds)
        + spent_view.question(coach.spending.asks(owner), told=True),
        parts.live: gone,
        parts.editing: "",
        parts.mode: "",
        parts.offers: present.examples(coach.examples()) if empty and (first or wanted == NEW) else "",
        parts.role: wanted,
        **card_shown(parts, coach, owner, None if wanted == NEW else state),
    }


def card_shown(parts: CoachParts, coach: "Coach", owner: str, state: RoleState | None) -> Updates:
    """The role's card, its email, and what came back to it."""
    reality = parts.reality.shown(coach, owner, state)
    if state is None or state.reading is None:
        return {parts.card: "", parts.rest: "", **parts.email.shown(None, (), readable=False), **reality}
    return {
        parts.card: figures.reading_top(state.reading, labels(coach)),
        parts.rest: figures.reading_rest(state.reading, state.sources)
        + spent_view.on_card(spent_line(coach, owner, state.id)),
        **parts.email.shown(
            state.draft, state.drafts, readable=state.reading.track != "not_ml", name=coach.my_name(owner)
        ),
        **reality,
    }


def spent_line(coach: "Coach", owner: str, role: str) -> str:
    """What models took on a role's account, in words; '' where none spoke."""
    connection = coach.engines.connection(owner)
    return spent_view.role_line(
        coach.spending.of_role(owner, role),
        coach.spending.dated(owner, connection.provider, connection.model),
    )


def labels(coach: "Coach") -> Mapping[Topic, str]:
    """The topics' names, as knowledge/ has them."""
    return {Topic(key): label for key, label in coach.topic_labels().items()} or figures.TOPIC_LABELS


def first_role(coach: "Coach", owner: str, asked: str) -> str:
    """What opens: the role in the address, else the newest one, else the general conversation."""
    if asked:
        return asked
    roles = coach.roles(owner)
    return roles[0].id if roles else GENERAL
