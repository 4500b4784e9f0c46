"""knowledge/audit.yaml is checked as it is loaded."""

import shutil
from pathlib import Path

import pytest

from rolecall.content.audit import load_audit
from rolecall.content.files import ROOT
from rolecall.ports import ContentError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "knowledge" / "patterns", tmp_path / "patterns")
    shutil.copy(ROOT / "knowledge" / "audit.yaml", tmp_path / "audit.yaml")
    return tmp_path


def _changed(folder: Path, before: str, after: str) -> Path:
    path = folder / "audit.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return folder


def test_the_shipped_file_loads() -> None:
    assert load_audit().digest


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"trivia"', '"<nothing>"', "unknown group"),
        ("ML quiz, 30 min", "A walk in the park", "does not match its example"),
        ("We talk about your plans.", "We hear your presentation.", "matches its counter-example"),
        ("tests: [framing,", "tests: [dancing,", "no aspect 'dancing'"),
        ("{applied: 0.3, engineering: 0.7}", "{applied: 0.3, engineering: 0.9}", "sum to 1"),
        ("kind: trivia", "kind: juggling", "kinds"),
    ],
)
def test_a_fault_names_the_file_and_what_is_wrong(folder: Path, before: str, after: str, says: str) -> None:
    with pytest.raises(ContentError, match=r"audit\.yaml") as fault:
        load_audit(_changed(folder, before, after))
    assert says in fault.value.message
