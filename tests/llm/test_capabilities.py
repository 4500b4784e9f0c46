"""What a server tells of itself and of a model, what small tries find, and what is learnt from refusals."""

import time
from typing import Any

import pytest
from pydantic import BaseModel

from rolecall.domain.capabilities import Capabilities, Structured, in_words
from rolecall.llm.capabilities import asked_of, takes_tools
from rolecall.llm.dialect import Dialect
from rolecall.llm.models import LangChainModel, ModelSpec, connect
from rolecall.llm.trial import try_json, try_out
from rolecall.ports import Message, ModelFault, Prompt
from tests import fake_model_servers as fake
from tests.fake_model_servers import ModelServer, Sent, with_json

PROMPT = Prompt(name="test@0", messages=(Message(role="user", content="A colour, as JSON?"),))
PATIENT = 10.0


class Colour(BaseModel):
    colour: str


def connected(server: ModelServer, model: str = "small", **spec: Any) -> LangChainModel:
    return connect(ModelSpec(name=f"openai:{model}", base_url=server.address, retries=0, **spec))


# What the server tells


@pytest.mark.parametrize(
    ("pages", "model", "server", "context", "tools"),
    [
        (fake.llama_cpp(), "any name", "llama.cpp", 2048, False),
        (fake.vllm(), "Org/Small-1B", "vLLM", 4096, None),
        (fake.lm_studio(), "org/small", "LM Studio", 16_384, True),
        (fake.lm_studio("not-loaded"), "org/small", "LM Studio", None, None),
        (fake.newer_lm_studio(), "org/small", "LM Studio", 4096, False),
        (fake.ollama(context=8192), "small:1b", "Ollama", 8192, True),
        (fake.ollama(parameters="stop <|end|>\nnum_ctx     16384"), "small:1b", "Ollama", 16_384, True),
        (fake.ollama(), "small:1b", "Ollama", 4096, True),
        (fake.ollama(trained=2048), "small:1b", "Ollama", 2048, True),
    ],
)
async def test_each_kind_of_server_is_asked_in_its_own_way(
    pages: dict[str, Sent], model: str, server: str, context: int | None, tools: bool | None
) -> None:
    with ModelServer(pages) as running:
        told = await asked_of(running.address, "sk-mine", model, seconds=PATIENT)
        assert running.calls == []
        assert running.keys == {"Bearer sk-mine"}
    assert (told.server, told.context_tokens, told.tools) == (server, context, tools)


async def test_an_ollama_whose_list_has_no_sign_is_known_by_its_version() -> None:
    pages = {**fake.ollama(context=8192), "/v1/models": fake.listed({"id": "small:1b", "owned_by": "me"})}
    with ModelServer(pages) as running:
        told = await asked_of(running.address, "", "small:1b", seconds=PATIENT)
    assert (told.server, told.context_tokens) == ("Ollama", 8192)


@pytest.mark.parametrize("lie", [-1, 0, True, "2048", 2048.0, None, 10**12, {"tokens": 5}, [2048]])
async def test_a_context_that_cannot_be_is_not_believed(lie: object) -> None:
    props = Sent(
        {"default_generation_settings": {"n_ctx": lie}, "chat_template_caps": {"supports_tools": "yes"}}
    )
    with ModelServer({**fake.llama_cpp(), "/props": props}) as running:
        told = await asked_of(running.address, "", "m", seconds=PATIENT)
    assert told == Capabilities(server="llama.cpp")


@pytest.mark.parametrize(
    "page",
    [
        Sent("<html>Sign in</html>", kind="text/html"),
        Sent("x" * 10_000_000),
        Sent({"default_generation_settings": "none", "models": 7, "data": {"id": 1}}),
        Sent("[" * 50_000),
        Sent({}, status=500),
    ],
    ids=["html", "ten megabytes", "other types", "deep", "500"],
)
@pytest.mark.parametrize("pages", [fake.llama_cpp(), fake.ollama(), fake.lm_studio()])
async def test_pages_that_are_none_tell_nothing_and_break_nothing(pages: dict[str, Sent], page: Sent) -> None:
    broken = {path: page if path != "/v1/models" else sent for path, sent in pages.items()}
    with ModelServer(broken) as running:
        told = await asked_of(running.address, "", "small:1b", seconds=PATIENT)
    assert told.context_tokens is None
    assert told.server


async def test_a_server_that_hangs_is_left_after_its_time_with_what_it_told() -> None:
    pages = {**fake.llama_cpp(), "/props": Sent({}, before=30.0)}
    with ModelServer(pages) as running:
        begun = time.monotonic()
        told = await asked_of(running.address, "", "m", seconds=1.0)
        assert time.monotonic() - begun < 15
    assert told == Capabilities(server="llama.cpp")


async def test_a_server_that_is_not_there_tells_nothing() -> None:
    with ModelServer() as gone:
        address = gone.address
    assert await asked_of(address, "", "m", seconds=PATIENT) == Capabilities()


# What is tried


@pytest.mark.parametrize(
    ("takes", "heeds", "kind", "way"),
    [
        (("json_schema", "json_object"), None, "", Structured.SCHEMA),
        (("json_object",), None, "", Structured.OBJECT),
        (("json_schema", "json_object"), ("json_object",), "", Structured.OBJECT),
        (("json_schema", "json_object"), (), "", Structured.NONE),
        ((), None, "", Structured.NONE),
        (("grammar",), None, "", Structured.NONE),
        (("grammar",), None, "llama.cpp", Structured.GRAMMAR),
        ((), None, "llama.cpp", Structured.NONE),
    ],
)
async def test_the_strictest_way_to_json_is_found_that_the_server_takes_and_heeds(
    takes: tuple[str, ...], heeds: tuple[str, ...] | None, kind: str, way: Structured
) -> None:
    with ModelServer(chat=with_json(takes=takes, heeds=heeds)) as server:
        model = connected(server)
        model.know(Capabilities(server=kind), lambda _: None)
        await try_json(model)
        assert len(server.calls) <= 5
    assert model.dialect.structured is way


async def test_a_fault_of_the_day_says_nothing_about_json() -> None:
    with ModelServer(chat=lambda _: (503, "busy")) as server:
        model = connected(server)
        await try_json(model)
    assert model.dialect.known.structured is None


async def test_whether_words_are_streamed_is_noticed_while_it_is_tried() -> None:
    with ModelServer() as streaming, ModelServer(streams=False) as whole:
        one, other = connected(streaming), connected(whole)
        assert (await try_out(one)).ok
        assert (await try_out(other)).ok
        assert (one.dialect.known.streams, other.dialect.known.streams) == (True, False)
        before = len(whole.calls)
        assert (await try_out(other)).ok
        assert [call.get("stream", False) for call in whole.calls[before:]] == [False]


@pytest.mark.parametrize(
    ("status", "words", "takes"),
    [
        (200, "ready", True),
        (400, '"auto" tool choice requires --enable-auto-tool-choice', False),
        (400, "something else", None),
        (500, "tool", None),
        (429, "tool", None),
    ],
)
async def test_tools_are_tried_with_one_small_call(status: int, words: str, takes: bool | None) -> None:
    with ModelServer(chat=lambda _: (status, words)) as server:
        assert await takes_tools(server.address, "", "m") is takes
        assert len(server.calls) == 1


# What is learnt while it is used


async def test_a_refused_form_of_json_is_worked_around_at_once_and_told_on() -> None:
    noted: list[Capabilities] = []
    with ModelServer(chat=with_json(takes=("json_object",))) as server:
        model = connected(server)
        model.know(Capabilities(server="vLLM"), noted.append)
        assert (await model.fill(PROMPT, Colour)).colour == "green"
        assert (await model.fill(PROMPT, Colour)).colour == "green"
        assert len(server.calls) == 3
    assert noted[0].structured is Structured.OBJECT
    assert noted[-1] == Capabilities(server="vLLM", structured=Structured.OBJECT, streams=True)


async def test_what_is_remembered_saves_the_call_that_would_be_refused() -> None:
    with ModelServer(chat=with_json(takes=())) as server:
        model = connected(server)
        model.know(Capabilities(structured=Structured.NONE), lambda _: None)
        with pytest.raises(ModelFault):
            await model.fill(PROMPT, Colour, repairs=0)
        assert len(server.calls) == 1


@pytest.mark.parametrize(
    ("words", "context"),
    [
        ("This model's maximum context length is 4096 tokens. However, you requested 9000 tokens.", 4096),
        (
            "the request (4011 tokens) exceeds the available context size (2048 tokens), try increasing it",
            2048,
        ),
        ("maximum context length is 131,072 tokens", 131_072),
        ("the context is too long", None),
        ("maximum context length is 3 tokens", None),
    ],
)
async def test_how_much_a_model_holds_is_learnt_from_its_refusal(words: str, context: int | None) -> None:
    with ModelServer(chat=lambda _: (400, words)) as server:
        model = connected(server)
        with pytest.raises(ModelFault):
            await model.fill(PROMPT, Colour)
    assert model.dialect.known.context_tokens == context


async def test_the_users_own_context_outweighs_what_the_server_tells() -> None:
    with ModelServer() as server:
        told, own = connected(server), connected(server, context_tokens=3000, context_is_set=True)
    for model in (told, own):
        model.know(Capabilities(context_tokens=2048), lambda _: None)
    assert 1500 < told.context_tokens < 2048
    assert own.context_tokens == 3000
    assert connected(server).context_tokens == 8192


def test_calls_side_by_side_never_climb_back_to_a_way_that_was_refused() -> None:
    dialect = Dialect("openai", "m", own_server=True, temperature=None)
    dialect.give_up(Structured.OBJECT)
    dialect.give_up(Structured.SCHEMA)
    assert dialect.structured is Structured.NONE


def test_what_is_known_is_said_in_one_line_and_silence_stays_silent() -> None:
    assert in_words(Capabilities(server="Ollama")) == ""
    known = Capabilities(structured=Structured.SCHEMA, tools=False, streams=True, context_tokens=8192)
    assert (
        in_words(known)
        == "holds 8,192 tokens at once, keeps to a JSON schema, streams its words, calls no tools"
    )


def test_of_another_kind_of_server_nothing_older_holds() -> None:
    older = Capabilities(server="vLLM", structured=Structured.SCHEMA, context_tokens=4096)
    assert older.with_newer(Capabilities(server="Ollama")) == Capabilities(server="Ollama")
    newer = older.with_newer(Capabilities(server="vLLM", context_tokens=2048))
    assert newer == Capabilities(server="vLLM", structured=Structured.SCHEMA, context_tokens=2048)
    assert older.with_newer(Capabilities()) == older
