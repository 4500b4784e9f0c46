"""Settings of voice: who writes down what is spoken and reads questions aloud; nobody until it is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.domain.voice_choice import VoiceBy, VoiceChoice
from rolecall.web import present
from rolecall.web.handling import QUIET, OwnerOf, Updates, told, words_of

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_WAYS = (
    ("Off", VoiceBy.OFF),
    ("This browser: its own recognition and its own voices", VoiceBy.BROWSER),
    ("A server that speaks OpenAI’s protocol", VoiceBy.SERVER),
)
_PRIVATE = {
    VoiceBy.OFF: "The microphone stays off.",
    VoiceBy.BROWSER: "RoleCall gets no sound, only words. Many browsers send what they hear to their maker "
    "(Chrome to Google, Edge to Microsoft, Safari to Apple) unless they can recognise speech on the machine "
    "itself.",
    VoiceBy.SERVER: "What you record goes to this server and to nobody else; questions go there to be read. "
    "RoleCall stores no sound.",
}
_HEAD = (
    "<h2>Voice</h2><p>Speak your answers in a mock and hear the interviewer. What you say is written into "
    "the box first, where you can change it. Pace and pauses are told as facts; nothing is scored by "
    "them.</p>"
)


@dataclass(frozen=True)
class VoiceBoxParts:
    """The components of the box."""

    by: gr.Radio
    private: gr.HTML
    server: gr.Column
    address: gr.Textbox
    key: gr.Textbox
    hearing: gr.Textbox
    speaking: gr.Textbox
    sound: gr.Textbox
    test: gr.Button
    save: gr.Button
    told: gr.HTML

    @property
    def typed(self) -> list[Any]:
        return [self.by, self.address, self.key, self.hearing, self.speaking, self.sound]

    @property
    def shown(self) -> list[Any]:
        return [*self.typed, self.private, self.server, self.test, self.told]


def lay_out() -> VoiceBoxParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_classes="box", elem_id="settings-voice"):
        gr.HTML(_HEAD, apply_default_css=False)
        by = gr.Radio(
            [(title, way.value) for title, way in _WAYS],
            value=VoiceBy.OFF.value,
            label="Who hears and speaks",
            elem_classes="lines",
        )
        private = gr.HTML(elem_id="settings-voice-private", apply_default_css=False)
        with gr.Column(visible=False) as server:
            address, key, hearing, speaking, sound = _server_part()
        with gr.Row(elem_classes="buttons"):
            save = gr.Button("Save", size="sm", variant="primary")
            test = gr.Button("Test", size="sm", visible=False)
        said = gr.HTML(elem_id="settings-voice-told", apply_default_css=False)
    return VoiceBoxParts(
        by=by,
        private=private,
        server=server,
        address=address,
        key=key,
        hearing=hearing,
        speaking=speaking,
        sound=sound,
        test=test,
        save=save,
        told=said,
    )


def _server_part() -> tuple[gr.Textbox, ...]:
    def line(label: str, placeholder: str) -> gr.Textbox:
        return gr.Textbox(label=label, placeholder=placeholder, max_lines=1, max_length=500)

    address = line("Address, where it is not the model’s own server", "the server of the connected model")
    key = gr.Textbox(
        label="Key for that address",
        type="password",
        max_lines=1,
        max_length=500,
        html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
    )
    with gr.Row():
        hearing = line("Model that writes down", "the usual one")
        speaking = line("Model that reads", "the usual one")
        sound = line("Voice", "alloy")
    return address, key, hearing, speaking, sound


def refresh(parts: VoiceBoxParts, coach: "Coach", owner: str) -> Updates:
    """The box as things stand now."""
    choice, has_key = coach.voice.choice(owner), coach.voice.has_key(owner)
    return {
        parts.by: choice.by.value,
        parts.address: choice.address,
        # The key itself never comes back to the page.
        parts.key: gr.Textbox(
            value="", placeholder="Saved; type to replace it" if has_key else "if it asks for one"
        ),
        parts.hearing: choice.hearing,
        parts.speaking: choice.speaking,
        parts.sound: choice.sound,
        **_of(parts, choice.by),
        parts.told: _lacks(choice),
    }


def _of(parts: VoiceBoxParts, by: VoiceBy) -> Updates:
    """What goes with a way."""
    return {
        parts.private: f'<p class="soft">{_PRIVATE[by]}</p>',
        parts.server: gr.Column(visible=by is VoiceBy.SERVER),
        parts.test: gr.Button(visible=by is VoiceBy.SERVER),
    }


def _lacks(choice: VoiceChoice) -> str:
    """What was found missing while it was used."""
    words = {"hearing": "writes down no speech", "speaking": "reads nothing aloud"}
    found = [words[part] for part in choice.lacks if part in words]
    if choice.by is not VoiceBy.SERVER or not found:
        return ""
    return f'<p class="note">This server {" and ".join(found)}. Save to try it anew.</p>'


def wire(coach: "Coach", parts: VoiceBoxParts, owner_of: OwnerOf) -> None:
    """Events of the box; called inside the page's Blocks."""

    def chosen(by: str) -> Updates:
        return _of(parts, VoiceBy(by))

    def save(  # noqa: PLR0917 - Gradio hands over each component's value
        by: str, address: str, key: str, hearing: str, speaking: str, sound: str, request: gr.Request
    ) -> Updates:
        owner, typed = owner_of(request), (by, address, key, hearing, speaking, sound)

        def saved() -> Updates:
            coach.voice.choose(owner, *_wanted(typed))
            # A server that cannot be reached that way is told at once.
            missing = coach.voice.state(owner).missing if VoiceBy(typed[0]) is VoiceBy.SERVER else ""
            words = present.verdict(missing or "Saved.", ok=not missing)
            return {**refresh(parts, coach, owner), parts.told: words}

        return told(parts.told, saved)

    async def test(  # noqa: PLR0917 - Gradio hands over each component's value
        by: str, address: str, key: str, hearing: str, speaking: str, sound: str, request: gr.Request
    ) -> Updates:
        typed = (by, address, key, hearing, speaking, sound)
        try:
            verdict = await coach.voice.try_out(owner_of(request), *_wanted(typed))
        except Exception as error:
            return {parts.told: present.problem(words_of(error))}
        return {parts.told: present.verdict(verdict.message, ok=verdict.ok)}

    parts.by.input(chosen, parts.by, [parts.private, parts.server, parts.test], **QUIET)
    parts.save.click(save, parts.typed, parts.shown, **QUIET)
    parts.test.click(test, parts.typed, parts.told, **QUIET)


def _wanted(typed: Sequence[str]) -> tuple[VoiceChoice, str]:
    """The choice and its key, from `VoiceBoxParts.typed`."""
    by, address, key, hearing, speaking, sound = typed
    named = {"address": address, "hearing": hearing, "speaking": speaking, "sound": sound}
    return VoiceChoice(by=VoiceBy(by), **{name: value or "" for name, value in named.items()}), key
