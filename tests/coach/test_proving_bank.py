"""Every problem of the bank judges rightly: what is right passes, what is wrong is caught by what must."""

from collections.abc import Iterator
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
def judge() -> Iterator[CodeJudge]:
    runner = Runner()
    yield CodeJudge(runner)
    runner.close()


@pytest.mark.parametrize("folder", BANK.values(), ids=BANK.keys())
def test_a_problem_of_the_bank_judges_rightly(judge: CodeJudge, folder: ProblemFolder) -> None:
    missing = [name for name in checking_code.libraries(folder) if find_spec(name) is None]
    if missing:
        pytest.skip(f"{folder.id} needs {missing[0]}, which is not installed here")
    assert faults(judge, folder) == []
