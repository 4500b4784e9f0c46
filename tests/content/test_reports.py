"""knowledge/reports.yaml: every phrase readable, every example proven, every fault named."""

from pathlib import Path

import pytest

from rolecall.content.reports import load_loops, load_reports
from rolecall.domain.reports.values import TestedKind
from rolecall.domain.roles import Track
from rolecall.ports import ContentError

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = (KNOWLEDGE / "reports.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "reports.yaml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return tmp_path


def test_every_kind_of_round_has_words_and_no_weights_beyond_one() -> None:
    words = load_reports(KNOWLEDGE)
    assert {one.kind for one in words.kinds} == set(TestedKind)
    assert all(sum(one.tracks.values()) <= 1 + 1e-9 for one in words.kinds)
    assert words.digest


def test_the_usual_loops_are_those_of_mock_interviews() -> None:
    assert set(load_loops(KNOWLEDGE).weights) == set(Track)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("- id: sql\n", "- id: SQL\n", "kinds"),
        ('examples: ["SQL: 30 min"]', 'examples: ["Java: 30 min"]', "kinds.sql.examples"),
        ('    any: ["sql"]', '    any: ["sql <nowhere>"]', "kinds.sql.any"),
        ('    - "tomorrow"', '    - "..  tomorrow"', "cues.planned"),
        ("- id: sql\n", "- id: coding\n", "'coding' is used twice"),
        ('counter: ["Some small talk at the start."]', 'counter: ["Then a job talk."]', "kinds.talk.counter"),
    ],
)
def test_a_fault_names_the_file_the_entry_and_the_field(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    with pytest.raises(ContentError, match=r"reports\.yaml") as fault:
        load_reports(changed(tmp_path, old, new))
    assert named in fault.value.message
