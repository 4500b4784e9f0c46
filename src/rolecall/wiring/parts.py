"""Content, loaded once, and the rooms that need no store, each made where it is asked for."""

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from rolecall.coach.listening import BuiltInListener
from rolecall.coach.reading import Reading
from rolecall.content.guides import load_guides
from rolecall.content.judging import load_judging
from rolecall.content.knowledge import load_knowledge, load_prompts
from rolecall.content.practice import load_practice
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.passages import Guide
from rolecall.domain.practice import PracticeKnowledge
from rolecall.domain.reading.tracks import Likeness
from rolecall.ports import Prompts
from rolecall.settings import Settings, load

if TYPE_CHECKING:
    from rolecall.retrieval.alikeness import Alikeness
    from rolecall.sandbox.documents import SandboxedReader
    from rolecall.sandbox.running.runner import Runner


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
