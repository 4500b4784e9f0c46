import shutil
from pathlib import Path

import pytest
import yaml

from rolecall.content.questions import RECRUITER_KNOWS, load_questions, sentence_fault
from rolecall.domain.roles import Addressee, Topic
from rolecall.ports import ContentError
from tests.domain.readings import KNOWLEDGE, bank, phrases


def test_every_topic_has_at_least_four_questions_and_somebody_to_answer_them() -> None:
    for topic in Topic:
        questions = bank().topics[topic]
        assert len(questions.questions) >= 4
        assert questions.put_to(Addressee.HIRING_MANAGER) is not None
        assert questions.put_to(Addressee.PEER) is not None
        assert questions.put_to(Addressee.RECRUITER) is not None or topic not in RECRUITER_KNOWS


def test_no_sentence_stands_there_twice() -> None:
    sentences = [text for entry in bank() for text in entry.wordings()]
    assert len(sentences) == len(set(sentences))


def test_no_question_sounds_like_an_accusation() -> None:
    for entry in bank():
        for text in entry.wordings():
            assert not [a.pattern for a in phrases().accusations if a.regex.search(text)], text


def test_no_label_sounds_like_a_question_or_holds_a_name() -> None:
    assert all(topic.label[0].islower() and "?" not in topic.label for topic in bank().topics.values())


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    shutil.copytree(KNOWLEDGE / "questions", tmp_path / "questions")
    return tmp_path


def spoil(knowledge: Path, path: str, value: object) -> Path:
    """Sets one field of one file, `path` being `topic/questions/0/id` and the like."""
    topic, *keys = path.split("/")
    file = knowledge / "questions" / f"{topic}.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    place = data
    for key in keys[:-1]:
        place = place[int(key) if key.isdigit() else key]
    place[keys[-1]] = value
    file.write_text(yaml.safe_dump(data), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        ("prior_work/topic", "prior_works", "field 'topic'"),
        ("prior_work/topic", "compute_data", "field 'topic'"),
        ("prior_work/label", "What about it?", "field 'label'"),
        ("prior_work/weight/research", 101, "field 'weight.research'"),
        ("prior_work/questions/0/id", "compute_data.place", "field 'questions.0.id'"),
        ("prior_work/questions/0/id", "prior_work.format", "stands there twice"),
        ("prior_work/questions/0/why", "No end mark", "field 'questions.0.why'"),
        ("prior_work/questions/0/to", [], "field 'questions.0.to'"),
        ("prior_work/questions/0/to", ["boss"], "field 'questions.0.to.0'"),
        ("prior_work/questions/0/to", ["recruiter"], "field 'questions.0.instead.hiring_manager'"),
        ("prior_work/questions/0/wording/warm", "Is it? Or not?", "field 'questions.0.wording.warm'"),
        ("prior_work/questions/0/wording/direct", "Tell me.", "field 'questions.0.wording.direct'"),
        ("prior_work/questions/0/wording/neutral", "Is [topic] so?", "field 'questions.0.wording.neutral'"),
        ("prior_work/questions/0/re_ask", "Is it " + "very " * 35 + "so?", "field 'questions.0.re_ask'"),
        ("prior_work/questions/0/re_ask", "Does Northlight publish?", "field 'questions.0.re_ask'"),
        ("prior_work/questions/0/mood", "friendly", "field 'questions.0.mood'"),
        ("compute_data/questions/4/to", ["peer"], "no question for 'recruiter'"),
    ],
)
def test_a_fault_is_named_with_path_and_field(knowledge: Path, path: str, value: object, field: str) -> None:
    file = spoil(knowledge, path, value)
    with pytest.raises(ContentError) as caught:
        load_questions(knowledge)
    assert file.name in caught.value.message
    assert field in caught.value.message


def test_a_topic_without_a_file_is_named(knowledge: Path) -> None:
    (knowledge / "questions" / "compute_data.yaml").unlink()
    with pytest.raises(ContentError, match="no file for compute_data"):
        load_questions(knowledge)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "is it so?",
        "Is it so",
        "Is it so? ",
        "I wonder. Is it so?",
        "Are there 3 rounds?",
        "Is it ... so?",
        "Is it so?\n",
    ],
)
def test_what_is_no_clarifying_question_is_told(text: str) -> None:
    assert sentence_fault(text)
