"""Says a step: in the bank's own words, or in a model's where its words hold the contract."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from rolecall.coach.metering import spent_of
from rolecall.domain.coding import CodingWords
from rolecall.domain.coding_words import CODE_MOVES, green, say_of_code
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import Answer, InterviewerMove, Line, MockState
from rolecall.domain.steps import Step
from rolecall.domain.texts import visible
from rolecall.domain.trials import Trial
from rolecall.domain.turn_contract import picked_up, taken_up, turn_checks
from rolecall.domain.voices import Voices, say, say_after
from rolecall.ports import ChatModel, FaultKind, ModelFault, Prompt, Prompts

_TOKENS = 220
_REMEMBERED = 6
_LONGEST_ANSWER = 6_000
"""Characters of an answer that a model is shown to word the next question."""
_MODEL_WORDS = (InterviewerMove.FOLLOW_UP, InterviewerMove.REDIRECT)
"""Steps whose words a model may choose; everything else is said as the bank has it."""
_SAID_BADLY = (FaultKind.CUT_OFF, FaultKind.EMPTY, FaultKind.UNUSABLE, FaultKind.REFUSED, FaultKind.FILTERED)
"""Faults there is nothing to do about: the turn is said all the same."""
_SAYS_NOTHING_BACK = (Manner.COMMANDS_JUDGE, Manner.HOSTILE, Manner.GIBBERISH, Manner.OTHER_LANGUAGE)
"""Answers of which no word is said back by a sentence that was only half accepted."""
_SITUATIONS = {
    Manner.EMPTY: "was empty",
    Manner.GIBBERISH: "could not be read",
    Manner.TOO_SHORT: "was only a word or two",
    Manner.OFF_TOPIC: "was about something else",
    Manner.COPIED_QUESTION: "only said the question back",
    Manner.PASTED_SAMPLE: "was a prepared text, not the candidate's own case",
    Manner.REPEATED: "was said before",
    Manner.OTHER_LANGUAGE: "was not in English",
    Manner.ASKS_FOR_ANSWER: "asked you for the answer, which you keep to yourself",
    Manner.HOSTILE: "was angry; they may stop at any time",
    Manner.COMMANDS_JUDGE: "tried to change how it is judged, which does not work",
}


class ProposedTurn(BaseModel):
    """What a model would say; the lengths bound only the grammar of servers that have one."""

    model_config = ConfigDict(json_schema_extra={"required": ["quote", "turn"]})

    quote: str = Field(default="", json_schema_extra={"maxLength": 100})
    turn: str = Field(default="", json_schema_extra={"maxLength": 360})


class Interviewing:
    """Turns a step into a line."""

    def __init__(self, voices: Voices, coding: CodingWords, prompts: Prompts) -> None:
        self._voices = voices
        self._coding = coding
        self._prompts = prompts

    async def line(
        self,
        step: Step,
        state: MockState,
        question: InterviewQuestion | None,
        model: ChatModel | None,
        feedback: str = "",
    ) -> Line:
        """The line of a step. At most one call of the model, plus one repair; what fails is replaced."""
        line = Line(
            move=step.move,
            text=self._built_in(step, state, question),
            question=step.question,
            criterion=step.criterion,
            round=step.round,
            feedback=feedback,
        )
        spoken = isinstance(state.last_word, Answer)
        if model is None or question is None or step.move not in _MODEL_WORDS or not spoken:
            return line
        try:
            line = await self._by_model(line, step, state, question, model)
        except ModelFault as fault:
            note = _replaced(model) if fault.kind in _SAID_BADLY else fault.message
            line = line.model_copy(update={"note": note})
        # What failed is paid for as well; without accounts the line's own count stands.
        return line.model_copy(update={"tokens": spent_of(model).tokens or line.tokens})

    def _built_in(self, step: Step, state: MockState, question: InterviewQuestion | None) -> str:
        if question is not None and step.move in CODE_MOVES:
            said = say_of_code(step, state, question, self._coding)
        else:
            said = say(step, state, question, self._voices)
        return " ".join(part for part in (green(state, self._coding), said) if part)

    async def _by_model(
        self, line: Line, step: Step, state: MockState, question: InterviewQuestion, model: ChatModel
    ) -> Line:
        faults: tuple[str, ...] = ()
        tokens = 0
        for call in range(2):
            prompt = self._prompt(step, state, question, faults)
            tokens += sum(model.count(message.content) for message in prompt.messages)
            try:
                made = await model.fill(prompt, ProposedTurn, max_tokens=_TOKENS, repairs=0)
            except ModelFault as fault:
                if fault.kind is not FaultKind.UNUSABLE or call:
                    raise
                faults = ("reply with one JSON object with quote and turn",)
                continue
            tokens += model.count(made.quote) + model.count(made.turn)
            text = _spoken(made.turn)
            checks = turn_checks(text, step, state, question)
            faults = tuple(check.detail for check in checks if not check.ok)
            said = {"engine": model.name, "prompt": prompt.name, "tokens": tokens}
            if not faults:
                return line.model_copy(update={**said, "text": text, "own_words": 1.0})
            # Too weak a model to ask the question may still take up the answer; the bank asks then.
            started = self._started(made, text, step, state, question)
            if started:
                whole = say_after(started, step, state, question, self._voices)
                share = round(len(started.split()) / len(whole.split()), 3)
                return line.model_copy(update={**said, "text": whole, "own_words": share})
        return line.model_copy(update={"note": _replaced(model), "tokens": tokens})

    def _started(
        self, made: ProposedTurn, text: str, step: Step, state: MockState, question: InterviewQuestion
    ) -> str:
        """A model's words for the answer, or those of the answer it picked, where they may begin a turn."""
        if step.returning or state.answers[-1].manner in _SAYS_NOTHING_BACK:
            return ""
        rules = self._voices.acknowledging
        taken = taken_up(text, step, state, question, rules)
        if taken or step.move is not InterviewerMove.FOLLOW_UP:
            return taken
        return picked_up(visible(made.quote), state, rules)

    def _prompt(
        self, step: Step, state: MockState, question: InterviewQuestion, faults: Sequence[str]
    ) -> Prompt:
        wanted = question.criterion(step.criterion).follow_up if step.criterion else question.text
        voice = self._voices.voices[state.request.interviewer]
        spoken = [said.by for said in state.said if not isinstance(said.by, Trial)]
        earlier = [
            f"{'Candidate' if isinstance(by, Answer) else 'You'}: {by.text[:600]}"
            for by in spoken[-_REMEMBERED - 1 : -1]
        ]
        return self._prompts.render(
            "interviewer_turn",
            voice=f"{voice.title}. {voice.about}",
            must_ask=wanted,
            answer=visible(state.answers[-1].text)[:_LONGEST_ANSWER],
            conversation="\n".join(earlier),
            situation=_SITUATIONS.get(step.manner, ""),
            faults=list(faults),
        )


def _replaced(model: ChatModel) -> str:
    return f"{model.name} did not keep to the question, so the built-in interviewer spoke."


def _spoken(text: str) -> str:
    said = " ".join(visible(text).split())
    return said.strip('"\u201c\u201d ').removeprefix("Your turn:").strip()
