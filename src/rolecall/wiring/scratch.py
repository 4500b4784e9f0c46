"""A whole coach over nothing that lasts: for measuring, where every case wants a fresh one."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from rolecall.coach.coach import Coach
from rolecall.coach.connecting import Connection, Engines, Verdict
from rolecall.coach.grounded_chat import answer_prompt
from rolecall.content.knowledge import load_prompts
from rolecall.domain.passages import Passage
from rolecall.ports import ChatModel
from rolecall.settings import Settings
from rolecall.wiring import build_mock_parts, new_id, now
from rolecall.wiring.parts import build_files, build_reading, build_runner, guides, knowledge, prompts
from rolecall.wiring.reality import build_reality_parts
from rolecall.wiring.voice import build_voice_parts

KEY = "sk-canary-7d1e5c0b9a"
"""The key of a scratch coach's model, which must be seen nowhere."""


class MakeCoach(Protocol):
    """Makes a coach of an empty store; None speaks with the built-in engine."""

    def __call__(self, model: ChatModel | None) -> Coach: ...


class _Keys:
    def get(self, owner: str) -> str:
        return KEY

    def set(self, owner: str, key: str) -> None:
        pass

    def forget(self, owner: str) -> None:
        pass


def guide_passages() -> dict[str, Passage]:
    """Every section of the guides as a passage, by its id."""
    return {
        section.id: Passage(id=section.id, source=guide.title, heading=section.heading, text=section.text)
        for guide in guides()
        for section in guide.sections
    }


def answer_rules() -> str:
    """The fixed text of the chat's prompt."""
    return answer_prompt(prompts(), "", (), count=len).prompt.messages[0].content


@contextmanager
def scratch_coaches(settings: Settings) -> Iterator[MakeCoach]:
    """Coaches over one index of the guides, each with a store of its own in memory."""
    from rolecall.retrieval.embedders import make_embedder
    from rolecall.retrieval.intents import IntentReader
    from rolecall.retrieval.retriever import HybridRetriever
    from rolecall.storage.memory import MemoryStore

    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="rolecall-")))
        embedder = make_embedder(settings.embedder)
        tell = IntentReader(lambda: embedder, knowledge().intents)
        retriever = HybridRetriever(folder, guides(), embedder)
        stack.callback(retriever.close)
        retriever.sync({})
        files = build_files(settings)
        stack.callback(files.close)
        runner = build_runner(settings)
        stack.callback(runner.close)

        keys = _Keys()
        # What learns nothing from a user is made once: a text that was read is known.
        reading, reality = build_reading(), build_reality_parts()
        mocks = build_mock_parts(files, runner)

        def make(model: ChatModel | None) -> Coach:
            store = MemoryStore()
            retriever.sync({})  # what the coach before put into its library goes

            async def try_out(tried: ChatModel) -> Verdict:
                return Verdict(ok=True, message=f"{tried.name} works.")

            def connect(connection: Connection, key: str) -> ChatModel:
                assert model is not None
                return model

            provider, _, name = (model.name if model is not None else "").partition(":")
            engines = Engines(
                store=store,
                secrets=keys,
                connect=connect,
                try_out=try_out,
                default=Connection(provider=provider, model=name),
                key=KEY,
                prompts=load_prompts().fingerprint,
            )
            return Coach(
                store=store,
                retriever=retriever,
                files=files,
                knowledge=knowledge(),
                reading=reading,
                prompts=prompts(),
                engines=engines,
                mock_parts=lambda: mocks,
                reality_parts=reality,
                voice_parts=build_voice_parts(settings, keys),
                now=now,
                new_id=new_id,
                tell=tell,
            )

        yield make
