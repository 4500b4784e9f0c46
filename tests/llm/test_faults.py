"""Each row of the fault table, over real HTTP: its kind, that it ends in time, that words said are kept."""

import time
from collections.abc import Callable
from contextlib import aclosing

import pytest
from pydantic import BaseModel

from rolecall.llm.faults import TABLE, WORDS, fault_of, mapped, redacted
from rolecall.llm.models import LangChainModel
from rolecall.ports import FaultKind, Message, ModelFault, Prompt
from tests.fake_server import FakeServer

PROMPT = Prompt(name="test@0", messages=(Message(role="user", content="Which rounds are there?"),))
K = FaultKind


class Word(BaseModel):
    word: str
    number: int


async def heard(model: LangChainModel, **how: int) -> tuple[str, ModelFault | None]:
    """All that was said, and the fault it ended with."""
    said = ""
    try:
        async with aclosing(model.stream(PROMPT, **how)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                said += piece
    except ModelFault as fault:
        return said, fault
    return said, None


BEFORE_A_WORD = [
    ("401", K.WRONG_KEY),
    ("403", K.WRONG_KEY),
    ("404", K.MODEL_NOT_FOUND),
    ("404_path", K.UNREACHABLE),
    ("429", K.RATE_LIMITED),
    ("429_late", K.RATE_LIMITED),
    ("no_quota", K.NO_QUOTA),
    ("500", K.SERVER_ERROR),
    ("503", K.SERVER_ERROR),
    ("400", K.SERVER_ERROR),
    ("too_long", K.TOO_LONG),
    ("400_filter", K.FILTERED),
    ("html", K.UNUSABLE),
    ("truncated", K.UNUSABLE),
    ("short_body", K.UNREACHABLE),
    ("no_choices", K.EMPTY),
    ("null_content", K.EMPTY),
    ("blank", K.EMPTY),
    ("refusal", K.REFUSED),
]

AFTER_WORDS = [
    ("cut", K.CUT_OFF, "You could ask the "),
    ("reset", K.CUT_OFF, "You could ask the "),
    ("bad_json", K.CUT_OFF, "You could ask the "),
    ("bad_utf8", K.CUT_OFF, "You could ask the "),
    ("error_event", K.SERVER_ERROR, "You could ask the "),
    ("content_filter", K.FILTERED, "You could "),
    ("length", K.CUT_OFF, "You could ask which rounds"),
]


@pytest.mark.parametrize(("behaviour", "kind"), BEFORE_A_WORD)
async def test_a_fault_before_the_first_word_has_its_kind(
    model: Callable[..., LangChainModel], behaviour: str, kind: FaultKind
) -> None:
    begun = time.monotonic()
    said, fault = await heard(model(behaviour))
    assert fault is not None
    assert (said.strip(), fault.kind) == ("", kind)
    assert time.monotonic() - begun < 9


@pytest.mark.parametrize(("behaviour", "kind", "words"), AFTER_WORDS)
async def test_a_fault_after_words_keeps_the_words(
    model: Callable[..., LangChainModel], server: FakeServer, behaviour: str, kind: FaultKind, words: str
) -> None:
    before = len(server.of(behaviour))
    said, fault = await heard(model(behaviour))
    assert fault is not None
    assert (said, fault.kind) == (words, kind)
    assert "kept" in fault.message
    assert len(server.of(behaviour)) == before + 1, "words that were shown are never asked for again"


@pytest.mark.parametrize("behaviour", [name for name, _ in BEFORE_A_WORD if name != "short_body"])
async def test_filling_a_schema_has_the_same_faults(
    model: Callable[..., LangChainModel], behaviour: str
) -> None:
    kind = dict(BEFORE_A_WORD)[behaviour]
    with pytest.raises(ModelFault) as raised:
        await model(behaviour, retries=0).fill(PROMPT, Word)
    assert raised.value.kind is kind


@pytest.mark.parametrize("behaviour", ["cut", "reset", "bad_json", "bad_utf8", "length"])
async def test_filling_a_schema_from_a_cut_answer_is_a_fault(
    model: Callable[..., LangChainModel], behaviour: str
) -> None:
    with pytest.raises(ModelFault) as raised:
        await model(behaviour).fill(PROMPT, Word)
    assert raised.value.kind is K.CUT_OFF


@pytest.mark.parametrize(
    ("behaviour", "first_word", "deadline", "words"),
    [
        ("hang", 0.5, 5.0, ""),
        ("drip_headers", 0.5, 5.0, ""),
        ("stall", 5.0, 0.8, "You could "),
        ("drip", 5.0, 0.8, "word "),
    ],
)
async def test_our_own_deadline_ends_what_the_client_would_wait_for(
    model: Callable[..., LangChainModel], behaviour: str, first_word: float, deadline: float, words: str
) -> None:
    slow = model(behaviour, first_word=first_word, deadline=deadline, retries=0)
    await slow.prepare()
    begun = time.monotonic()
    said, fault = await heard(slow)
    assert time.monotonic() - begun < 2
    assert fault is not None
    assert fault.kind is K.TIMEOUT
    assert said.startswith(words)


async def test_retries_stay_within_the_deadline(model: Callable[..., LangChainModel]) -> None:
    hanging = model("hang", first_word=0.6, deadline=1.5, retries=5)
    await hanging.prepare()
    begun = time.monotonic()
    _, fault = await heard(hanging)
    assert fault is not None
    assert fault.kind is K.TIMEOUT
    assert time.monotonic() - begun < 2.5


@pytest.mark.parametrize(
    ("spec", "kind"),
    [
        ({"base_url": "http://127.0.0.1:9/v1"}, K.UNREACHABLE),
        ({"api_key": "ключ"}, K.WRONG_KEY),
    ],
)
async def test_an_address_or_key_that_cannot_work_is_named(
    model: Callable[..., LangChainModel], spec: dict[str, str], kind: FaultKind
) -> None:
    _, fault = await heard(model("ok", **spec))
    assert fault is not None
    assert fault.kind is kind


async def test_a_key_pasted_with_its_line_end_works(model: Callable[..., LangChainModel]) -> None:
    said, fault = await heard(model("ok", api_key=" sk-test-0123456789\n"))
    assert (said[:9], fault) == ("You could", None)


async def test_endless_repetition_is_stopped(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    said, fault = await heard(model("repetition"), max_tokens=4000)
    assert fault is not None
    assert fault.kind is K.CUT_OFF
    assert len(said) < 4000


async def test_a_ten_megabyte_answer_is_cut_at_its_limit(
    model: Callable[..., LangChainModel],
) -> None:
    said, fault = await heard(model("ten_megabytes"), max_tokens=500)
    assert fault is not None
    assert fault.kind is K.CUT_OFF
    assert 1000 < len(said) <= 6000


async def test_a_rate_limit_that_asks_for_a_second_is_waited_out(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    server.script("429_soon", "ok")
    begun = time.monotonic()
    said, fault = await heard(model("queue"))
    assert fault is None
    assert said.startswith("You could ask")
    assert time.monotonic() - begun >= 1


async def test_a_rate_limit_that_asks_for_minutes_is_told_at_once(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    before = len(server.of("429_late"))
    _, fault = await heard(model("429_late", retries=3))
    assert fault is not None
    assert "in 300 s" in fault.message
    assert len(server.of("429_late")) == before + 1


@pytest.mark.parametrize("behaviour", ["401", "no_quota", "404", "too_long", "400"])
async def test_what_cannot_get_better_is_not_retried(
    model: Callable[..., LangChainModel], server: FakeServer, behaviour: str
) -> None:
    before = len(server.of(behaviour))
    _, fault = await heard(model(behaviour, retries=3))
    assert fault is not None
    assert not fault.retryable
    assert len(server.of(behaviour)) == before + 1


async def test_a_server_that_recovers_is_not_noticed(
    model: Callable[..., LangChainModel], server: FakeServer
) -> None:
    server.script("500", "ok")
    said, fault = await heard(model("queue"))
    assert (said[:13], fault) == ("You could ask", None)


async def test_no_key_reaches_a_message_or_its_causes(model: Callable[..., LangChainModel]) -> None:
    wrong = model("401")
    with pytest.raises(ModelFault) as raised:
        async for _ in wrong.stream(PROMPT):
            pass
    shown = f"{raised.value} {raised.value.__cause__!r} {wrong!r}"
    assert "sk-" not in shown
    assert "[key]" in shown


@pytest.mark.parametrize(
    "text",
    [
        "Incorrect API key provided: sk-proj-AAAAbbbb1234.",
        "Authorization: Bearer abc.def.ghi",
        "key sk-ant-api03-xyzxyzxyz is wrong",
        "AIzaSyA1234567890abcdef",
        "sk-****************************abcd",
    ],
)
def test_what_looks_like_a_key_is_redacted(text: str) -> None:
    assert "[key]" in redacted(text)
    assert not any(part in redacted(text) for part in ("AAAA", "abc.def", "api03", "A12345", "***"))


def test_a_given_secret_is_redacted_whatever_its_form() -> None:
    assert redacted("denied: hunter2", "hunter2") == "denied: [key]"


def test_a_bug_of_ours_is_no_model_fault() -> None:
    assert mapped(ZeroDivisionError("x"), "openai:m") is None


@pytest.mark.parametrize("kind", list(FaultKind))
def test_each_kind_is_one_sentence_with_a_next_step(kind: FaultKind) -> None:
    for said in (False, True):
        message = fault_of(kind, "openai:m", said=said).message
        assert "openai:m" in message
        assert "; " in message
        assert message.endswith("kept." if said else "nothing is lost.")
        assert message.count(". ") == 0


def test_every_kind_has_words_and_every_row_a_kind() -> None:
    assert set(WORDS) == set(FaultKind)
    assert {row.kind for row in TABLE.values()} <= set(FaultKind)
