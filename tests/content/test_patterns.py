"""knowledge/patterns loads into one checked value, and what does not hold is named by file and field."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from rolecall.content.patterns import load_patterns
from rolecall.domain.roles import Section, Topic, TopicState, Track
from rolecall.ports import ContentError

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE / "patterns", tmp_path / "patterns")
    return tmp_path


def change(root: Path, name: str, edit: Callable[[dict], object]) -> None:
    path = root / "patterns" / f"{name}.yaml"
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


def test_the_patterns_of_the_house_load() -> None:
    patterns = load_patterns(KNOWLEDGE)
    assert [file.track for file in patterns.tracks] == list(Track)
    assert {(marker.topic, marker.state) for marker in patterns.topics} == {
        (topic, state) for topic in Topic for state in (TopicState.ANSWERED, TopicState.PARTIAL)
    }
    assert patterns.weights.sections[Section.DUTIES] > patterns.weights.sections[Section.REQUIREMENTS]
    assert patterns.weights.sections[Section.BOILERPLATE] == 0
    assert all(len(prototypes) >= 24 for prototypes in patterns.prototypes.values())


def test_marker_ids_say_one_thing_only() -> None:
    patterns = load_patterns(KNOWLEDGE)
    ids = [marker.id for file in patterns.tracks for marker in file.markers]
    assert len(ids) == len(set(ids))


def test_equal_files_give_equal_values_and_a_changed_file_another(copy: Path) -> None:
    one, same = load_patterns(KNOWLEDGE), load_patterns(copy)
    assert one == same
    assert hash(one) == hash(same)
    change(copy, "weights", lambda data: data.update(title=1.5))
    assert load_patterns(copy) != one


@pytest.mark.parametrize(
    ("name", "edit", "says"),
    [
        (
            "research",
            lambda d: d["markers"][0].update(examples=["Nothing of it."]),
            "does not match its own example",
        ),
        (
            "applied",
            lambda d: d["markers"][0].update(counter=d["markers"][0]["examples"]),
            "matches its counter-example",
        ),
        ("research", lambda d: d.update(track="sales"), "track"),
        ("research", lambda d: d.update(track="applied"), "'track'"),
        ("engineering", lambda d: d["markers"].append(d["markers"][0]), "used twice"),
        ("engineering", lambda d: d["markers"][0]["any"].append("<nowhere> model"), "nowhere"),
        ("engineering", lambda d: d["markers"][0].update(wieght=2), "wieght"),
        ("topics", lambda d: d["topics"][0].update(topic="salary"), "topics.0.topic"),
        ("topics", lambda d: d.update(topics=d["topics"][:4]), "nothing about"),
        ("sections", lambda d: d["headings"][0].update(any=["one-word"]), "headings."),
        ("titles", lambda d: d["role_words"].append(".. engineer"), "role_words"),
        ("vague", lambda d: d["markers"][0].update(examples=[]), "examples"),
        ("weights", lambda d: d["sections"].pop("duties"), "duties"),
        ("weights", lambda d: d["bias"].pop("research"), "research"),
    ],
)
def test_what_does_not_hold_is_named_by_file_and_field(
    copy: Path, name: str, edit: Callable[[dict], object], says: str
) -> None:
    change(copy, name, edit)
    with pytest.raises(ContentError) as error:
        load_patterns(copy)
    assert f"{name}.yaml" in error.value.message
    assert says in error.value.message


def test_a_missing_file_is_named(copy: Path) -> None:
    (copy / "patterns" / "titles.yaml").unlink()
    with pytest.raises(ContentError, match=r"titles\.yaml"):
        load_patterns(copy)
