import shutil
from pathlib import Path

import pytest

from rolecall.content.guides import load_guides
from rolecall.content.papers import load_paper_templates
from rolecall.domain.papers import FindingKind
from rolecall.ports import ContentError
from tests.domain.readings import KNOWLEDGE


def test_the_templates_cover_every_kind_of_finding_and_all_difficulties() -> None:
    questions = load_paper_templates(KNOWLEDGE).questions
    assert {kind for one in questions for kind in one.about} == set(FindingKind)
    assert {one.difficulty for one in questions} == {1, 2, 3, 4, 5}


def test_the_guides_that_the_templates_name_exist() -> None:
    sections = {section.id for guide in load_guides(KNOWLEDGE) for section in guide.sections}
    named = {guide for one in load_paper_templates(KNOWLEDGE).questions for guide in one.guides}
    assert named
    assert named <= sections


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("You write {quote}. Which experiment", "You write it. Which experiment", "quoting.1"),
        ("You write {quote}. Which experiment", "You write {quote}? Which experiment", "quoting.1"),
        ("You write {quote}. Which experiment", "You {write} {quote}. Which experiment", "no other field"),
        ("id: paper-falsify", "id: paper-next", "two questions have the id"),
        ("dimension: design", "dimension: beauty", "'beauty' is not in knowledge/rubrics"),
        ("about: [ablation]", "about: [poetry]", "about"),
        (
            "follow_up: Who would act differently tomorrow if the claim is right?",
            "follow_up: Go on.",
            "follow_up",
        ),
    ],
)
def test_a_fault_is_named_with_path_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(KNOWLEDGE / "rubrics", tmp_path / "rubrics")
    text = (KNOWLEDGE / "interviews" / "paper.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "paper.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_paper_templates(tmp_path)
    assert "paper.yaml" in caught.value.message
    assert said in caught.value.message
