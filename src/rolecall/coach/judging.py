"""Judges answers: coverage by rules, levels by a model that was measured before it is trusted."""

import asyncio
import re
from collections.abc import Collection, Sequence
from typing import Protocol

from pydantic import BaseModel, Field

from rolecall.domain.interviews import Criterion, InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement, Manner, Scorecard
from rolecall.domain.texts import find_verbatim, visible
from rolecall.ports import ChatModel, ModelFault, Prompts

_AT_ONCE = 4
"""Criteria judged at the same time."""
_LONGEST_QUOTE = 600
_HIGH = 3
"""Levels from here on are audited."""
_BESIDE_THE_POINT = (
    Manner.COMMANDS_JUDGE,
    Manner.OFF_TOPIC,
    Manner.OTHER_LANGUAGE,
    Manner.GIBBERISH,
    Manner.COPIED_QUESTION,
    Manner.ASKS_FOR_ANSWER,
    Manner.ASKS_FOR_HINT,
)
"""Manners of a quote that can show nothing."""


class Listener(Protocol):
    """The built-in judge. What `kind` of question was asked decides how far it is heard."""

    def manner(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        earlier: Sequence[str],
        samples: Sequence[str],
        *,
        kind: RoundKind,
        writing: bool = False,
    ) -> Manner: ...

    def heard(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        *,
        kind: RoundKind,
        known: Manner | None = None,
    ) -> tuple[Judgement, ...]: ...

    def without_orders(self, answer: str, *, kind: RoundKind) -> str: ...

    def card(
        self, question_id: str, criteria: Sequence[Criterion], judgements: Sequence[Judgement], hints: int
    ) -> Scorecard: ...


class Proposed(BaseModel):
    """What a model says of one criterion."""

    quote: str = Field(default="", max_length=4_000)
    level: int = Field(ge=1, le=4)


_Listened = tuple[tuple[str, str, str], InterviewQuestion, tuple[Judgement, ...]]


class Judge:
    """One place that judges, for the mock, the debrief and the command line."""

    def __init__(self, listener: Listener, bank: InterviewBank, prompts: Prompts) -> None:
        self._listener = listener
        self._bank = bank
        self._prompts = prompts
        self._last: _Listened | None = None

    @property
    def prompt_name(self) -> str:
        """`name@hash` of the prompt that judges: an agreement holds for one prompt only."""
        return self._prompts.render(
            "judge_criterion", question="", asks="", anchors=[], answer="", second=False
        ).name

    def manner(
        self, question: InterviewQuestion, answer: str, earlier: Sequence[str], *, writing: bool = False
    ) -> Manner:
        """What manner of answer this is, before anything is judged; `writing`: code is being written."""
        samples = [sample.answer for sample in question.samples.values()]
        return self._listener.manner(
            question.text,
            question.criteria,
            answer,
            earlier,
            samples,
            kind=question.kind,
            writing=writing,
        )

    def listen(
        self, question: InterviewQuestion, answers: Sequence[str], known: Manner | None = None
    ) -> tuple[Judgement, ...]:
        """Coverage per criterion by rules, over all that was answered to one question.

        What was heard last is kept: the same answer is listened to for the next step and for its feedback.
        """
        asked = (question.id, str(known), joined(answers))
        last = self._last  # another thread may listen to something else meanwhile
        if last is not None and last[0] == asked and last[1] is question:
            return last[2]
        heard = self._heard(question, asked[2], known)
        self._last = (asked, question, heard)
        return heard

    def card(
        self,
        question: InterviewQuestion,
        judgements: Sequence[Judgement],
        *,
        hints: int = 0,
        asked: Collection[str] | None = None,
    ) -> Scorecard:
        """Adds up; criteria outside `asked` that were not heard are "not asked", never "not met"."""
        if asked is not None:
            judgements = [
                one.model_copy(update={"state": JudgedAs.NOT_ASKED})
                if one.state is JudgedAs.NOT_COVERED and one.id not in asked
                else one
                for one in judgements
            ]
        return self._listener.card(question.id, question.criteria, judgements, hints)

    async def levels(
        self,
        question: InterviewQuestion,
        answers: Sequence[str],
        model: ChatModel,
        known: Manner | None = None,
    ) -> tuple[tuple[Judgement, ...], ModelFault | None]:
        """A level per criterion by a model, each verified; and the first fault, where a call failed.

        One criterion at a time: a model that sees all of them lets one impression colour the others. A failed
        call leaves its criterion unscored and the others as they are.
        """
        text = joined(answers)
        heard = self._heard(question, text, known)
        gate = asyncio.Semaphore(_AT_ONCE)
        faults: list[ModelFault] = []

        async def one(criterion: Criterion, known: Judgement) -> Judgement:
            async with gate:
                if faults and not faults[0].retryable:
                    return unscored(known)
                try:
                    return await self.level(question, criterion, text, known, model)
                except ModelFault as fault:
                    faults.append(fault)
                    return unscored(known)

        judged = await asyncio.gather(*map(one, question.criteria, heard))
        return tuple(judged), faults[0] if faults else None

    async def level(
        self,
        question: InterviewQuestion,
        criterion: Criterion,
        answer: str,
        known: Judgement,
        model: ChatModel,
    ) -> Judgement:
        """One criterion's level with its quote. Raises ModelFault.

        Orders to the judge are not part of the answer that a model is shown. The quote must stand in what is
        left and be about the question, else the criterion is unscored. A level of 3 or 4 that the rules
        hear no evidence for needs a second judgement that agrees; where the second is lower, it counts.
        Where neither the model nor the rules find words to quote, the criterion is not covered.
        """
        answer = self._listener.without_orders(answer, kind=question.kind)
        first = await self._proposed(question.text, criterion, answer, model, second=False)
        judged = _verified(first, answer, known)
        # Where the rules hear nothing, the quote itself must at least speak to the question.
        alone = judged.state is JudgedAs.SCORED and known.state is not JudgedAs.COVERED
        if alone and self.manner(question, judged.evidence, ()) in _BESIDE_THE_POINT:
            return unscored(known)
        if judged.level is None or judged.level < _HIGH or known.state is JudgedAs.COVERED:
            return judged
        second = _verified(
            await self._proposed(question.text, criterion, answer, model, second=True), answer, known
        )
        if second.level is None:
            return unscored(known)
        return judged if second.level >= _HIGH else second

    def _heard(self, question: InterviewQuestion, answer: str, known: Manner | None) -> tuple[Judgement, ...]:
        return self._listener.heard(question.text, question.criteria, answer, kind=question.kind, known=known)

    async def _proposed(
        self, question: str, criterion: Criterion, answer: str, model: ChatModel, *, second: bool
    ) -> Proposed:
        prompt = self._prompts.render(
            "judge_criterion",
            question=question,
            asks=criterion.asks,
            anchors=sorted(self._bank.anchors(criterion).items()),
            answer=re.sub(r"\n{3,}", "\n\n", visible(answer)),
            second=second,
        )
        return await model.fill(prompt, Proposed, max_tokens=300)


def joined(answers: Sequence[str]) -> str:
    """Everything answered to one question as one text; quotes are verified against it."""
    return "\n\n".join(answers)


def unscored(known: Judgement) -> Judgement:
    """A criterion whose level could not be verified; what the rules heard stays."""
    return known.model_copy(update={"state": JudgedAs.UNSCORED, "level": None})


def _verified(proposed: Proposed, answer: str, known: Judgement) -> Judgement:
    quote = proposed.quote.strip()
    if not quote:
        covered = known.state is JudgedAs.COVERED
        return unscored(known) if covered or proposed.level > 1 else known
    place = find_verbatim(quote[:_LONGEST_QUOTE], answer)
    if place is None or len(quote) > _LONGEST_QUOTE:
        return unscored(known)
    start, end = place
    scored = {
        "state": JudgedAs.SCORED,
        "level": proposed.level,
        "evidence": answer[start:end],
        "start": start,
        "end": end,
    }
    return known.model_copy(update=scored)
