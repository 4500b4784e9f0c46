"""Everything about mock interviews, put together over one store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rolecall.coach.coding import Editor
from rolecall.coach.debriefing import Debriefing
from rolecall.coach.interviewing import Interviewing
from rolecall.coach.judging import Judge, Listener
from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.mock_book import MockBook
from rolecall.coach.papers import Papers
from rolecall.coach.practising import Practice
from rolecall.coach.repeating import due_questions
from rolecall.coach.trusting import Trust
from rolecall.domain.conversation import RoleState
from rolecall.domain.papers import PaperTemplates
from rolecall.domain.practice import PracticeKnowledge
from rolecall.ports import FileReader, Linter, ModelFor, ProgramRunner, Prompts, Store


@dataclass(frozen=True)
class Mocks:
    """The use cases of mock interviews."""

    practice: Practice
    papers: Papers
    debriefing: Debriefing
    trust: Trust
    judge: Judge
    book: MockBook
    knowledge: PracticeKnowledge


@dataclass(frozen=True)
class MockParts:
    """What mocks need beside a store: loaded content and the rooms they use."""

    knowledge: PracticeKnowledge
    templates: PaperTemplates
    listener: Listener
    prompts: Prompts
    files: FileReader
    runner: ProgramRunner
    linter: Linter
    guide_titles: Mapping[str, str]
    now: Callable[[], str]
    """ISO 8601 with milliseconds: a mock's clock."""
    new_id: Callable[[], str]


def mocks_over(
    store: Store,
    parts: MockParts,
    role: Callable[[str, str], RoleState],
    models: ModelFor,
) -> Mocks:
    """The use cases over a store; `role` opens a role, `models` gives the model of a job."""
    book = MockBook(store)
    bank = parts.knowledge.bank
    asked = parts.knowledge.asked
    judge = Judge(parts.listener, asked, parts.prompts)
    trust = Trust(store, bank, judge, parts.now)

    def due(owner: str) -> tuple[str, ...]:
        asked_again = due_questions(book.mocks(owner), asked, parts.now())
        return tuple(one.question for one in asked_again if one.overdue)

    editor = Editor(book, parts.knowledge.coding, CodeJudge(parts.runner))
    practice = Practice(
        book,
        parts.knowledge,
        judge,
        Interviewing(parts.knowledge.voices, parts.knowledge.coding.words, parts.prompts),
        editor,
        role=role,
        models=models,
        due=due,
        now=parts.now,
        new_id=parts.new_id,
    )
    debriefing = Debriefing(
        book,
        practice,
        parts.knowledge,
        judge,
        trust,
        linter=parts.linter,
        guide_titles=parts.guide_titles,
        models=models,
        now=parts.now,
        new_id=parts.new_id,
    )
    papers = Papers(parts.files, parts.templates, practice)
    return Mocks(practice, papers, debriefing, trust, judge, book, parts.knowledge)
