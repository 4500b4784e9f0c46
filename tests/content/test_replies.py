"""knowledge/replies.yaml is checked when it is loaded."""

import shutil
from pathlib import Path

import pytest

from rolecall.content.files import ROOT
from rolecall.content.replies import load_replies
from rolecall.domain.roles import Topic
from rolecall.ports import ContentError


def test_every_topic_has_its_words_and_samples() -> None:
    rules = load_replies()
    assert set(rules.subjects) == set(rules.meanings) == set(rules.airs) == set(Topic)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('- "tbd|tbc|tba|pending"', '- ".. tbd"', "signs.defers"),
        ("  closes:\n", "  closed:\n", "signs"),
        ("airs:\n  interview_composition:", "airs:\n  interviews:", "airs"),
    ],
)
def test_a_fault_is_named_with_its_file_and_field(tmp_path: Path, old: str, new: str, named: str) -> None:
    shutil.copytree(ROOT / "knowledge" / "patterns", tmp_path / "patterns")
    text = (ROOT / "knowledge" / "replies.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "replies.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"replies\.yaml") as fault:
        load_replies(tmp_path)
    assert named in fault.value.message
