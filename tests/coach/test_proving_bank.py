"""Every problem of the bank judges rightly: what is right passes, what is wrong is caught by what must."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.util import find_spec

import pytest

from rolecall.coach import checking_code
from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.proving_problems import faults
from rolecall.content.problems import load_problems
from rolecall.domain.problems import ProblemFolder
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.sandbox.running.runner import Runner

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")
BANK = load_problems()


@pytest.fixture(scope="module")
def proofs(request: pytest.FixtureRequest) -> Iterator[dict[str, "Future[list[str]]"]]:
    """What does not hold of each problem that was asked for, two proven at a time."""
    tests = [one for one in request.session.items if one.path == request.path]
    folders = [one.callspec.params["folder"] for one in tests if isinstance(one, pytest.Function)]
    runner = Runner()
    judge, pool = CodeJudge(runner), ThreadPoolExecutor(2)
    yield {one.id: pool.submit(faults, judge, one) for one in folders if not missing(one)}
    pool.shutdown(cancel_futures=True)
    runner.close()


def missing(folder: ProblemFolder) -> list[str]:
    return [name for name in checking_code.libraries(folder) if find_spec(name) is None]


@pytest.mark.parametrize("folder", BANK.values(), ids=BANK.keys())
def test_a_problem_of_the_bank_judges_rightly(
    proofs: dict[str, "Future[list[str]]"], folder: ProblemFolder
) -> None:
    if lacking := missing(folder):
        pytest.skip(f"{folder.id} needs {lacking[0]}, which is not installed here")
    assert proofs[folder.id].result() == []
