"""`rolecall patterns`, `compare --keep-pattern` and the mails after an interview, as scripts rely on them."""

import json
from pathlib import Path

import pytest

from rolecall.cli import run

AD = "Research Scientist, Brightwater Labs\nYou will publish. Two research rounds on your own papers.\n"
REPORT = (
    "I interviewed at Brightwater Labs on 12 May. Ravi had four rounds of 45 minutes with me. Three were"
    " LeetCode problems, the last one was ML trivia. Nobody asked about my papers.\n"
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for name, text in (("ad.txt", AD), ("report.txt", REPORT)):
        (tmp_path / name).write_text(text, encoding="utf-8")


def test_a_report_becomes_a_file_to_read_and_is_kept_when_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [
        "compare",
        "--promised",
        "ad.txt",
        "--tested",
        "report.txt",
        "--keep-pattern",
        "one.json",
        "--json",
    ]
    assert run(told) == 0
    answer = capsys.readouterr()
    assert json.loads(answer.out)["verdict"] == "mismatch"
    assert "Taken out:" in answer.err
    (pattern,) = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))["patterns"]
    assert "four rounds of 45 minutes" in pattern["text"]
    assert not any(name in pattern["text"] for name in ("Brightwater", "Ravi", "12 May"))
    assert run(["patterns", "list"]) == 0
    assert "No pattern is kept yet" in capsys.readouterr().out
    assert run(["patterns", "import", "one.json", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"added": 1, "known": 0}
    assert run(["patterns", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["patterns"][0]["title"] == pattern["title"]
    assert run(["patterns", "export", "all.json"]) == 0
    assert json.loads((tmp_path / "all.json").read_bytes())["patterns"] == [pattern]


def test_a_file_that_holds_no_patterns_is_one_line_and_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["patterns", "import", "ad.txt"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "no JSON" in told.err


def test_the_plain_comparison_says_what_to_ask_earlier(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "--promised", "ad.txt", "--tested", "report.txt"]) == 0
    assert "To ask earlier next time" in capsys.readouterr().out


@pytest.mark.parametrize("purpose", ["feedback", "next_round"])
def test_a_mail_after_the_interview_is_written_from_ad_and_report(
    purpose: str, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ["email", "ad.txt", "report.txt", "--purpose", purpose, "--from-name", "Noor Haddad"]
    assert run([*told, "--built-in", "--json"]) == 0
    draft = json.loads(capsys.readouterr().out)
    assert "coding and knowledge questions" in draft["body"]
    assert all(check["ok"] for check in draft["checks"])
    assert bool(draft["questions"]) is (purpose == "next_round")
