"""A composed email in a model's words: the sentences around the questions, each verified alone."""

from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, Field

from rolecall.domain.composing import role_words
from rolecall.domain.mail import Check, Draft
from rolecall.domain.mail_slots import ROLE, Frame, faults_of, frame_of, same_as, share_of, shorter, tidied
from rolecall.domain.phrases import MailPhrases
from rolecall.domain.roles import BUILT_IN, RoleReading
from rolecall.domain.texts import visible
from rolecall.ports import ChatModel, FaultKind, ModelFault, Prompt, Prompts

REWRITE_PROMPT = "rewrite_email"
ENOUGH = 2
"""Slots, the opening among them, from which a draft counts as the model's own."""
_TOKENS = 260


class RewordedParts(BaseModel):
    """A model's sentences; those it leaves out stay composed.

    The lengths bound only the grammar of servers that have one: a long answer is judged slot by slot.
    """

    model_config = ConfigDict(json_schema_extra={"required": ["opening", "before", "ending"]})

    opening: str = Field(default="", json_schema_extra={"minLength": 15, "maxLength": 260})
    before: str = Field(default="", json_schema_extra={"minLength": 10, "maxLength": 150})
    ending: str = Field(default="", json_schema_extra={"minLength": 10, "maxLength": 220})


class Rewording:
    """Rewords one composed draft."""

    def __init__(
        self,
        model: ChatModel,
        prompts: Prompts,
        phrases: MailPhrases,
        check: Callable[[Draft], tuple[Check, ...]],
    ) -> None:
        self._model = model
        self._prompts = prompts
        self._phrases = phrases
        self._check = check

    async def draft(self, draft: Draft, reading: RoleReading) -> Draft:
        """The draft with every sentence of the model's that holds; never raises for what the model does.

        One call and at most one repair, which names what was wrong. A check that the composed draft fails
        itself (a name the user has not given yet) is not held against the model.
        """
        frame = frame_of(draft)
        if frame is None:
            return draft
        role = role_words(reading, self._phrases)
        kept: dict[str, str] = {}
        faults: list[str] = []
        prompt = self._prompt(draft, frame, role, faults)
        for _ in range(2):
            prompt = self._prompt(draft, frame, role, faults)
            try:
                made = await self._model.fill(prompt, RewordedParts, max_tokens=_TOKENS, repairs=0)
            except ModelFault as fault:
                if fault.kind is not FaultKind.UNUSABLE or faults:
                    return self._worded(draft, frame, kept, prompt, fault.message)
                faults = ["it was not one JSON object with opening, before and ending"]
                continue
            faults = []
            for name in frame.slots:
                if name not in kept:
                    text = tidied(name, visible(getattr(made, name)), role=role, frame=frame)
                    tries = (
                        (one, self._faults(name, one, draft, frame, kept, role, prompt))
                        for one in shorter(text)
                    )
                    found = list(tries)
                    held = next((one for one, why in found if not why), "")
                    kept |= {name: held} if held else {}
                    faults += [] if held else [f"{name}: {why}" for why in found[0][1][:2]]
            if _enough(kept, frame):
                break
        why = f"the wording by {self._model.name} did not pass the check of its {_first(faults)}."
        return self._worded(draft, frame, kept, prompt, why)

    def _prompt(self, draft: Draft, frame: Frame, role: str, faults: list[str]) -> Prompt:
        parts = {"opening": "", "before": "", "ending": ""}
        parts |= {name: text.replace(role, ROLE) for name, text in frame.slots.items()}
        return self._prompts.render(REWRITE_PROMPT, tone=str(draft.tone), parts=parts, faults=faults)

    def _faults(  # noqa: PLR0917 - all that one slot is judged by
        self,
        name: str,
        text: str,
        draft: Draft,
        frame: Frame,
        kept: dict[str, str],
        role: str,
        prompt: Prompt,
    ) -> list[str]:
        if same_as(text, frame.slots[name]):
            return ["use other words"]
        own = prompt.messages[0].content
        beside = tuple(kept.values())
        found = list(faults_of(name, text, draft, frame, self._phrases, role=role, prompt=own, beside=beside))
        if found:
            return found
        before = {check.name for check in (draft.checks or self._check(draft)) if not check.ok}
        tried = draft.model_copy(update={"body": frame.body({**kept, name: text})})
        return [
            f"{check.name}: {check.detail}"
            for check in self._check(tried)
            if not check.ok and check.name not in before
        ]

    def _worded(self, draft: Draft, frame: Frame, kept: dict[str, str], prompt: Prompt, why: str) -> Draft:
        if not kept:
            return draft.model_copy(update={"note": f"This is the composed email: {why}"})
        engine = self._model.name if _enough(kept, frame) else f"{BUILT_IN} + {self._model.name}"
        made = draft.model_copy(
            update={
                "body": frame.body(kept),
                "engine": engine,
                "prompt": prompt.name,
                "own_words": round(share_of(kept, draft), 3),
                "note": "",
            }
        )
        return made.model_copy(update={"checks": self._check(made)})


def _enough(kept: dict[str, str], frame: Frame) -> bool:
    return "opening" in kept and len(kept) >= min(ENOUGH, len(frame.slots))


def _first(faults: list[str]) -> str:
    return repr(faults[0].partition(":")[0]) if faults else "'opening'"
