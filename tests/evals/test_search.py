import json
from pathlib import Path

import pytest

from rolecall.content.guides import load_guides
from rolecall.evals.search import SearchReport, measure
from rolecall.evals.search_cases import own_pairs, own_questions
from rolecall.retrieval.embedders import HashingEmbedder


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> SearchReport:
    """Over a made-up corpus of one file; the embedder finds shared words only."""
    data = tmp_path_factory.mktemp("data")
    (data / "corpus" / "repo").mkdir(parents=True)
    (data / "corpus" / "repo" / "zeppelins.md").write_text(
        "# Zeppelins\n\nZeppelin pilots sit tests in hangars."
    )
    asked = [
        (
            "a",
            "which tests do zeppelin pilots sit?",
            "in_domain",
            ["owner+repo/zeppelins.md", "other+x/y.md"],
        ),
        ("b", "quux frobnicates xyzzy", "off_topic", []),
    ]
    rows = [dict(zip(("id", "query", "kind", "corpus_gold"), row, strict=True)) for row in asked]
    (data / "questions.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return measure(HashingEmbedder(), data)


def test_every_own_question_names_guides_that_are_there() -> None:
    names = {guide.name for guide in load_guides()}
    sections = {section.id for guide in load_guides() for section in guide.sections}
    wanted = {name for one in own_questions().answerable for name in one.guides}
    assert wanted <= names | sections


def test_no_own_case_is_asked_twice() -> None:
    questions, pairs = own_questions(), own_pairs()
    asked = [one.ask for one in (*questions.answerable, *questions.unanswered, *questions.off_topic)]
    assert len(asked) == len(set(asked)) >= 140
    notes = [one.note.id for one in (*pairs.plain, *pairs.reworded)]
    assert len(notes) == len(set(notes)) >= 60


def test_gold_in_the_corpus_is_found_and_what_is_not_there_told(report: SearchReport) -> None:
    assert report.corpus.questions == 1
    assert report.corpus.mrr_at_10 == 1.0
    assert report.told.shared_off_topic == 1.0


def test_the_ways_of_search_are_compared(report: SearchReport) -> None:
    known = report.known_item_plain
    assert known.fused > 0.1
    assert known.words_alone > 0.2
    assert known.dense_alone != known.words_alone
    assert report.guides.questions == len(own_questions().answerable)
    assert report.guides.recall_at_5 > 0.5


def test_without_the_shared_material_the_own_is_measured_alone(tmp_path: Path) -> None:
    report = measure(HashingEmbedder(), tmp_path)
    assert report.corpus.questions == 0
    assert report.told.shared_off_topic is None
    assert report.told.own_off_topic > 0
