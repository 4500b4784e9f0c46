"""A coding problem as the page shows it."""

import pytest

from rolecall.domain.problems import Case, Problem, ProblemFolder
from rolecall.web.statement import kind_title, statement
from rolecall.wiring import practice_knowledge

EXAMPLES = "Write it.\n\n```python\nx = 2\n>>> double(x)\n4\n>>> double(0)\n0\n```\n"


def folder(text: str = "# Twice\n\nWrite it.", **more: object) -> ProblemFolder:
    problem = Problem.model_validate({"title": "Twice <b>", "kind": "numpy", "level": 2, "minutes": 9} | more)
    return ProblemFolder(id="twice", problem=problem, statement=text, starter='def f():\n\t"a" \u202e')


def test_it_tells_kind_level_minutes_what_is_not_allowed_and_how_much_may_be_used() -> None:
    limits = {"seconds": 4, "memory_mb": 2048, "memory_of_reference": 3}
    shown = statement(folder(forbidden=["np.linalg.svd", "for"], limits=limits))
    assert "Arrays, level 2 of 5, about 9 minutes" in shown
    assert "Not allowed here: <code>np.linalg.svd</code>, <code>for</code>." in shown
    assert "4 seconds and 2,048 MB" in shown
    assert "at most 3 times what our solution holds" in shown


def test_the_title_stands_once_and_nothing_in_the_text_is_markup() -> None:
    shown = statement(folder("# Twice\n\n<img src=x onerror=a()> [x](javascript:a()) \u202eback"))
    assert shown.count("Twice") == 1
    assert "Twice &lt;b&gt;" in shown
    assert "<img" not in shown
    assert "href" not in shown
    assert "\u202e" not in shown.partition("data-source")[0]


def test_lines_that_were_wrapped_by_hand_flow_again() -> None:
    assert "<br" not in statement(folder("One line\nand its end."))


def test_examples_of_the_text_are_a_table() -> None:
    shown = statement(folder(EXAMPLES, examples=[{"call": "double(1)", "expected": 2}]))
    assert "<td><code>x = 2\ndouble(x)</code></td><td><code>4</code></td>" in shown
    assert "<code>x = 2\ndouble(0)</code>" in shown
    assert "double(1)" not in shown


def test_examples_that_the_text_does_not_show_are_added() -> None:
    case = Case(call="double(1)", setup="y = 1", expected=[2, 2])
    shown = statement(folder(examples=[case]))
    assert "<code>y = 1double(1)</code>" not in shown
    assert "<code>y = 1\ndouble(1)</code></td><td><code>[2, 2]</code>" in shown


def test_the_starter_is_there_to_the_letter_for_the_way_back() -> None:
    assert 'data-source="def f():\n\t&quot;a&quot; \u202e"' in statement(folder())


@pytest.mark.parametrize("name", sorted(practice_knowledge().coding.problems))
def test_every_problem_of_the_bank_can_be_shown(name: str) -> None:
    problem = practice_knowledge().coding.problems[name]
    shown = statement(problem)
    assert ">>> " not in shown.partition('id="the-starter"')[0].replace("&gt;", ">")
    assert problem.problem.title.split()[0] in shown
    assert "```" not in shown


def test_a_kind_of_ones_own_keeps_its_word() -> None:
    assert kind_title("graphs") == "graphs"
