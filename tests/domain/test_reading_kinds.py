"""What a pasted text is, told on texts of our own of every kind."""

from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import detect_kind
from rolecall.domain.roles import SourceKind
from tests.domain.kind_texts import TEXTS

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")


def test_most_texts_are_told_for_what_they_are() -> None:
    told = [(kind, detect_kind(text, PATTERNS), text[:60]) for kind, some in TEXTS.items() for text in some]
    wrong = [one for one in told if one[0] is not one[1]]
    assert len(told) >= 60
    assert len(wrong) <= 0.07 * len(told), wrong


def test_a_question_is_a_note_however_long_it_is() -> None:
    asking = [text for text in TEXTS[SourceKind.NOTE] if text.endswith("?")]
    assert any(len(text.split()) >= 70 for text in asking)
    assert {detect_kind(text, PATTERNS) for text in asking} == {SourceKind.NOTE}


def test_a_text_that_quotes_the_mail_it_answers_is_a_reply() -> None:
    text = "> How many rounds are there?\nThree.\n> Who decides?\nThe manager."
    assert detect_kind(text, PATTERNS) is SourceKind.REPLY
    assert detect_kind(text.replace("> ", ""), PATTERNS) is not SourceKind.REPLY


ANNOUNCED = [
    "Research Engineer, Tallow Labs. You train and publish. Interviews: two coding rounds (60 min "
    "each), one ML systems round and a paper discussion.",
    "We are hiring an ML engineer for search.\nProcess: recruiter call, then a take-home, then an "
    "onsite of four rounds, two coding interviews, one on ML systems and one with the manager.",
    "Applied Scientist (m/f/d)\nYour tasks: forecasting for retail\nSelection: 45 minute screen, "
    "LeetCode style test, whiteboard design, culture chat",
    "Senior ML Engineer\nRequirements: Python, Spark\nLoop: phone screen, two coding panels of 45 "
    "minutes, one design panel, offer",
    "Hi Noor, happy to help. The interview has two coding rounds of 60 minutes and one system design"
    " round, all on the same day.\nBest, Dana",
    "Dear Ada, thanks for asking. Round one is a 30 minute screen, round two a pandas exercise on a "
    "laptop, round three a panel with questions about your thesis.",
]


@pytest.mark.parametrize("text", ANNOUNCED)
def test_rounds_that_are_announced_make_no_report(text: str) -> None:
    assert detect_kind(text, PATTERNS) is not SourceKind.REPORT
