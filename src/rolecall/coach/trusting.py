"""Measures a model as a judge on the bank's graded samples, and remembers what came out."""

import asyncio
import random
from collections.abc import Callable, Sequence

from rolecall.coach.judging import Judge
from rolecall.domain.costs import Usage
from rolecall.domain.interviews import Grade, InterviewBank, InterviewQuestion
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.trust import Agreement, Graded, agreement
from rolecall.ports import ChatModel, ModelFault, Progress, Store

_PREFIX = "judge:"
QUESTIONS = 15
"""Questions of a usual measurement: with four samples and one criterion each, sixty judgements."""
_AT_ONCE = 4
_FRAME = 900
"""Tokens of the prompt around a question and an answer, anchors included, rounded up."""
_LONGEST_JUDGEMENT = 300
"""Tokens."""


class Trust:
    """What is known of each model as a judge."""

    def __init__(self, store: Store, bank: InterviewBank, judge: Judge, now: Callable[[], str]) -> None:
        self._store = store
        self._bank = bank
        self._judge = judge
        self._now = now

    def of(self, owner: str, model: ChatModel) -> Agreement | None:
        """What was measured of a model with the prompt that is used now, or None."""
        raw = self._store.preference(owner, _PREFIX + model.name)
        known = Agreement.model_validate_json(raw) if raw else None
        return known if known and known.judge == self.named(model) else None

    def expected(self, model: ChatModel, questions: int = QUESTIONS) -> Usage:
        """The most that measuring is expected to take: each case judged, and judged again."""
        texts = [
            f"{question.text} {question.samples[grade].answer}"
            for question, grade, _ in graded_cases(self._bank, questions)
        ]
        sent = sum(_FRAME + model.count(text) for text in texts)
        return Usage(sent=2 * sent, said=2 * _LONGEST_JUDGEMENT * len(texts))

    async def measure(
        self, owner: str, model: ChatModel, *, questions: int = QUESTIONS, progress: Progress | None = None
    ) -> Agreement:
        """Judges graded samples and stores the agreement. Raises ModelFault where no call goes through."""
        cases = graded_cases(self._bank, questions)
        gate = asyncio.Semaphore(_AT_ONCE)
        done = 0

        async def one(question: InterviewQuestion, grade: Grade, criterion_id: str) -> Graded:
            nonlocal done
            async with gate:
                graded = await self._graded(question, grade, criterion_id, model)
            done += 1
            if progress is not None:
                progress("Judging graded samples", done / len(cases))
            return graded

        tasks = [asyncio.create_task(one(*case)) for case in cases]
        try:
            graded = await asyncio.gather(*tasks)
        finally:
            # One refused call ends the measuring: the others would only cost.
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        measured = agreement(self.named(model), graded, self._now())
        self.keep(owner, model, measured)
        return measured

    def keep(self, owner: str, model: ChatModel, measured: Agreement) -> None:
        """Remembers what was measured of a model."""
        self._store.prefer(owner, _PREFIX + model.name, measured.model_dump_json())

    async def _graded(
        self, question: InterviewQuestion, grade: Grade, criterion_id: str, model: ChatModel
    ) -> Graded:
        sample = question.samples[grade]
        criterion = question.criterion(criterion_id)
        known = next(one for one in self._judge.listen(question, [sample.answer]) if one.id == criterion_id)
        expected, empty = sample.levels[criterion_id], grade is Grade.FLUENT_EMPTY
        try:
            judged = await self._judge.level(question, criterion, sample.answer, known, model)
        except ModelFault as fault:
            if not fault.retryable:
                raise
            return Graded(expected=expected, given=None, empty=empty)
        silent = judged.state is JudgedAs.NOT_COVERED
        return Graded(expected=expected, given=judged.level, empty=empty, silent=silent)

    def named(self, model: ChatModel) -> str:
        """The judge that a model is with the prompt that is used now."""
        return f"{model.name} with {self._judge.prompt_name}"


def graded_cases(bank: InterviewBank, questions: int) -> Sequence[tuple[InterviewQuestion, Grade, str]]:
    """The same cases every time, spread over the kinds: a number that moved with the draw would be none."""
    draw = random.Random("graded samples")
    graded = [question for question in bank.questions if len(question.samples) == len(Grade)]
    by_kind = sorted(graded, key=lambda question: (draw.random(), question.id))
    kinds = sorted({question.kind for question in graded})
    chosen: list[InterviewQuestion] = []
    while len(chosen) < min(questions, len(graded)):
        for kind in kinds:
            found = next((one for one in by_kind if one.kind is kind and one not in chosen), None)
            if found is not None and len(chosen) < questions:
                chosen.append(found)
    return [(question, grade, draw.choice(question.criteria).id) for question in chosen for grade in Grade]
