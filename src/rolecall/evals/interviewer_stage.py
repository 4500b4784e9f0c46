"""Plays a mock between a simulated candidate and the interviewer, over a store and a clock of its own."""

import asyncio
import dataclasses
import itertools
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from rolecall.coach.mocks import MockParts, Mocks, mocks_over
from rolecall.domain.conversation import RoleState
from rolecall.domain.interviewing import last_question
from rolecall.domain.interviews import InterviewBank, InterviewQuestion, RoundKind
from rolecall.domain.mocks import LOOP, EndReason, Interviewer, MockRequest, MockState, Mode
from rolecall.domain.papers import Finding, FindingKind, Paper, PaperSigns, paper_questions
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.values import Value
from rolecall.evals.interviewer_candidates import CANDIDATES, Act, Candidate, View, Wish
from rolecall.evals.interviewer_coders import CODERS
from rolecall.evals.interviewer_scripts import scripted
from rolecall.evals.interviewer_transcript import Transcript
from rolecall.evals.scripted_programs import ScriptedRunner, without_checks
from rolecall.ports import BadInput, ChatModel
from rolecall.storage.memory import MemoryStore

OWNER = "eval"
MOST_TURNS = 300
"""Turns of a candidate after which a mock that has not ended counts as endless."""
_SPEAKING = 2.5
"""Words a second."""
_THINKING = 6.0
_HOUR = 3600.0
DRIFT, PAPER = "drift", "own paper"
MINUTES: Mapping[str, int] = {
    RoundKind.RESEARCH_DEEP_DIVE: 14,
    RoundKind.PROBLEM_FRAMING: 12,
    RoundKind.REPRODUCIBILITY: 10,
    RoundKind.ML_SYSTEMS: 12,
    RoundKind.QUICKFIRE: 7,
    RoundKind.BEHAVIOURAL: 9,
    RoundKind.CODING: 40,
    DRIFT: 15,
    LOOP: 30,
    PAPER: 12,
}
"""What is played, and how long."""
BUILT_IN_SPEAKER = "built-in"
_PAPER_SAYS = {
    FindingKind.CLAIM: "We show that ranking by agreement of two small models finds mislabelled scans early",
    FindingKind.BASELINE: "We compare against loss ranking and against a committee of five larger models",
    FindingKind.ABLATION: "Removing the second model costs 3.1 points of precision on the pumps data",
    FindingKind.RESULT: "Agreement ranking reaches 61.4 percent precision, loss ranking 52.0 percent",
    FindingKind.LIMITATION: "Our study covers image data only and labels that were made by two annotators",
}


class Case(Value):
    """One mock to be played."""

    candidate: str
    what: str
    interviewer: Interviewer
    mode: Mode
    speaker: str = BUILT_IN_SPEAKER
    """The built-in engine, or the name of a scripted interviewer."""
    minutes: int = 0
    seed: int = 0
    really: bool = False
    """Runs code in the sandbox of this machine, instead of a script of what it would give."""

    @property
    def name(self) -> str:
        ran = ", really run" if self.really else ""
        return f"{self.candidate}, {self.what}, {self.interviewer}, {self.mode}, {self.speaker}{ran}"


class Theatre:
    """Plays cases, each over a store and a clock of its own."""

    def __init__(self, parts: MockParts) -> None:
        self._parts = parts
        bank = parts.knowledge.bank
        self._bank = bank
        bare = tuple(question.model_copy(update={"samples": {}}) for question in bank.questions)
        self._bare = bank.model_copy(update={"questions": bare})
        self._candidates = {candidate.name: candidate for candidate in (*CANDIDATES, *CODERS)}
        self._coding = without_checks(parts.knowledge.coding)
        self._runner = ScriptedRunner(self._coding.problems)
        self._paper = _paper()

    def transcript(self, case: Case) -> Transcript:
        """One case played to its end, and its twin where the candidate injects."""
        return asyncio.run(self._transcript(case))

    async def _transcript(self, case: Case) -> Transcript:
        stage = self._stage(case)
        await stage.play(plainly=False)
        twin = None
        if stage.injected:
            twin = self._stage(case)
            await twin.play(plainly=True)
        state = stage.state
        return Transcript(
            name=case.name,
            state=state,
            events=tuple(stage.store.events(OWNER, f"mock:{stage.mock_id}")),
            questions=self._questions(stage, state),
            anchors=tuple(text for one in self._bank.dimensions.values() for text in one.levels.values()),
            heard_phrases=self._heard_phrases(case),
            sent=tuple(stage.sent),
            debrief=state.debrief,
            spoke_early=stage.spoke_early,
            problems={name: one for name, one in self._coding.problems.items() if name in state.asked},
            green=tuple(re.escape(one).replace(r"\{total\}", r"\d+") for one in self._coding.words.green),
            not_run=self._coding.words.not_run,
            tried=tuple(stage.tried),
            twin=twin.state if twin else None,
            twin_debrief=twin.state.debrief if twin else None,
        )

    def _stage(self, case: Case) -> "Stage":
        candidate = self._candidates[case.candidate]
        known = self._parts.knowledge
        # Made anew and not copied: a copy would keep what was asked for before, samples and all.
        knowledge = PracticeKnowledge(
            bank=self._bare if candidate.withheld else self._bank,
            coding=known.coding if case.really else self._coding,
            voices=known.voices,
            loops=known.loops,
            drift=known.drift,
        )
        runner = self._parts.runner if case.really else self._runner
        parts = dataclasses.replace(self._parts, knowledge=knowledge, runner=runner)
        made: tuple[InterviewQuestion, ...] = ()
        if case.what == PAPER:
            made = paper_questions(self._paper, self._parts.templates, case.seed)
        return Stage(case, candidate, parts, self._bank, made)

    def _questions(self, stage: "Stage", state: MockState) -> dict[str, InterviewQuestion]:
        planned = state.planned
        names = [name for one in planned.rounds for name in one.questions]
        used = stage.mocks.practice.questions(state)
        full = {name: self._bank.question(name) or used[name] for name in (*names, *planned.trivia)}
        return full | {
            name: question for name, question in used.items() if name not in full and name in state.asked
        }

    def _heard_phrases(self, case: Case) -> tuple[str, ...]:
        voices = self._parts.knowledge.voices
        own = voices.voices[case.interviewer].phrases.get("heard", ())
        return (*own, *voices.shared["heard"])


class Stage:
    """One mock being played."""

    def __init__(
        self,
        case: Case,
        candidate: Candidate,
        parts: MockParts,
        bank: InterviewBank,
        made: tuple[InterviewQuestion, ...],
    ) -> None:
        self._now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.store = MemoryStore(clock=lambda: self._now)
        ids = itertools.count(1)
        parts = dataclasses.replace(
            parts,
            now=lambda: self._now.isoformat(timespec="milliseconds"),
            new_id=lambda: f"{next(ids):012x}",
        )
        model: ChatModel | None = None
        if case.speaker != BUILT_IN_SPEAKER:
            model = scripted(case.speaker, bank, self._asked)
        self.mocks: Mocks = mocks_over(self.store, parts, _no_role, lambda owner, job, role: model)
        self.mock_id = ""
        self.sent: list[Act] = []
        self.tried: list[tuple[bool, str]] = []
        self.injected = False
        self.spoke_early = 0
        self._case = case
        self._candidate = candidate
        self._bank = bank
        self._made = made

    @property
    def state(self) -> MockState:
        return self.mocks.practice.open(OWNER, self.mock_id)

    async def play(self, *, plainly: bool) -> None:
        """From the first question to the debrief; `plainly` leaves injections out."""
        case = self._case
        drift = case.what == DRIFT
        request = MockRequest(
            what=RoundKind.RESEARCH_DEEP_DIVE if drift or case.what == PAPER else case.what,
            interviewer=case.interviewer,
            mode=case.mode,
            minutes=case.minutes or MINUTES[case.what],
            drift=drift,
            seed=case.seed,
        )
        practice = self.mocks.practice
        self.mock_id = (await practice.start(OWNER, request, self._made)).id
        here: dict[str, int] = {}
        for turn in range(MOST_TURNS):
            state = self.state
            if state.ended is not None:
                break
            name = last_question(state.lines)
            act = self._candidate.act(self._view(state, name, turn, here.get(name, 0)))
            here[name] = here.get(name, 0) + 1
            self.injected |= act.plain is not None or act.plain_code is not None
            if plainly:
                act = _without_orders(act)
            await self._do(act, turn)
        if self.state.ended not in (None, EndReason.ABORTED):
            await self.mocks.debriefing.debrief(OWNER, self.mock_id)

    def _view(self, state: MockState, name: str, turn: int, here: int) -> View:
        question = self.mocks.practice.questions(state)[name]
        known = self._bank.question(name)
        samples = {str(grade): one.answer for grade, one in known.samples.items()} if known else {}
        left = self.mocks.practice.tick(OWNER, self.mock_id).clock.left
        problem = self.mocks.practice.editor.problem(state)
        said, submitted = len(state.answers_to(name)), len(state.submissions(name))
        return View(state.lines[-1], question, turn, here, left, samples, problem, said, submitted)

    async def _do(self, act: Act, turn: int) -> None:
        practice = self.mocks.practice
        seconds = _THINKING + len(act.text.split()) / _SPEAKING if act.seconds is None else act.seconds
        left = practice.tick(OWNER, self.mock_id, "").clock.left
        if seconds > left:
            await self._at_the_end(act, left, late=turn % 2 == 0)
            return
        for share in (0.3, 0.4, 0.3):
            # The page gives a sign every few seconds, with what was typed so far.
            self._pass(seconds * share)
            typed = "" if act.code else act.text[: int(len(act.text) * share)]
            self._types(typed, act.code)
        if act.wish is Wish.PRESSES_HINT:
            await practice.hint(OWNER, self.mock_id)
        elif act.wish in (Wish.RUNS, Wish.SUBMITS):
            await self._try(act)
        elif act.wish is Wish.STOPS:
            practice.tick(OWNER, self.mock_id, "")
            await practice.end(OWNER, self.mock_id)
        elif act.wish is Wish.LEAVES:
            practice.tick(OWNER, self.mock_id, act.text)
            self._pass(_HOUR)
            await practice.come_back(OWNER, self.mock_id)
            practice.resume(OWNER, self.mock_id)
        else:
            await self._answer(act)

    def _types(self, text: str, code: str) -> None:
        """What the page sends when typing pauses."""
        self.mocks.practice.tick(OWNER, self.mock_id, text)
        if code:
            self.mocks.practice.editor.keep(OWNER, self.state, code)

    async def _answer(self, act: Act) -> None:
        try:
            await self.mocks.practice.answer(OWNER, self.mock_id, act.text)
        except BadInput:
            act = dataclasses.replace(act, text=act.text[:-1])
            await self.mocks.practice.answer(OWNER, self.mock_id, act.text)
        self.sent.append(act)

    async def _try(self, act: Act) -> None:
        practice = self.mocks.practice
        if act.wish is Wish.SUBMITS:
            await practice.submit(OWNER, self.mock_id, act.code)
        else:
            await practice.run(OWNER, self.mock_id, act.code, act.text)
        self.tried.append((act.wish is Wish.SUBMITS, act.code))

    async def _at_the_end(self, act: Act, left: float, *, late: bool) -> None:
        """Time runs out while this is being typed: the page ends with the draft, or the answer comes late."""
        half = 0 if act.code else len(act.text if act.plain is None else act.plain) // 2
        typed = dataclasses.replace(act, text=act.text[:half].strip())
        self._pass(left)
        self._types(typed.text, act.code)
        if late and typed.text:
            self._pass(5)
            await self._answer(typed)
            return
        state = await self.mocks.practice.end(OWNER, self.mock_id, typed.text)
        self.sent += [typed] if len(state.answers) > len(self.sent) else []

    def _asked(self) -> None:
        """A model is asked for words: by now the answer must be stored."""
        events = self.store.events(OWNER, f"mock:{self.mock_id}") if self.mock_id else []
        self.spoke_early += bool(events) and events[-1].kind != "answered"

    def _pass(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def _without_orders(act: Act) -> Act:
    text = act.text if act.plain is None else act.plain
    code = act.code if act.plain_code is None else act.plain_code
    return dataclasses.replace(act, text=text, code=code)


def _no_role(owner: str, role_id: str) -> RoleState:
    raise BadInput(f"There is no role {role_id!r} in this eval.")


def _paper() -> Paper:
    findings = [
        Finding(kind=kind, quote=text, shown=text, start=at * 200, end=at * 200 + len(text), page=at + 1)
        for at, (kind, text) in enumerate(_PAPER_SAYS.items())
    ]
    return Paper(
        title="Agreement finds wrong labels",
        abstract="",
        findings=tuple(findings),
        signs=PaperSigns(words=4000),
    )
