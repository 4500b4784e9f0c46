"""Notes of a call are told from mails, reports and the user's other notes."""

from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import detect_kind, read_role
from rolecall.domain.reading.kinds import notes_of_a_call
from rolecall.domain.roles import Source, SourceKind, Topic
from tests.domain.kind_texts import TEXTS

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")
NOTES = (
    "Call w/ Anna (recruiter), 12 March\n2 research rounds, no leetcode; comp 120k; they publish 2-3/yr",
    "Anna said: 2 research rounds, no leetcode; comp 120k; they publish 2-3/yr",
    "Notes from my call with Farid Nouri on 8 April. He told me that the group has read my papers.",
    "Zoom with Kofi / Umbra Labs\nKofi: we're about 20 people\nMe: how many rounds?\nKofi: three",
    "talked to HR lady from Greywater\n6 ppl in team\n1st interview tech (90m)",
    "phone screen 2025-05-20, Ben from Saltmarsh\n- team of 11\n- pay 95-105",
    "R: it's a research role, 90% research\nM: do people publish\nR: yes everybody",
    "Spoke to Ingrid at Hallmark this morning. Four interviews. They use 120 GPUs.",
)
OTHERS = (
    "Hi Noor, thanks for the call with Ana. The loop has three rounds. Best, Dana",
    "Phone screen: graphs and heaps, one hour. Onsite: three more algorithm interviews.",
    "Recruiter call, then an assessment centre with logical reasoning, then a panel.",
    "Call with an engineer. He asked me to implement a cache. Rejected after a week.",
    "Interviewer: Can you reverse a linked list for me?\nMe: Sure.\nInterviewer: Go on.",
    "I have a call with Anna tomorrow, what should I ask?",
    "On our call you asked about your team and your compute. Your manager would be Lena.",
)


@pytest.mark.parametrize("text", NOTES)
def test_call_notes_are_notes(text: str) -> None:
    assert notes_of_a_call(text, PATTERNS)
    assert detect_kind(text, PATTERNS) is SourceKind.NOTE


@pytest.mark.parametrize("text", OTHERS)
def test_mails_reports_and_questions_are_no_call_notes(text: str) -> None:
    assert not notes_of_a_call(text, PATTERNS)


def test_no_text_of_another_kind_is_taken_for_them() -> None:
    taken = [
        text[:60]
        for kind, some in TEXTS.items()
        if kind is not SourceKind.NOTE
        for text in some
        if notes_of_a_call(text, PATTERNS)
    ]
    assert taken == []


def test_they_fill_topics_and_move_the_profile_less_than_an_ad() -> None:
    duties = "You will design and deploy the serving platform, own pipelines and operate production systems."
    ad = Source(id="ad", kind=SourceKind.AD, text=f"Research Scientist\n{duties}")
    said = (
        "Call w/ Anna\nThe work is open-ended research: new methods, and papers.\nThe loop has three rounds."
    )
    note = Source(id="note", kind=SourceKind.NOTE, text=said)
    message = note.model_copy(update={"kind": SourceKind.AD})
    alone = read_role([ad], PATTERNS).shares.research
    with_note = read_role([ad, note], PATTERNS)
    with_ad = read_role([ad, message], PATTERNS)
    assert alone <= with_note.shares.research < with_ad.shares.research
    assert with_note.topics[Topic.INTERVIEW_COMPOSITION].quote is not None
