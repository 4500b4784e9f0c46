"""Examples are found in a statement however it shows them, and other code of it is let be."""

import pytest

from rolecall.domain.statements import Example, examples


def test_lines_of_a_session_are_examples_with_what_stands_before_them() -> None:
    text = (
        "Do it.\n\n```python\nx = [1]\n\n>>> y = x * 2\n>>> f(y)\n[1, 1]\n>>> f([])\n[]\n```\n\n>>> f(1)\n2\n"
    )
    first, second, third = examples(text)
    assert (first.setup.split("\n"), first.call, first.expected) == (
        ["x = [1]", "", "y = x * 2", ""],
        "f(y)",
        "[1, 1]",
    )
    assert (second.call, second.expected) == ("f([])", "[]")
    assert third == Example(setup="", call="f(1)", expected="2")


def test_a_comment_with_a_value_tells_the_last_expression_of_its_block() -> None:
    text = "```python\ndef g(x):\n    return x\n\n\ny = g(1)\nf(\n    y\n)\n# [0.5, 1]\nf(2)\n# 'b'\n```\n"
    first, second = examples(text)
    assert first.setup == "def g(x):\n    return x\n\n\ny = g(1)\n"
    assert (first.call, first.expected) == ("f(\n    y\n)", "[0.5, 1]")
    assert (second.setup, second.call, second.expected) == (first.setup, "f(2)", "'b'")


@pytest.mark.parametrize(
    "block",
    ["def f(x) -> int", "f(1)\n# a number of rows", "x = 1\n# 2", "f(1)", "# 1", "f(1\n# 3"],
)
def test_other_code_is_no_example(block: str) -> None:
    assert examples(f"Write\n\n```python\n{block}\n```\n\nNot more.\n") == ()


@pytest.mark.parametrize(
    ("shown", "allowed"),
    [("[0.6931, -0.5]", 0.51e-4), ("[1.0, 2.0]", None), ("3", None), ("0.25", 0.51e-2), ("1.5e-7", None)],
)
def test_what_is_shown_rounded_holds_to_its_last_place(shown: str, allowed: float | None) -> None:
    assert Example(setup="", call="f()", expected=shown).rule.atol == (
        None if allowed is None else pytest.approx(allowed)
    )


def test_a_problem_without_a_statement_has_no_examples() -> None:
    assert examples("") == ()
