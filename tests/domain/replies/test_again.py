"""What is asked again, once; what is waited for; what was avoided twice."""

from rolecall.domain.replies.again import to_re_ask
from rolecall.domain.replies.values import AnswerState, QuestionState, ReplyReading
from rolecall.domain.roles import Topic


def _reading(**states: str) -> ReplyReading:
    return ReplyReading(
        states=tuple(
            QuestionState(
                n=n,
                topic=Topic(topic),
                text=f"About {topic}?",
                state=AnswerState(state),
                quote=None if state == "left" else "words",
            )
            for n, (topic, state) in enumerate(states.items(), start=1)
        ),
        text_sha256="",
    )


def test_open_questions_are_asked_again_and_promised_ones_waited_for() -> None:
    steps = to_re_ask(
        _reading(
            compute_data="deferred",
            outputs_split="left",
            prior_work="dodged",
            interview_composition="answered",
        )
    )
    assert [(one.step, one.topic) for one in steps] == [
        ("re_ask", "prior_work"),
        ("re_ask", "outputs_split"),
        ("waiting_for", "compute_data"),
    ]


def test_what_matters_more_comes_first() -> None:
    steps = to_re_ask(
        _reading(prior_work="dodged", outputs_split="left"),
        weights={Topic.OUTPUTS_SPLIT: 9, Topic.PRIOR_WORK: 1},
    )
    assert [one.topic for one in steps] == ["outputs_split", "prior_work"]


def test_a_topic_dodged_twice_is_noted_and_not_asked_a_third_time() -> None:
    [step] = to_re_ask(_reading(compute_data="dodged"), [_reading(compute_data="dodged")])
    assert step.step == "avoided_twice"
    assert "twice" in step.note


def test_a_promise_that_is_not_yet_kept_is_still_waited_for() -> None:
    [step] = to_re_ask(_reading(compute_data="left"), [_reading(compute_data="deferred")])
    assert step.step == "waiting_for"


def test_what_an_earlier_reply_answered_is_not_asked_again() -> None:
    assert to_re_ask(_reading(compute_data="left"), [_reading(compute_data="answered")]) == ()
