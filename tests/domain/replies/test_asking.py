"""What the other side asks in turn, as a question or as a request."""

import pytest

from rolecall.domain.replies.anatomy import taken_apart
from rolecall.domain.replies.asking import asks_back
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.values import PutQuestion

ASKED = (PutQuestion(n=1, topic="compute_data", text="How much compute does the role have?"),)


def _asked_back(text: str, rules: ReplyRules) -> list[str]:
    return [one.quote for one in asks_back(text, taken_apart(text, ASKED, rules).sentences, rules)]


@pytest.mark.parametrize(
    "asks",
    [
        "Pourriez-vous nous dire quand vous êtes libre ?",
        "We should be grateful for the names of two referees.",
        "You are kindly requested to return the signed form.",
        "Before we meet, please bring your passport to the front desk.",
        "Lunch on Wed?",
        "Send your transcript.",
    ],
)
def test_a_request_is_asked_back_however_it_is_put(asks: str, rules: ReplyRules) -> None:
    assert _asked_back(f"The compute is eight cards. {asks} We are a small firm.", rules) == [asks]


@pytest.mark.parametrize(
    "says",
    [
        "How do we judge people? By their work.",
        "Researchers tell me they like the queue.",
        "Please note that the gate closes at six.",
        "He will send me the list.",
    ],
)
def test_what_speaks_to_nobody_or_wants_nothing_is_not(says: str, rules: ReplyRules) -> None:
    assert _asked_back(says, rules) == []
