"""The rules as they ship, and vectors that know nothing: what holds here holds by words and places alone."""

from collections.abc import Sequence

import pytest

from rolecall.content.replies import load_replies
from rolecall.domain.replies.rules import ReplyRules
from rolecall.wiring import alikeness


@pytest.fixture(scope="session")
def rules() -> ReplyRules:
    return load_replies()


@pytest.fixture(scope="session")
def alike():
    return alikeness()


def unlike(sentences: Sequence[str], meanings: Sequence[str]) -> list[list[float]]:
    return [[0.0] * len(meanings) for _ in sentences]
