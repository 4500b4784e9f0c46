"""A whole coach over real content and a real index; store in memory, hashing embedder for speed."""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.connecting import Connection, Engines, Verdict
from rolecall.coach.voice import Audio, VoiceParts
from rolecall.content.speech import load_speech
from rolecall.domain.voice_choice import AudioAt
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import ChatModel, NoVoice
from rolecall.retrieval.embedders import HashingEmbedder
from rolecall.retrieval.intents import IntentReader
from rolecall.retrieval.retriever import HybridRetriever
from rolecall.storage.memory import MemoryStore
from rolecall.wiring import (
    build_files,
    build_mock_parts,
    build_reading,
    build_reality_parts,
    guides,
    knowledge,
    prompts,
)
from tests.coach.rooms import NoSandbox

OWNER = "local"


class Keys:
    """Keys that live as long as the test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, owner: str) -> str:
        return self.kept.get(owner, "")

    def set(self, owner: str, key: str) -> None:
        self.kept[owner] = key

    def forget(self, owner: str) -> None:
        self.kept.pop(owner, None)


@pytest.fixture(scope="session")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HybridRetriever]:
    made = HybridRetriever(tmp_path_factory.mktemp("index"), guides(), HashingEmbedder())
    made.sync({})
    yield made
    made.close()


def _no_voice(at: AudioAt, key: str) -> Audio:
    raise NoVoice("There is no voice here.")


MakeCoach = Callable[..., Coach]


@pytest.fixture
def make_coach(retriever: HybridRetriever) -> MakeCoach:
    """Makes coaches that share a store where one is given; `model` speaks where one is given."""

    def make(store: MemoryStore | None = None, model: ChatModel | None = None) -> Coach:
        ids = itertools.count(1)
        kept = store or MemoryStore()
        ids = itertools.count(1 + sum(s.events for s in kept.streams(OWNER)) * 10)

        async def try_out(tried: ChatModel) -> Verdict:
            return Verdict(ok=True, message=f"{tried.name} works.")

        def connect(connection: Connection, key: str) -> ChatModel:
            return model or ScriptedModel("ready", name=f"{connection.provider}:{connection.model}")

        engines = Engines(
            store=kept,
            secrets=Keys(),
            connect=connect,
            try_out=try_out,
            default=Connection(provider="scripted", model="script") if model else Connection(),
            key="",
        )
        return Coach(
            store=kept,
            retriever=retriever,
            files=build_files(),
            knowledge=knowledge(),
            reading=build_reading(),
            prompts=prompts(),
            engines=engines,
            mock_parts=lambda: build_mock_parts(build_files(), NoSandbox()),
            reality_parts=build_reality_parts(),
            voice_parts=VoiceParts(Keys(), _no_voice, load_speech()),
            now=lambda: "2026-01-05T09:00:00+00:00",
            new_id=lambda: f"id{next(ids)}",
            tell=IntentReader(None, knowledge().intents),
        )

    return make


async def said(turn: Any) -> list[Any]:
    """Every event of a turn."""
    return [event async for event in turn]


AD = """Research Scientist, Recommendations
Harbour Audio

What you will do
- Own the training and serving pipelines for our recommendation models, from feature store to canary release.
- Improve latency and reliability of the online ranking service together with the platform team.
- Build dashboards and alerts so that the on-call engineer sees drift before our listeners do.
- Deploy models to Kubernetes and keep the feature store healthy.

What we are looking for
- A PhD in machine learning or a related field, with publications at leading conferences.
- Strong Python, experience with PyTorch, Spark and Kubernetes.
"""

MESSAGE = """Hi Noor,

I'm Dana from Northlight's talent team. Our scientists read your recent paper on calibration and were really
impressed. We are hiring a Research Scientist for the ranking group, and your background looks like a
perfect match.

The team would love to talk research with you. Would Thursday suit you for a first technical conversation?

Best wishes,
Dana Whitlock
Talent Partner, Northlight
"""
