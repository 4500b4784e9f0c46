"""The requests by which a connected model is measured, each through the real use cases of a coach."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from rolecall.coach.coach import Coach
from rolecall.coach.events import Noted
from rolecall.coach.trusting import graded_cases
from rolecall.domain.conversation import GENERAL
from rolecall.domain.engines import ModelJob
from rolecall.domain.interviews import Grade, InterviewQuestion
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.mail import DraftRequest, Purpose
from rolecall.domain.mocks import InterviewerMove, MockRequest, MockState, Mode
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.trust import Agreement, Graded, agreement
from rolecall.domain.values import Value
from rolecall.evals import model_checks as checks
from rolecall.evals.model_cases import OTHER_ROLE, QUESTIONS, ROLES, WRITER, answer_cases, draft_cases
from rolecall.ports import ChatModel, FaultKind, ModelFault, Prompt, T

OWNER = "local"
_NEVER = (FaultKind.WRONG_KEY, FaultKind.NO_QUOTA, FaultKind.MODEL_NOT_FOUND, FaultKind.OVER_BUDGET)
_AWAY = (
    *(FaultKind.UNREACHABLE, FaultKind.NO_HOST, FaultKind.NOT_SECURE, FaultKind.PROXY),
    *(FaultKind.RATE_LIMITED, FaultKind.SERVER_ERROR, FaultKind.TIMEOUT),
)
_GIVEN_UP = 3
"""Calls in a row that reach no model, from which measuring on tells nothing of it."""
CoachOf = Callable[[ChatModel | None], Coach]
"""Makes a coach of an empty store that speaks with a model, or with the built-in engine."""


class Counted:
    """A ChatModel that counts its calls and what failed, and can be kept to short answers."""

    def __init__(self, model: ChatModel, longest: int = 0) -> None:
        """`longest` limits the tokens of every answer; 0 leaves them as asked."""
        self._model = model
        self._longest = longest
        self._in_a_row = 0
        self.prompts: list[Prompt] = []
        self.calls = 0
        self.faults = 0
        self.ended: ModelFault | None = None
        """Why no call is made any more: the model cannot be reached, or may not be asked."""

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def context_tokens(self) -> int:
        return self._model.context_tokens

    def count(self, text: str) -> int:
        return self._model.count(text)

    async def prepare(self) -> None:
        await self._model.prepare()

    @property
    def seen(self) -> tuple[str, ...]:
        """All prompts it was given, as texts."""
        return tuple("\n".join(message.content for message in one.messages) for one in self.prompts)

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        with self._counted(prompt):
            async for piece in self._model.stream(prompt, max_tokens=self._most(max_tokens)):
                yield piece

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        with self._counted(prompt):
            return await self._model.fill(prompt, schema, max_tokens=self._most(max_tokens), repairs=repairs)

    @contextmanager
    def _counted(self, prompt: Prompt) -> Iterator[None]:
        if self.ended is not None:
            raise self.ended
        self.calls += 1
        self.prompts.append(prompt)
        try:
            yield
        except ModelFault as fault:
            self.faults += 1
            self._in_a_row += 1
            if fault.kind in _NEVER or (fault.kind in _AWAY and self._in_a_row >= _GIVEN_UP):
                self.ended = fault
            raise
        self._in_a_row = 0

    def _most(self, tokens: int) -> int:
        return min(tokens, self._longest) if self._longest else tokens


class Came(Value):
    """What came of one request."""

    request: str
    faults: tuple[str, ...]
    own: bool
    note: str = ""
    seconds: float = 0.0


class Requests:
    """Runs the requests of each job; nothing it does raises for what the model does."""

    def __init__(self, coach_of: CoachOf, prompts: Sequence[str], at_once: int) -> None:
        self._coach_of = coach_of
        self._prompts = checks.PromptText(prompts)
        self._gate = asyncio.Semaphore(at_once)
        self.agreement: Agreement | None = None
        """Of the levels with the graded samples, once they were asked for."""

    async def _all(self, requests: Iterable[Callable[[], Awaitable[Came | None]]]) -> list[Came]:
        """What came of each request; None where a request turned out to be none of the model's."""

        async def one(request: Callable[[], Awaitable[Came | None]]) -> Came | None:
            async with self._gate:
                begun = time.monotonic()
                came = await request()
                return came and came.model_copy(update={"seconds": time.monotonic() - begun})

        return [came for came in await asyncio.gather(*map(one, requests)) if came is not None]

    async def reads(self, coach: Coach, model: Counted, count: int) -> list[Came]:
        plain = self._coach_of(None)
        built_in = [await _role(plain, text) for text in ROLES]

        async def read(number: int) -> Came:
            at = number % len(ROLES)
            # The same ad with another beginning is another text to a model.
            text = ROLES[at] if number < len(ROLES) else f"Posted {number} days ago.\n\n{ROLES[at]}"
            before = plain.open(OWNER, await _role(plain, text) if number >= len(ROLES) else built_in[at])
            state = coach.open(OWNER, await _role(coach, text))
            if state.reading is None or before.reading is None:
                return Came(request=text[:60], faults=("was not read",), own=False)
            faults = tuple(checks.reading_faults(state.reading, before.reading, state.sources))
            by = [signal.engine for signal in state.reading.signals]
            by += [finding.engine for finding in state.reading.topics.values()]
            own = model.name in by
            return Came(request=text[:60], faults=faults, own=own)

        # A role is made one at a time, so that each is told from the others.
        return [came for number in range(count) for came in await self._all([partial(read, number)])]

    async def drafts(self, coach: Coach, model: Counted, count: int) -> list[Came]:
        plain = self._coach_of(None)
        # The roles are read by the built-in engine in both: here only the emails are the model's.
        coach.engines.suiting.keep_back(OWNER, [ModelJob.READ])
        pairs = [(await _role(coach, text), await _role(plain, text)) for text in ROLES]
        for there, here in pairs:
            for one, role in ((coach, there), (plain, here)):
                coach.engines.suiting.keep_back(OWNER, [ModelJob.READ, ModelJob.DRAFT])
                await one.draft(OWNER, role, DraftRequest(from_name=WRITER))
        coach.engines.suiting.keep_back(OWNER, [ModelJob.READ])

        async def write(role: int, request: DraftRequest) -> Came:
            there, here = pairs[role]
            asked = f"role {role}, {request.purpose}, {request.tone}, to {request.to}"
            topics = tuple(q.topic for q in coach.open(OWNER, there).drafts[0].questions)
            if request.purpose is not Purpose.DECLINE:
                request = request.model_copy(update={"topics": topics})
            draft = await coach.draft(OWNER, there, request)
            composed = await plain.draft(OWNER, here, request)
            known = [ROLES[role], WRITER]
            faults = tuple(checks.draft_faults(draft, composed, known, self._prompts))
            return Came(request=asked, faults=faults, own=draft.engine == model.name, note=draft.note)

        cases = draft_cases(count)
        return await self._all([partial(write, case.role, case.request) for case in cases])

    async def answers(self, coach: Coach, model: Counted, count: int) -> list[Came]:
        coach.engines.suiting.keep_back(OWNER, [ModelJob.READ])
        await _role(coach, OTHER_ROLE)
        role = await _role(coach, ROLES[0])

        async def ask(number: int) -> Came:
            question = QUESTIONS[number % len(QUESTIONS)]
            where = role if (number // len(QUESTIONS)) % 2 == 0 else GENERAL
            said = await _said(coach.say(OWNER, where, question))
            turn = coach.open(OWNER, where).turns[-1]
            passages = [passage.text + "\n" + passage.heading for passage in turn.passages]
            state = coach.open(OWNER, where)
            known = [question, ROLES[0], *(one.text for one in state.turns[:-1])]
            known += [topic.quote or "" for topic in state.reading.topics.values()] if state.reading else []
            faults = checks.answer_faults(turn.text, passages, known, self._prompts)
            built_in = turn.engine != model.name
            # The built-in engine's words are the guides' own; what is asked back is nobody's answer.
            held = tuple(faults) if not built_in else tuple(f for f in faults if "cites" in f or "tells" in f)
            own = not built_in or turn.asks_back
            return Came(request=question[:60], faults=held, own=own, note=_note(said))

        return [came for number in range(count) for came in await self._all([partial(ask, number)])]

    async def interviews(self, coach: Coach, model: Counted, count: int) -> list[Came]:
        practice = coach.practice
        cases = answer_cases(coach.mocks.knowledge.bank, count * 3)
        came: list[Came] = []

        async def interview(number: int) -> Came | None:
            case = cases[number]
            mode = list(Mode)[number % len(Mode)]
            request = MockRequest(question_ids=(case.question,), minutes=20, mode=mode, seed=number)
            mock = await practice.start(OWNER, request)
            question = practice.questions(mock)[case.question]
            said = [mock.lines[-1].text, case.answer]
            after = await practice.answer(OWNER, mock.id, case.answer or " ")
            line = after.lines[-1]
            if line.move not in (InterviewerMove.FOLLOW_UP, InterviewerMove.REDIRECT):
                return None  # nothing a model words
            faults = _turn_faults(after, question, said, self._prompts)
            own = line.engine == model.name
            return Came(request=f"{case.kind}: {case.question}", faults=faults, own=own, note=line.note)

        # Some answers lead to steps that no model words: then the next ones are asked.
        for start in range(0, len(cases), count):
            numbers = range(start, min(start + count, len(cases)))
            came += await self._all([partial(interview, number) for number in numbers])
            if len(came) >= count:
                break
        return came[:count]

    async def judges(self, coach: Coach, model: Counted, count: int) -> list[Came]:
        """Of the cases by which a judge is trusted, the first `count`."""
        judge = coach.mocks.judge
        cases = graded_cases(coach.mocks.knowledge.bank, -(-count // len(Grade)))[:count]
        graded: list[Graded] = []

        async def level(question: InterviewQuestion, grade: Grade, criterion_id: str) -> Came:
            sample, criterion = question.samples[grade], question.criterion(criterion_id)
            known = next(one for one in judge.listen(question, [sample.answer]) if one.id == criterion.id)
            try:
                judged = await judge.level(question, criterion, sample.answer, known, model)
            except ModelFault as fault:
                graded.append(Graded(expected=sample.levels[criterion.id], given=None))
                return Came(request=question.id, faults=(), own=False, note=fault.message)
            silent = judged.state is JudgedAs.NOT_COVERED
            empty = grade is Grade.FLUENT_EMPTY
            graded.append(
                Graded(expected=sample.levels[criterion.id], given=judged.level, empty=empty, silent=silent)
            )
            faults = tuple(checks.judgement_faults(judged, sample.answer))
            return Came(request=question.id, faults=faults, own=judged.state is JudgedAs.SCORED)

        came = await self._all([partial(level, *case) for case in cases])
        self.agreement = agreement(coach.trust.named(model), graded)
        return came


def _turn_faults(
    state: MockState, question: InterviewQuestion, said: list[str], prompts: checks.PromptText
) -> tuple[str, ...]:
    line = state.lines[-1]
    spoken = [one.text for one in state.lines[:-1]] + [answer.text for answer in state.answers]
    built_in = line.engine == BUILT_IN
    return tuple(checks.turn_faults(line, question, [*said, *spoken], prompts, built_in=built_in))


async def _role(coach: Coach, text: str) -> str:
    """Reads a text into a new role; its id."""
    known = {one.id for one in coach.roles(OWNER)}
    await _said(coach.say(OWNER, GENERAL, text))
    return next((one.id for one in coach.roles(OWNER) if one.id not in known), GENERAL)


async def _said(turn: Any) -> list[Any]:
    return [event async for event in turn]


def _note(events: Sequence[Any]) -> str:
    return next((event.message for event in events if isinstance(event, Noted)), "")
