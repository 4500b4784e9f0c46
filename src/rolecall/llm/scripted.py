"""A model that says what it was told to say: for tests, demonstrations and measuring the coach alone."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from rolecall.llm.faults import fault_of
from rolecall.llm.structured import CutOff, filled
from rolecall.llm.tokens import rough
from rolecall.ports import FaultKind, ModelFault, Prompt, T

Scripted = str | FaultKind
Answers = str | Sequence[Scripted] | Mapping[str, Scripted] | Callable[[Prompt], Scripted]
"""One answer for all; one after the other (the last stays); by prompt file; or made from the prompt."""


class ScriptedModel:
    """A ChatModel without a model; keeps every prompt it was given in `prompts`."""

    def __init__(
        self,
        answers: Answers,
        *,
        name: str = "scripted:script",
        piece: int = 12,
        pause: float = 0.0,
        fails_after: int | None = None,
        fault: FaultKind = FaultKind.CUT_OFF,
    ) -> None:
        """`piece` is in characters, `pause` in seconds between pieces; fails after `fails_after` pieces."""
        self._answers = answers
        self._name = name
        self._piece = piece
        self._pause = pause
        self._fails_after = fails_after
        self._fault = fault
        self.prompts: list[Prompt] = []
        self.closed_early = 0
        """How many streams were closed before their end."""

    @property
    def name(self) -> str:
        """As given."""
        return self._name

    @property
    def context_tokens(self) -> int:
        """As a small model's."""
        return 8192

    async def prepare(self) -> None:
        """Nothing to do."""

    def count(self, text: str) -> int:
        """A rough count."""
        return rough(text)

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        """Yields the scripted answer in pieces, then fails if it was told to."""
        answer = self._answer(prompt)
        if isinstance(answer, FaultKind):
            raise fault_of(answer, self._name)
        if not answer.strip():
            raise fault_of(FaultKind.EMPTY, self._name)
        whole = False
        try:
            starts = range(0, len(answer), self._piece)
            for number, start in enumerate(starts):
                if number == self._fails_after:
                    raise fault_of(self._fault, self._name, said=number > 0)
                await asyncio.sleep(self._pause)
                yield answer[start : start + self._piece]
            if self._fails_after is not None and self._fails_after >= len(starts):
                raise fault_of(self._fault, self._name, said=True)
            whole = True
        except ModelFault:
            whole = True
            raise
        finally:
            self.closed_early += not whole

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        """Parses the scripted answer as the real models' are parsed."""

        async def ask(asked: Prompt) -> str:
            said = ""
            try:
                async for piece in self.stream(asked, max_tokens=max_tokens):
                    said += piece
            except ModelFault as fault:
                if fault.kind is FaultKind.CUT_OFF and said:
                    raise CutOff(fault, said) from fault
                raise
            return said

        return await filled(ask, prompt, schema, model=self._name, repairs=repairs)

    def _answer(self, prompt: Prompt) -> Scripted:
        turn = len(self.prompts)
        self.prompts.append(prompt)
        if isinstance(self._answers, str):
            return self._answers
        if isinstance(self._answers, Mapping):
            return self._answers[prompt.name.partition("@")[0]]
        if callable(self._answers):
            return self._answers(prompt)
        return self._answers[min(turn, len(self._answers) - 1)]
