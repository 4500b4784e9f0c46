"""The numbers of an audit agree wherever they are told, and say what they count."""

import re
from datetime import date

import pytest

from rolecall.cli.auditing import _lines
from rolecall.domain.audits.handout import audit_handout
from rolecall.domain.audits.values import Audit, DutyState, FindingKind
from rolecall.domain.handout_markdown import to_markdown
from rolecall.evals.audits import load_cases
from tests.domain.auditing import DRILL_LOOP, FITTING_LOOP, RESEARCH_AD, audit_of

MIXED_AD = (
    RESEARCH_AD
    + """- Foster a culture of snacks

Who you are
- You have published at NeurIPS, ICML or Interspeech
- You bring five years of experience in running experiments
"""
)
WITH_CALL = "0. Recruiter call, 20 min, with Ida\n" + DRILL_LOOP
AUDITS = [
    *(audit_of(case.ad, case.loop) for case in load_cases()),
    *(audit_of(MIXED_AD, loop) for loop in (DRILL_LOOP, FITTING_LOOP, WITH_CALL)),
]
STATES = ("covered", "over-tested", "untested")


def _states(audit: Audit, *, further: bool) -> list[DutyState]:
    return [duty.state for duty in audit.duties if duty.promise is further]


def _terminal(audit: Audit) -> str:
    return "\n".join(_lines(audit))


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", text)]


def _sentence(audit: Audit, words: str) -> str:
    return next((one for one in re.split(r"(?<=[.]) ", audit.summary) if words in one), "")


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.title or "untitled")
def test_every_number_is_that_of_the_values(audit: Audit) -> None:
    work, further = _states(audit, further=False), _states(audit, further=True)
    counts = audit.counts
    read = [state for state in work if state is not DutyState.UNREAD]
    assert (counts.work, counts.work_untested) == (len(read), read.count(DutyState.UNTESTED))
    assert (counts.further, counts.further_untested) == (len(further), further.count(DutyState.UNTESTED))
    assert counts.unread == work.count(DutyState.UNREAD)
    assert counts.rounds == len(audit.loop.rounds)
    assert counts.rounds_weighed == sum(share.rounds for share in audit.profile.kinds)
    assert counts.points == len(audit.findings)


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.title or "untitled")
def test_summary_and_findings_count_the_same_sentences(audit: Audit) -> None:
    counts = audit.counts
    tested = counts.work - counts.work_untested
    told = _numbers(_sentence(audit, "about the work that I could read"))
    assert set(told) <= {tested, counts.work, counts.work_untested}
    assert counts.work in told or not counts.work
    texts = {finding.kind: finding for finding in audit.findings}
    untested, unbacked = texts.get(FindingKind.UNTESTED), texts.get(FindingKind.UNBACKED)
    assert (untested is not None) == bool(counts.work_untested)
    if untested is not None:
        assert _numbers(untested.text) in ([counts.work_untested, counts.work], [counts.work])
        assert len(untested.quotes) == counts.work_untested
    assert (unbacked is not None) == bool(counts.further_untested)
    if unbacked is not None:
        assert _numbers(unbacked.text) in ([counts.further_untested, counts.further], [counts.further])
        assert unbacked.text in audit.summary
    points = _sentence(audit, "below")
    if points:
        assert _numbers(points)[0] == len(audit.findings)
    assert not re.search(r"\b1 (?:sentence|round|point|row|further sentence)s\b", audit.summary)


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.title or "untitled")
def test_terminal_and_document_show_as_many_rows_as_are_counted(audit: Audit) -> None:
    counts = audit.counts
    shown = _terminal(audit)
    document = to_markdown(audit_handout(audit, date(2026, 3, 1)))
    rows = [line for line in shown.splitlines() if line.rstrip().endswith(STATES) and line.startswith("  ")]
    rows = [line for line in rows if re.search(r"[●◐·]", line)]
    assert len(rows) == counts.work + counts.further
    assert sum(row.endswith(" untested") for row in rows) == counts.work_untested + counts.further_untested
    table = [
        line
        for line in document.splitlines()
        if re.search(r"\| (?:covered|over-tested|untested|not read) \|$", line)
    ]
    assert len(table) == counts.work + counts.further + counts.unread
    flat = " ".join(shown.split())
    assert " ".join(audit.summary.split()) in flat
    # The document escapes signs of its own format.
    assert _numbers(audit.summary) == _numbers(document.split("\n\n")[1])
    if counts.further and counts.work:
        assert f"first {counts.work} row" in flat
        assert f"first {counts.work + counts.unread} row" in document


def test_a_call_is_told_as_left_out_of_the_shares() -> None:
    audit = audit_of(MIXED_AD, WITH_CALL)
    assert (audit.counts.rounds, audit.counts.rounds_weighed) == (5, 4)
    assert "1 of the 5 rounds told is not counted in these shares" in " ".join(audit.in_words)


def test_what_is_outside_the_duties_is_counted_apart() -> None:
    audit = audit_of(MIXED_AD, DRILL_LOOP)
    assert audit.counts.further > 0
    assert "further sentence" in audit.summary
    assert "outside its duties" in audit.summary
