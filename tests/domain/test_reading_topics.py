"""Topics are told sentence by sentence: what answers one, what only touches it, what does neither."""

from pathlib import Path

import pytest

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import read_role
from rolecall.domain.roles import RoleReading, Source, SourceKind, Topic, TopicState, Track
from tests.domain.topic_sentences import ANSWERED, NEITHER, PARTIAL

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")
SENTENCES = [
    (topic, state, sentence)
    for state, table in (
        (TopicState.ANSWERED, ANSWERED),
        (TopicState.PARTIAL, PARTIAL),
        (TopicState.MISSING, NEITHER),
    )
    for topic, some in table.items()
    for sentence in some
]


def read(text: str, kind: SourceKind = SourceKind.AD) -> RoleReading:
    return read_role([Source(id="text", kind=kind, text=text)], PATTERNS)


@pytest.mark.parametrize(("topic", "state", "sentence"), SENTENCES)
def test_a_sentence_answers_a_topic_touches_it_or_does_neither(
    topic: Topic, state: TopicState, sentence: str
) -> None:
    found = read(sentence).topics[topic]
    assert found.state is state
    assert found.quote == (None if state is TopicState.MISSING else sentence)


def test_every_topic_has_sentences_of_every_kind() -> None:
    for topic in Topic:
        assert len(ANSWERED[topic]) + len(PARTIAL[topic]) >= 10
        assert len(NEITHER[topic]) >= 12


AGENDA = (
    "You will shape our research-ish agenda, own the deployment pipeline for our ranking models, improve"
    " serving latency, and partner with product to decide what ships."
)
SEVERAL = (
    "You will publish papers on representation learning at leading conferences, deploy and monitor the"
    " services that serve our models, and build models that predict churn for the sales team."
)


def test_a_long_sentence_of_several_tracks_is_quoted_by_the_clause_that_tells() -> None:
    quotes = {signal.track: signal.quote for signal in read(SEVERAL).signals}
    assert quotes == {
        Track.RESEARCH: "You will publish papers on representation learning at leading conferences",
        Track.ENGINEERING: "deploy and monitor the services that serve our models",
        Track.APPLIED: "build models that predict churn for the sales team",
    }
    for signal in read(SEVERAL).signals:
        assert SEVERAL[signal.start : signal.end] == signal.quote


def test_what_is_only_half_called_research_is_no_research() -> None:
    reading = read(AGENDA)
    assert reading.track == "engineering"
    assert reading.shares.engineering > reading.shares.research
    assert any("research-ish" in phrase for phrase in reading.vague)


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("You will wear many hats.", ("wear many hats",)),
        (
            "You wear many different hats and do a bit of everything.",
            ("wear many different hats", "bit of everything"),
        ),
    ],
)
def test_of_phrases_that_overlap_only_the_longest_is_shown(text: str, vague: tuple[str, ...]) -> None:
    assert read(text, SourceKind.MESSAGE).vague == vague


@pytest.mark.parametrize(
    ("text", "flattery"),
    [
        (
            "Hi Noor, your background looks like a perfect match for our team.",
            ("your background looks like a perfect match for our team",),
        ),
        ("We read your paper on calibration and loved it.", ("read your paper on calibration and loved it",)),
        ("I really enjoyed your talk in Vienna!", ("enjoyed your talk in Vienna",)),
        ("We were impressed by your thesis.", ("impressed by your thesis",)),
        ("Your repo is brilliant, and we would like to talk.", ("Your repo is brilliant",)),
        ("I was blown away by your publications.", ("blown away by your publications",)),
        ("Our library reads your data.", ()),
        ("You read papers and enjoy your work.", ()),
    ],
)
def test_courtship_is_shown_to_the_end_of_its_clause(text: str, flattery: tuple[str, ...]) -> None:
    assert read(text, SourceKind.MESSAGE).flattery == flattery
