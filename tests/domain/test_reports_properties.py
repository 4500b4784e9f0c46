"""What holds for every comparison, whatever the texts."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.domain.reports import compare, read_report
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import Source, SourceKind
from tests.domain.report_rules import a_source, loops, read, rules

PROMISED = (
    a_source(
        "Research Scientist, Vision\nYou will invent new methods and publish papers at CVPR.", SourceKind.AD
    ),
    a_source(
        "Hi Ana, our research group loved your paper. There will be two research rounds.", SourceKind.MESSAGE
    ),
    a_source(
        "Machine Learning Engineer\nBuild and operate the services that serve our models.", SourceKind.AD
    ),
    a_source("No coding test, we go through your publications together.", SourceKind.REPLY),
)
TESTED = (
    a_source("Two coding rounds of 45 minutes and a design round. Nobody asked about my papers."),
    a_source("- job talk, 60 min\n- 3 x 30m about my papers\n- coding, 45 min\n"),
    a_source("It was nothing like what was advertised. I was told of no coding, it was three coding rounds."),
    a_source("I was hired as a data scientist. My days are dashboards."),
)
UNRELATED = (
    "Lentil soup: fry an onion, add two carrots and the lentils, simmer for half an hour, salt to taste.",
    "The ferry leaves at nine and comes back in the evening; bring a jacket, it can be windy on deck.",
    "Dear neighbours, the water will be off on Tuesday morning while pipes in the cellar are replaced.",
)
VOCABULARY = """
coding round rounds research my papers nobody asked about two three 45 minutes each no not talk design system
interview . , ; but and then was I they instead of expected tomorrow friend another company half % 80
Interviewer: Me: - x2 ? trivia quiz hired dashboards ( ) “ ” ' é 中"""
WORDS = st.lists(st.sampled_from([*VOCABULARY.split(), "\n", "\u200b"]), max_size=60).map(" ".join)


def compared(promised: Sequence[Source], tested: Sequence[Source]) -> Comparison:
    return compare(promised, tested, rules(), loops(), read)


@settings(max_examples=25, deadline=None)
@given(st.permutations(PROMISED), st.permutations(TESTED))
def test_the_order_of_the_sources_changes_nothing(promised: list[Source], tested: list[Source]) -> None:
    assert compared(promised, tested) == compared(PROMISED, TESTED)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(PROMISED), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(UNRELATED), min_size=1, max_size=3, unique=True),
    st.sampled_from([SourceKind.AD, SourceKind.MESSAGE, SourceKind.NOTE]),
)
def test_an_unrelated_text_hardly_moves_the_promised_profile(
    promised: list[Source], unrelated: list[str], kind: SourceKind
) -> None:
    before = compared(promised, TESTED[:1])
    after = compared([*promised, *(a_source(one, kind) for one in unrelated)], TESTED[:1])
    for track in ("research", "applied", "engineering", "unknown"):
        assert abs(getattr(before.promised.shares, track) - getattr(after.promised.shares, track)) <= 0.02
    assert after.verdict == before.verdict


@settings(max_examples=60, deadline=None)
@given(WORDS)
def test_every_quote_of_a_reading_is_verbatim_and_the_shares_sum_to_one(text: str) -> None:
    reading = read_report(text, rules())
    stretches = [one.said for one in (*reading.rounds, *reading.questions, *reading.remarks, *reading.heard)]
    stretches += [one.said for one in reading.work]
    assert all(text[one.start : one.end] == one.quote for one in stretches)
    shares = reading.profile.shares
    assert abs(shares.research + shares.applied + shares.engineering + shares.unknown - 1) < 1e-6
    times = reading.profile.kinds.time
    assert not times or abs(sum(times.values()) - 1) < 1e-2


@settings(max_examples=60, deadline=None)
@given(st.one_of(WORDS, st.sampled_from([one.text for one in PROMISED])), WORDS)
def test_a_mismatch_needs_both_profiles_and_two_kinds_of_evidence(promise: str, report: str) -> None:
    said = compared([a_source(promise, SourceKind.MESSAGE)], [a_source(report)])
    texts = {a_source(promise).id: promise, a_source(report).id: report}
    assert all(one.quote and one.quote in texts[one.source] for one in said.evidence)
    if said.verdict == "mismatch":
        assert said.promised.track != "mixed"
        assert said.tested.shares.unknown < 1
        assert len({one.kind for one in said.evidence if one.points == "mismatch"}) >= 2
