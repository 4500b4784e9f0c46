"""What the handlers of promise and reality make of what the browser sends."""

from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
import pytest

from rolecall.domain.mail import Draft, Purpose, Tone
from rolecall.domain.promises.values import Promise, PromiseKind
from rolecall.domain.roles import Addressee, Topic
from rolecall.ports import BadInput
from rolecall.web.email_acts import asked_again
from rolecall.web.reality_acts import differences, hours_of


def _sent(**data: str) -> gr.EventData:
    return cast("gr.EventData", SimpleNamespace(_data=data))


def _form(**more: str) -> gr.EventData:
    known = {"words": "two rounds", "who": "Dana", "on": "2026-11-09", "kind": "rounds", "note": ""}
    return _sent(**{**known, **more})


PROMISE = Promise(id="p", kind=PromiseKind.ROUNDS, words="two rounds", who="Dana", on="2026-11-09T08:00:00Z")


def test_a_form_that_was_not_touched_changes_nothing() -> None:
    assert differences(PROMISE, _form()) == {}


def test_only_what_differs_becomes_the_users() -> None:
    assert differences(PROMISE, _form(note="by phone ", kind="timing")) == {
        "note": "by phone",
        "kind": PromiseKind.TIMING,
    }


def test_a_date_that_is_none_is_told() -> None:
    with pytest.raises(BadInput, match="is not a date"):
        differences(PROMISE, _form(on="soon"))


@pytest.mark.parametrize("hours", ["", "0", "nan", "81", "ten"])
def test_hours_that_are_none_are_told_in_one_sentence(hours: str) -> None:
    with pytest.raises(BadInput, match="A plan takes 1 to 80 hours"):
        hours_of(hours)
    assert hours_of("7.5") == 7.5


def test_a_re_ask_is_written_like_the_last_email_on_the_topics_left_open() -> None:
    last: dict[str, Any] = {"subject": "s", "body": "b", "to": Addressee.PEER, "tone": Tone.DIRECT}
    request = asked_again(Draft(**last, to_name="Dana"), "compute_data,nonsense")
    assert request.purpose is Purpose.RE_ASK
    assert request.topics == (Topic.COMPUTE_DATA,)
    assert (request.to, request.tone, request.to_name) == (Addressee.PEER, Tone.DIRECT, "Dana")
    assert asked_again(None, "").purpose is Purpose.RE_ASK
