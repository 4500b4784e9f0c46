"""Coding rounds over a made problem: the use cases of mocks without the rest of the house."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime

from rolecall.coach.judging import Listener
from rolecall.coach.mocks import MockParts, Mocks, mocks_over
from rolecall.content.papers import load_paper_templates
from rolecall.content.prompts import Prompts
from rolecall.domain.coding import Coding
from rolecall.ports import BadInput, Linter, ProgramRunner, ReadFile, Store
from tests.coach.rooms import NoLinter
from tests.domain.code_sittings import FOLDER, WORDS
from tests.domain.sittings import WordListener, knowledge

OWNER = "local"


class _NoFiles:
    def read(self, data: bytes, name: str) -> ReadFile:
        raise BadInput("No file is read here.")


def coding_mocks(
    store: Store,
    clock: Callable[[], datetime],
    runner: ProgramRunner,
    linter: Linter | None = None,
    listener: Listener | None = None,
) -> Mocks:
    """Mocks whose only coding problem is a made one."""
    known = knowledge()
    problems = {FOLDER.id: FOLDER}
    ids = itertools.count(1 + len(store.streams(OWNER)) * 10)
    parts = MockParts(
        knowledge=known.model_copy(update={"coding": Coding(problems=problems, words=WORDS)}),
        templates=load_paper_templates(),
        listener=listener or WordListener(),
        prompts=Prompts(),
        files=_NoFiles(),
        runner=runner,
        linter=linter or NoLinter(),
        guide_titles={},
        now=lambda: clock().astimezone(UTC).isoformat(timespec="milliseconds"),
        new_id=lambda: f"{next(ids):012x}",
    )
    return mocks_over(store, parts, lambda owner, role_id: _no_role(), lambda owner, job, role: None)


def _no_role():
    raise BadInput("There is no role here.")
