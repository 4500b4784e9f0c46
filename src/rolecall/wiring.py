"""The only module that knows every room: puts them together from the settings."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from rolecall.coach.auditing import Auditing
from rolecall.coach.coach import Coach
from rolecall.coach.connecting import Connect, Connection, Engines, Verdict
from rolecall.coach.drafting import Drafting
from rolecall.coach.library import Library
from rolecall.coach.listening import BuiltInListener
from rolecall.coach.mocks import MockParts
from rolecall.coach.preparing import Preparing
from rolecall.coach.reading import Reading
from rolecall.coach.reality import Compare, RealityParts
from rolecall.coach.replying import Replying
from rolecall.coach.weighing import Weighing
from rolecall.content.guides import load_guides
from rolecall.content.judging import load_judging
from rolecall.content.knowledge import load_knowledge, load_prompts
from rolecall.content.papers import load_paper_templates
from rolecall.content.practice import load_practice
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.passages import Guide
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.reading.tracks import Likeness
from rolecall.ports import BadInput, ChatModel, FileReader, ProgramRunner, Progress, Prompts, Retriever, Store
from rolecall.settings import Settings, load

if TYPE_CHECKING:
    from rolecall.retrieval.alikeness import Alikeness
    from rolecall.sandbox.documents import SandboxedReader
    from rolecall.sandbox.running.runner import Runner

OWNER = "local"
"""Whose things these are where one person uses RoleCall on their own machine."""


@cache
def knowledge() -> Knowledge:
    """Loaded once a process: it never changes while one runs."""
    return load_knowledge()


@cache
def prompts() -> Prompts:
    return load_prompts()


@cache
def guides() -> tuple[Guide, ...]:
    return load_guides()


@cache
def likeness() -> Likeness:
    """Always by static vectors, whatever search uses: the weights in knowledge/patterns fit their cosines."""
    from rolecall.retrieval.embedders import StaticEmbedder
    from rolecall.retrieval.likeness import PrototypeLikeness

    return PrototypeLikeness(StaticEmbedder, knowledge().patterns.prototypes)


def build_reading() -> Reading:
    return Reading(knowledge(), prompts(), likeness())


def build_drafting() -> Drafting:
    return Drafting(knowledge(), prompts(), now, new_id)


def build_files(settings: Settings | None = None) -> "SandboxedReader":
    """Reads files in the jail where one stands; nothing is started before the first that is no plain text.

    Without settings those of this process are read when they are needed. Whoever builds it closes it; else
    it is closed when the process exits.
    """
    from rolecall.sandbox.documents import SandboxedReader
    from rolecall.sandbox.jail.tiers import Tier
    from rolecall.sandbox.strongest_launch import StrongestLauncher

    return SandboxedReader(launcher=StrongestLauncher(lambda: Tier((settings or load()).sandbox)))


def build_runner(settings: Settings) -> "Runner":
    """Runs code in the strongest sandbox this machine has; nothing is started before the first run.

    One a process is enough. Whoever builds it closes it; else it is closed when the process exits.
    """
    from rolecall.sandbox.jail.tiers import Tier
    from rolecall.sandbox.running.runner import Runner

    return Runner(least=Tier(settings.sandbox))


@cache
def practice_knowledge() -> PracticeKnowledge:
    """Problems whose library is not installed are left out."""
    return load_practice(missing=[name for name in ("torch",) if find_spec(name) is None])


@cache
def alikeness() -> "Alikeness":
    """By static vectors always: the weights in knowledge/judging.yaml fit their cosines."""
    from rolecall.retrieval.alikeness import Alikeness
    from rolecall.retrieval.embedders import StaticEmbedder

    return Alikeness(StaticEmbedder)


def build_listener() -> BuiltInListener:
    """The built-in judge of answers."""
    return BuiltInListener(load_judging(), alikeness())


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


def build_comparing() -> Compare:
    """Compares by rules; the promised texts are read as `rolecall read` reads them."""
    from rolecall.content.reports import load_loops, load_reports
    from rolecall.domain.reports import ReportRules, compare

    rules, loops = ReportRules(load_reports(), knowledge().patterns), load_loops().weights
    reading = build_reading()
    return lambda promised, tested: compare(promised, tested, rules, loops, reading.read)


def build_replying() -> Replying:
    """Where its vectors cannot be had its rules decide alone."""
    from rolecall.content.replies import load_replies, load_reply_weights
    from rolecall.domain.replies.fitted import Fitted
    from rolecall.retrieval import embedders, pair_reading, sensing

    weights = load_reply_weights()
    senses = sensing.Sensing(embedders.make_embedder, weights.embedder)
    return Replying(load_replies(), alikeness(), Fitted(weights, senses, pair_reading.PairReader()))


def build_preparing() -> Preparing:
    from rolecall.content.plans import load_plans
    from rolecall.content.reports import load_reports
    from rolecall.domain.reports import ReportRules, read_reports

    reports = ReportRules(load_reports(), knowledge().patterns)
    return Preparing(
        build_reading(),
        knowledge().patterns,
        practice_knowledge(),
        load_plans(),
        {section.id: section.heading for guide in guides() for section in guide.sections},
        tested=lambda sources: read_reports(sources, reports),
    )


def build_reality_parts() -> RealityParts:
    """What reading what came back needs, each made once, at its first use."""
    from rolecall.content.promises import load_promises
    from rolecall.content.reports import load_reports
    from rolecall.content.stripping import load_strip

    return RealityParts(
        promises=cache(load_promises),
        replying=cache(build_replying),
        compare=cache(build_comparing),
        preparing=cache(build_preparing),
        auditing=cache(build_auditing),
        weighing=cache(build_weighing),
        report_words=cache(load_reports),
        questions=lambda: knowledge().questions,
        strip=cache(load_strip),
    )


def build_weighing() -> Weighing:
    from rolecall.content.deciding import load_deciding

    return Weighing(build_reading(), load_deciding(), knowledge().chat.labels)


def build_auditing() -> Auditing:
    from rolecall.content.audit import load_audit, load_rubrics

    return Auditing(build_reading(), knowledge().patterns, load_audit(), load_rubrics())


def build_model(settings: Settings) -> ChatModel | None:
    """The model of the settings, or None for the built-in engine."""
    connection = _connection(settings)
    if not connection.model:
        return None
    return _connector(settings)(connection, settings.api_key.get_secret_value())


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
    from rolecall.retrieval.retriever import HybridRetriever
    from rolecall.storage.folder import DataFolder
    from rolecall.storage.opening import open_store
    from rolecall.storage.secrets import SecretKeeper

    with ExitStack() as stack:
        folder = stack.enter_context(DataFolder(settings.data))
        store = open_store(settings.database_url or None, folder.path)
        stack.callback(store.close)
        retriever = HybridRetriever(folder.path / "index", guides(), make_embedder(settings.embedder))
        stack.callback(retriever.close)
        retriever.sync(store.all_documents(), progress)
        engines = Engines(
            store=store,
            secrets=SecretKeeper(folder.path),
            connect=_connector(settings),
            try_out=try_model,
            default=_connection(settings),
            key=settings.api_key.get_secret_value(),
        )
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
            now=now,
            new_id=new_id,
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


def _connection(settings: Settings) -> Connection:
    provider, _, name = settings.model.partition(":") if ":" in settings.model else ("", "", settings.model)
    if settings.model and not name:
        raise BadInput(f"ROLECALL_MODEL is {settings.model!r}; write provider:name, e.g. openai:gpt-5-mini.")
    key = bool(settings.api_key.get_secret_value())
    return Connection(provider=provider or "openai", model=name, address=settings.base_url, has_key=key)


def _connector(settings: Settings) -> Connect:
    """Makes models as the settings want them; imports the vendor only when one is asked for."""

    def make(connection: Connection, key: str) -> ChatModel:
        from pydantic import SecretStr

        from rolecall.llm.models import ModelSpec, connect

        return connect(
            ModelSpec(
                name=f"{connection.provider}:{connection.model}",
                base_url=connection.address,
                api_key=SecretStr(key),
                context_tokens=settings.context_tokens,
                deadline=settings.deadline,
            )
        )

    return make


async def try_model(model: ChatModel) -> Verdict:
    """One small call to a model, and a clear verdict."""
    from rolecall.llm.trial import try_out

    verdict = await try_out(model)
    return Verdict(ok=verdict.ok, message=verdict.message)
