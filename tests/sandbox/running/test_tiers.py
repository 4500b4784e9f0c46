"""Where a container forbids the strongest jail the next one stands; where nothing holds, no code runs."""

import json

import pytest

from rolecall.sandbox.jail import landlock, tiers
from rolecall.sandbox.jail.tiers import Tier, unsupported, worth_trying
from tests.sandbox.people import TOP, as_ordinary_user

SCRIPT = str(TOP / "tests" / "sandbox" / "running" / "locked_down.py")
here = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")
modern = pytest.mark.skipif(
    landlock.version() < landlock.LEAST_ALONE, reason="no Landlock that can stand alone"
)


def said(*forbidden):
    done = as_ordinary_user([SCRIPT, *forbidden], timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@here
@modern
def test_without_namespaces_landlock_stands():
    answer = said("unshare")
    assert (answer["tier"], answer["outcome"]) == ("landlock", "ok")
    assert answer["missing"] == ["host name"]


@here
@modern
def test_namespaces_that_may_not_mount_are_not_enough():
    assert said("mount")["tier"] == "landlock"


@here
def test_without_landlock_namespaces_stand():
    answer = said("landlock_create_ruleset")
    assert (answer["tier"], answer["outcome"]) == ("namespaces", "ok")
    assert answer["missing"] == ["landlock"]


@here
def test_with_neither_nothing_can_be_opened():
    answer = said("unshare", "landlock_create_ruleset")
    assert (answer["tier"], answer["outcome"]) == ("sealed", "ok")


@here
def test_with_nothing_no_code_is_run_and_the_reason_said():
    refused = said("unshare", "landlock_create_ruleset", "seccomp")["refused"]
    assert refused.startswith("Code is not run here, because no sandbox held")
    assert "Operation not permitted" in refused
    assert "user namespaces" in refused


def test_an_administrator_can_ask_for_a_minimum(monkeypatch):
    monkeypatch.setattr(tiers, "unsupported", lambda: "")
    monkeypatch.setattr(landlock, "version", lambda: 7)
    assert worth_trying(Tier.SEALED) == tuple(Tier)
    assert worth_trying(Tier.LANDLOCK) == (Tier.FULL, Tier.NAMESPACES, Tier.LANDLOCK)
    assert worth_trying(Tier.FULL) == (Tier.FULL,)
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert worth_trying(Tier.FULL) == ()
    assert worth_trying(Tier.LANDLOCK) == (Tier.NAMESPACES,)


@pytest.mark.parametrize(
    ("system", "machine"), [("darwin", "arm64"), ("win32", "AMD64"), ("linux", "riscv64")]
)
def test_other_systems_have_no_tier(monkeypatch, system, machine):
    monkeypatch.setattr(tiers.sys, "platform", system)
    monkeypatch.setattr("platform.machine", lambda: machine)
    assert worth_trying(Tier.SEALED) == ()
    assert unsupported()
