"""The measure of comparisons itself: its bars, its counts, its cases."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from rolecall.domain.reports import compare
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import Source
from rolecall.evals.reports import BAR, FILE, LabelledReport, load_cases, measure, score
from rolecall.ports import BadInput
from tests.domain.report_rules import loops, read, rules


def by_rules(promised: Sequence[Source], tested: Sequence[Source]) -> Comparison:
    return compare(promised, tested, rules(), loops(), read)


def a_case(label: str = "mismatch", **changes: object) -> LabelledReport:
    return LabelledReport.model_validate(
        {
            "id": "one",
            "half": "tuned",
            "voice": "plain",
            "promised": [{"kind": "ad", "text": "Research Scientist"}],
            "tested": [{"kind": "report", "text": "Three coding rounds of 45 minutes and a system design."}],
            "label": label,
            **changes,
        }
    )


def test_there_are_enough_cases_in_many_voices_and_half_of_them_are_kept_apart() -> None:
    cases = load_cases()
    halves = Counter(case.half for case in cases)
    assert len(cases) >= 60
    assert abs(halves["tuned"] - halves["untouched"]) <= 4
    assert len({case.voice for case in cases}) >= 12
    assert {case.label for case in cases} == {"match", "mismatch", "unclear"}
    assert len({case.id for case in cases}) == len(cases)


def test_the_bars_hold_with_the_markers_alone() -> None:
    report = measure(by_rules, load_cases())
    assert report.untouched.verdict >= BAR
    assert report.untouched.thin_mismatches == report.tuned.thin_mismatches == 0
    assert report.untouched.quotes_verbatim == report.tuned.quotes_verbatim == 1
    assert report.real_title is None
    assert report.holds


def test_a_wrong_verdict_and_an_abstention_count_against_the_share() -> None:
    found = score(by_rules, [a_case(), a_case("match"), a_case("unclear")])
    assert (found.decided, found.verdict, found.opposite, found.abstained) == (2, 0.5, 1, 0.0)


def test_rounds_and_minutes_are_counted_one_by_one() -> None:
    found = score(by_rules, [a_case(rounds=["coding 45 x3", "systems 60", "behavioural -"])])
    assert (found.rounds, found.rounds_found, found.rounds_right) == (5, 0.8, 1.0)
    assert (found.minutes, found.minutes_right) == (4, 0.75)


def test_a_mismatch_with_one_kind_of_evidence_and_a_quote_from_nowhere_are_seen() -> None:
    def thin(promised: Sequence[Source], tested: Sequence[Source]) -> Comparison:
        said = by_rules(promised, tested)
        first = said.evidence[0].model_copy(update={"quote": "words nobody wrote"})
        return said.model_copy(update={"evidence": (first,)})

    found = score(thin, [a_case()])
    assert found.thin_mismatches == 1
    assert found.quotes_verbatim < 1


def test_a_round_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="not written as"):
        a_case(rounds=["chess 45"])


def test_real_accounts_are_measured_twice_where_they_are_there(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "role_title": "Research Scientist",
        "pitched_as": "research",
        "rounds": ["coding", "coding", "system design"],
        "account": "Three interviews on algorithms and systems, nobody asked about my thesis.",
        "mismatch": "yes",
    }
    (tmp_path / FILE).write_text(json.dumps(row) + "\n", encoding="utf-8")
    report = measure(by_rules, load_cases()[:2], tmp_path)
    assert report.real_title is not None
    assert report.real_pitch is not None
    assert report.real_title.verdict == report.real_pitch.verdict == 1
    (tmp_path / FILE).write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(BadInput, match="--data"):
        measure(by_rules, load_cases()[:2], tmp_path)
