"""`rolecall compare` as scripts rely on it."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rolecall.cli import run
from rolecall.cli.comparing import spread
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import Source, SourceKind
from rolecall.wiring import build_comparing

TITLE = "Research Scientist\n"
MAIL = "Hi Ana, before we meet we read your papers. No LeetCode.\nBest, Dana Whitfield\n"
REPORT = "Three coding rounds of 45 minutes each and a system design. Nobody asked about my papers.\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    for name, text in (("ad.txt", TITLE), ("mail.txt", MAIL), ("report.txt", REPORT)):
        (tmp_path / name).write_text(text, encoding="utf-8")


def test_json_is_one_object_with_the_fields_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["compare", "--promised", "ad.txt", "mail.txt", "--tested", "report.txt", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert status == 0
    assert set(answer) >= {"promised", "tested", "verdict", "confidence", "promises", "summary"}
    assert answer["verdict"] == "mismatch"
    for side in ("promised", "tested"):
        assert set(answer[side]) >= {"shares", "confidence", "signals"}
        assert sum(answer[side]["shares"].values()) == pytest.approx(1)
    assert answer["tested"]["kinds"]["time"]["coding"] == pytest.approx(0.75)
    assert {(one["who"], one["state"]) for one in answer["promises"]} == {("Dana Whitfield", "broken")}
    assert all(set(one) == {"quote", "who", "state", "evidence"} for one in answer["promises"])


def test_the_plain_answer_shows_two_bars_and_a_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "--promised", "ad.txt", "--tested", "report.txt"]) == 0
    shown = capsys.readouterr().out
    assert "promised" in shown.splitlines()[0]
    assert "Next: " in shown
    assert "“Nobody asked about my papers.”" in shown


def test_a_batch_answers_line_by_line_and_goes_on_after_a_bad_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = {
        "id": "a",
        "promised": [{"kind": "message", "text": "research scientist role at Larkspur"}],
        "tested": [{"kind": "report", "text": REPORT}],
    }
    lines = [
        json.dumps(good),
        json.dumps({"id": "b", "promised": "Research Scientist", "tested": []}),
        "not JSON",
        json.dumps({"id": "c", "promised": [], "tested": []}),
        json.dumps({**good, "id": "d", "promised": [{"text": TITLE}]}),
    ]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines)))
    assert run(["compare", "--batch", "-"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["id"] for one in answers] == ["a", "b", None, "c", "d"]
    assert [one.get("verdict") for one in answers] == ["mismatch", None, None, "unclear", "mismatch"]
    assert "'promised' must be a list" in answers[1]["error"]


@pytest.mark.parametrize("missing", [["--promised", "ad.txt"], ["--tested", "report.txt"], []])
def test_both_sides_are_needed(missing: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", *missing]) == 2
    assert "--promised FILE... " in capsys.readouterr().err


def test_files_after_an_option_belong_to_it() -> None:
    assert spread(["--promised", "a", "b", "--tested", "-", "--json"]) == [
        *("--promised", "a", "--promised", "b", "--tested", "-", "--json")
    ]
    assert spread(["a", "--batch", "f"]) == ["a", "--batch", "f"]


def test_call_notes_promise_as_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """They were once handed on as a recruiter's message."""
    notes = (
        "Call with Anna (recruiter)\nAnna said: research scientist, two rounds on my papers, no leetcode\n"
    )
    given: list[list[Source]] = []

    def comparing() -> Callable[[list[Source], list[Source]], Comparison]:
        real = build_comparing()

        def kept(promised: list[Source], tested: list[Source]) -> Comparison:
            given.append(promised)
            return real(promised, tested)

        return kept

    monkeypatch.setattr("rolecall.cli.comparing.build_comparing", comparing)
    Path("notes.txt").write_text(notes, encoding="utf-8")
    Path("report.txt").write_text("Two rounds of LeetCode. Nobody asked about my papers.", encoding="utf-8")
    assert run(["compare", "--promised", "notes.txt", "--tested", "report.txt", "--json"]) == 0
    assert [one.kind for one in given[0]] == [SourceKind.NOTE]
