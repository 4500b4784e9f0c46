"""The mock interviews: start one, answer, ask for a hint, pause, come back, end; each turn stored first."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from rolecall.coach.coding import Editor
from rolecall.coach.hearing import feedback_before, hear
from rolecall.coach.interviewing import Interviewing
from rolecall.coach.judging import Judge
from rolecall.coach.mock_book import MockBook, MockSummary, summary
from rolecall.domain.clock import Clock, away_since, clock, due_warning
from rolecall.domain.conversation import RoleState
from rolecall.domain.engines import ModelJob
from rolecall.domain.interviewing import hint_step, last_question, next_step, refused
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.mock_events import Answered, Over, Paused, Resumed, Spoke, Started, Tried, Warned
from rolecall.domain.mocks import (
    DRIFT_QUESTION,
    LOOP,
    EndReason,
    InterviewerMove,
    MockRequest,
    MockState,
    Mode,
)
from rolecall.domain.planning import plan_mock
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.roles import RoleReading
from rolecall.domain.steps import Step
from rolecall.domain.trials import Trial
from rolecall.domain.values import Value
from rolecall.ports import BadInput, ModelFor

LONGEST_ANSWER = 20_000
"""Characters: an hour of talking; more is a pasted file."""
AWAY = 150.0
"""Seconds without a sign of the page after which the clock is taken to have stood. Browsers wake a page in
the background about once a minute."""
_RECENT = 10
"""Mocks whose questions come last when a new one is planned."""


class Tick(Value):
    """Where a mock stands in time, for the page's clock."""

    clock: Clock
    warning: int | None = None
    """Seconds left that the candidate is to be told of now."""
    ended: EndReason | None = None


class Practice:
    """The use cases of a mock, from its plan to its end."""

    def __init__(
        self,
        book: MockBook,
        knowledge: PracticeKnowledge,
        judge: Judge,
        interviewing: Interviewing,
        editor: Editor,
        *,
        role: Callable[[str, str], RoleState],
        models: ModelFor,
        due: Callable[[str], Sequence[str]],
        now: Callable[[], str],
        new_id: Callable[[], str],
    ) -> None:
        """`now` gives ISO 8601 with milliseconds; `due` the questions whose repetition is due."""
        self._book = book
        self._knowledge = knowledge
        self._judge = judge
        self._interviewing = interviewing
        self.editor = editor
        self._role = role
        self._models = models
        self._due = due
        self._now = now
        self._new_id = new_id
        self._locks: defaultdict[tuple[str, str], asyncio.Lock] = defaultdict(asyncio.Lock)

    # Before

    def mocks(self, owner: str) -> list[MockSummary]:
        """Every mock, newest first; those that have not ended can be taken up again."""
        return [summary(state) for state in self._book.mocks(owner)]

    async def start(
        self,
        owner: str,
        request: MockRequest,
        made: tuple[InterviewQuestion, ...] = (),
        *,
        reading: RoleReading | None = None,
    ) -> MockState:
        """Plans a mock and asks its first question.

        `made` are questions on the candidate's own paper; `reading` stands in for a role that is not kept.
        """
        request = self._checked(request, made)
        state = self._role(owner, request.role_id) if request.role_id else None
        earlier = self._book.mocks(owner)[:_RECENT]
        plan = plan_mock(
            request,
            self._knowledge.asked,
            self._knowledge.loops,
            reading=state.reading if state else reading,
            role_title=state.title if state else reading.title if reading else "",
            recent=frozenset(name for mock in earlier for name in mock.asked),
            due=self._due(owner),
            made=made,
        )
        mock_id = self._new_id()
        self._book.append(owner, mock_id, Started(plan=plan))
        async with self._locks[owner, mock_id]:
            return await self._reply(owner, mock_id)

    # During

    def open(self, owner: str, mock_id: str) -> MockState:
        return self._book.open(owner, mock_id)

    def draft(self, owner: str, mock_id: str) -> str:
        """What was being typed when the page was last heard of; empty where that was sent since."""
        kept = self._book.kept(owner, mock_id).text
        # A process that was killed between storing an answer and clearing its draft left both.
        answers = self._book.open(owner, mock_id).answers
        return "" if answers and answers[-1].text == kept else kept

    async def come_back(self, owner: str, mock_id: str) -> MockState:
        """Opens a mock that was left: time away does not count, and a reply that was lost is given now."""
        async with self._locks[owner, mock_id]:
            state = self._book.open(owner, mock_id)
            since = away_since(state, self._book.kept(owner, mock_id).at, self._now(), AWAY)
            if since:
                self._book.append(owner, mock_id, Paused(at=since))
                state = self._book.open(owner, mock_id)
            if state.waiting or (not state.said and state.ended is None):
                return await self._reply(owner, mock_id)
            return self._ended_properly(owner, state)

    def tick(self, owner: str, mock_id: str, draft: str | None = None) -> Tick:
        """A sign of the page: keeps the draft, tells the time, and the warning that is due."""
        now = self._now()
        state = self._book.open(owner, mock_id)
        if draft is not None and state.ended is None:
            self._book.keep(owner, mock_id, draft[:LONGEST_ANSWER], now)
        warning = due_warning(state, now)
        if warning is not None:
            self._book.append(owner, mock_id, Warned(seconds=warning))
        return Tick(clock=clock(state, now), warning=warning, ended=state.ended)

    async def answer(self, owner: str, mock_id: str, text: str) -> MockState:
        """The candidate's answer, stored first, and the interviewer's reply."""
        if len(text) > LONGEST_ANSWER:
            raise BadInput(
                f"That answer has {len(text):,} characters; the limit is {LONGEST_ANSWER:,}. "
                "Shorten it and send it again; nothing was lost."
            )
        async with self._locks[owner, mock_id]:
            state = self._running(owner, mock_id)
            over = clock(state, self._now()).left <= 0
            self._hear(owner, state, text, unsent=over)
            return await self._reply(owner, mock_id)

    async def run(self, owner: str, mock_id: str, source: str, calls: str = "") -> MockState:
        """Runs the examples, or own calls, with what stands in the editor; the interviewer says nothing."""
        async with self._locks[owner, mock_id]:
            trial = await self.editor.run(owner, self._running(owner, mock_id), source, calls)
            self._book.append(owner, mock_id, Tried(trial=trial))
            return self._book.open(owner, mock_id)

    async def submit(self, owner: str, mock_id: str, source: str) -> MockState:
        """Judges what stands in the editor with the hidden checks; the interviewer replies to the result."""
        async with self._locks[owner, mock_id]:
            state = self._running(owner, mock_id)
            self._try(owner, state, await self.editor.submit(owner, state, source))
            return await self._reply(owner, mock_id)

    async def hint(self, owner: str, mock_id: str) -> MockState:
        """The next hint for the open question, at its price; a refusal in realistic mode."""
        async with self._locks[owner, mock_id]:
            state = self._running(owner, mock_id)
            if state.waiting:
                return await self._reply(owner, mock_id)
            question = self.questions(state)[last_question(state.lines)]
            step = hint_step(state, question)
            if step.move is InterviewerMove.NO_HINT and refused(state, question.id):
                return state
            return await self._say(owner, state, step)

    def pause(self, owner: str, mock_id: str, draft: str | None = None) -> MockState:
        state = self._book.open(owner, mock_id)
        if state.ended is None:
            if draft is not None:
                self._book.keep(owner, mock_id, draft[:LONGEST_ANSWER], self._now())
            self._book.append(owner, mock_id, Paused(at=self._now()))
        return self._book.open(owner, mock_id)

    def resume(self, owner: str, mock_id: str) -> MockState:
        return self._running(owner, mock_id)

    async def end(self, owner: str, mock_id: str, draft: str = "") -> MockState:
        """Ends now, with what was said; a draft that is not empty counts as the last answer.

        Where the time is up this is the proper end; before it, the candidate ends early.
        """
        async with self._locks[owner, mock_id]:
            state = self._book.open(owner, mock_id)
            if state.ended is not None:
                return state
            reason = EndReason.TIME if clock(state, self._now()).left <= 1 else EndReason.EARLY
            draft = draft.strip() or self.draft(owner, mock_id).strip()
            if draft and not state.waiting:
                self._hear(owner, state, draft[:LONGEST_ANSWER], unsent=True)
            state = await self._with_code(owner, self._book.open(owner, mock_id))
            here = state.lines[-1].round if state.lines else 0
            step = Step(move=InterviewerMove.WRAP_UP, round=here, ending=reason)
            return await self._say(owner, state, step)

    def abort(self, owner: str, mock_id: str) -> MockState:
        """Ends without a score; what was said is kept."""
        state = self._book.open(owner, mock_id)
        if state.ended is None:
            self._book.append(owner, mock_id, Over(reason=EndReason.ABORTED))
        return self._book.open(owner, mock_id)

    def remove(self, owner: str, mock_id: str) -> None:
        self._book.remove(owner, mock_id)

    def questions(self, state: MockState) -> Mapping[str, InterviewQuestion]:
        """Every question this mock may ask, by id."""
        known = {question.id: question for question in self._knowledge.asked.questions}
        known |= {question.id: question for question in state.planned.made}
        return known | {DRIFT_QUESTION: self._knowledge.drift}

    # Inside a turn

    def _checked(self, request: MockRequest, made: Sequence[InterviewQuestion]) -> MockRequest:
        bank = self._knowledge.asked
        unknown = [name for name in request.question_ids if bank.question(name) is None]
        if unknown and not made:
            raise BadInput(
                f"There is no question {unknown[0]!r} in the bank; `rolecall practise --list` shows all."
            )
        kinds = [kind for kind in RoundKind if bank.of_kind(kind)]
        if not (request.question_ids or made) and request.what not in (LOOP, *kinds):
            raise BadInput(f"There is no round {request.what!r}; choose {', '.join([*kinds, LOOP])}.")
        seed = request.seed if request.seed is not None else crc32(self._new_id().encode()) % 1_000_000
        return request.model_copy(update={"seed": seed})

    def _running(self, owner: str, mock_id: str) -> MockState:
        """The mock with its clock running. Raises BadInput where it has ended."""
        state = self._book.open(owner, mock_id)
        if state.ended is not None:
            raise BadInput("This mock has ended; look at its debrief, or start a new one.")
        if not state.paused_at:
            return state
        self._book.append(owner, mock_id, Resumed())
        return self._book.open(owner, mock_id)

    def _hear(self, owner: str, state: MockState, text: str, *, unsent: bool) -> None:
        """Stores an answer with what the built-in judge heard in it, and clears the draft."""
        question = self.questions(state)[last_question(state.lines)]
        now = self._now()
        answer = hear(self._judge, state, question, text).model_copy(
            update={"unsent": unsent, "seconds": self._seconds(state, now)}
        )
        answer = answer.model_copy(update={"speech": self._book.speech_in(owner, state.id, text)})
        self._book.append(owner, state.id, Answered(answer=answer))
        self._book.keep(owner, state.id, "", now)
        self._book.forget_spoken(owner, state.id)

    def _try(self, owner: str, state: MockState, trial: Trial) -> None:
        """Stores a submission with the time it took."""
        # An answer since then has counted that time.
        seconds = 0.0 if state.replies_to else self._seconds(state, self._now())
        timed = trial.model_copy(update={"seconds": seconds})
        self._book.append(owner, state.id, Tried(trial=timed))

    def _seconds(self, state: MockState, now: str) -> float:
        """How long the candidate had the word, without the time the clock stood."""
        return max(0.0, clock(state, now).elapsed - state.word_from)

    async def _reply(self, owner: str, mock_id: str) -> MockState:
        state = self._book.open(owner, mock_id)
        step = next_step(state, self.questions(state), clock(state, self._now()))
        if step.question != last_question(state.lines):
            state = await self._with_code(owner, state)
        return await self._say(owner, state, step)

    async def _with_code(self, owner: str, state: MockState) -> MockState:
        """What stands in the editor counts when its problem is left, by whichever way."""
        trial = await self.editor.unsent(owner, state)
        if trial is None:
            return state
        self._try(owner, state, trial)
        return self._book.open(owner, state.id)

    async def _say(self, owner: str, state: MockState, step: Step) -> MockState:
        """Words a step and stores it; a wrap-up ends the mock."""
        question = self.questions(state).get(step.question)
        coached = state.request.mode is Mode.COACHED
        told = feedback_before(self._judge, state, self.questions(state), step) if coached else ""
        model = self._models(owner, ModelJob.INTERVIEW, state.request.role_id)
        line = await self._interviewing.line(step, state, question, model, told)
        self._book.append(owner, state.id, Spoke(line=line))
        if step.ending is not None:
            self._book.append(owner, state.id, Over(reason=step.ending))
        return self._book.open(owner, state.id)

    def _ended_properly(self, owner: str, state: MockState) -> MockState:
        """A mock that was killed between its last line and its end is ended now."""
        if state.ended is None and state.lines and state.lines[-1].move is InterviewerMove.WRAP_UP:
            self._book.append(owner, state.id, Over(reason=EndReason.FINISHED))
            return self._book.open(owner, state.id)
        return state
