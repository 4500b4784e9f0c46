"""A problem that would judge wrongly is told what does not hold."""

import pytest

from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.proving_problems import faults
from rolecall.domain.problems import Case, Problem, ProblemFolder, WrongVariant
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.sandbox.running.runner import Runner

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

REFERENCE = "def double(x):\n    return [one_number + one_number for one_number in x]\n"
PROBLEM = Problem(
    title="Twice as much",
    kind="numpy",
    cases=(Case(name="two", call="double([1, 2])", expected=[2, 4]), Case(name="none", call="double([])")),
    wrong={"plus.py": WrongVariant(caught_by="two")},
    hints=("What is added to a number to make it twice as much?",),
)
GOOD = ProblemFolder(
    id="double",
    problem=PROBLEM,
    starter="def double(x):\n    ...\n",
    reference=REFERENCE,
    statement="Twice as much.\n\n```python\nx = [1, 2]\n\n>>> double(x)\n[2, 4]\n>>> double([])\n[]\n```\n",
    wrong={"plus.py": "def double(x): return x + x"},
)


def variant(source, caught_by):
    inside = PROBLEM.model_copy(update={"wrong": {"w.py": WrongVariant(caught_by=caught_by)}})
    return {"wrong": {"w.py": source}, "problem": inside}


@pytest.fixture(scope="module")
def judge():
    runner = Runner()
    yield CodeJudge(runner)
    runner.close()


def test_a_sound_problem_has_no_faults(judge):
    assert faults(judge, GOOD) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reference": "def double(x): return x"}, "the reference is judged wrong_answer"),
        ({"starter": "def double(x): return [2 * n for n in x]"}, "the starter is judged accepted"),
        ({"right": {"r.py": "def double(x): return x"}}, "right/r.py is judged wrong_answer"),
        (variant(REFERENCE, "two"), "wrong/w.py is judged accepted"),
        (variant("def double(x): return x", "none"), "wrong/w.py is not caught by 'none'"),
        ({"wrong": {"w.py": "def double(x): return x"}}, "does not name what must catch wrong/w.py"),
        ({"wrong": {}}, "there is no wrong/plus.py"),
        ({"statement": ">>> double(1)\n[3]\n"}, "TypeError"),
        (
            {"problem": PROBLEM.model_copy(update={"hints": ("One.", "Try " + REFERENCE)})},
            "hint 2 holds a line",
        ),
    ],
)
def test_what_does_not_hold_is_said(judge, changes, words):
    said = faults(judge, GOOD.model_copy(update=changes))
    assert words in said[0]
