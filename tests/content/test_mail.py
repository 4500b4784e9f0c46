import json
import re
import shutil
from pathlib import Path

import pytest

from rolecall.content.mail import load_phrases
from rolecall.domain.phrases import MailPhrases
from rolecall.domain.questions import TopicQuestions
from rolecall.ports import ContentError
from tests.domain.readings import KNOWLEDGE, phrases


def test_the_phrases_load_and_none_of_them_asks_or_accuses() -> None:
    assert len(phrases().texts) > 80
    assert not [text for text in phrases().texts if "?" in text]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "examples: [This looks like bait and switch, The ad was bait]",
            "examples: [All is well]",
            "accusations.1",
        ),
        (r"pattern: \bbait\b|", r"pattern: (\bbait\b|", "accusations.1"),
        ("  - Could you tell me which", "  - You promised me which", "our own words"),
        ("I am interested in {role}.", "I am interested in {rule}.", "unknown field"),
        ("I am interested in {role}.", "Is {role} still open?", "a question mark"),
        ("  decline:\n", "  refuse:\n", "purposes"),
        ("closings:", "endings:", "'endings'"),
    ],
)
def test_a_fault_is_named_with_path_and_field(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (KNOWLEDGE / "mail.yaml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "mail.yaml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_phrases(tmp_path)
    assert "mail.yaml: field" in caught.value.message
    assert said in caught.value.message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=re.escape("mail.yaml: cannot be read")):
        load_phrases(tmp_path)


@pytest.mark.parametrize(("name", "model"), [("mail", MailPhrases), ("questions", TopicQuestions)])
def test_the_schema_beside_the_files_is_that_of_the_model(name: str, model: type[MailPhrases]) -> None:
    kept = json.loads((KNOWLEDGE / "schema" / f"{name}.json").read_text(encoding="utf-8"))
    assert kept == model.model_json_schema()


def test_the_loader_reads_the_folder_it_is_given(tmp_path: Path) -> None:
    shutil.copy(KNOWLEDGE / "mail.yaml", tmp_path)
    assert load_phrases(tmp_path) == phrases()
