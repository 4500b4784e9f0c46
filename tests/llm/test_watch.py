"""What is let through of an answer, and when it counts as whole."""

import pytest

from rolecall.llm.watch import Watch, fault_in, reason_in, repeats
from rolecall.ports import FaultKind


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("stop", None),
        ("end_turn", None),
        ("STOP", None),
        ("length", FaultKind.CUT_OFF),
        ("max_tokens", FaultKind.CUT_OFF),
        ("content_filter", FaultKind.FILTERED),
        ("SAFETY", FaultKind.FILTERED),
        ("refusal", FaultKind.REFUSED),
        ("something new", FaultKind.CUT_OFF),
        (None, FaultKind.CUT_OFF),
    ],
)
def test_only_a_known_end_makes_an_answer_whole(reason: str | None, fault: FaultKind | None) -> None:
    assert fault_in(reason) is fault


def test_the_reason_is_found_under_each_providers_key() -> None:
    assert reason_in({"model": "m", "done_reason": "stop"}) == "stop"
    assert reason_in({"finish_reason": None}) is None


@pytest.mark.parametrize("stretch", ["no ", "I understand. ", "-", "word " * 50])
def test_a_stretch_said_over_and_over_is_repetition(stretch: str) -> None:
    assert repeats("A good beginning. " + stretch * 1300)


@pytest.mark.parametrize(
    "text",
    [
        "short " * 20,
        "".join(f"Item {n}: {'ask' if n % 2 else 'wait'} for it.\n" for n in range(200)),
        " ".join(str(n * n) for n in range(900)),
    ],
)
def test_lists_and_numbers_are_no_repetition(text: str) -> None:
    assert not repeats(text)


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_thoughts_are_taken_out_however_they_are_cut(size: int) -> None:
    text = "\n<think>secret</think>\n\nAsk [1]. 2 < 3 and <think> later stays."
    watch = Watch(1000)
    shown = "".join(watch.take(text[i : i + size]) for i in range(0, len(text), size)) + watch.end()
    assert shown.strip() == "Ask [1]. 2 < 3 and <think> later stays."


def test_thoughts_that_never_end_show_nothing() -> None:
    watch = Watch(1000)
    assert watch.take("<think>and so on") + watch.end() == ""
    assert not watch.said


def test_a_short_answer_that_only_looks_like_a_thought_is_shown() -> None:
    watch = Watch(1000)
    assert watch.take("<th") + watch.end() == "<th"


def test_nothing_goes_past_the_limit() -> None:
    watch = Watch(10)
    assert watch.take("12345678") + watch.take("90abc") == "1234567890"
    assert watch.runaway
