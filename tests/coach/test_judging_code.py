"""The judge accepts every right answer in any style and no wrong one, and says why in words."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from rolecall.coach.judging_code import CodeJudge
from rolecall.domain.problems import Case, Problem, ProblemFolder, ProblemLimits, Speed, Verdict
from rolecall.domain.programs import Call, Outcome
from rolecall.ports import SandboxFault, SandboxUnavailable
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.sandbox.running.runner import Runner

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

REFERENCE = """
import numpy as np

def softmax(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
"""
CHECKS = """
import numpy as np

def cases(rng):
    for place in range(3):
        yield {"name": f"random {place}", "call": "softmax(x)", "inputs": {"x": rng.normal(size=(4, 6)) * 50}}
"""
HOLDS = (
    CHECKS
    + """
def holds(name, inputs, output, expected):
    assert np.shape(output) == inputs["x"].shape, "another shape"
    if not np.allclose(np.sum(output, axis=-1), 1):
        return "The rows do not sum to one."
    return bool((np.argmax(output, axis=-1) == np.argmax(inputs["x"], axis=-1)).all())
"""
)
CASES = (
    Case(name="small", call="softmax(np.array([0.0, 0.0]))", expected=[0.5, 0.5]),
    Case(name="large", call="softmax(np.array([1000.0, 1000.0]))"),
)


def problem(*, cases=CASES, reference=REFERENCE, checks=CHECKS, starter="", **changes):
    inside = Problem(
        **{"title": "A softmax that does not overflow", "kind": "numpy", "cases": cases, **changes}
    )
    return ProblemFolder(id="softmax", problem=inside, reference=reference, starter=starter, checks=checks)


@pytest.fixture(scope="module")
def runner():
    one = Runner()
    yield one
    one.close()


@pytest.fixture(scope="module")
def judge(runner):
    return CodeJudge(runner)


STYLES = {
    "as the reference": REFERENCE,
    "float32": """
import numpy as np
def softmax(x):
    x = np.asarray(x, dtype=np.float32)
    e = np.exp(x - x.max(-1)[..., None])
    return (e / e.sum(-1)[..., None]).astype(np.float32)
""",
    "lists": """
import math
def row(r):
    top = max(r)
    e = [math.exp(v - top) for v in r]
    return [v / sum(e) for v in e]
def softmax(x):
    x = x.tolist()
    return [row(r) for r in x] if isinstance(x[0], list) else row(x)
""",
    "in place": """
import numpy as np
def softmax(x):
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x
""",
    "a generator": """
import numpy as np
def softmax(x):
    def rows():
        for r in np.atleast_2d(x):
            e = np.exp(r - r.max())
            yield e / e.sum()
    return rows() if x.ndim == 2 else next(rows())
""",
    "a class": """
import numpy as np
class Softmax:
    def __call__(self, x):
        e = np.exp(x - np.max(x, axis=-1, keepdims=True))
        return e / np.sum(e, axis=-1, keepdims=True)
softmax = Softmax()
""",
    "through logarithms": """
import numpy as np
def softmax(x):
    top = x.max(axis=-1, keepdims=True)
    return np.exp(x - top - np.log(np.sum(np.exp(x - top), axis=-1, keepdims=True)))
""",
}


@pytest.mark.parametrize("source", STYLES.values(), ids=STYLES.keys())
def test_right_answers_are_accepted_in_any_style(judge, source):
    judged = judge.judge(problem(), source)
    assert judged.verdict is Verdict.ACCEPTED, judged
    assert [case.name for case in judged.cases] == ["small", "large", "random 0", "random 1", "random 2"]
    assert all(case.ok for case in judged.cases)
    assert judged.sandbox
    assert judged.peak_mb > 10


WRONG = {
    "overflow": ("import numpy as np\ndef softmax(x):\n    e = np.exp(x)\n    return e / e.sum()", "large"),
    "wrong axis": (
        "import numpy as np\ndef softmax(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()",
        "random 0",
    ),
    "all alike": (
        "import numpy as np\ndef softmax(x):\n    return np.full(x.shape, 1 / x.shape[-1])",
        "random 2",
    ),
    "nothing": ("def softmax(x): ...", "small"),
    "one too many axes": ("import numpy as np\ndef softmax(x):\n    return np.array([[0.5, 0.5]])", "small"),
    "everything nan": ("def softmax(x): return x * float('nan')", "wrong_answer"),
}


@pytest.mark.parametrize(("source", "caught"), WRONG.values(), ids=WRONG.keys())
def test_wrong_answers_are_caught_by_the_case_that_should(judge, source, caught):
    judged = judge.judge(problem(), source)
    assert judged.verdict is Verdict.WRONG_ANSWER, judged
    assert judged.caught_by(caught)
    assert judged.message


def test_holds_judges_where_many_answers_are_right(judge):
    free = problem(cases=(), checks=HOLDS)
    one_hot = "import numpy as np\ndef softmax(x):\n    return np.eye(x.shape[-1])[x.argmax(-1)]"
    assert judge.judge(free, one_hot).verdict is Verdict.ACCEPTED
    for wrong, words in (
        ("def softmax(x): return x", "The rows do not sum to one."),
        ("def softmax(x): return x[0]", "another shape"),
        (
            "import numpy as np\ndef softmax(x):\n    return np.eye(x.shape[-1])[x.argmin(-1)]",
            "It does not hold.",
        ),
        ("def softmax(x): return {'a': None}", "another shape"),
    ):
        judged = judge.judge(free, wrong)
        assert judged.verdict is Verdict.WRONG_ANSWER
        assert judged.caught_by("random 0")
        assert words in judged.message


@pytest.mark.parametrize(
    ("source", "verdict", "words"),
    [
        ("", Verdict.RUNTIME_ERROR, "is empty"),
        ("def softmax(x): return 1 / 0", Verdict.RUNTIME_ERROR, "ZeroDivisionError"),
        ("def other(x): ...", Verdict.RUNTIME_ERROR, "name 'softmax' is not defined"),
        ("def softmax(x:", Verdict.RUNTIME_ERROR, "SyntaxError"),
        ("def softmax(x):\n    while True: pass", Verdict.TIME_LIMIT, "stopped after 1 s"),
        ("def softmax(x): return bytearray(3 << 30)", Verdict.MEMORY_LIMIT, "1024 MB"),
        ("import os\nos._exit(0)", Verdict.RUNTIME_ERROR, "ended itself"),
        ("import scipy.special\nsoftmax = scipy.special.softmax", Verdict.FORBIDDEN, "scipy"),
        ("def softmax(x): print('seen'); return 5", Verdict.WRONG_ANSWER, "got a single number"),
    ],
)
def test_every_verdict_says_why(judge, source, verdict, words):
    judged = judge.judge(problem(limits=ProblemLimits(seconds=1), forbidden=("scipy",)), source)
    assert judged.verdict is verdict, judged
    assert words in judged.message


FAST = "import numpy as np\ndef total(x): return np.cumsum(x)"
SLOW = "def total(x):\n    return [sum(x[: i + 1]) for i in range(len(x))]"


def timed(against, at_most):
    case = Case(name="long", call="total(np.arange(2500))", speed=Speed(against=against, at_most=at_most))
    inside = Problem(title="Running totals", kind="numpy", cases=(case,), limits=ProblemLimits(seconds=30))
    return ProblemFolder(id="cumulative", problem=inside, reference=FAST, starter=SLOW)


@pytest.mark.parametrize(("against", "at_most"), [("reference", 20), ("starter", 0.2)])
def test_a_right_but_slow_answer_is_told_its_ratio(judge, against, at_most):
    assert judge.judge(timed(against, at_most), FAST).verdict is Verdict.ACCEPTED
    judged = judge.judge(timed(against, at_most), SLOW)
    assert judged.verdict is Verdict.TIME_LIMIT
    (case,) = judged.cases
    assert case.times > at_most
    assert f"times the time of the {against} (at most {at_most})" in judged.message
    assert judged.caught_by("long")


def test_what_a_timed_case_prepares_and_tells_is_not_timed(judge):
    case = Case(
        name="long",
        setup="import time\nend = time.process_time() + 0.2\nwhile time.process_time() < end: pass",
        call="total(np.arange(2500))",
        speed=Speed(against="reference", at_most=20),
    )
    folder = timed("reference", 20)
    folder = folder.model_copy(update={"problem": folder.problem.model_copy(update={"cases": (case,)})})
    assert judge.judge(folder, SLOW).verdict is Verdict.TIME_LIMIT


def test_a_short_call_is_timed_as_well_as_a_long_one(judge):
    """Of milliseconds, where a clock seen from outside may lag by as much."""
    busy = "def total(x):\n    for _ in range({}): x = -x\n    return x"
    case = Case(name="short", call="total(1)", speed=Speed(against="reference", at_most=100))
    inside = Problem(title="Back and forth", kind="numpy", cases=(case,))
    folder = ProblemFolder(id="back", problem=inside, reference=busy.format(100_000))

    def ratios():
        judged = [judge.judge(folder, busy.format(300_000)) for _ in range(9)]
        return [case.times for one in judged for case in one.cases]

    # A clock that lags makes most of them wrong every time; a busy machine now and then.
    rounds = (ratios() for _ in range(6))
    assert any(sum(2 < one < 4.5 for one in times) >= 6 for times in rounds)


@pytest.mark.parametrize("word", ["ready", "done"])
def test_a_program_that_speaks_for_the_clock_is_stopped(judge, word):
    forging = (
        "from rolecall.sandbox.running import framing\n"
        f"def total(x):\n    framing.send(framing.framed({{'call': 1, '{word}': True}}))\n    return x"
    )
    assert judge.judge(timed("reference", 20), forging).verdict is Verdict.RUNTIME_ERROR


def test_names_that_hide_built_ins_do_not_spoil_a_case(judge):
    call = "[sum(x for x in total([1, 2, 3])), max(1, 2), all(x < 6 for x in total([1, 5])), len(total([]))]"
    inside = Problem(
        title="Running totals", kind="numpy", cases=(Case(call=call, expected=[10, 2, False, 0]),)
    )
    folder = ProblemFolder(id="cumulative", problem=inside, reference=FAST)
    star = "from numpy import *\nmax = 7\ndef total(x): return cumsum(x)"
    assert judge.judge(folder, star).verdict is Verdict.ACCEPTED
    own = Problem(title="A sum", kind="numpy", cases=(Case(call="sum(2, 3)", expected=5),))
    mine = ProblemFolder(id="own", problem=own)
    assert judge.judge(mine, "def sum(a, b): return a + b").verdict is Verdict.ACCEPTED
    assert (
        judge.judge(mine, "class sum(int):\n    def __new__(cls, a, b): return a + b").verdict
        is Verdict.ACCEPTED
    )


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_a_program_with_other_line_ends_and_a_mark_at_its_start_is_read(judge, ends):
    source = "\ufeff" + REFERENCE.replace("\n", ends)
    assert judge.judge(problem(forbidden=("scipy",)), source).verdict is Verdict.ACCEPTED


def test_memory_is_held_against_the_references(judge):
    limits = ProblemLimits(memory_of_reference=2)
    case = Case(call="total(np.arange(10))")
    inside = Problem(title="Running totals", kind="numpy", cases=(case,), limits=limits)
    folder = ProblemFolder(id="cumulative", problem=inside, reference=FAST)
    assert judge.judge(folder, FAST).verdict is Verdict.ACCEPTED
    greedy = "import numpy as np\nkept = np.ones(1 << 26)\ndef total(x): return np.cumsum(x)"
    judged = judge.judge(folder, greedy)
    assert judged.verdict is Verdict.MEMORY_LIMIT
    assert "where the reference holds" in judged.message


def test_a_hidden_case_does_not_tell_what_it_expects(judge):
    hidden = problem(
        cases=(Case(name="h", call="softmax(np.zeros(2) + 7)", expected=[0.5, 0.5], hidden=True),)
    )
    judged = judge.judge(hidden, "def softmax(x): return [0.1, 0.2]")
    assert "0.5" not in judged.message
    assert "zeros" not in judged.message


def test_random_cases_differ_between_submissions_and_not_between_runs(judge):
    lost = "import numpy as np\ndef softmax(x):\n    print(x.sum())\n    return x"
    one, again = judge.judge(problem(), lost), judge.judge(problem(), lost)
    assert one.stdout == again.stdout
    assert judge.judge(problem(), lost + "\n#").stdout != one.stdout


def test_a_reference_that_fails_is_the_problems_fault(judge):
    judged = judge.judge(problem(reference="def softmax(x): return 1 / 0"), REFERENCE)
    assert judged.verdict is Verdict.NOT_RUN
    assert "the reference itself fails 'large'" in judged.message


def test_checks_that_fail_are_the_problems_fault(judge):
    judged = judge.judge(problem(checks="def cases(rng): return [1 / 0]"), REFERENCE)
    assert judged.verdict is Verdict.NOT_RUN
    assert "checks.py failed" in judged.message


def test_a_submission_cannot_reach_the_checks_or_the_expected_values(judge):
    nosy = """
import gc, sys
def softmax(x):
    for thing in gc.get_objects():
        if isinstance(thing, dict) and ("holds" in thing or "_expected" in thing):
            print("found", list(thing)[:5])
    return None
"""
    assert "found" not in judge.judge(problem(checks=HOLDS), nosy).stdout


class Broken:
    def __init__(self, error):
        self.error = error

    def run(self, job):
        raise self.error

    def walls(self):
        return ()

    def stands(self):
        return ""


@pytest.mark.parametrize("error", [SandboxUnavailable("Install Linux."), SandboxFault("Try again.")])
def test_the_sandboxes_failure_is_no_verdict_on_the_submission(error):
    judged = CodeJudge(Broken(error)).judge(problem(), REFERENCE)
    assert (judged.verdict, judged.message) == (Verdict.NOT_RUN, error.message)


def test_examples_and_own_calls_are_run_without_a_verdict(judge):
    example = Case(call="softmax(np.zeros(2))", expected=[0.5, 0.5])
    result = judge.try_out(problem(examples=(example,)), REFERENCE)
    assert result.outcome is Outcome.OK
    assert len(result.answers) == 1
    own = judge.try_out(problem(), REFERENCE, [Call(call="softmax(np.ones(4)).sum()")])
    assert own.answers[0].value.numbers() == [1.0]


def test_thirty_two_submissions_at_once_get_their_own_verdicts(judge):
    kinds = [
        (REFERENCE, Verdict.ACCEPTED),
        (STYLES["lists"], Verdict.ACCEPTED),
        ("def softmax(x): return x", Verdict.WRONG_ANSWER),
        ("def softmax(x): return 1 / 0", Verdict.RUNTIME_ERROR),
    ]

    def one(number):
        source, verdict = kinds[number % 4]
        return judge.judge(problem(), f"{source}\n# {number}").verdict is verdict

    with ThreadPoolExecutor(32) as pool:
        assert all(pool.map(one, range(32)))
