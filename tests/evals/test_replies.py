"""The measure of the reader of replies: cases that hold, figures that can fall."""

import pytest

from rolecall.domain.replies.values import AnswerState, PutQuestion, QuestionState, ReplyReading
from rolecall.evals.replies import macro_f1, measure
from rolecall.evals.reply_cases import ReplyCase, reply_cases


def _blind(text: str, asked: object) -> ReplyReading:
    """A reader that finds nothing."""
    assert isinstance(asked, tuple)
    return ReplyReading(
        states=tuple(QuestionState(n=one.n, topic=one.topic, text=one.text) for one in asked), text_sha256=""
    )


def _told(case: ReplyCase) -> ReplyReading:
    """A reader that knows the labels."""
    states = []
    for one, state, words in zip(case.questions, case.states, case.shown, strict=True):
        at = case.text.find(words.split()[0]) if words else None
        end = None if at is None else at + len(words.split()[0])
        quote = None if at is None else case.text[at:end]
        states.append(QuestionState(n=one.n, text=one.text, state=state, quote=quote, start=at, end=end))
    return ReplyReading(states=tuple(states), text_sha256="")


def test_there_are_cases_of_both_halves_and_every_state() -> None:
    cases = reply_cases()
    assert len({case.id for case in cases}) == len(cases) >= 60
    for half in ("tuned", "kept"):
        assert {state for case in cases if case.half == half for state in case.states} == set(AnswerState)
    assert all(2 <= len(case.asked) <= 5 for case in cases)


def test_a_reader_that_finds_nothing_does_not_hold() -> None:
    report = measure(reply_cases(), _blind)
    assert not report.holds
    assert report.kept.f1["answered"] == 0
    assert report.kept.asks_back_recall == 0


def test_a_reader_that_knows_the_labels_holds() -> None:
    by_text = {case.text: case for case in reply_cases()}

    def read(text: str, asked: object) -> ReplyReading:
        return _told(by_text[text])

    report = measure(by_text.values(), read)
    assert report.holds
    assert report.kept.macro_f1 == report.tuned.macro_f1 == 1


def test_the_kept_half_is_read_whole_and_the_tuned_one_in_part() -> None:
    read: list[str] = []

    def blind(text: str, asked: object) -> ReplyReading:
        read.append(text)
        return _blind(text, asked)

    cases = reply_cases()
    report = measure(cases, blind, {}, every=100)
    assert {case.text for case in cases if case.half == "kept"} < set(read)
    assert report.tuned.replies == len(read) - report.kept.replies < len(cases) / 50


def test_f1_counts_what_was_wanted_and_what_was_told() -> None:
    answered, left = AnswerState.ANSWERED, AnswerState.LEFT
    assert macro_f1([(answered, answered), (answered, left)]) == {
        "answered": pytest.approx(2 / 3),
        "left": 0.0,
    }


def test_questions_are_numbered_in_their_order() -> None:
    case = reply_cases()[0]
    assert [one.n for one in case.questions] == [1, 2, 3]
    assert all(isinstance(one, PutQuestion) for one in case.questions)
