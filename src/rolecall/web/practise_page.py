"""The Practise page: its parts, and which event of it calls which handler."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.web import coding_page, debrief_acts, debrief_page, picking, room, voice_acts
from rolecall.web.handling import QUIET, OwnerOf, actions

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_PAPERS = [".pdf", ".md", ".txt", ".docx"]
_ROOM_EVENTS = (
    "visited",
    "tick",
    "send",
    "hint",
    "pause",
    "resume",
    "end",
    "leave",
    "run",
    "submit",
    "sandbox",
)


@dataclass(frozen=True)
class PractiseParts:
    """The components of the page: what is picked, the room, what comes after."""

    intro: gr.HTML
    unfinished: gr.HTML
    rounds: gr.HTML
    paper: gr.File
    problems: gr.HTML
    sandbox: gr.HTML
    rest: gr.HTML
    told: gr.HTML
    past: gr.HTML
    top: gr.HTML
    so_far: gr.HTML
    now: gr.HTML
    trouble: gr.HTML
    ended: gr.HTML
    transcript: gr.HTML
    mark: gr.HTML
    """What the page's script goes by; it also sends what happens in the room."""
    code: coding_page.CodeParts
    debrief: debrief_page.DebriefParts
    voice: voice_acts.VoiceParts

    @property
    def everything(self) -> list[Any]:
        return [
            self.intro,
            self.unfinished,
            self.problems,
            self.rest,
            self.told,
            self.past,
            *self.the_room,
        ]

    @property
    def the_room(self) -> list[Any]:
        return [
            self.top,
            self.so_far,
            self.now,
            self.trouble,
            self.ended,
            self.transcript,
            self.mark,
            *self.code.everything,
        ]


def lay_out() -> PractiseParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_id="practise", elem_classes="page"):
        with gr.Column(elem_id="pick"):
            intro = _html(elem_id="pick-intro")
            unfinished = _html(elem_id="unfinished", js_on_load=actions("open_mock"))
            rounds = _html(picking.rounds(), elem_id="pick-rounds", js_on_load=actions("begin"))
            paper = gr.File(
                label="Your own paper",
                file_types=_PAPERS,
                elem_id="mock-paper",
                height=56,
            )
            with gr.Column(elem_id="pick-problem"):
                problems = _html(elem_id="pick-problems")
                sandbox = _html(elem_id="pick-sandbox")
            rest = _html(elem_id="pick-rest")
            told = _html(elem_id="pick-told")
            past = _html(elem_id="past", js_on_load=actions("open_mock", "remove_mock"))
        with gr.Column(elem_id="room"):
            top = _html(elem_id="room-top")
            asked = coding_page.lay_out_statement()
            so_far = _html(elem_id="room-talk")
            now = _html(elem_id="room-now")
            trouble = _html(elem_id="room-told")
            _html(room.BOX, elem_id="room-box")
            code = coding_page.lay_out(asked)
        with gr.Column(elem_id="debrief"):
            ended = _html()
            debrief = debrief_page.lay_out()
            transcript = _html()
        mark = _html(room.nowhere(), elem_id="mock-mark", js_on_load=_room_script())
        voice = voice_acts.lay_out()
    picked = (intro, unfinished, rounds, paper, problems, sandbox, rest, told, past)
    return PractiseParts(*picked, top, so_far, now, trouble, ended, transcript, mark, code, debrief, voice)


def _html(value: str = "", *, elem_id: str | None = None, js_on_load: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=js_on_load)


def _room_script() -> str:
    listed = ", ".join(f'"{name}"' for name in _ROOM_EVENTS)
    return f"window.rolecall.room(element, trigger, watch, props, [{listed}]);"


def wire(coach: "Coach", parts: PractiseParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    from rolecall.web.practise_acts import PractiseActs
    from rolecall.web.room_acts import RoomActs

    acts = PractiseActs(coach, parts, owner_of, RoomActs(coach, parts, owner_of))
    turn = {**QUIET, "concurrency_limit": 256, "concurrency_id": "mocks"}
    whole, the_room = parts.everything, parts.the_room
    debrief_acts.wire(coach, parts.debrief, owner_of)
    voice_acts.wire(coach, parts.voice, owner_of)
    parts.mark.visited(acts.visit, None, whole, **turn)
    parts.unfinished.open_mock(acts.open_mock, None, whole, **turn)
    parts.past.open_mock(acts.open_mock, None, whole, **turn)
    parts.past.remove_mock(acts.remove, None, whole, **turn)
    parts.rounds.begin(acts.begin, parts.paper, [*whole, parts.paper], **turn)
    here = acts.room
    parts.mark.send(here.send, None, the_room, **turn)
    parts.mark.hint(here.hint, None, the_room, **turn)
    parts.mark.resume(here.resume, None, the_room, **turn)
    parts.mark.end(here.end, None, the_room, **turn)
    parts.mark.leave(here.leave, None, the_room, **turn)
    parts.mark.run(here.run, None, the_room, **turn)
    parts.mark.submit(here.submit, None, the_room, **turn)
    parts.mark.sandbox(here.sandbox, None, [parts.sandbox, parts.code.walls], **QUIET)
    # Outside the queue: the clock's beat and a pause must not wait for a reply that is being worded.
    parts.mark.tick(here.tick, None, the_room, **QUIET, queue=False)
    parts.mark.pause(here.pause, None, the_room, **QUIET, queue=False)
