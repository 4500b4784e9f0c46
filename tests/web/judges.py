"""Models that judge: one that agrees with the bank's graded samples, one that fails."""

import re
from collections.abc import AsyncIterator
from typing import Any

from rolecall.domain.interviews import InterviewBank
from rolecall.ports import FaultKind, ModelFault, Prompt


class AgreeingJudge:
    """Gives graded samples their own levels, and any other answer with a number in it a 3."""

    name = "openai:judge-9"
    context_tokens = 8_000

    def __init__(self, bank: InterviewBank) -> None:
        self._levels = {
            (criterion.asks, " ".join(sample.answer.split())): sample.levels[criterion.id]
            for question in bank.questions
            for sample in question.samples.values()
            for criterion in question.criteria
        }

    async def fill(self, prompt: Prompt, schema: type[Any], *, max_tokens: int = 0, repairs: int = 1) -> Any:
        asked = " ".join(prompt.messages[-1].content.split())
        for (asks, answer), level in self._levels.items():
            if asks in asked and answer in asked:
                return schema(quote=" ".join(answer.split()[:6]), level=level)
        found = re.search(r"\d+ (?:seeds|folds|weeks)", asked)
        return schema(quote=found[0] if found else "", level=3 if found else 1)

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        yield ""

    async def prepare(self) -> None:
        return None

    def count(self, text: str) -> int:
        return len(text.split())


class FailingJudge(AgreeingJudge):
    """Was measured once; its key is refused since."""

    async def fill(self, prompt: Prompt, schema: type[Any], *, max_tokens: int = 0, repairs: int = 1) -> Any:
        raise ModelFault(FaultKind.WRONG_KEY, "The server refused the key. Check it in Settings.")
