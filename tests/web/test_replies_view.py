"""What came back, as HTML."""

from rolecall.domain.came_back import ReplyHeard
from rolecall.domain.replies.again import NextStep, Step
from rolecall.domain.replies.values import AnswerState, AskedBack, QuestionState, ReplyReading
from rolecall.domain.roles import Topic
from rolecall.web.replies_view import STATE_WORDS, came_back

HOSTILE = '"><script>alert(1)</script>'


def _question(n: int, state: AnswerState, **more: object) -> QuestionState:
    quote = {} if state is AnswerState.LEFT else {"quote": f"words {n}", "start": 0, "end": 7}
    return QuestionState.model_validate({"n": n, "text": f"Question {n}?", "state": state, **quote, **more})


def _step(step: Step, topic: Topic = Topic.COMPUTE_DATA) -> NextStep:
    return NextStep(
        step=step, n=1, topic=topic, text="Which compute?", state=AnswerState.DODGED, note=f"Note on {step}."
    )


def _heard(*states: QuestionState, steps: tuple[NextStep, ...] = (), **more: object) -> ReplyHeard:
    reading = ReplyReading.model_validate({"states": states, "text_sha256": "0", **more})
    return ReplyHeard(source="s", draft="d", reading=reading, steps=steps)


def test_nothing_is_shown_where_nothing_came_back() -> None:
    assert came_back((), {}) == ""


def test_each_question_has_a_mark_a_word_and_the_words_that_show_it() -> None:
    html = came_back((_heard(*(_question(n, state) for n, state in enumerate(AnswerState, 1))),), {})
    for n, state in enumerate(AnswerState, 1):
        assert f'<li class="topic {state.value}"' in html
        assert f"Question {n}? <b>{STATE_WORDS[state]}</b>" in html
        assert (f"<q>words {n}</q>" in html) is (state is not AnswerState.LEFT)
    assert "1 of 5 answered" in html


def test_what_was_put_off_is_never_called_avoided() -> None:
    html = came_back((_heard(_question(1, AnswerState.DEFERRED)),), {})
    assert "put off, honestly" in html
    assert "talked around" not in html


def test_what_is_open_of_a_part_is_told() -> None:
    html = came_back((_heard(_question(1, AnswerState.PARTLY, missing="how many rounds")),), {})
    assert "Still open: how many rounds" in html


def test_a_re_ask_carries_its_topics_once_and_comes_before_what_is_waited_for() -> None:
    steps = (_step("re_ask"), _step("re_ask", Topic.OUTPUTS_SPLIT), _step("waiting_for"))
    html = came_back((_heard(_question(1, AnswerState.DODGED), steps=steps),), {})
    assert 'data-do="re_ask" data-topics="compute_data,outputs_split"' in html
    assert html.count("data-do") == 1
    assert "Note on waiting_for." not in html


def test_who_left_a_topic_open_twice_is_not_pressed() -> None:
    html = came_back((_heard(_question(1, AnswerState.DODGED), steps=(_step("avoided_twice"),)),), {})
    assert "Note on avoided_twice." in html
    assert "data-do" not in html


def test_only_the_newest_reply_has_a_next_step_and_earlier_ones_are_folded() -> None:
    old = _heard(_question(1, AnswerState.LEFT), steps=(_step("re_ask"),))
    new = _heard(_question(1, AnswerState.ANSWERED))
    html = came_back((old, new), {"s": "reply.txt"})
    assert "data-do" not in html
    assert "Everything that was asked is answered." in html
    assert html.count("<details") == 1
    assert html.count("reply.txt") == 2


def test_what_they_ask_is_quoted_and_nothing_of_theirs_is_markup() -> None:
    asked = AskedBack(quote=HOSTILE, start=0, end=5)
    state = _question(1, AnswerState.PARTLY, text=HOSTILE, quote=HOSTILE, missing=HOSTILE)
    html = came_back((_heard(state, asks_back=(asked,), notes=(HOSTILE,)),) * 2, {"s": HOSTILE})
    assert "They ask you" in html
    assert "<script" not in html
