"""A problem that would judge wrongly is told what does not hold."""

import pytest

from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.proving_problems import faults
from rolecall.domain.problems import Case, Problem, Wrong
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.sandbox.running.runner import Runner

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

GOOD = Problem(
    id="double",
    title="Twice as much",
    kind="numpy",
    starter="def double(x):\n    ...\n",
    reference="def double(x):\n    return [one_number + one_number for one_number in x]\n",
    statement="Twice as much.\n\n```\n>>> x = [1, 2]\n>>> double(x)\n[2, 4]\n>>> double([])\n[]\n```\n",
    cases=(Case(name="two", call="double([1, 2])", expected=[2, 4]), Case(name="none", call="double([])")),
    wrong=(Wrong(name="plus", source="# caught by: two\ndef double(x): return x + x", caught_by="two"),),
    hints=("What is added to a number to make it twice as much?",),
)


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
        ({"wrong": (Wrong(name="w", source=GOOD.reference, caught_by="two"),)}, "'w' is judged accepted"),
        ({"wrong": (Wrong(name="w", source="def double(x): return x"),)}, "names nothing"),
        (
            {"wrong": (Wrong(name="w", source="def double(x): return x", caught_by="none"),)},
            "'w' is not caught by 'none'",
        ),
        (
            {"statement": ">>> double([1])\n[3]\n"},
            "the example 'double([1])' of the statement is not true: at [0]",
        ),
        ({"statement": ">>> double(1)\n[3]\n"}, "TypeError"),
        ({"hints": ("One.", "Try " + GOOD.reference)}, "hint 2 holds a line"),
    ],
)
def test_what_does_not_hold_is_said(judge, changes, words):
    said = faults(judge, GOOD.model_copy(update=changes))
    assert words in said[0]
