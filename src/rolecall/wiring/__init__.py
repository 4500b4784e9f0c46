"""The only place that knows every room: puts them together from the settings."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from rolecall.coach.coach import Coach
from rolecall.coach.drafting import Drafting
from rolecall.coach.library import Library
from rolecall.coach.mocks import MockParts
from rolecall.content.papers import load_paper_templates
from rolecall.ports import FileReader, ProgramRunner, Progress, Retriever, Store
from rolecall.settings import Settings
from rolecall.wiring.engines import build_engines, engines_alone
from rolecall.wiring.models import build_model, try_model, try_word
from rolecall.wiring.parts import (
    alikeness,
    build_files,
    build_listener,
    build_reading,
    build_runner,
    guides,
    knowledge,
    likeness,
    practice_knowledge,
    prompts,
)
from rolecall.wiring.reality import (
    build_auditing,
    build_comparing,
    build_preparing,
    build_reality_parts,
    build_replying,
    build_weighing,
)
from rolecall.wiring.voice import build_voice_parts

OWNER = "local"
"""Whose things these are where one person uses RoleCall on their own machine."""

__all__ = [
    "OWNER",
    "House",
    "alikeness",
    "build_auditing",
    "build_comparing",
    "build_drafting",
    "build_files",
    "build_listener",
    "build_mock_parts",
    "build_model",
    "build_preparing",
    "build_reading",
    "build_reality_parts",
    "build_replying",
    "build_runner",
    "build_weighing",
    "engines_alone",
    "guides",
    "knowledge",
    "likeness",
    "moment",
    "new_id",
    "now",
    "opened",
    "practice_knowledge",
    "prompts",
    "try_model",
    "try_word",
]


def build_drafting() -> Drafting:
    return Drafting(knowledge(), prompts(), now, new_id)


def build_mock_parts(files: FileReader, runner: ProgramRunner) -> MockParts:
    from rolecall.sandbox.linting import RuffLinter

    return MockParts(
        knowledge=practice_knowledge(),
        templates=load_paper_templates(),
        listener=build_listener(),
        prompts=prompts(),
        files=files,
        runner=runner,
        linter=RuffLinter(),
        guide_titles={section.id: section.heading for guide in guides() for section in guide.sections},
        now=moment,
        new_id=new_id,
    )


@dataclass(frozen=True)
class House:
    """The rooms that hold something on disk, open together."""

    store: Store
    retriever: Retriever
    library: Library
    coach: Coach


@contextmanager
def opened(settings: Settings, progress: Progress | None = None) -> Iterator[House]:
    """Opens the data folder, the store and the index, brings the index up to date, and closes all at the end.

    Raises StoreFault or IndexFault with one sentence, within two seconds where another process is using them.
    """
    from rolecall.retrieval.embedders import make_embedder
    from rolecall.retrieval.intents import IntentReader
    from rolecall.retrieval.retriever import HybridRetriever
    from rolecall.storage.folder import DataFolder
    from rolecall.storage.opening import open_store
    from rolecall.storage.secrets import SecretKeeper

    with ExitStack() as stack:
        folder = stack.enter_context(DataFolder(settings.data))
        store = open_store(settings.database_url or None, folder.path)
        stack.callback(store.close)
        embedder = make_embedder(settings.embedder)
        retriever = HybridRetriever(folder.path / "index", guides(), embedder)
        stack.callback(retriever.close)
        retriever.sync(store.all_documents(), progress)
        secrets = SecretKeeper(folder.path)
        engines = build_engines(settings, store, secrets)
        files = build_files(settings)
        stack.callback(files.close)
        runner = build_runner(settings)
        stack.callback(runner.close)
        coach = Coach(
            store=store,
            retriever=retriever,
            files=files,
            knowledge=knowledge(),
            reading=build_reading(),
            prompts=prompts(),
            engines=engines,
            mock_parts=lambda: build_mock_parts(files, runner),
            reality_parts=build_reality_parts(),
            voice_parts=build_voice_parts(settings, secrets),
            now=now,
            new_id=new_id,
            alike=alikeness(),
            tell=IntentReader(lambda: embedder, knowledge().intents),
        )
        yield House(store, retriever, Library(store, retriever, files, now), coach)


def now() -> str:
    """ISO 8601, UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()


def moment() -> str:
    """ISO 8601, UTC, milliseconds: fine enough for the clock of a mock."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def new_id() -> str:
    return uuid.uuid4().hex[:12]
