"""A practice room over made questions: the use cases of a mock without the rest of the house."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache

from rolecall.coach.coding import Editor
from rolecall.coach.interviewing import Interviewing
from rolecall.coach.judging import Judge
from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.mock_book import MockBook
from rolecall.coach.practising import Practice
from rolecall.content.prompts import Prompts
from rolecall.domain.conversation import RoleState
from rolecall.domain.hygiene import Linted
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.programs import Job, RunResult
from rolecall.ports import BadInput, ChatModel, SandboxUnavailable, Store, Wall
from tests.domain.sittings import WordListener, knowledge

OWNER = "local"


class Time:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def room(store: Store, clock: Callable[[], datetime], model: ChatModel | None = None) -> Practice:
    """A practice over a store whose clock is the same."""
    known, prompts = _content()
    book = MockBook(store)
    ids = itertools.count(1 + len(store.streams(OWNER)) * 10)
    return Practice(
        book,
        known,
        Judge(WordListener(), known.bank, prompts),
        Interviewing(known.voices, known.coding.words, prompts),
        Editor(book, known.coding, CodeJudge(NoSandbox())),
        role=_no_role,
        models=lambda owner, job, role: model,
        due=lambda owner: (),
        now=lambda: clock().astimezone(UTC).isoformat(timespec="milliseconds"),
        new_id=lambda: f"{next(ids):012x}",
    )


class NoSandbox:
    """A sandbox that cannot be had."""

    def run(self, job: Job) -> RunResult:
        raise SandboxUnavailable("There is no sandbox here.")

    def walls(self) -> tuple[Wall, ...]:
        return ()

    def stands(self) -> str:
        raise SandboxUnavailable("There is no sandbox here.")


class NoLinter:
    """A linter that is not installed."""

    def lint(self, source: str) -> Linted:
        return Linted(why_not="not installed")


@cache
def _content() -> tuple[PracticeKnowledge, Prompts]:
    return knowledge(), Prompts()


def _no_role(owner: str, role_id: str) -> RoleState:
    raise BadInput("There is no role here.")
