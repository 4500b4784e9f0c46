"""Every hostile submission is stopped and no honest one; as whoever runs this and as an ordinary user."""

import ast
import os
import secrets
import time
from pathlib import Path

import pytest

from rolecall.domain.problems import Verdict
from rolecall.sandbox.jail import landlock
from rolecall.sandbox.jail.tiers import Tier, unsupported
from tests.sandbox.hostile import PROBLEM, TIER, break_in, scene
from tests.sandbox.people import TOP, as_ordinary_user

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")

OWN = sorted((Path(__file__).parent / "attacks").glob("*.py"))
SHARED_FOLDER = TOP.parent / "shared" / "attacks"
SHARED = sorted(SHARED_FOLDER.glob("*.py")) or [SHARED_FOLDER / "absent.py"]
TWICE = {"persist_files", "hash_seed_probe", "copy_on_write"}
PYTEST = [
    "-m",
    "pytest",
    "-p",
    "no:cacheprovider",
    "-o",
    "addopts=--allow-hosts=127.0.0.1 --allow-unix-socket",
]
MUST_BE = {
    "infinite_loop": {Verdict.TIME_LIMIT},
    "infinite_loop_import": {Verdict.TIME_LIMIT},
    "ignore_signals": {Verdict.TIME_LIMIT},
    "sleep_forever": {Verdict.TIME_LIMIT},
    "clock_lies": {Verdict.TIME_LIMIT},
    "close_everything": {Verdict.TIME_LIMIT},
    "stop_itself": {Verdict.TIME_LIMIT, Verdict.RUNTIME_ERROR},
    "mem_10gb": {Verdict.MEMORY_LIMIT, Verdict.TIME_LIMIT},
    "core_dump": {Verdict.RUNTIME_ERROR},
    "exit_zero_early": {Verdict.RUNTIME_ERROR},
    "forge_status": {Verdict.RUNTIME_ERROR},
    "stack_overflow": {Verdict.RUNTIME_ERROR},
}
"""Verdicts that say what really happened; any but accepted will do for the others."""


@pytest.fixture(scope="module")
def stage():
    with scene() as one:
        yield one


def judged(stage, path):
    source = path.read_text(encoding="utf-8", errors="surrogateescape")
    mark = f"mark{secrets.token_hex(5)}"
    for _ in range(2 if path.stem in TWICE else 1):
        begun = time.monotonic()
        result = stage.judge.judge(PROBLEM, stage.placed(source, mark))
        took = time.monotonic() - begun
    return result, mark, took


@pytest.mark.parametrize("path", [*OWN, *SHARED], ids=lambda path: path.stem)
def test_a_hostile_submission_is_stopped(stage, path):
    if not path.exists():
        pytest.skip("the shared folder of attacks is not beside this checkout")
    if path.stem.startswith("honest"):
        pytest.skip("an honest one")
    result, mark, took = judged(stage, path)
    assert break_in(stage, result, mark, took) == "", result
    assert result.verdict in MUST_BE.get(path.stem, set(Verdict) - {Verdict.ACCEPTED, Verdict.NOT_RUN}), (
        result
    )


@pytest.mark.parametrize(
    "path", [path for path in SHARED if path.stem.startswith("honest")], ids=lambda p: p.stem
)
def test_an_honest_submission_is_not_hindered(stage, path):
    result, _, _ = judged(stage, path)
    if path.stem == "honest_wrong":
        assert result.verdict is Verdict.WRONG_ANSWER
        assert "debug [3, -1, 4]" in result.stdout
    else:
        assert result.verdict is Verdict.ACCEPTED, result


def test_every_attack_says_what_it_tries_and_how_its_success_is_seen():
    assert len(OWN) >= 20
    for path in OWN:
        words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        assert words.startswith("Tries: "), path.name
        assert "\nSeen: " in words, path.name


@pytest.mark.skipif(os.geteuid() != 0, reason="this is an ordinary user already")
@pytest.mark.timeout(600)
def test_all_of_it_holds_for_an_ordinary_user_too():
    all_pass(as_ordinary_user([*PYTEST, __file__, "-k", "hostile or honest"]))


@pytest.mark.skipif(TIER in os.environ, reason="this is one tier alone already")
@pytest.mark.parametrize("tier", [Tier.NAMESPACES, Tier.LANDLOCK, Tier.SEALED])
@pytest.mark.timeout(600)
def test_the_weaker_tiers_stop_them_too(tier, monkeypatch):
    """As an ordinary user, without those whose end is the clock's, which is the same in every tier."""
    if tier is Tier.LANDLOCK and landlock.version() < landlock.LEAST_ALONE:
        pytest.skip("this kernel's Landlock cannot stand alone")
    monkeypatch.setenv(TIER, tier.value)
    slow = " or ".join(name for name, verdicts in MUST_BE.items() if Verdict.TIME_LIMIT in verdicts)
    wanted = f"hostile and not ({slow} or endless_answer or deep_answer)"
    all_pass(as_ordinary_user([*PYTEST, __file__, "-k", wanted]))


def all_pass(done):
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout
    assert " failed" not in done.stdout
