"""Accounts of interviews are told from what promises or describes one."""

from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import detect_kind
from rolecall.domain.reading.shapes import is_transcript
from rolecall.domain.roles import SourceKind

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")


@pytest.mark.parametrize(
    "text",
    [
        "I interviewed at Brightwater yesterday. It was three rounds: two LeetCode problems and a chat.",
        "Round 1 (60 min): coding, graphs\nRound 2 (45 min): coding, trees\nOutcome: rejected",
        "Interviewer: Can you reverse a list?\nMe: Yes, like this.\nInterviewer: And in place?\nMe: Sure.",
        "They had me write K-means on a whiteboard for an hour. Nobody asked about my thesis.",
    ],
)
def test_an_account_a_form_and_a_transcript_are_reports(text: str) -> None:
    assert detect_kind(text, PATTERNS) is SourceKind.REPORT


@pytest.mark.parametrize(
    "text",
    [
        "ML Engineer\nYou will serve models. Our process is three rounds. There is no LeetCode in our loop.",
        "Tired of whiteboard interviews? We are hiring a scientist. Our interview has no riddles.",
        "Research Scientist\nCandidates will be interviewed in March and give a talk. You will publish.",
    ],
)
def test_an_ad_that_speaks_of_interviews_stays_an_ad(text: str) -> None:
    assert detect_kind(text, PATTERNS) is SourceKind.AD


def test_a_call_in_which_the_writer_asks_is_no_transcript_of_an_interview() -> None:
    call = "Jonas: launches\nMe: how many rounds?\nJonas: three\nMe: and who decides?\nJonas: the lead"
    assert not is_transcript(call)
    assert detect_kind(call, PATTERNS) is SourceKind.NOTE
