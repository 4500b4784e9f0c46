"""The coach's events become what the page shows of a turn."""

from rolecall.coach.events import Cited, Drafted, Ended, Noted, Opened, Read, Said, Suggested
from rolecall.domain.mail import Draft
from rolecall.domain.roles import Addressee
from rolecall.web.present import being_said
from rolecall.web.translate import LiveTurn, after
from tests.web.standin import PASSAGES, a_reading


def test_a_turn_grows_event_by_event() -> None:
    draft = Draft(id="d", subject="s", body="b", to=Addressee.RECRUITER)
    turn = LiveTurn("hello")
    for event in (
        Opened(role_id="r1", title="A role"),
        Read(reading=a_reading()),
        Cited(passages=PASSAGES),
        Said(delta="See "),
        Said(delta="[1]."),
        Noted(message="Note."),
        Drafted(draft=draft),
        Suggested(texts=("More",)),
        Ended(turn_id="t1"),
    ):
        turn = after(turn, event)
    assert turn == LiveTurn(
        "hello",
        answer="See [1].",
        passages=PASSAGES,
        notes=("Note.",),
        suggestions=("More",),
        opened="r1",
        title="A role",
        reading=a_reading(),
        draft=draft,
        ended=True,
    )


def test_screen_readers_are_told_when_the_answer_is_complete() -> None:
    assert 'aria-busy="true"' in being_said("q", "words", (), (), busy=True)
    assert 'aria-busy="false"' in being_said("q", "words", (), (), busy=False)
