"""Mocks for the page's tests: the real use cases over a store in memory, with a clock that tests can move
and a listener that hears what it is told to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from rolecall.coach.connecting import Connection
from rolecall.coach.debriefing import Debriefing
from rolecall.coach.mocks import MockParts, Mocks, mocks_over
from rolecall.coach.practising import Practice
from rolecall.coach.trusting import Trust
from rolecall.coach.voice import Voice
from rolecall.content.papers import load_paper_templates
from rolecall.domain.interviews import Criterion, RoundKind
from rolecall.domain.judgements import JudgedAs, Judgement, Manner, Scorecard
from rolecall.domain.judging.scoring import scorecard
from rolecall.domain.mocks import MockRequest, MockState
from rolecall.ports import ChatModel, ReadFile
from rolecall.settings import Settings
from rolecall.storage.memory import MemoryStore
from rolecall.wiring import practice_knowledge, prompts
from rolecall.wiring.voice import build_voice_parts
from tests.coach.conftest import Keys
from tests.coach.rooms import NoLinter, NoSandbox
from tests.web.standin import StandInCoach


@dataclass
class MovedClock:
    """The time of day, plus what a test adds to it."""

    ahead: float = 0.0

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self.ahead)

    def stamp(self) -> str:
        return self().isoformat(timespec="milliseconds")


class SimpleListener:
    """Hears the first criterion in any answer with a number; an answer of a few letters is too short."""

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
    ) -> Manner:
        if not answer.strip():
            return Manner.EMPTY
        if answer.strip().lower() == "a hint please":
            return Manner.ASKS_FOR_HINT
        return Manner.SUBSTANTIVE if len(answer.split()) > 2 else Manner.TOO_SHORT

    def without_orders(self, answer: str, *, kind: RoundKind) -> str:
        return answer

    def heard(
        self,
        question: str,
        criteria: Sequence[Criterion],
        answer: str,
        *,
        kind: RoundKind,
        known: object = None,
    ) -> tuple[Judgement, ...]:
        found = [word for word in answer.split() if word.isdecimal()]
        return tuple(
            Judgement(
                id=criterion.id,
                state=JudgedAs.COVERED if at < len(found) else JudgedAs.NOT_COVERED,
                coverage=1.0 if at < len(found) else 0.0,
                evidence=found[at] if at < len(found) else "",
            )
            for at, criterion in enumerate(criteria)
        )

    def card(
        self, question_id: str, criteria: Sequence[Criterion], judgements: Sequence[Judgement], hints: int
    ) -> Scorecard:
        return scorecard(question_id, criteria, judgements, hints=hints)


class PlainFiles:
    """Reads text files as they are."""

    def read(self, data: bytes, name: str) -> ReadFile:
        return ReadFile(text=data.decode("utf-8", "replace"), name=name)


@dataclass
class PractisingCoach(StandInCoach):
    """The stand-in with mocks."""

    moved: MovedClock = field(default_factory=MovedClock)
    mocks: Mocks = field(init=False)
    voice: Voice = field(init=False)
    hidden: bool = False
    chat: ChatModel | None = None
    """The connected model, where a test connects one."""

    def __post_init__(self) -> None:
        bank = practice_knowledge().bank
        parts = MockParts(
            knowledge=practice_knowledge(),
            templates=load_paper_templates(),
            listener=SimpleListener(),
            prompts=prompts(),
            files=PlainFiles(),
            runner=NoSandbox(),
            linter=NoLinter(),
            guide_titles={guide: "A guide" for one in bank.questions for guide in one.guides},
            now=self.moved.stamp,
            new_id=lambda: f"{int(self._id('')):012x}",
        )
        store = MemoryStore(self.moved)
        self.mocks = mocks_over(store, parts, self.open, lambda owner, job, role: self.model(owner))
        voice_parts = build_voice_parts(Settings(model="", base_url=""), Keys())
        self.voice = Voice(store, voice_parts, lambda owner: (Connection(), ""), lambda: self.mocks.book)

    @property
    def practice(self) -> Practice:
        return self.mocks.practice

    @property
    def debriefing(self) -> Debriefing:
        return self.mocks.debriefing

    @property
    def trust(self) -> Trust:
        return self.mocks.trust

    async def practice_on_paper(self, owner: str, request: MockRequest, name: str, data: bytes) -> MockState:
        return await self.mocks.papers.start(owner, request, name, data)

    def model(self, owner: str) -> ChatModel | None:
        return self.chat

    def hides_numbers(self, owner: str) -> bool:
        return self.hidden

    def hide_numbers(self, owner: str, *, hidden: bool) -> None:
        self.hidden = hidden
