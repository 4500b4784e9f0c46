"""`rolecall reply` at a terminal and in scripts."""

import json
from pathlib import Path

import pytest

from rolecall.cli import run

QUESTIONS = [
    {"topic": "interview_composition", "text": "Which rounds are there?"},
    {"topic": "compute_data", "text": "How much compute does this role have?"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "draft.json").write_text(
        json.dumps({"subject": "", "questions": QUESTIONS}), encoding="utf-8"
    )
    (tmp_path / "reply.txt").write_text(
        "There are three rounds. Could you send your CV?\n\nBest,\nAda", encoding="utf-8"
    )
    return tmp_path


def test_a_reply_is_read_against_a_draft(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reply", "--asked", str(folder / "draft.json"), str(folder / "reply.txt"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["state"] for one in told["states"]] == ["answered", "left"]
    assert told["states"][0]["quote"] == "There are three rounds"
    assert [one["quote"] for one in told["asks_back"]] == ["Could you send your CV?"]


def test_people_read_states_and_what_to_ask_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["reply", "--asked", str(folder / "draft.json"), str(folder / "reply.txt")]) == 0
    told = capsys.readouterr().out
    assert "answered" in told
    assert "You could ask again\n  2. How much compute" in told


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("{", "not JSON"),
        ("{}", "no questions"),
        ("[3]", "Question 1"),
        ('[{"topic": "compute_data"}]', "'text'"),
        ("[]", "no questions"),
    ],
)
def test_a_bad_file_of_questions_is_told_in_one_line(
    asked: str, named: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "asked.json").write_text(asked, encoding="utf-8")
    assert run(["reply", "--asked", str(folder / "asked.json"), str(folder / "reply.txt")]) == 2
    error = capsys.readouterr().err
    assert named in error
    assert error.count("\n") == 1


def test_a_batch_answers_in_order_and_goes_on_after_a_bad_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"id": 1, "asked": [{"n": 7, **QUESTIONS[0]}], "text": "There are three rounds."},
        {"id": 2, "asked": "?", "text": ""},
        {"id": 3, "asked": [{"n": 1, "topic": "unknown", "text": "How many GPUs?"}], "text": ""},
    ]
    batch = folder / "batch.jsonl"
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert run(["reply", "--batch", str(batch)]) == 0
    first, second, third = map(json.loads, capsys.readouterr().out.splitlines())
    assert first == {
        "id": 1,
        "states": [{"n": 7, "state": "answered", "quote": "There are three rounds"}],
        "asks_back": [],
    }
    assert second["id"] == 2
    assert "asked" in second["error"]
    assert third["states"] == [{"n": 1, "state": "left", "quote": None}]
