"""`rolecall plan`: readable in a terminal, JSON for scripts, one sentence for bad input."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from rolecall.cli import run
from rolecall.domain.plans.values import Plan
from tests.coach.plan_cases import CV, ENGINEER, NAMED
from tests.domain.paper_text import paper_text


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    for name, text in (("ad.txt", ENGINEER), ("my cv.txt", CV), ("reply.txt", NAMED)):
        Path(name).write_text(text, encoding="utf-8")
    Path("paper.txt").write_text(paper_text()[0], encoding="utf-8")
    Path("soup.txt").write_text("Leek soup, bread and tea today. " * 12, encoding="utf-8")


def test_json_is_the_plan_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "ad.txt", "--hours", "10", "--days", "5", "--json"]) == 0
    plan = Plan.model_validate(json.loads(capsys.readouterr().out))
    assert plan.minutes == 600
    assert plan.days[0].on is not None
    assert plan.interview_day is not None


def test_a_terminal_shows_split_question_days_and_what_to_leave(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "ad.txt", "--hours", "10", "--days", "5", "--cv", "my cv.txt"]) == 0
    shown = capsys.readouterr().out
    for heading in (
        "How the hours are split",
        "Ask first",
        "Day 1, ",
        "come rested",
        "On the day of the interview",
        "Not worth doing",
        "The ad beside your CV",
    ):
        assert heading in shown
    assert "$ rolecall practise" in shown
    assert all(len(line) <= 80 for line in shown.splitlines() if "$ rolecall" not in line)


def test_kinds_are_recognised_among_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plan", "ad.txt", "my cv.txt", "paper.txt", "--hours", "20", "--json"]) == 0
    plan = Plan.model_validate_json(capsys.readouterr().out)
    assert plan.cv is not None
    assert plan.cv.gaps
    assert {project.quote.kind for project in plan.cv.projects} == {"paper", "cv"}
    commands = [item.command for item in plan.items]
    assert any("--paper paper.txt" in command for command in commands)
    assert not any("cv.txt" in command for command in commands)


def test_files_are_written(capsys: pytest.CaptureFixture[str]) -> None:
    day = (date.today() + timedelta(days=9)).isoformat()
    arguments = ["plan", "ad.txt", "--hours", "6", "--date", day, "--ics", "p.ics", "--out", "p.md"]
    assert run([*arguments, "--zone", "Europe/Berlin", "--at", "18:30"]) == 0
    assert Path("p.md").read_text(encoding="utf-8").startswith("# Plan for Machine Learning Engineer")
    found = Calendar.from_ical(Path("p.ics").read_bytes()).walk("VEVENT")
    assert str(found[-1]["dtstart"].dt) in (day, str(date.fromisoformat(day) + timedelta(days=1)))
    assert "Wrote p.ics." in capsys.readouterr().err


def test_an_earlier_plan_is_compared(capsys: pytest.CaptureFixture[str]) -> None:
    run(["plan", "ad.txt", "--hours", "10", "--days", "5", "--json"])
    Path("before.json").write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["plan", "ad.txt", "reply.txt", "--hours", "10", "--days", "5", "--since", "before.json"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "What moved since the earlier plan" in shown
    assert "Coding falls away" in shown
    run(["plan", "ad.txt", "reply.txt", "--hours", "10", "--days", "5", "--since", "before.json", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["moves"]["parts"][0]["says"]
    Path("after.json").write_text(json.dumps(told), encoding="utf-8")
    assert run(["plan", "ad.txt", "--hours", "10", "--days", "5", "--since", "after.json"]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ad.txt"], "--hours 10"),
        (["ad.txt", "--hours", "0"], "--hours is 0; give 1 to 80"),
        (["ad.txt", "--hours", "nan"], "give 1 to 80"),
        (["ad.txt", "--hours", "81"], "give 1 to 80"),
        (["--hours", "3"], "No file was named"),
        (["ad.txt", "--hours", "3", "--date", "2020-02-30"], "is not a date"),
        (["ad.txt", "--hours", "3", "--date", "2020-02-03"], "in the past"),
        (["ad.txt", "--hours", "3", "--days", "0"], "0 days"),
        (["ad.txt", "--hours", "3", "--days", "3", "--date", "2099-01-01"], "not both"),
        (["ad.txt", "--hours", "3", "--date", "2099-01-01"], "a plan covers 1 to 365"),
        (["ad.txt", "--hours", "3", "--at", "9 pm"], "not a time of day"),
        (["ad.txt", "--hours", "3", "--zone", "Mars"], "no time zone 'Mars'"),
        (["ad.txt", "--hours", "3", "--ics", "plan.txt"], "name a .ics file"),
        (["ad.txt", "--hours", "3", "--out", "nowhere/plan.md"], "in a folder that is there"),
        (["ad.txt", "--hours", "3", "--since", "ad.txt"], "holds no plan"),
        (["my cv.txt", "--hours", "3"], "no role in it"),
        (["soup.txt", "--hours", "3"], "no machine-learning role"),
        (["lost.txt", "--hours", "3"], "no file 'lost.txt'"),
        (["-", "--cv", "-", "--hours", "3"], "standard input"),
    ],
)
def test_bad_input_is_one_sentence(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plan", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_the_interview_today_is_told_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    today = date.today()
    for day in (today, today - timedelta(days=1), today + timedelta(days=1)):
        run(["plan", "ad.txt", "--hours", "3", "--date", day.isoformat()])
    assert "The interview is today" in capsys.readouterr().err
