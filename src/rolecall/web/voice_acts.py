"""Handlers of voice in the room: recordings written down, questions read aloud, who does either."""

import base64
import binascii
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr
from pydantic import ValidationError

from rolecall.coach.voice import MOST_BYTES, MOST_SECONDS, Recording
from rolecall.domain.speech import Levels, told
from rolecall.ports import BadInput, NoVoice
from rolecall.web.handling import QUIET, OwnerOf, Updates, carried, words_of
from rolecall.web.words import as_it_is, plain

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach
    from rolecall.coach.voice import Heard, Voice

_HEARING = ("voice_state", "voice_record", "voice_wrote", "voice_browser")
_READING = ("voice_read", "voice_aloud")
_UNREADABLE = "That recording cannot be read. Speak once more; if it happens again, use another browser."


@dataclass(frozen=True)
class VoiceParts:
    """Two marks that the page's script goes by, so that neither waits for the other."""

    hearing: gr.HTML
    reading: gr.HTML


def lay_out() -> VoiceParts:
    """Makes the components; called inside the page's Blocks."""
    return VoiceParts(_mark("hearing", _HEARING), _mark("reading", _READING))


def _mark(part: str, events: tuple[str, ...]) -> gr.HTML:
    listed = ", ".join(f'"{name}"' for name in events)
    script = f"window.rolecall.voice.{part}(element, trigger, watch, props, [{listed}]);"
    return gr.HTML("", elem_id=f"voice-{part}", apply_default_css=False, js_on_load=script)


@dataclass(frozen=True)
class VoiceActs:
    """Each answers with a mark that names the question it answers."""

    coach: "Coach"
    parts: VoiceParts
    owner_of: OwnerOf

    def state(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Who hears and speaks now; asked whenever the page comes into view."""
        return self._answer(self.parts.hearing, event, request)

    async def record(self, event: gr.EventData, request: gr.Request) -> Updates:
        """A recording for the configured server; whatever fails, the page still has it."""
        owner = self.owner_of(request)
        try:
            heard = await self._voice.hear(owner, carried(event, "mock"), _recording(event))
        except NoVoice as lack:
            return self._answer(self.parts.hearing, event, request, problem=lack.message, offer="yes")
        except BadInput as fault:
            # The recording itself is at fault: there is nothing in it to send again.
            return self._answer(self.parts.hearing, event, request, problem=fault.message)
        except Exception as error:
            kept = {"problem": words_of(error), "kept": "yes"}
            return self._answer(self.parts.hearing, event, request, **kept)
        return self._heard(heard, event, request)

    def wrote(self, event: gr.EventData, request: gr.Request) -> Updates:
        """What the browser itself wrote down."""
        owner, text = self.owner_of(request), carried(event, "text")
        try:
            heard = self._voice.heard_by_browser(
                owner, carried(event, "mock"), text, seconds=_seconds(event), levels=_levels(event)
            )
        except Exception as error:
            return self._answer(self.parts.hearing, event, request, problem=words_of(error))
        return self._heard(heard, event, request)

    def browser(self, event: gr.EventData, request: gr.Request) -> Updates:
        """The browser hears and speaks from now on: pressed where the server cannot."""
        try:
            self._voice.by_browser(self.owner_of(request))
        except Exception as error:
            return self._answer(self.parts.hearing, event, request, problem=words_of(error))
        return self._answer(self.parts.hearing, event, request)

    async def read(self, event: gr.EventData, request: gr.Request) -> Updates:
        """A question read aloud by the configured server."""
        try:
            sound = await self._voice.read(self.owner_of(request), carried(event, "text"))
        except NoVoice as lack:
            words = f"{lack.message} This browser reads instead."
            return self._answer(self.parts.reading, event, request, problem=words, offer="yes")
        except Exception as error:
            return self._answer(self.parts.reading, event, request, problem=words_of(error))
        return self._answer(self.parts.reading, event, request, sound=base64.b64encode(sound).decode())

    def aloud(self, event: gr.EventData, request: gr.Request) -> Updates:
        """Whether new questions are read by themselves."""
        try:
            self._voice.read_aloud(self.owner_of(request), always=bool(carried(event, "always")))
        except Exception as error:
            return self._answer(self.parts.reading, event, request, problem=words_of(error))
        return self._answer(self.parts.reading, event, request)

    @property
    def _voice(self) -> "Voice":
        return self.coach.voice

    def _heard(self, heard: "Heard", event: gr.EventData, request: gr.Request) -> Updates:
        facts = f"{told(heard.speech)}. Facts only: nothing is scored by them."
        return self._answer(self.parts.hearing, event, request, text=heard.text, facts=facts)

    def _answer(self, part: Any, event: gr.EventData, request: gr.Request, **found: str) -> Updates:
        """The mark: which question it answers, what was found, and how voice stands now."""
        try:
            state = self._voice.state(self.owner_of(request))
        except Exception as error:
            return {part: _drawn({"answers": carried(event, "number"), "problem": words_of(error)})}
        facts = {
            "answers": carried(event, "number"),
            "by": state.by,
            "hears": "yes" if state.hears else "",
            "speaks": "yes" if state.speaks else "",
            "aloud": "yes" if state.aloud else "",
            "missing": state.missing,
            "where": state.where,
            **found,
        }
        return {part: _drawn(facts)}


def _drawn(facts: dict[str, str]) -> str:
    text = as_it_is(facts.pop("text", ""))
    written = " ".join(f'data-{name}="{plain(value)}"' for name, value in facts.items())
    return f'<i data-beat="{secrets.token_hex(4)}" {written} data-text="{text}"></i>'


def _recording(event: gr.EventData) -> Recording:
    """What the page sent. Raises BadInput where it cannot be a recording."""
    sent = carried(event, "audio")
    if len(sent) > MOST_BYTES * 4 // 3 + 4:
        raise BadInput("That recording is too long. Speak the answer in two parts.")
    try:
        sound = base64.b64decode(sent, validate=True)
    except binascii.Error as error:
        raise BadInput(_UNREADABLE) from error
    return Recording(sound=sound, kind=carried(event, "kind"), seconds=_seconds(event), levels=_levels(event))


def _seconds(event: gr.EventData) -> float:
    try:
        return min(MOST_SECONDS, max(0.0, float(carried(event, "seconds"))))
    except ValueError:
        return 0.0


def _levels(event: gr.EventData) -> Levels:
    """Ten samples a second; a list that is none is taken for none."""
    try:
        return Levels(decibels=tuple(int(one) for one in carried(event, "levels").split()))
    except (ValueError, ValidationError):
        return Levels()


def wire(coach: "Coach", parts: VoiceParts, owner_of: OwnerOf) -> None:
    """Events of the page to handlers; called inside the page's Blocks."""
    acts = VoiceActs(coach, parts, owner_of)
    # Nothing of it is dropped while something else is asked; a server's answer may take a minute.
    way = {**QUIET, "trigger_mode": "multiple", "concurrency_limit": 64, "concurrency_id": "voice"}
    parts.hearing.voice_state(acts.state, None, parts.hearing, **way)
    parts.hearing.voice_record(acts.record, None, parts.hearing, **way)
    parts.hearing.voice_wrote(acts.wrote, None, parts.hearing, **way)
    parts.hearing.voice_browser(acts.browser, None, parts.hearing, **way)
    parts.reading.voice_read(acts.read, None, parts.reading, **way)
    parts.reading.voice_aloud(acts.aloud, None, parts.reading, **way)
