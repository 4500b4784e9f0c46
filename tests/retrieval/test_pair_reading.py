"""The reader of pairs: one answer for each pair, whatever stands beside it."""

import pytest

from rolecall.retrieval.pair_reading import PairReader

ASKED = "How many interviews are there, and what is each about?"
TOLD = "Four: a call with me, a talk about your paper, a coding session and lunch with the team."
DEFERRED = "I have to ask the hiring manager and will write again on Friday."
ANSWERED, _, DEFERS, DODGED, LEFT = range(5)


@pytest.fixture(scope="module")
def reads() -> PairReader:
    return PairReader()


def _most(odds: list[float]) -> int:
    return max(range(len(odds)), key=odds.__getitem__)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (TOLD, ANSWERED),
        (DEFERRED, DEFERS),
        ("We like to keep that a surprise!", DODGED),
        ("The laptop arrives on your first day.", LEFT),
        ("nothing", LEFT),
    ],
)
def test_it_tells_what_was_said_to_a_question(reads: PairReader, said: str, state: int) -> None:
    (odds,) = reads([(ASKED, said)])
    assert len(odds) == 5
    assert _most(odds) == state


def test_no_pair_changes_what_is_told_of_another(reads: PairReader) -> None:
    alone = [reads([(ASKED, said)])[0] for said in (TOLD, DEFERRED)]
    assert reads([(ASKED, DEFERRED), ("Who?", "x" * 9000), (ASKED, TOLD)])[::2] == alone[::-1]


def test_nothing_is_read_of_nothing(reads: PairReader) -> None:
    assert reads([]) == []


@pytest.mark.parametrize("odd", ["", " ", "\0\x1b[31m", "\U0001f600" * 5000, "\u202eabc", "word " * 5000])
def test_odd_texts_on_either_side_are_read(reads: PairReader, odd: str) -> None:
    assert all(len(odds) == 5 for odds in reads([(odd, TOLD), (ASKED, odd), (odd, odd)]))
