"""Each row of the fault table against a server that really does it: as a stream, as a value of a schema."""

import asyncio
import contextlib
import re
import socket
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel, SecretStr
from tools.faults import PAGE, fault_page

from rolecall.llm.fault_cases import CASES, Case
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.ports import FaultKind, Message, ModelFault, Prompt
from tests.fake_server import ANSWER, BEHAVIOURS, FakeServer

PROMPT = Prompt(name="test@0", messages=(Message(role="user", content="Which rounds are there?"),))
SPEC = {"first_word": 2.5, "silence": 0.6, "deadline": 3.5, "backoff": 0.05, "retries": 1}
NAMES = [case.server for case in CASES]
EVERY = pytest.mark.parametrize("case", CASES, ids=NAMES)


class Word(BaseModel):
    word: str
    number: int


@dataclass
class Heard:
    """What came of one call."""

    said: str = ""
    fault: ModelFault | None = None
    calls: int = 0


async def streamed(model: LangChainModel, heard: Heard) -> None:
    async for piece in model.stream(PROMPT):
        heard.said += piece


async def filled(model: LangChainModel, heard: Heard) -> None:
    heard.said = repr(await model.fill(PROMPT, Word))


Use = Callable[[LangChainModel, Heard], Awaitable[None]]


@contextlib.contextmanager
def elsewhere(case: Case, server: FakeServer) -> Iterator[dict[str, Any]]:
    """Where a case that is not of the usual server happens."""
    plain = server.url.removeprefix("http://")
    match case.server:
        case "refused":
            with socket.socket() as held:  # bound, not listening: refuses, and is nobody else's
                held.bind(("127.0.0.1", 0))
                yield {"name": "openai:ok", "base_url": f"http://127.0.0.1:{held.getsockname()[1]}/v1"}
        case "restarting":
            with FakeServer(after=0.5) as late:
                yield {"name": "openai:ok", "base_url": late.url, "backoff": 0.4, "retries": 2}
        case "no_host":
            yield {"name": "openai:ok", "base_url": "http://nowhere.invalid/v1"}
        case "self_signed":
            with FakeServer(tls=True) as safe:
                yield {"name": "openai:ok", "base_url": safe.url}
        case "plain_http":
            yield {"name": "openai:ok", "base_url": f"https://{plain}"}
        case _:
            yield {"name": f"openai:{case.server}", "base_url": server.url}


async def _used(case: Case, server: FakeServer, use: Use) -> Heard:
    heard, before = Heard(), len(server.of(case.server))
    with elsewhere(case, server) as where:
        spec = {"api_key": SecretStr("sk-test-0123456789"), **SPEC, **where}
        model = connect(ModelSpec.model_validate(spec))
        await model.prepare()
        try:
            await use(model, heard)
        except ModelFault as fault:
            heard.fault = fault
    heard.calls = len(server.of(case.server)) - before
    return heard


async def _all(use: Use) -> dict[str, Heard]:
    """All cases; those that wait do so side by side, the others one after another."""
    waits = [case for case in CASES if case.kind is FaultKind.TIMEOUT or case.server == "restarting"]
    with FakeServer() as server:
        waited = await asyncio.gather(*(_used(case, server, use) for case in waits))
        rest = {case.server: await _used(case, server, use) for case in CASES if case not in waits}
    return rest | dict(zip([case.server for case in waits], waited, strict=True))


def _nowhere(real: Any) -> Any:
    def resolved(host: Any, *how: Any, **options: Any) -> Any:
        if "invalid" in str(host):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *how, **options)

    return resolved


@pytest.fixture(scope="module")
def streams() -> Iterator[dict[str, Heard]]:
    with pytest.MonkeyPatch.context() as patch:
        # Not every machine that tests may ask a name server, nor get an answer soon.
        patch.setattr(socket, "getaddrinfo", _nowhere(socket.getaddrinfo))
        yield asyncio.run(_all(streamed))


@pytest.fixture(scope="module")
def values() -> Iterator[dict[str, Heard]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", _nowhere(socket.getaddrinfo))
        yield asyncio.run(_all(filled))


@EVERY
def test_a_stream_ends_with_the_kind_and_keeps_the_words(case: Case, streams: dict[str, Heard]) -> None:
    heard = streams[case.server]
    assert (heard.fault.kind if heard.fault else None) == case.kind
    assert heard.said.startswith(case.said)
    if case.kind is None:
        assert heard.said
    elif not case.said:
        assert not heard.said.strip()


@EVERY
def test_a_value_of_a_schema_ends_with_the_kind(case: Case, values: dict[str, Heard]) -> None:
    heard = values[case.server]
    if case.server == "restarting":
        assert ANSWER  # the server says prose; that it was reached is what counts
        assert heard.fault is not None
        assert heard.fault.kind is FaultKind.UNUSABLE
    else:
        assert (heard.fault.kind if heard.fault else None) == case.to_fill


@EVERY
def test_the_user_is_told_in_the_words_of_the_table(case: Case, streams: dict[str, Heard]) -> None:
    fault = streams[case.server].fault
    if fault is None:
        assert case.kind is None
        return
    told = fault.message.replace("openai:ok", "{model}").replace(f"openai:{case.server}", "{model}")
    for part in re.split(r"\{when\}|\{after\}", case.seen):
        assert part.strip(" .,") in told
    assert fault.message.endswith("kept." if case.said else "nothing is lost.")


@EVERY
def test_only_what_may_get_better_is_asked_again(case: Case, streams: dict[str, Heard]) -> None:
    heard = streams[case.server]
    if case.elsewhere:
        return
    assert heard.fault is None or heard.fault.retryable or not case.again
    # Where nothing was streamed it is asked for whole as well, which is no second try.
    whole = case.server in WHOLE
    assert heard.calls == (2 if case.again else 1) * (2 if whole else 1)


WHOLE = ("truncated", "no_choices", "null_content", "blank", "refusal", "json_as_text", "picture", "html")


def test_each_case_is_one_the_server_can_do() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {case.server for case in CASES if not case.elsewhere} <= set(BEHAVIOURS)


def test_the_page_of_faults_is_the_generated_one() -> None:
    assert PAGE.read_text(encoding="utf-8") == fault_page(), "run python -m tools.faults"
