"""`rolecall judge` as scripts rely on it, with real runs in the sandbox."""

import io
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from rolecall.cli import judging, run, verdicts
from rolecall.cli.batch import run_batch
from rolecall.content.problems import load_problem, load_problems
from rolecall.domain.problems import Verdict
from rolecall.sandbox.jail.tiers import unsupported

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

FIELDS = {"problem", "verdict", "cases", "seconds", "peak_mb", "stdout", "sandbox", "message"}
CASE = {"name", "ok", "message", "seconds"}
RIGHT = "def double(x):\n    return [2 * one for one in x]\n"
WRONG = "def double(x):\n    print('seen', x)\n    return x\n"
YAML = """
title: Twice as much
kind: lists
level: 1
minutes: 5
entry point: double
limits: {seconds: 2}
forbidden: [math]
needs: []
hints: [Add it to itself.]
cases:
  - {name: two, call: "double([1, 2])", expected: [2, 4]}
  - {name: none, call: "double([])", expected: []}
  - {name: secret, call: "double([7])", expected: [14], hidden: true}
wrong:
  same.py: {caught_by: two, mistake: "It gives back what it got."}
"""


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def problem(tmp_path: Path) -> str:
    folder = tmp_path / "double"
    (folder / "wrong").mkdir(parents=True)
    (folder / "problem.yaml").write_text(YAML, encoding="utf-8")
    (folder / "reference.py").write_text(RIGHT, encoding="utf-8")
    (folder / "starter.py").write_text("def double(x):\n    ...\n", encoding="utf-8")
    (folder / "wrong" / "same.py").write_text(WRONG, encoding="utf-8")
    return "double"


@pytest.fixture
def solution(tmp_path: Path) -> Callable[[str | bytes], str]:
    def written(source: str | bytes) -> str:
        path = tmp_path / "solution.py"
        path.write_bytes(source if isinstance(source, bytes) else source.encode())
        return str(path)

    return written


Solution = Callable[[str | bytes], str]
Capture = pytest.CaptureFixture[str]


# One solution


def test_an_accepted_solution_is_one_json_object_of_the_documented_shape(
    problem: str, solution: Solution, capsys: Capture
) -> None:
    assert run(["judge", problem, solution(RIGHT), "--json"]) == 0
    shown = capsys.readouterr()
    value = json.loads(shown.out)
    assert shown.err == ""
    assert set(value) == FIELDS
    assert (value["problem"], value["verdict"], value["stdout"]) == ("double", "accepted", "")
    assert [one["name"] for one in value["cases"]] == ["two", "none", "secret"]
    assert all(set(one) == CASE and one["ok"] and one["seconds"] > 0 for one in value["cases"])
    assert value["seconds"] > 0
    assert value["peak_mb"] > 1
    assert value["sandbox"]


@pytest.mark.parametrize(
    ("source", "verdict", "words"),
    [
        (WRONG, "wrong_answer", "double([1, 2]): "),
        ("def double(x):\n    while True: pass\n", "time_limit", "stopped after 2 s"),
        ("def double(x):\n    return bytearray(3 << 30)\n", "memory_limit", "1024 MB"),
        ("def double(x):\n    return 1 / 0\n", "runtime_error", "ZeroDivisionError"),
        ("def double(x:\n", "runtime_error", "SyntaxError"),
        ("import math\ndouble = math.floor\n", "forbidden", "math"),
    ],
)
def test_what_is_not_accepted_says_why_and_the_status_is_1(
    problem: str, solution: Solution, capsys: Capture, source: str, verdict: str, words: str
) -> None:
    assert run(["judge", problem, solution(source), "--json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert value["verdict"] == verdict
    assert words in value["message"]


def test_a_hidden_case_does_not_tell_what_it_calls(problem: str, solution: Solution, capsys: Capture) -> None:
    run(["judge", problem, solution(WRONG), "--json"])
    secret = json.loads(capsys.readouterr().out)["cases"][2]
    assert not secret["ok"]
    assert "14" not in secret["message"]
    assert "double" not in secret["message"]


def test_people_read_the_verdict_first_then_the_cases_and_what_it_printed(
    problem: str, solution: Solution, capsys: Capture
) -> None:
    assert run(["judge", problem, solution(WRONG)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Wrong answer. double([1, 2])")
    assert "1 of 3 cases hold" in lines[2]
    marks = {line.split()[1]: line.split()[0] for line in lines if line.lstrip()[:1] in ("✓", "✗")}
    assert marks == {"two": "✗", "none": "✓", "secret": "✗"}
    assert "seen [1, 2]" in lines
    assert lines[-1].startswith("Sandbox: ")


def test_people_read_the_ratio_of_a_timed_case_and_little_of_much_output(
    problem: str, solution: Solution, capsys: Capture
) -> None:
    speed = "speed: {against: reference, at_most: 90}"
    timed = f'  - {{name: long, call: "sum(double(range(99999)))", {speed}}}\nwrong:'
    Path(problem, "problem.yaml").write_text(YAML.replace("wrong:", timed), encoding="utf-8")
    assert run(["judge", problem, solution("print('much ' * 5000)\n" + RIGHT)]) == 0
    out = capsys.readouterr().out
    assert "times the reference's time" in out
    assert "more characters" in out
    assert out.count("much") < 500


def test_a_problem_of_the_bank_is_judged_by_its_id(solution: Solution, capsys: Capture) -> None:
    folder = load_problems()["np-logsumexp"]
    assert run(["judge", "np-logsumexp", solution(folder.reference), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["problem"] == "np-logsumexp"


def test_a_solution_may_come_through_standard_input(
    problem: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    class Stdin:
        buffer = io.BytesIO(RIGHT.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert run(["judge", problem, "-", "--json"]) == 0


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbf" + RIGHT.encode(),
        RIGHT.replace("\n", "\r\n").encode(),
        RIGHT.replace("\n", "\r").encode(),
        b"# -*- coding: latin-1 -*-\n# \xe9\n" + RIGHT.encode(),
        RIGHT.encode() + "s = 'é 漢 \U0001f600'\n".encode(),
        RIGHT.rstrip("\n").encode(),
    ],
    ids=["BOM", "CRLF", "CR", "declared latin-1", "UTF-8", "no last newline"],
)
def test_a_file_is_read_as_python_would(problem: str, solution: Solution, source: bytes) -> None:
    assert run(["judge", problem, solution(source)]) == 0


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \r\n\t", "is empty"),
        (b"def double(x): return '\xe9'", "no text in UTF-8"),
        (RIGHT.encode("utf-16"), "null bytes"),
        (b"\x7fELF\x00\x01", "null bytes"),
        (b"# coding: no-such-thing\n", "no text in UTF-8"),
        (b"#" * 1_000_001, "larger than"),
    ],
)
def test_a_file_that_is_no_source_is_bad_input(
    problem: str, solution: Solution, capsys: Capture, source: bytes, words: str
) -> None:
    assert run(["judge", problem, solution(source)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert len(shown.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["judge"], "Give a problem"),
        (["judge", "double"], "Give a problem"),
        (["judge", "np-kmean", "FILE"], "the nearest: np-kmeans"),
        (["judge", "no-such-thing-at-all", "FILE"], "judge --list"),
        (["judge", ".", "FILE"], "has no problem.yaml"),
        (["judge", "double/problem.yaml", "FILE"], "is a file"),
        (["judge", "double", "nowhere.py"], "no file 'nowhere.py'"),
        (["judge", "double", "double"], "is a folder"),
        (["judge", "--batch", "nowhere.jsonl"], "nowhere.jsonl"),
        (["judge", "--prove", "double", "FILE"], "leave the solution out"),
    ],
)
def test_wrong_use_is_one_line_on_stderr_and_status_2(
    problem: str, solution: Solution, capsys: Capture, arguments: list[str], words: str
) -> None:
    file = solution(RIGHT)
    assert run([file if one == "FILE" else one for one in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert len(shown.err.splitlines()) == 1


def test_a_folder_that_does_not_hold_is_named_with_its_field(
    problem: str, solution: Solution, capsys: Capture
) -> None:
    Path(problem, "problem.yaml").write_text(YAML.replace("expected: []", "expectd: []"), encoding="utf-8")
    assert run(["judge", problem, solution(RIGHT)]) == 2
    assert "cases.1.expectd" in capsys.readouterr().err


def test_what_could_not_be_run_has_a_status_of_its_own_and_its_reason_on_stderr(
    problem: str, solution: Solution, capsys: Capture
) -> None:
    Path(problem, "checks.py").write_text("def cases(rng): return [1 / 0]\n", encoding="utf-8")
    assert run(["judge", problem, solution(RIGHT), "--json"]) == judging.NOT_RUN == 3
    shown = capsys.readouterr()
    assert json.loads(shown.out)["verdict"] == "not_run"
    assert "checks.py failed" in shown.err
    assert run(["judge", problem, solution(RIGHT)]) == judging.NOT_RUN
    assert capsys.readouterr().out == ""


# The bank, and problems of one's own


def test_the_bank_is_listed_with_what_each_problem_needs(capsys: Capture) -> None:
    assert run(["judge", "--list"]) == 0
    lines = {line.split()[0]: line for line in capsys.readouterr().out.splitlines()}
    bank = load_problems()
    assert list(lines) == list(bank)
    for name, line in lines.items():
        problem = bank[name].problem
        assert f"level {problem.level}" in line
        assert problem.title in line
        assert problem.kind in line
    installed = "installed" if find_spec("torch") else "not installed"
    assert f"[needs torch, {installed}]" in lines["train-torch-epoch"]
    assert "needs" not in lines["np-pca"]


def test_the_bank_is_listed_for_scripts_too(capsys: Capture) -> None:
    assert run(["judge", "--list", "--json"]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [one["id"] for one in problems] == list(load_problems())
    assert set(problems[0]) == {"id", "kind", "level", "minutes", "title", "needs", "not_installed"}


def test_a_sound_problem_of_ones_own_is_proven(problem: str, capsys: Capture) -> None:
    assert run(["judge", "--prove", problem]) == 0
    assert "double holds" in capsys.readouterr().out
    assert run(["judge", "--prove", problem, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"problem": "double", "ok": True, "faults": []}


def test_a_problem_that_judges_wrongly_is_told_what_does_not_hold(problem: str, capsys: Capture) -> None:
    Path(problem, "wrong", "same.py").write_text(RIGHT, encoding="utf-8")
    assert run(["judge", "--prove", problem]) == 1
    assert "wrong/same.py is judged accepted" in capsys.readouterr().out
    assert run(["judge", "--prove", problem, "--json"]) == 1
    assert len(json.loads(capsys.readouterr().out)["faults"]) == 1


def test_a_problem_whose_library_is_missing_cannot_be_proven(problem: str, capsys: Capture) -> None:
    Path(problem, "problem.yaml").write_text(
        YAML.replace("needs: []", "needs: [nosuchlib]"), encoding="utf-8"
    )
    assert run(["judge", "--prove", problem]) == judging.NOT_RUN
    assert "nosuchlib" in capsys.readouterr().err


# Many at once


def lines(path: Path, *requests: Any) -> str:
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in requests))
    return str(path)


def test_a_batch_answers_in_order_and_bad_lines_answer_their_error(
    problem: str, tmp_path: Path, capsys: Capture
) -> None:
    slow = "import time\ntime.sleep(0.5)\n" + RIGHT
    file = lines(
        tmp_path / "batch.jsonl",
        {"id": "slow", "problem": problem, "solution": slow},
        {"id": 2, "problem": problem, "solution": WRONG},
        {"id": None, "problem": str(tmp_path / problem), "solution": RIGHT},
        {"id": "bank", "problem": "np-logsumexp", "solution": "def other(): ..."},
        {"id": "none", "problem": "no-such-thing-at-all", "solution": RIGHT},
        {"id": "list", "problem": [problem], "solution": RIGHT},
        {"id": "no text", "problem": problem, "solution": None},
        "no json",
        "",
        {"id": "empty", "problem": problem, "solution": ""},
        {"id": "null byte", "problem": problem, "solution": "\0"},
        {"id": "half", "problem": problem, "solution": RIGHT + "s = '\ud800'\r\n"},
        {"id": "huge", "problem": problem, "solution": "#" * 1_000_001},
    )
    assert run(["judge", "--batch", file]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    answers = [json.loads(line) for line in shown.out.splitlines()]
    assert [one["id"] for one in answers] == [
        "slow", 2, None, "bank", "none", "list", "no text", None, "empty", "null byte", "half", "huge"
    ]  # fmt: skip
    told = {str(one["id"]): one.get("verdict") or one["error"] for one in answers if one["id"]}
    assert told["slow"] == told["half"] == answers[2]["verdict"] == "accepted"
    assert told["2"] == "wrong_answer"
    assert told["bank"] == told["empty"] == told["null byte"] == told["huge"] == "runtime_error"
    assert "judge --list" in told["none"]
    assert "'problem'" in told["list"]
    assert "'solution'" in told["no text"]
    for one in answers:
        assert set(one) in ({"id", *FIELDS}, {"id", "error"})


def test_a_problem_is_loaded_once_for_many_lines(
    problem: str, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = []

    def counted(name: str) -> Any:
        loaded.append(name)
        return load_problem(Path(name))

    monkeypatch.setattr(judging, "find_problem", counted)
    requests = [{"id": place, "problem": problem, "solution": RIGHT} for place in range(8)]
    assert run(["judge", "--batch", lines(tmp_path / "batch.jsonl", *requests)]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["id"], one["verdict"]) for one in answers] == [
        (place, Verdict.ACCEPTED) for place in range(8)
    ]
    assert loaded == [problem]


def test_an_answer_does_not_wait_for_a_line_that_is_still_to_come(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """A script that writes a line only when it has read the last answer gets on."""
    heard = []

    class Talk:
        def reconfigure(self, **_: Any) -> None: ...

        def __iter__(self) -> Any:
            for place in range(3):
                yield json.dumps({"id": place})
                for _ in range(200):
                    heard.append(capsys.readouterr().out)
                    if f'"id": {place}' in heard[-1]:
                        break
                    judging_sleep()
                else:
                    raise AssertionError(f"no answer to {place}")

    def judging_sleep() -> None:
        import time

        time.sleep(0.01)

    monkeypatch.setattr("sys.stdin", Talk())
    assert run_batch("-", lambda request: {"ok": True}, workers=2) == 0
    assert "".join(heard).count("ok") == 3


def test_a_batch_stops_when_nobody_reads_its_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def gone(*_: Any, **__: Any) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("builtins.print", gone)
    file = lines(tmp_path / "batch.jsonl", *({"id": place} for place in range(500)))
    with pytest.raises(BrokenPipeError):
        run_batch(file, lambda request: asked.append(request) or {}, workers=2)
    assert len(asked) < 100


def test_durations_are_read_at_a_glance(problem: str) -> None:
    assert verdicts._duration(0.0123) == "12.3 ms"
    assert verdicts._duration(2.5) == "2.50 s"
