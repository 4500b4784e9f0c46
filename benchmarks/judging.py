"""Judging a numpy problem of ten cases, warm and cold, against bare Python that imports numpy and answers.

Warm: the sandbox was used before, and what the reference gives is known. Cold: nothing of it was started,
so the walls are tried as well, and submission and reference are run, each in a jail of its own.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from benchmarks.table import Row, median, print_table
from rolecall.coach.judging_code import CodeJudge
from rolecall.domain.problems import Case, Problem, ProblemFolder, Verdict
from rolecall.sandbox.running.runner import Runner

WARM_LIMIT, COLD_LIMIT = 0.2, 1.2
REPEATS = 15
CROWD = 32
REFERENCE = """
import numpy as np

def distances(x, y):
    return np.sqrt(((x[:, None] - y[None]) ** 2).sum(-1))
"""
CASES = tuple(
    Case(
        call="distances(x, y)",
        setup=f"r = np.random.default_rng({seed}); x = r.normal(size=(20, 4)); y = r.normal(size=(30, 4))",
    )
    for seed in range(10)
)
PROBLEM = ProblemFolder(
    id="distances",
    problem=Problem(title="Pairwise distances", kind="numpy", cases=CASES),
    reference=REFERENCE,
)
BARE = REFERENCE + "\n".join(f"{case.setup}\n{case.call}" for case in CASES)


def main(_: list[str]) -> int:
    """Prints the table; 1 where a limit was passed."""
    runner = Runner()
    judge = CodeJudge(runner)
    _judge(judge)
    # In turns, so that what else the machine does weighs on all alike.
    bare, warm, cold = [], [], []
    for _round in range(REPEATS):
        bare.append(_timed(lambda: subprocess.run([sys.executable, "-c", BARE], check=True)))
        warm.append(_timed(lambda: _judge(judge)))
        cold.append(_cold())
    crowd = _timed(lambda: _crowd(judge))
    runner.close()
    rows = [
        Row("bare python: import numpy, answer ten cases", median(bare)),
        Row("judge, warm", median(warm)),
        Row("ratio of the two", median(warm) / median(bare), WARM_LIMIT, "x"),
        Row("judge, cold", median(cold)),
        Row("ratio to bare python", median(cold) / median(bare), COLD_LIMIT, "x"),
        Row(f"{CROWD} submissions at once, none lost", crowd),
    ]
    return print_table("Judging code", rows)


def _timed(act: object) -> float:
    begun = time.perf_counter()
    act()  # type: ignore[operator]
    return (time.perf_counter() - begun) * 1000


def _judge(judge: CodeJudge) -> None:
    verdict = judge.judge(PROBLEM, REFERENCE)
    if verdict.verdict is not Verdict.ACCEPTED:
        raise RuntimeError(verdict.message)


def _cold() -> float:
    runner = Runner()
    took = _timed(lambda: _judge(CodeJudge(runner)))
    runner.close()
    return took


def _crowd(judge: CodeJudge) -> None:
    with ThreadPoolExecutor(CROWD) as pool:
        list(pool.map(lambda _: _judge(judge), range(CROWD)))
