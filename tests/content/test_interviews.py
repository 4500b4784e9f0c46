"""The bank of interview questions: every file loads, holds together, and gives nothing away."""

import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rolecall.content.check import check_content
from rolecall.content.interviews import LEAST, load_interviews
from rolecall.content.practice import load_practice
from rolecall.domain.interviews import LEVELS, Grade, InterviewQuestion, RoundKind, RubricFamily
from rolecall.domain.mocks import DRIFT_QUESTION
from rolecall.domain.roles import Track
from rolecall.ports import ContentError
from tests.domain.readings import KNOWLEDGE

PRACTICE = load_practice()
BANK = PRACTICE.bank
ALL = (*BANK.questions, PRACTICE.drift)
RUN = 6
"""Running words in common from which one text gives another away."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

each_question = pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)


def runs(*texts: str) -> set[tuple[str, ...]]:
    """Every run of six words; a run never crosses from one text into the next."""
    found = set()
    for text in texts:
        words = _WORD.findall(text.lower())
        found |= {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    return found


def shared(said: Iterable[str], hidden: Iterable[str]) -> set[str]:
    return {" ".join(run) for run in runs(*said) & runs(*hidden)}


def hidden(question: InterviewQuestion) -> Iterator[str]:
    """What nobody may read before the debrief."""
    yield question.notes
    for sample in question.samples.values():
        yield sample.answer
    for criterion in question.criteria:
        yield criterion.stronger
        yield from criterion.meanings
        yield from criterion.levels.values()


def levels_sum(question: InterviewQuestion, grade: Grade) -> float:
    levels = question.samples[grade].levels
    return sum(criterion.weight * levels[criterion.id] for criterion in question.criteria)


# The bank as a whole


@pytest.mark.parametrize("kind", list(LEAST))
def test_every_round_has_questions_for_more_than_one_mock(kind: RoundKind) -> None:
    assert len(BANK.of_kind(kind)) >= LEAST[kind]


def test_the_questions_of_a_round_come_in_rising_difficulty() -> None:
    for kind in LEAST:
        difficulties = [question.difficulty for question in BANK.of_kind(kind)]
        assert difficulties == sorted(difficulties)


@pytest.mark.parametrize("kind", list(LEAST))
def test_every_round_has_easy_and_hard_questions(kind: RoundKind) -> None:
    assert {2, 3, 4} <= {question.difficulty for question in BANK.of_kind(kind)}


def test_every_track_can_be_practised() -> None:
    assert {question.track for question in BANK.questions} == set(Track)


def test_no_two_questions_are_worded_or_named_alike() -> None:
    assert len({question.text for question in BANK.questions}) == len(BANK.questions)
    assert len({question.subject.lower() for question in BANK.questions}) == len(BANK.questions)


def test_no_follow_up_of_a_question_is_asked_twice() -> None:
    for question in ALL:
        asked = [criterion.follow_up for criterion in question.criteria]
        assert len(set(asked)) == len(asked), question.id


def test_rubrics_come_in_the_two_families_beside_communication_with_four_anchors_each() -> None:
    assert {rubric.family for rubric in BANK.rubrics} == set(RubricFamily)
    by_family = {family: {d for d, f in BANK.families.items() if f is family} for family in RubricFamily}
    assert {"novelty", "rigor"} <= by_family[RubricFamily.RESEARCH_IMPACT]
    assert {"reproducibility", "profiling"} <= by_family[RubricFamily.ENGINEERING_HYGIENE]
    for dimension in BANK.dimensions.values():
        assert tuple(sorted(dimension.levels)) == LEVELS
        assert len(set(dimension.levels.values())) == len(LEVELS)


def test_every_criterion_of_the_bank_has_anchors_for_all_levels() -> None:
    for question in ALL:
        for criterion in question.criteria:
            assert tuple(sorted(BANK.anchors(criterion))) == LEVELS, (question.id, criterion.id)


def test_drift_and_loops_are_loaded_and_the_drift_is_never_asked() -> None:
    assert PRACTICE.drift.id == DRIFT_QUESTION
    assert BANK.question(DRIFT_QUESTION) is None
    assert set(PRACTICE.loops.weights) == set(Track)
    for weights in PRACTICE.loops.weights.values():
        assert sum(weights.values()) == pytest.approx(1)


def test_every_link_into_the_guides_leads_somewhere() -> None:
    assert [fault for fault in check_content() if "knowledge/interviews" in fault] == []


# Each question


@each_question
def test_three_different_hints_give_away_nothing_hidden(question: InterviewQuestion) -> None:
    assert len(set(question.hints)) == 3
    assert all(hint.strip() for hint in question.hints)
    assert not shared(question.hints, hidden(question))


@each_question
def test_nothing_an_interviewer_asks_gives_away_what_is_hidden(question: InterviewQuestion) -> None:
    follow_ups = [criterion.follow_up for criterion in question.criteria]
    # A sample may take up the question's own words, as people do.
    asked = runs(question.text)
    assert not (runs(*follow_ups) & runs(*hidden(question))) - asked


@each_question
def test_no_meaning_is_taken_from_a_sample_of_its_own_question(question: InterviewQuestion) -> None:
    # Else the built-in judge would be measured on what it was told.
    meanings = [meaning for criterion in question.criteria for meaning in criterion.meanings]
    assert not shared(meanings, (sample.answer for sample in question.samples.values()))


@each_question
def test_every_follow_up_is_one_question(question: InterviewQuestion) -> None:
    for criterion in question.criteria:
        assert criterion.follow_up.count("?") == 1
        assert criterion.follow_up.endswith("?")


@each_question
def test_samples_are_graded_in_order_and_the_empty_one_is_worth_nothing(question: InterviewQuestion) -> None:
    strong, middling, weak, empty = (levels_sum(question, grade) for grade in Grade)
    assert strong > middling > weak > empty
    assert set(question.samples[Grade.FLUENT_EMPTY].levels.values()) == {1}


@each_question
def test_the_samples_are_four_different_answers(question: InterviewQuestion) -> None:
    answers = [sample.answer for sample in question.samples.values()]
    assert len(answers) == len(Grade)
    for at, answer in enumerate(answers):
        assert len(shared([answer], answers[:at])) <= 3


@each_question
def test_sources_are_plain_texts_in_one_line(question: InterviewQuestion) -> None:
    for source in question.sources:
        assert len(source) > 10
        assert not re.search(r"[\n<>`*]|\]\(", source)


# What can be wrong with a file

WHERE = "quickfire/quick-eval-roc-pr"


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """One question of the real bank, its rubrics, and what a mock needs beside them."""
    (tmp_path / "interviews" / "quickfire").mkdir(parents=True)
    shutil.copytree(KNOWLEDGE / "rubrics", tmp_path / "rubrics")
    for name in (
        "voices.yaml",
        "loops.yaml",
        "coding.yaml",
        "interviews/drift.yaml",
        f"interviews/{WHERE}.yaml",
    ):
        shutil.copy(KNOWLEDGE / name, tmp_path / name)
    return tmp_path


def spoil(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def put(field: str, value: object) -> Callable[[dict[str, Any]], None]:
    """Sets a field such as `criteria/0/weight`; None takes it out."""

    def change(data: dict[str, Any]) -> None:
        place: Any = data
        *keys, last = [int(key) if key.isdigit() else key for key in field.split("/")]
        for key in keys:
            place = place[key]
        if value is None:
            del place[last]
        else:
            place[last] = value

    return change


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("track", "science", "field 'track'"),
        ("difficulty", 6, "field 'difficulty'"),
        ("minutes", 0, "field 'minutes'"),
        ("subject", None, "field 'subject'"),
        ("text", "Short?", "field 'text'"),
        ("text", "What is a ROC curve? And what is a PR curve?", "field 'text'"),
        ("texts", "What is a ROC curve, and what is it for?", "field 'texts'"),
        ("notes", None, "field 'notes'"),
        ("hints", ["One nudge.", "Another nudge."], "field 'hints"),
        ("hints/1", None, "field 'hints"),
        ("hints/0", "Is it this? Or is it that?", "field 'hints'"),
        ("hints/2", 3, "field 'hints.2'"),
        ("criteria", [], "field 'criteria'"),
        ("criteria/0/id", "Not An Id", "field 'criteria.0.id'"),
        ("criteria/0/weight", 0, "field 'criteria.0.weight'"),
        ("criteria/0/weight", "heavy", "field 'criteria.0.weight'"),
        ("criteria/0/asks", None, "field 'criteria.0.asks'"),
        ("criteria/0/terms", [4096], "field 'criteria.0.terms.0'"),
        ("criteria/0/meanings", [12.5], "field 'criteria.0.meanings.0'"),
        ("criteria/0/levels", {1: "No.", 4: "Yes."}, "field 'criteria.0.levels'"),
        ("criteria/0/dimension", "charm", "dimension': 'charm' is not in knowledge/rubrics"),
        ("criteria/0/follow_up", "Why so? And how?", "follow_up': must ask exactly one question"),
        ("criteria/0/follow_up", "Tell me why.", "follow_up': must ask exactly one question"),
        ("criteria/0/follow_up", None, "follow_up': missing"),
        ("criteria/0/stronger", "", "stronger': missing"),
        ("criteria/0/terms", [], "terms': missing"),
        ("criteria/0/meanings", [], "meanings': missing"),
        ("samples/weak", None, "field 'samples': no 'weak' answer"),
        (
            "samples/splendid",
            {"answer": "A splendid answer, really.", "levels": {}},
            "field 'samples.splendid",
        ),
        ("samples/strong/answer", "Too short.", "field 'samples.strong.answer'"),
        ("samples/strong/levels", {}, "sample 'strong' must give a level to each"),
    ],
)
def test_a_fault_is_named_with_path_and_field(knowledge: Path, field: str, value: object, words: str) -> None:
    path = knowledge / "interviews" / f"{WHERE}.yaml"
    load_interviews(knowledge)
    spoil(path, put(field, value))
    with pytest.raises(ContentError) as caught:
        load_interviews(knowledge)
    assert str(path) in caught.value.message
    assert words in caught.value.message


@pytest.mark.parametrize("level", [0, 5])
def test_a_level_that_does_not_exist_is_named_with_its_sample(knowledge: Path, level: int) -> None:
    path = knowledge / "interviews" / f"{WHERE}.yaml"

    def change(data: dict[str, Any]) -> None:
        levels = data["samples"]["middling"]["levels"]
        levels[next(iter(levels))] = level

    spoil(path, change)
    with pytest.raises(ContentError, match=f"sample 'middling' has level {level}; levels are 1 to 4"):
        load_interviews(knowledge)


def test_two_criteria_of_one_id_are_refused(knowledge: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["criteria"][1]["id"] = data["criteria"][0]["id"]

    spoil(knowledge / "interviews" / f"{WHERE}.yaml", change)
    with pytest.raises(ContentError, match="two criteria have one id"):
        load_interviews(knowledge)


def test_two_files_of_one_name_are_refused_even_in_different_rounds(knowledge: Path) -> None:
    other = knowledge / "interviews" / "ml_systems"
    other.mkdir()
    shutil.copy(knowledge / "interviews" / f"{WHERE}.yaml", other)
    with pytest.raises(ContentError, match="two files are named 'quick-eval-roc-pr'"):
        load_interviews(knowledge)


def test_a_question_that_is_near_another_is_named_by_it(knowledge: Path) -> None:
    path = knowledge / "interviews" / f"{WHERE}.yaml"
    other = path.with_name("quick-other.yaml")
    for names, fault in (
        (["quick-nowhere"], "'quick-nowhere' is no other question of the bank"),
        (["quick-eval-roc-pr"], "'quick-eval-roc-pr' is no other question of the bank"),
        (["quick-other"], "question 'quick-other', field 'near': must name 'quick-eval-roc-pr'"),
    ):
        shutil.copy(KNOWLEDGE / "interviews" / f"{WHERE}.yaml", other)
        spoil(path, put("near", names))
        with pytest.raises(ContentError, match=fault):
            load_interviews(knowledge)
    spoil(other, put("near", ["quick-eval-roc-pr"]))
    assert {one.near for one in load_interviews(knowledge).questions} == {
        ("quick-other",),
        ("quick-eval-roc-pr",),
    }


@pytest.mark.parametrize("text", ["track: [", "just a sentence", "", "\x00"])
def test_a_file_that_is_no_question_is_named(knowledge: Path, text: str) -> None:
    path = knowledge / "interviews" / f"{WHERE}.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_interviews(knowledge)
    assert str(path) in caught.value.message


@pytest.mark.parametrize("name", ["voices.yaml", "loops.yaml", "coding.yaml", "interviews/drift.yaml"])
def test_a_mock_without_voices_loops_or_drift_is_refused(knowledge: Path, name: str) -> None:
    load_practice(knowledge)
    (knowledge / name).unlink()
    with pytest.raises(ContentError) as caught:
        load_practice(knowledge)
    assert str(knowledge / name) in caught.value.message


def test_a_rubric_with_a_missing_anchor_is_named(knowledge: Path) -> None:
    path = next((knowledge / "rubrics").glob("*.yaml"))
    spoil(path, lambda data: data["dimensions"][0]["levels"].pop(3))
    with pytest.raises(ContentError) as caught:
        load_interviews(knowledge)
    assert str(path) in caught.value.message
    assert "field 'dimensions.0.levels'" in caught.value.message
