"""Passages of a reply belong to questions as a chain."""

from collections.abc import Sequence

import pytest

from rolecall.content.replies import load_replies, load_reply_weights
from rolecall.domain.replies.fitted import sensed
from rolecall.domain.replies.reading import heed
from rolecall.domain.replies.speaking import MOVES, NOTHING, Between, look, moves, said_to, speaks
from rolecall.domain.replies.values import PutQuestion
from tests.domain.replies.conftest import unlike

ASKED = (
    PutQuestion(n=1, topic="compute_data", text="How much compute is there?"),
    PutQuestion(n=2, topic="publication_ip_policy", text="May the team publish papers?"),
)
SAID = "You asked about compute. I have to look that up, Ida knows.\n\nPapers are allowed after a review."


def _vectors(
    questions: Sequence[str], passages: Sequence[str]
) -> tuple[list[list[float]], list[list[float]]]:
    row = [1.0] + [0.0] * 383
    return [row for _ in questions], [row for _ in passages]


def _spoken(text: str) -> tuple[tuple[str, ...], list[list[float]]]:
    heeded = heed(text, ASKED, load_replies(), unlike)
    seen = sensed(heeded.reply, heeded.aims, heeded.wide, _vectors)
    assert seen is not None
    flat = [[0.0] * len(ASKED) for _ in seen.cut]
    beside = look(
        seen.cut,
        heeded.reply.clauses,
        seen.near,
        topical=flat,
        like=flat,
        apart=[0.0] * len(seen.cut),
        texts=seen.texts,
    )
    return seen.texts, speaks(beside, load_reply_weights().speaking)


def test_chances_of_a_passage_sum_to_one() -> None:
    texts, spoken = _spoken(SAID)
    assert len(texts) == len(spoken)
    assert all(sum(row) == pytest.approx(1) and len(row) == len(ASKED) + 1 for row in spoken)


def test_what_goes_on_with_a_question_belongs_to_it_without_naming_it() -> None:
    texts, spoken = _spoken(SAID)
    looked_up = next(n for n, text in enumerate(texts) if "look that up" in text)
    papers = next(n for n, text in enumerate(texts) if "Papers" in text)
    assert spoken[looked_up][0] > spoken[looked_up][1]
    assert spoken[papers][1] > spoken[papers][0]


def test_a_reply_without_passages_speaks_to_nothing() -> None:
    assert (
        speaks(look([], (), [], topical=[], like=[], apart=[], texts=[]), load_reply_weights().speaking) == []
    )


def test_every_way_from_one_passage_to_the_next_is_weighed() -> None:
    every = Between(paragraph=True, line=True, sentence=True, refers=True, bullet=True)
    used = {n for a in range(4) for b in range(4) for n in moves(a, b, 3, every)}
    assert used == set(range(MOVES))
    assert len(load_reply_weights().speaking.moves) == MOVES


def test_all_that_speaks_to_a_question_is_read_together() -> None:
    texts = ("Four rounds.", "Lunch is good.", "The last is a talk.")
    assert said_to(texts, (0.9, 0.05, 0.4)) == "Four rounds. . The last is a talk."
    assert said_to(texts, (0.02, 0.05, 0.01)) == "Lunch is good."
    assert said_to(texts, (0.02, 0.01, 0.01)) == said_to((), ()) == NOTHING
