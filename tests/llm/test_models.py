"""What is sent to a server, what it may refuse, and how a connection is named."""

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Callable

import pytest
from pydantic import BaseModel, SecretStr

from rolecall.llm.breaker import Breaker
from rolecall.llm.dialect import Dialect
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.llm.trial import try_out
from rolecall.ports import BadInput, FaultKind, Message, ModelFault, Prompt
from tests.fake_server import ANSWER, FakeServer

PROMPT = Prompt(
    name="test@0",
    messages=(Message(role="system", content="Be brief."), Message(role="user", content="Hello?")),
)


class Word(BaseModel):
    word: str
    number: int


async def said_by(model: LangChainModel) -> str:
    return "".join([piece async for piece in model.stream(PROMPT, max_tokens=77)])


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("gpt-5-mini", "provider:name"),
        ("anthropic:claude", "pip install langchain-anthropic"),
        ("openai:x", "key"),
    ],
)
def test_a_connection_that_cannot_work_says_how_to_mend_it(name: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        connect(ModelSpec(name=name))


@pytest.mark.parametrize(
    "address", ["localhost:9/v1", "http://[", "ftp://host/v1", "http://", "javascript:x"]
)
def test_an_address_that_is_none_is_named(address: str) -> None:
    with pytest.raises(BadInput, match="is none; write it like"):
        connect(ModelSpec(name="openai:m", base_url=address))


def test_a_key_stands_in_no_representation() -> None:
    spec = ModelSpec(name="openai:m", base_url="http://127.0.0.1:1/v1", api_key=SecretStr("sk-hidden-123456"))
    assert "hidden" not in f"{spec!r} {spec} {connect(spec)!r} {spec.model_dump_json()}"


def test_connecting_imports_no_vendor_library() -> None:
    code = (
        "import sys; from rolecall.llm.models import connect, ModelSpec;"
        "connect(ModelSpec(name='openai:m', base_url='http://127.0.0.1:1/v1'));"
        "print([m for m in ('langchain', 'openai', 'tiktoken', 'langchain_openai') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


async def test_the_server_gets_the_prompt_the_key_and_the_limit(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    await said_by(model("ok"))
    seen = server.of("ok")[-1]
    assert [(m["role"], m["content"]) for m in seen.body["messages"]] == [
        ("system", "Be brief."),
        ("user", "Hello?"),
    ]
    assert seen.body["max_tokens"] == 77
    assert seen.body["stream"] is True
    assert seen.headers["authorization"] == "bearer sk-test-0123456789"


async def test_a_server_that_does_not_stream_is_heard_all_the_same(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    assert await said_by(model("unstreamed")) == ANSWER


async def test_thoughts_of_a_reasoning_model_are_not_shown(model: Callable[..., LangChainModel]) -> None:
    assert await said_by(model("thinks")) == ANSWER


async def test_a_model_whose_thoughts_used_up_its_tokens_is_given_more(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    thinking = model("thinks_long", retries=0)
    assert await said_by(thinking) == ANSWER
    assert await said_by(thinking) == ANSWER
    assert len(server.of("thinks_long")) == 3


async def test_calls_side_by_side_learn_what_a_server_refuses(model: Callable[..., LangChainModel]) -> None:
    strict = model("strict_openai", retries=0)
    assert await asyncio.gather(*(said_by(strict) for _ in range(5))) == [ANSWER] * 5


async def test_a_server_that_failed_twice_is_left_alone_for_a_while(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    failing = model("503", retries=0)
    before = len(server.of("503"))
    for _ in range(4):
        with pytest.raises(ModelFault) as raised:
            await said_by(failing)
        assert raised.value.kind is FaultKind.SERVER_ERROR
    assert len(server.of("503")) == before + 2


def test_a_server_left_alone_is_called_again_later_and_after_one_success() -> None:
    breaker = Breaker()
    for kind in (FaultKind.TIMEOUT, FaultKind.WRONG_KEY, FaultKind.TIMEOUT):
        assert breaker.fault(0.0, "m") is None
        breaker.failed(kind, 0.0)
    fault = breaker.fault(29.0, "m")
    assert fault is not None
    assert fault.kind is FaultKind.TIMEOUT
    assert breaker.fault(31.0, "m") is None
    breaker.worked()
    breaker.failed(FaultKind.TIMEOUT, 40.0)
    assert breaker.fault(41.0, "m") is None


@pytest.mark.parametrize(
    ("name", "own", "temperature", "sent"),
    [
        ("gpt-4.1", False, None, {"max_completion_tokens": 10}),
        ("gpt-5-mini", False, None, {"max_completion_tokens": 3010, "reasoning_effort": "low"}),
        ("gpt-4.1", False, 0.5, {"max_completion_tokens": 10, "temperature": 0.5}),
        ("qwen3:8b", True, None, {"max_tokens": 10, "temperature": 0.2}),
        ("qwen3:8b", True, 0.0, {"max_tokens": 10, "temperature": 0.0}),
    ],
)
def test_each_kind_of_server_gets_the_parameters_it_knows(
    name: str, own: bool, temperature: float | None, sent: dict[str, object]
) -> None:
    dialect = Dialect("openai", name, own_server=own, temperature=temperature)
    assert dialect.whole(dialect.options(10, None)) == {"extra_body": sent}
    streamed = {**sent, "stream_options": {"include_usage": True}}
    assert dialect.options(10, None) == {"extra_body": streamed}
    assert Dialect("ollama", name, own_server=False, temperature=None).options(10, {}) == {"max_tokens": 10}


async def test_parameters_a_server_refuses_are_left_out_from_then_on(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    before = len(server.of("strict_openai"))
    strict = model("strict_openai", retries=0)
    assert await said_by(strict) == ANSWER
    assert await said_by(strict) == ANSWER
    parameters = {"max_tokens", "max_completion_tokens", "temperature"}
    sent = [parameters & {*seen.body} for seen in server.of("strict_openai")[before:]]
    assert sent[-2:] == [{"max_completion_tokens"}] * 2
    assert len(sent) == 4


async def test_a_schema_is_sent_where_the_server_takes_it_and_not_where_it_does_not(
    server: FakeServer, model: Callable[..., LangChainModel]
) -> None:
    with FakeServer(answer=lambda _: '{"word": "ready", "number": 3}') as own:
        willing, plain = model("ok", base_url=own.url), model("plain_json_only", base_url=own.url)
        assert await willing.fill(PROMPT, Word) == Word(word="ready", number=3)
        assert own.of("ok")[-1].body["response_format"]["json_schema"]["schema"]["required"] == [
            "word",
            "number",
        ]
        assert await plain.fill(PROMPT, Word) == Word(word="ready", number=3)
        assert len(own.of("plain_json_only")) == 2


async def test_a_repair_names_what_was_wrong_and_happens_once(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    before = len(server.of("wrong_schema"))
    with pytest.raises(ModelFault):
        await model("wrong_schema").fill(PROMPT, Word)
    seen = server.of("wrong_schema")[before:]
    assert len(seen) == 2
    assert "number" in seen[-1].body["messages"][-1]["content"]
    with pytest.raises(ModelFault):
        await model("wrong_schema").fill(PROMPT, Word, repairs=0)
    assert len(server.of("wrong_schema")) == before + 3


def test_one_model_serves_one_event_loop_after_another(model: Callable[..., LangChainModel]) -> None:
    one = model("ok")
    assert [asyncio.run(said_by(one)) for _ in range(2)] == [ANSWER, ANSWER]


async def test_no_log_line_carries_the_key(
    model: Callable[..., LangChainModel], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await said_by(model("ok"))
        with pytest.raises(ModelFault):
            await said_by(model("500", retries=0))
    assert caplog.records
    assert "sk-test" not in caplog.text


@pytest.mark.parametrize(
    ("behaviour", "kind", "words"),
    [
        ("ok", None, "works"),
        ("length", None, "works"),
        ("401", FaultKind.WRONG_KEY, "refused the key"),
        ("404", FaultKind.MODEL_NOT_FOUND, "knows no model"),
        ("html", FaultKind.UNUSABLE, "not a usable answer"),
        ("hang", FaultKind.TIMEOUT, "took too long"),
        ("no_quota", FaultKind.NO_QUOTA, "no credit"),
    ],
)
async def test_trying_a_model_out_gives_a_clear_verdict(
    model: Callable[..., LangChainModel], behaviour: str, kind: FaultKind | None, words: str
) -> None:
    tried = model(behaviour, first_word=1.0, retries=0)
    await tried.prepare()
    verdict = await try_out(tried)
    assert (verdict.ok, verdict.kind) == (kind is None, kind)
    assert words in verdict.message
    assert verdict.seconds < 3


async def test_a_verdict_on_an_address_where_nothing_listens(model: Callable[..., LangChainModel]) -> None:
    verdict = await try_out(model("ok", base_url="http://127.0.0.1:9/v1", retries=0))
    assert not verdict.ok
    assert "No model server answers" in verdict.message
    assert json.loads(verdict.model_dump_json())["kind"] == "unreachable"
