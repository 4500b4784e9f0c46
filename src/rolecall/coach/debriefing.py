"""The debrief of a mock: rate yourself, have it judged, again if a call failed, do a question once more."""

import asyncio
from collections.abc import Callable, Mapping, Sequence

from rolecall.coach.judging import Judge
from rolecall.coach.mock_book import MockBook
from rolecall.coach.practising import Practice
from rolecall.coach.repeating import due_questions
from rolecall.coach.trusting import Trust
from rolecall.domain.code_debrief import code_shown, facts
from rolecall.domain.debriefing import debrief_of, judged_answers, shown_question
from rolecall.domain.debriefs import CodeShown, QuestionShown
from rolecall.domain.engines import ModelJob
from rolecall.domain.hygiene import beyond
from rolecall.domain.interviewing import hints_given
from rolecall.domain.interviews import InterviewQuestion
from rolecall.domain.judgements import Judgement, Manner
from rolecall.domain.mock_events import Debriefed, Rated
from rolecall.domain.mocks import DRIFT_QUESTION, EndReason, Line, MockRequest, MockState
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.progress import Due, Progress, progress_of
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.steps import asked_about
from rolecall.domain.trials import best
from rolecall.domain.values import Value
from rolecall.ports import BadInput, ChatModel, Linter, ModelFault, ModelFor

_REDO_SHARE = 1.5
"""A question done again gets this much of its minutes."""
_BY_RULE = "Levels for code come from what its runs and the linter showed, by fixed rules."


class Redone(Value):
    """One question before and after it was done again."""

    before: QuestionShown
    after: QuestionShown


class Debriefing:
    """The use cases after a mock."""

    def __init__(
        self,
        book: MockBook,
        practice: Practice,
        knowledge: PracticeKnowledge,
        judge: Judge,
        trust: Trust,
        *,
        linter: Linter,
        guide_titles: Mapping[str, str],
        models: ModelFor,
        now: Callable[[], str],
        new_id: Callable[[], str],
    ) -> None:
        self._book = book
        self._practice = practice
        self._knowledge = knowledge
        self._judge = judge
        self._trust = trust
        self._linter = linter
        self._guide_titles = guide_titles
        self._models = models
        self._now = now
        self._new_id = new_id

    def rate(self, owner: str, mock_id: str, question_id: str, levels: Mapping[str, int]) -> MockState:
        """Keeps the candidate's own levels, 1 to 4 by criterion, for one question."""
        state = self._book.open(owner, mock_id)
        question = self._practice.questions(state).get(question_id)
        if question is None or question_id not in self._asked(state):
            raise BadInput("That question was not asked in this mock; rate one that was.")
        known = {criterion.id for criterion in question.criteria}
        given = {name: level for name, level in levels.items() if name in known and 1 <= level <= 4}
        if given:
            rated = {**state.ratings.get(question_id, {}), **given}
            self._book.append(owner, mock_id, Rated(question=question_id, levels=rated))
        return self._book.open(owner, mock_id)

    def to_rate(self, owner: str, mock_id: str) -> tuple[InterviewQuestion, ...]:
        """The questions that were asked, in order, for rating oneself before anything is shown."""
        state = self._book.open(owner, mock_id)
        questions = self._practice.questions(state)
        return tuple(questions[name] for name in self._asked(state))

    async def debrief(self, owner: str, mock_id: str) -> MockState:
        """Judges the mock and stores the debrief beside earlier ones."""
        state = self._book.open(owner, mock_id)
        if state.ended is None:
            raise BadInput("This mock is still on; end it first, then look at the debrief.")
        if state.ended is EndReason.ABORTED:
            raise BadInput("This mock was ended without a score, as you wished; its transcript is kept.")
        model, notes = self._trusted(owner, state.request.role_id)
        questions = self._practice.questions(state)
        shown: list[QuestionShown] = []
        failed: ModelFault | None = None
        for name in self._asked(state):
            question = questions[name]
            judged, fault = await self._judged(state, question, None if failed else model)
            code = await self._code(state, question)
            if code is not None:
                question, judged = self._with_facts(question), (*judged, *facts(code))
            failed = failed or (fault if fault is not None and not fault.retryable else None)
            notes += [fault.message] if fault is not None and fault.message not in notes else []
            card = self._judge.card(
                question,
                judged,
                hints=hints_given(state, name),
                asked=asked_about(state, question),
            )
            note = _note(state, name)
            card = card.model_copy(update={"note": note}) if note else card
            shown.append(shown_question(state, question, card, self._knowledge.asked, code))
        if any(one.code is not None for one in shown):
            notes.append(_BY_RULE)
        debrief = debrief_of(
            state,
            shown,
            debrief_id=self._new_id(),
            at=self._now(),
            guide_titles=self._guide_titles,
            notes=notes,
            engine=model.name if model is not None else BUILT_IN,
        )
        self._book.append(owner, mock_id, Debriefed(debrief=debrief))
        return self._book.open(owner, mock_id)

    async def redo(self, owner: str, mock_id: str, question_id: str) -> MockState:
        """Starts a short mock of one question that was asked before."""
        state = self._book.open(owner, mock_id)
        question = self._practice.questions(state).get(question_id)
        if question is None:
            raise BadInput("That question was not asked in this mock; choose one that was.")
        made = tuple(one for one in state.planned.made if one.id == question_id)
        request = MockRequest(
            what=question.kind,
            role_id=state.request.role_id,
            interviewer=state.request.interviewer,
            mode=state.request.mode,
            minutes=max(2, round(question.minutes * _REDO_SHARE)),
            question_ids=(question_id,),
            redo_of=mock_id,
        )
        return await self._practice.start(owner, request, made)

    def redone(self, owner: str, mock_id: str) -> Redone | None:
        """Before and after, where this mock was a redo and both are debriefed."""
        state = self._book.open(owner, mock_id)
        if not state.request.redo_of or state.debrief is None:
            return None
        try:
            earlier = self._book.open(owner, state.request.redo_of)
        except BadInput:
            return None  # removed since: the redo stands alone
        name = state.request.question_ids[0]
        before = earlier.debrief and next((q for q in earlier.debrief.questions if q.id == name), None)
        after = next((question for question in state.debrief.questions if question.id == name), None)
        return Redone(before=before, after=after) if before and after else None

    def due(self, owner: str) -> tuple[Due, ...]:
        """Questions with the day they are due, soonest first."""
        return due_questions(self._book.mocks(owner), self._knowledge.asked, self._now())

    def progress(self, owner: str) -> Progress:
        """Over all mocks."""
        mocks = self._book.mocks(owner)
        due = due_questions(mocks, self._knowledge.asked, self._now())
        return progress_of(mocks, self._knowledge.asked, due)

    def _asked(self, state: MockState) -> tuple[str, ...]:
        """Questions with an answer to judge, in order; trivia of a drift is not judged by itself."""
        trivia = state.planned.trivia
        spoken = (said.by for said in state.said if not isinstance(said.by, Line))
        names = [one.question for one in spoken if one.question not in trivia]
        drifted = [line.question for line in state.lines if line.question in trivia]
        asked = dict.fromkeys(name for name in names if name != DRIFT_QUESTION)
        return (*asked, DRIFT_QUESTION) if drifted and judged_answers(state, DRIFT_QUESTION) else tuple(asked)

    async def _judged(
        self, state: MockState, question: InterviewQuestion, model: ChatModel | None
    ) -> tuple[Sequence[Judgement], ModelFault | None]:
        kept = (Manner.SUBSTANTIVE, Manner.STEERS)
        # What was heard in the room was substantive there; its sentences together cannot be less.
        known = Manner.SUBSTANTIVE if state.heard(question.id) else None
        texts = [one.text for one in judged_answers(state, question.id) if one.manner in kept]
        if model is None or not texts:
            return self._judge.listen(question, texts, known), None
        return await self._judge.levels(question, texts, model, known)

    async def _code(self, state: MockState, question: InterviewQuestion) -> CodeShown | None:
        """What was written for a problem, linted; None where the question was answered in words."""
        folder = self._knowledge.coding.problems.get(question.id)
        if folder is None:
            return None
        trials = state.trials_of(question.id)
        counted = best(trials)
        if counted is None:
            return code_shown(folder, trials, None)
        found = await asyncio.to_thread(self._linter.lint, counted.source)
        known = await asyncio.to_thread(self._linter.lint, folder.starter)
        new = None if found.why_not else beyond(found.findings, known.findings)
        return code_shown(folder, trials, new)

    def _with_facts(self, question: InterviewQuestion) -> InterviewQuestion:
        """A problem's question with the criteria that its runs answer by themselves."""
        measured = [fact.criterion() for fact in self._knowledge.coding.words.facts]
        return question.model_copy(update={"criteria": (*question.criteria, *measured)})

    def _trusted(self, owner: str, role_id: str) -> tuple[ChatModel | None, list[str]]:
        """The model, where it was measured and may give levels; else why the debrief shows coverage."""
        model = self._models(owner, ModelJob.JUDGE, role_id)
        if model is None:
            return None, [
                "The built-in engine shows what was heard, not levels; your own rating fills that in."
            ]
        known = self._trust.of(owner, model)
        if known is None:
            return None, [
                f"{model.name} has not been measured as a judge yet, so coverage is shown instead of levels. "
                "Measure it in Settings, or with `rolecall eval judge --model`."
            ]
        if not known.holds:
            return None, [f"{model.name} gives no levels here: {known.why_not}. Coverage is shown instead."]
        return model, []


def _note(state: MockState, question_id: str) -> str:
    """What kind of answers there were, where none could be judged."""
    answers = judged_answers(state, question_id)
    if not answers:
        return "Nothing was said about the code, so the explanation is not judged."
    manners = [answer.manner for answer in answers]
    if any(manner in (Manner.SUBSTANTIVE, Manner.STEERS) for manner in manners):
        return ""
    plain = str(manners[-1]).replace("_", " ") if manners else "none"
    return f"There was no answer to judge here ({plain})."
