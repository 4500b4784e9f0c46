"""A problem is a folder; what is missing in one is said with file and field."""

import math

import pytest

from rolecall.content.problems import find_problem, load_problem, load_problems
from rolecall.ports import BadInput, ContentError

YAML = """
title: Largest window sum
kind: numpy
level: 1
minutes: 5
entry_point: solve
wrong:
  sum.py: {caught_by: case 1, mistake: "Everything is added up."}
cases:
  - {call: "solve([1, 2], 1)", expected: 2}
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "window"
    (made / "wrong").mkdir(parents=True)
    (made / "problem.yaml").write_text(YAML)
    (made / "statement.md").write_text("Return the largest sum.")
    (made / "starter.py").write_text("def solve(nums, k):\n    ...\n")
    (made / "reference.py").write_text("def solve(nums, k):\n    return max(nums)\n")
    (made / "wrong" / "sum.py").write_text("def solve(nums, k): return sum(nums)\n")
    return made


def test_a_folder_becomes_a_problem(folder):
    found = load_problem(folder)
    assert (found.id, found.problem.title, found.problem.level) == ("window", "Largest window sum", 1)
    assert found.statement == "Return the largest sum."
    assert found.reference.startswith("def solve")
    assert found.problem.wrong["sum.py"].caught_by == "case 1"
    assert found.wrong["sum.py"].startswith("def solve")
    assert [case.name for case in found.cases] == ["case 1"]
    assert not found.cases[0].asks_reference


def test_all_folders_below_one_are_found(folder):
    assert list(load_problems(folder.parent)) == ["window"]


def test_an_expected_none_is_an_expectation_and_none_at_all_is_the_references(folder):
    (folder / "problem.yaml").write_text(
        YAML + '  - {call: "solve([], 1)", expected: null}\n  - {call: "1"}\n'
    )
    assert [case.asks_reference for case in load_problem(folder).cases] == [False, False, True]


@pytest.mark.parametrize(
    ("limits", "seconds", "memory"),
    [
        ("{seconds: 2, memory_mb: 512}", 2, 512),
        ("{time: 2, memory: 512}", 2, 512),
        ("{}", 10, 1024),
    ],
)
def test_limits_have_common_names(folder, limits, seconds, memory):
    (folder / "problem.yaml").write_text(YAML + f"limits: {limits}\n")
    found = load_problem(folder).problem.limits
    assert (found.seconds, found.memory_mb) == (seconds, memory)


def test_cases_may_stand_under_checks_too(folder):
    (folder / "problem.yaml").write_text(YAML.replace("cases:", "checks:"))
    assert len(load_problem(folder).cases) == 1


def test_a_wrong_variant_that_is_not_there_hinders_no_judgement(folder):
    (folder / "wrong" / "sum.py").unlink()
    assert load_problem(folder).wrong == {}


def test_numbers_are_numbers_as_json_and_python_write_them(folder):
    (folder / "problem.yaml").write_text(
        YAML
        + """  - {call: "1", expected: [1e-3, 2E5, NaN, .nan, Infinity, -inf, "1e-3", nano], rtol: 1e-6}
explains:
  corner: {terms: [1e8, nan], meanings: [One., Two.]}
"""
    )
    found = load_problem(folder)
    case = found.cases[1]
    small, large, one, other, most, least, *texts = case.expected
    assert (small, large, most, least, case.rtol) == (0.001, 2e5, math.inf, -math.inf, 1e-6)
    assert math.isnan(one)
    assert math.isnan(other)
    assert texts == ["1e-3", "nano"]
    assert found.problem.explains["corner"].terms == ("1e8", "nan")


def test_a_problem_is_found_by_folder_or_by_id_and_the_nearest_ids_are_named(folder, tmp_path, monkeypatch):
    bank = folder.parent
    monkeypatch.chdir(bank)
    assert find_problem(str(folder), bank / "none").id == "window"
    assert find_problem("window", bank).id == "window"
    (bank / "elsewhere" / "window").mkdir(parents=True)
    monkeypatch.chdir(bank / "elsewhere")
    assert find_problem("window", bank).problem.title == "Largest window sum", "a folder without problem.yaml"
    for name, words in (
        ("windo", "the nearest: window"),
        ("nothing-alike", "`rolecall judge --list` shows all"),
        ("", "no problem ''"),
        ("..", "has no problem.yaml"),
        (str(folder / "problem.yaml"), "is a file"),
        ("x" * 5000, "cannot be opened"),
        ("a\0b", "no problem"),
    ):
        with pytest.raises(BadInput) as refused:
            find_problem(name, bank)
        assert words in refused.value.message


def _timed_without_starter(folder):
    case = "  - {call: '1', expected: 1, speed: {against: starter, at_most: 1}}\n"
    (folder / "problem.yaml").write_text(YAML + case)
    (folder / "starter.py").unlink()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: (f / "problem.yaml").unlink(), "no problem.yaml"),
        (lambda f: (f / "problem.yaml").write_text("title: x\n"), "'kind'"),
        (lambda f: (f / "problem.yaml").write_text(YAML.replace("level: 1", "level: 9")), "'level'"),
        (lambda f: (f / "problem.yaml").write_text(YAML.replace("expected", "expectd")), "'cases.0.expectd'"),
        (lambda f: (f / "problem.yaml").write_text(YAML[: YAML.index("cases")]), "'cases'"),
        (
            lambda f: (f / "problem.yaml").write_text(YAML + "  - {call: 'x = 1', expected: 1}\n"),
            "cases.1.call",
        ),
        (
            lambda f: (f / "problem.yaml").write_text(YAML + f"  - {{call: '1', expected: 1{'0' * 5000}}}\n"),
            "YAML",
        ),
        (
            lambda f: (f / "problem.yaml").write_text(YAML + "  - {name: case 1, call: '1', expected: 1}\n"),
            "two are named",
        ),
        (_timed_without_starter, "starter.py"),
        (lambda f: (f / "problem.yaml").write_text(YAML + "examples:\n  - {call: '1'}\n"), "write it down"),
        (lambda f: (f / "problem.yaml").write_text("a: [1"), "not valid YAML"),
        (lambda f: (f / "reference.py").write_bytes(b"\xff\xfe"), "reference.py: cannot be read"),
        (lambda f: (f / "checks.py").write_text("#" * 1_000_001), "checks.py: larger than"),
    ],
)
def test_what_does_not_hold_is_said(folder, change, words):
    change(folder)
    with pytest.raises(ContentError) as refused:
        load_problem(folder)
    assert words in refused.value.message
    assert "window" in refused.value.message


def test_a_case_without_expectation_needs_a_reference(folder):
    (folder / "reference.py").unlink()
    assert load_problem(folder).reference == ""
    (folder / "problem.yaml").write_text(YAML.replace(", expected: 2", ""))
    with pytest.raises(ContentError, match=r"reference\.py"):
        load_problem(folder)


def test_the_problem_of_the_documentation_is_one(folder):
    from rolecall.content.files import ROOT

    text = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    (folder / "problem.yaml").write_text(text.partition("```yaml\n")[2].partition("```")[0])
    (folder / "checks.py").write_text(text.partition("```python\n")[2].partition("```")[0])
    (folder / "wrong" / "sum.py").rename(folder / "wrong" / "overflows.py")
    found = load_problem(folder)
    assert found.problem.title == "A softmax that does not overflow"
    assert found.problem.forbidden[-1] == "@"
    example, case, slow = found.cases
    assert (example.name, case.rtol, case.dtype) == ("two alike", 1e-6, "float32")
    assert slow.speed is not None
    assert slow.asks_reference
