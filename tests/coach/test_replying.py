"""The use case refuses what cannot be read, in one sentence."""

import pytest

from rolecall.coach.replying import LONGEST, MOST, Replying
from rolecall.content.replies import load_replies
from rolecall.domain.replies.values import PutQuestion
from rolecall.ports import BadInput
from tests.domain.replies.conftest import unlike


def _asked(count: int) -> list[PutQuestion]:
    return [PutQuestion(n=n, topic="compute_data", text="How much compute?") for n in range(count)]


@pytest.mark.parametrize(
    ("text", "asked", "named"),
    [
        ("", [], "no questions"),
        ("", _asked(MOST + 1), "limit"),
        ("", [*_asked(1), *_asked(1)], "number 0"),
        ("a" * (LONGEST + 1), _asked(1), "characters"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, asked: list[PutQuestion], named: str) -> None:
    with pytest.raises(BadInput, match=named):
        Replying(load_replies(), unlike).read(text, asked)


def test_next_steps_follow_from_a_reading() -> None:
    replying = Replying(load_replies(), unlike)
    reading = replying.read("Thanks!", _asked(1))
    assert [step.step for step in replying.next_steps(reading)] == ["re_ask"]
