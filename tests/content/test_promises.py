"""knowledge/promises.yaml is checked as it is loaded."""

import shutil
from pathlib import Path

import pytest

from rolecall.content.files import ROOT
from rolecall.content.promises import load_promises
from rolecall.ports import ContentError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "knowledge" / "patterns", tmp_path / "patterns")
    for name in ("promises.yaml", "replies.yaml"):
        shutil.copy(ROOT / "knowledge" / name, tmp_path / name)
    return tmp_path


def test_the_shipped_file_loads() -> None:
    rules = load_promises()
    assert {claim.kind.value for claim in rules.claims} >= {
        "rounds",
        "content",
        "papers_read",
        "team",
        "timing",
    }


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"<n> <drill>"', '"<nothing>"', "unknown group"),
        (
            'counter: ["One round of coding."]',
            'counter: ["There is no coding."]',
            "matches its counter-example",
        ),
        ('examples: ["no take home"]', 'examples: ["a walk"]', "does not match its own example"),
        ("kind: papers_read", "kind: papers_lost", "claims"),
        ("  recalls: [", "  remembers: [", "bars"),
        ("  least: [", "  leastwise: [", "shifts"),
        ("- id: trivia", "- id: coding", "there twice"),
    ],
)
def test_a_fault_is_named_with_the_file(folder: Path, before: str, after: str, says: str) -> None:
    path = folder / "promises.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=says) as raised:
        load_promises(folder)
    assert "promises.yaml" in raised.value.message
