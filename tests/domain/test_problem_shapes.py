"""A problem is read as whoever wrote it meant it; what is not plain is refused."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from rolecall.domain.data import Bag
from rolecall.domain.problems import Case, Problem

CASE = {"call": "f(1)", "expected": 2}


def problem(**fields: Any) -> Problem:
    return Problem.model_validate({"title": "T", "kind": "numpy", "cases": [CASE], **fields})


@pytest.mark.parametrize(
    ("cases", "names"),
    [
        ([CASE, {**CASE, "name": "b"}], ["", "b"]),
        ({"a": CASE, "b": CASE}, ["a", "b"]),
        (CASE, [""]),
        ({"cases": [CASE]}, [""]),
    ],
)
@pytest.mark.parametrize("field", ["cases", "checks", "Cases"])
def test_cases_are_found_in_any_plain_shape(cases: Any, names: list[str], field: str) -> None:
    found = Problem.model_validate({"title": "T", "kind": "numpy", field: cases}).cases
    assert [case.name for case in found] == names
    assert all(case.expected == 2 for case in found)


@pytest.mark.parametrize("checks", ["checks.py", ["values", "shapes"], {"values": True}, None, 3])
def test_checks_that_are_no_cases_are_let_be(checks: Any) -> None:
    assert len(problem(checks=checks).cases) == 1


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"entry point": "solve"}, "solve"),
        ({"entry-point": "solve"}, "solve"),
        ({"Entry Point": "solve(x, k)"}, "solve"),
        ({"entrypoint": "Solution.solve"}, "Solution.solve"),
        ({"entry_point": None}, ""),
    ],
)
def test_the_entry_point_may_be_spelled_as_people_do(fields: dict[str, Any], name: str) -> None:
    assert problem(**fields).entry_point == name


@pytest.mark.parametrize(
    ("limits", "seconds", "memory"),
    [
        ({"time_limit": 2, "memory_limit_mb": 64}, 2, 64),
        ({"Wall seconds": "2", "mem_mb": "64", "processes": 1}, 2, 64),
        (7, 7, 1024),
        (None, 10, 1024),
        ({"seconds": 1, "cpu_seconds": 9}, 1, 1024),
    ],
)
def test_limits_are_understood_by_common_names(limits: Any, seconds: float, memory: int) -> None:
    found = problem(limits=limits).limits
    assert (found.seconds, found.memory_mb) == (seconds, memory)


def test_one_text_is_a_list_of_one_and_empty_fields_are_as_if_left_out() -> None:
    found = problem(forbidden="scipy", hints="Think.", needs=None, wrong=None, level=None, minutes=7.5)
    assert (found.forbidden, found.hints, found.needs) == (("scipy",), ("Think.",), ())
    assert (found.wrong, found.level, found.minutes) == ({}, 1, 8)


def test_fields_of_other_tools_are_let_be_and_misspelt_ones_are_not() -> None:
    case = Case.model_validate({**CASE, "note": "?", "weight": 2, "tags": [1], "name": 3, "setup": None})
    assert (case.name, case.setup) == ("3", "")
    for wrong in ("expectd", "setupp", "tol", "tolerance", "a_tol", "hiden"):
        with pytest.raises(ValidationError, match=wrong):
            Case.model_validate({**CASE, wrong: 1})


def test_an_expected_none_stays_one() -> None:
    assert not Case.model_validate({"call": "f()", "expected": None}).asks_reference
    assert Case.model_validate({"call": "f()"}).asks_reference


def test_tolerances_of_the_whole_file_count_where_a_case_has_none() -> None:
    loose, own = problem(rtol=0.1, atol=0, cases=[CASE, {**CASE, "rtol": 0.5}]).cases
    assert (loose.rtol, loose.atol, own.rtol, own.atol) == (0.1, 0, 0.5, 0)


@pytest.mark.parametrize(
    "call",
    [
        "f(\n  1,\n  2)\n",
        "f(1) == 1 and\n  f(2) == 2\n",
        "f(1)\n+ [1]\n",
        "f(1)  # once\n",
        "f(1);",
        "[v\n for v in f(1)]",
    ],
)
def test_an_expression_may_go_on_over_lines(call: str) -> None:
    compile(Case(call=call, expected=1).call.strip(), "<call>", "eval")


@pytest.mark.parametrize("call", ["x = f(1)", "import math", "f(1)\nf(2)", "f(1", "", "return 1"])
def test_what_is_not_one_expression_is_refused(call: str) -> None:
    with pytest.raises(ValidationError, match="not one expression"):
        Case(call=call, expected=1)


def test_setup_may_be_a_list_of_lines_and_must_be_python() -> None:
    assert Case.model_validate({**CASE, "setup": ["import math", "x = 1"]}).setup == "import math\nx = 1"
    with pytest.raises(ValidationError, match="no lines of Python"):
        Case(call="1", setup="for")


def test_expected_values_are_plain_data() -> None:
    given = [date(2020, 1, 2), {1, 2}, "\ud83d\ude00", {"a": (1, [2])}]
    assert Case(call="1", expected=given).expected == [
        "2020-01-02",
        Bag(items=(1, 2)),
        "\U0001f600",
        {"a": (1, [2])},
    ]


def test_expected_values_deeper_or_larger_than_any_answer_are_refused() -> None:
    deep: Any = 1
    for _ in range(200):
        deep = [deep]
    bomb: Any = [1]
    for _ in range(50):
        bomb = [bomb, bomb]
    for vast, words in ((deep, "deeper"), (bomb, "more than")):
        with pytest.raises(ValidationError, match=words):
            Case(call="1", expected=vast)


@pytest.mark.parametrize(
    "wrong",
    [
        {"a.py": {"caught_by": "case 1", "mistake": "It is.", "author": "me"}},
        {"a": {"caught by": "case 1"}},
        {"wrong/a.py": "case 1"},
        [{"file": "a.py", "check": "case 1"}, "b.py"],
    ],
)
def test_wrong_variants_are_named_in_any_plain_shape(wrong: Any) -> None:
    assert {name: one.caught_by for name, one in problem(wrong=wrong).wrong.items()} == {"a.py": "case 1"}
