"""Likeness of sentences to the prototypes of the tracks, over the static vectors that ship in a wheel."""

from pathlib import Path

from rolecall.content.patterns import load_patterns
from rolecall.domain.reading import read_role
from rolecall.domain.roles import Source, SourceKind, Track
from rolecall.retrieval.embedders import StaticEmbedder
from rolecall.retrieval.likeness import PrototypeLikeness

PATTERNS = load_patterns(Path(__file__).resolve().parents[2] / "knowledge")


def test_a_sentence_is_most_like_the_prototypes_of_its_track() -> None:
    likeness = PrototypeLikeness(StaticEmbedder, PATTERNS.prototypes)
    found = likeness(
        [
            "Discover new theories of learning and publish them",
            "Tune classifiers so that predictions get better",
            "Keep the servers and pipelines of the platform running",
        ]
    )
    assert [max(one, key=lambda track: one[track]) for one in found] == [
        Track.RESEARCH,
        Track.APPLIED,
        Track.ENGINEERING,
    ]
    assert likeness([]) == []


def test_likeness_reads_duties_that_no_marker_knows() -> None:
    text = "What you will do\n- Keep the lights on for the boxes that answer requests\n- Hunt memory leaks\n"
    source = Source(id="x", kind=SourceKind.AD, text="Role in machine learning\n" + text)
    plain = read_role([source], PATTERNS)
    helped = read_role([source], PATTERNS, PrototypeLikeness(StaticEmbedder, PATTERNS.prototypes))
    assert helped.shares.engineering > plain.shares.engineering
    assert helped.signals == plain.signals
