"""Promised and tested, as HTML."""

import pytest

from rolecall.domain.reports.values import Comparison, Evidence
from rolecall.domain.roles import Confidence
from rolecall.web.compared_view import compared
from tests.web.standin_reality import OWNER, RealityCoach

HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def mismatch() -> Comparison:
    coach = RealityCoach()
    comparison = coach.reality.view(OWNER, coach.role("report")).comparison
    assert comparison is not None
    return comparison


def test_nothing_is_shown_where_no_report_came() -> None:
    assert compared(None) == ""


def test_both_profiles_are_drawn_with_verdict_and_confidence(mismatch: Comparison) -> None:
    html = compared(mismatch)
    assert 'aria-label="promised: ' in html
    assert 'aria-label="tested: ' in html
    assert "What was tested differs from what was promised" in html
    assert f"mismatch, {mismatch.confidence.value} confidence" in html
    assert mismatch.next_step in html.replace("&#x27;", "'")


def test_every_reason_stands_with_its_words_those_for_the_verdict_first(mismatch: Comparison) -> None:
    against = Evidence(kind="words", points="match", note="It was as told.", quote="as you told me")
    html = compared(mismatch.model_copy(update={"evidence": (against, *mismatch.evidence)}))
    assert html.index(mismatch.evidence[0].note[:20]) < html.index("It was as told.")
    assert html.count("points at a difference") == len(mismatch.evidence)


def test_rounds_are_told_with_their_words(mismatch: Comparison) -> None:
    assert mismatch.rounds
    html = compared(mismatch)
    assert f'What was tested <span class="count">{len(mismatch.rounds)}</span>' in html
    assert "coding" in html


def test_what_is_unclear_is_called_so(mismatch: Comparison) -> None:
    unsure = mismatch.model_copy(
        update={"verdict": "unclear", "confidence": Confidence.LOW, "evidence": (), "rounds": ()}
    )
    html = compared(unsure)
    assert "Too little is known to say" in html
    assert "<details" not in html


def test_words_of_reports_are_never_markup(mismatch: Comparison) -> None:
    reason = Evidence(kind="words", points="mismatch", note=HOSTILE, quote=HOSTILE)
    more = {"evidence": (reason,), "summary": HOSTILE, "next_step": HOSTILE, "notes": (HOSTILE,)}
    assert "<script" not in compared(mismatch.model_copy(update=more))
