"""Each wall holds alone, and its probe says so when it is left out; as root and as an ordinary user."""

import os
import subprocess
import sys
import tempfile

import pytest

from rolecall.sandbox.jail import landlock
from rolecall.sandbox.jail.tiers import unsupported
from tests.sandbox.jail.alone import WALLS
from tests.sandbox.people import TOP, as_ordinary_user

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

SCRIPT = str(TOP / "tests" / "sandbox" / "jail" / "alone.py")
PEOPLE = ["as I am", "an ordinary user"] if os.geteuid() == 0 else ["as I am"]


@pytest.fixture
def litter(monkeypatch):
    """A folder that anybody may write to, for what a wall is tried on; gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o777)
        monkeypatch.setenv("TMPDIR", folder)
        yield folder


def said(person: str, wall: str, how: str) -> str:
    if wall.startswith("landlock") and not landlock.version():
        pytest.skip("this kernel has no Landlock")
    if person == "as I am":
        environment = {**os.environ, "PYTHONPATH": f"{TOP / 'src'}:{TOP}"}
        command = [sys.executable, SCRIPT, wall, how]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
    else:
        done = as_ordinary_user([SCRIPT, wall, how], timeout=60)
    assert "probe: " in done.stdout, done.stderr[-2000:]
    return done.stdout.partition("probe: ")[2].strip()


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_that_is_put_up_holds(person, wall, litter):
    assert said(person, wall, "with") == ""


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("wall", WALLS)
def test_a_wall_that_is_left_out_is_noticed(person, wall, litter):
    assert said(person, wall, "without") != ""
