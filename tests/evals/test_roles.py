"""The measure of reading roles: right on cases worked by hand, and the bars it holds on the labelled ads."""

import json
from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import read_role
from rolecall.domain.roles import (
    Confidence,
    RoleReading,
    Shares,
    Source,
    SourceKind,
    Topic,
    TopicFinding,
    TopicState,
    Verdict,
)
from rolecall.evals.roles import LabelledAd, agreement, by_keywords, load, measure
from rolecall.ports import BadInput

ROOT = Path(__file__).resolve().parents[2]
ADS = ROOT.parent / "shared" / "data" / "job_ads.jsonl"


def ad(
    number: int, track: str, *, second: str | None = None, company: str = "Fennmark", mismatch: bool = False
) -> LabelledAd:
    return LabelledAd(
        id=f"ad-{number}",
        title="Engineer",
        company=company,
        text=f"text {number}",
        track=track,
        second_choice=second,
        borderline=second is not None,
        mismatch=mismatch,
        topics={Topic.COMPUTE_DATA: TopicState.PARTIAL, Topic.OUTPUTS_SPLIT: TopicState.MISSING},
    )


def reading(track: Verdict, text: str, *, quote: str = "text") -> RoleReading:
    topics = dict.fromkeys(Topic, TopicFinding())
    topics[Topic.COMPUTE_DATA] = TopicFinding(state=TopicState.ANSWERED, quote=quote, start=0, end=4)
    return RoleReading(
        kind=SourceKind.AD,
        track=track,
        shares=Shares(research=0, applied=0, engineering=0, unknown=1),
        confidence=Confidence.LOW,
        title_suggests="engineering",
        title_duty_mismatch=False,
        topics=topics,
        text_sha256=text,
    )


def test_a_clear_ad_must_match_and_a_borderline_one_may_answer_its_second_choice_or_mixed() -> None:
    cases = [
        ad(1, "research"),
        ad(2, "research"),
        ad(3, "applied", second="research"),
        ad(4, "applied", second="research", mismatch=True),
        ad(5, "applied", second="research", company="Other"),
    ]
    got = agreement(cases, ["research", "mixed", "research", "mixed", "engineering"])
    assert got.agreement == pytest.approx(3 / 5)
    assert got.on_clear == pytest.approx(1 / 2)
    assert got.exact == pytest.approx(1 / 5)
    assert got.where_title_and_duties_differ == 1
    assert got.without_largest_company == 0


def test_topics_are_scored_as_missing_against_not_missing() -> None:
    report = measure([ad(1, "research"), ad(2, "applied")], lambda text, kind: reading("research", text))
    assert report.topics.macro_f1 == 1
    assert (report.topics.said_right, report.topics.missing_right) == (2, 2)
    assert report.topics_without_partial.said_right == 0
    assert report.topic_states_exact == pytest.approx(0.5)
    assert {miss.ad for miss in report.misses} == {"ad-2"}
    assert report.quotes_verbatim == 1


def test_a_quote_that_does_not_stand_at_its_offsets_is_counted() -> None:
    report = measure([ad(1, "research")], lambda text, kind: reading("research", text, quote="else"))
    assert report.quotes_verbatim == 0


def test_keywords_are_a_baseline() -> None:
    assert by_keywords("Publish novel research papers") == "research"
    assert by_keywords("Deploy software to production") == "engineering"


def test_a_file_without_the_data_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="--data"):
        load(tmp_path / "absent.jsonl")
    broken = tmp_path / "ads.jsonl"
    broken.write_text(json.dumps({"id": "x"}) + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match="--data"):
        load(broken)


@pytest.mark.skipif(not ADS.is_file(), reason="the labelled ads are not beside this checkout")
def test_the_rules_alone_hold_the_bars_on_the_labelled_ads() -> None:
    patterns = load_patterns(ROOT / "knowledge")

    def read(text: str, kind: str) -> RoleReading:
        return read_role([Source(id="ad", kind=SourceKind(kind), text=text)], patterns)

    report = measure(ADS, read)
    for mode in (report.text_only, report.with_title):
        assert (mode.on_clear or 0) >= 0.82
        assert (mode.agreement or 0) >= 0.85
    assert report.topics.macro_f1 >= 0.70
    assert report.quotes_verbatim == 1
    for below in report.names.values():
        assert (below.company.precision or 0) >= 0.9
        assert (below.company.recall or 0) >= 0.75
    assert (report.names["below_title"].title.precision or 0) >= 0.9
    assert (report.keywords.agreement or 0) < (report.text_only.agreement or 0)
