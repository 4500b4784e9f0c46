"""Says a step: in the bank's own words, or in a model's where its words hold the contract."""

from collections.abc import Sequence

from rolecall.domain.coding import CodingWords
from rolecall.domain.coding_words import CODE_MOVES, green, say_of_code
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import Answer, InterviewerMove, Line, MockState
from rolecall.domain.steps import Step
from rolecall.domain.texts import visible
from rolecall.domain.trials import Trial
from rolecall.domain.turn_contract import turn_checks
from rolecall.domain.voices import Voices, say
from rolecall.ports import ChatModel, FaultKind, ModelFault, Prompt, Prompts

_REMEMBERED = 6
_LONGEST_ANSWER = 6_000
"""Characters of an answer that a model is shown to word the next question."""
_MODEL_WORDS = (InterviewerMove.FOLLOW_UP, InterviewerMove.REDIRECT)
"""Steps whose words a model may choose; everything else is said as the bank has it."""
_SAID_BADLY = (FaultKind.CUT_OFF, FaultKind.EMPTY, FaultKind.UNUSABLE, FaultKind.REFUSED, FaultKind.FILTERED)
"""Faults there is nothing to do about: the turn is said all the same."""
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
            return await self._by_model(line, step, state, question, model)
        except ModelFault as fault:
            note = _replaced(model) if fault.kind in _SAID_BADLY else fault.message
            return line.model_copy(update={"note": note})

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
        for _ in range(2):
            prompt = self._prompt(step, state, question, faults)
            text = await _said(model, prompt)
            tokens += sum(model.count(message.content) for message in prompt.messages) + model.count(text)
            checks = turn_checks(text, step, state, question)
            faults = tuple(check.detail for check in checks if not check.ok)
            if not faults:
                said = {"text": text, "engine": model.name, "prompt": prompt.name, "tokens": tokens}
                return line.model_copy(update=said)
        return line.model_copy(update={"note": _replaced(model), "tokens": tokens})

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


async def _said(model: ChatModel, prompt: Prompt) -> str:
    pieces = [piece async for piece in model.stream(prompt, max_tokens=120)]
    text = " ".join(visible("".join(pieces)).split())
    return text.strip('"\u201c\u201d ').removeprefix("Your turn:").strip()
