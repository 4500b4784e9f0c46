"""Reads what came back: a reply, or a whole thread, against the questions that were put."""

from collections.abc import Sequence

from rolecall.domain.judging.relevance import Alike
from rolecall.domain.replies.again import NextStep, to_re_ask
from rolecall.domain.replies.fitted import Fitted
from rolecall.domain.replies.reading import read_reply
from rolecall.domain.replies.rules import ReplyRules
from rolecall.domain.replies.values import PutQuestion, ReplyReading
from rolecall.ports import BadInput

LONGEST = 200_000
"""Characters of a thread that are read: far above any that was written."""
MOST = 40
"""Questions that one reply is read against."""


class Replying:
    """The built-in reader of replies."""

    def __init__(self, rules: ReplyRules, alike: Alike, fitted: Fitted | None = None) -> None:
        self._rules = rules
        self._alike = alike
        self._fitted = fitted

    def read(self, text: str, asked: Sequence[PutQuestion]) -> ReplyReading:
        """Raises BadInput where nothing was asked, a number stands twice, or either is far too long."""
        if not asked:
            raise BadInput("There are no questions to read the reply against; give at least one.")
        if len(asked) > MOST:
            raise BadInput(f"There are {len(asked)} questions; the limit is {MOST}.")
        numbers = [one.n for one in asked]
        twice = next((n for n in numbers if numbers.count(n) > 1), None)
        if twice is not None:
            raise BadInput(f"Two questions have the number {twice!r}; give each its own.")
        if len(text) > LONGEST:
            raise BadInput(f"The reply has {len(text):,} characters; the limit is {LONGEST:,}.")
        return read_reply(text, asked, self._rules, self._alike, self._fitted)

    def next_steps(self, reading: ReplyReading, earlier: Sequence[ReplyReading] = ()) -> tuple[NextStep, ...]:
        """What to ask again, once; what to wait for; what was avoided twice."""
        return to_re_ask(reading, earlier)
