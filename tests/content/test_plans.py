import re
import shutil
from pathlib import Path

import pytest

from rolecall.content.plans import load_plans
from rolecall.content.practice import load_practice
from rolecall.domain.interviews import RoundKind
from rolecall.ports import ContentError
from tests.domain.readings import KNOWLEDGE


def test_every_round_can_be_prepared_for_and_nobody_is_ordered_about() -> None:
    rules = load_plans(KNOWLEDGE)
    assert set(rules.rounds) == set(RoundKind)
    told = [drill.do for one in rules.rounds.values() for drill in one.drills]
    assert len(set(told)) == len(told)
    assert not [text for text in told if re.search(r"\b(?:must|never|should)\b", text)]


def test_what_goes_with_a_field_of_work_is_in_the_bank() -> None:
    ids = [question.id for question in load_practice(KNOWLEDGE).bank.questions]
    for field in load_plans(KNOWLEDGE).fields:
        for name in field.questions:
            found = [one for one in ids if (one.startswith(name) if name.endswith("-") else one == name)]
            assert found, (field.id, name)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("guide: round-coding#how-a-coding", "guide: round-coding#how-no-coding", "no guide section"),
        ('words: ["python"]', 'words: ["<snake>"]', "skills.python.words"),
        ("near: [cpp, other-languages]", "near: [snake]", "'snake'"),
        ("spread: {high: 0.05", "spread: {higher: 0.05", "spread"),
        ("acts: [drill, questions, mock]", "acts: [drill, questions, drill]", "'mock' must be among them"),
        ("id: vectorise", "id: silent-bug", "two drills"),
        ("personal: [", "secret: [", "'personal'"),
    ],
)
def test_a_fault_is_named_with_its_file_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(KNOWLEDGE / "guides", tmp_path / "guides")
    text = (KNOWLEDGE / "plans.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "plans.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=r"plans\.yaml") as fault:
        load_plans(tmp_path)
    assert said in fault.value.message
