"""`rolecall doctor` says which sandbox stands, wall by wall, what reads documents, and what would help."""

import json
from typing import Any

import pytest

from rolecall.cli import health, run
from rolecall.sandbox.jail.names import WALLS
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.settings import Settings

LINUX = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")


def found(name: str, monkeypatch: pytest.MonkeyPatch, **knobs: Any) -> health.Finding:
    """One part alone: the others are somebody else's."""
    parts = [(part, look) for part, look in health._PARTS if part.name == name]
    monkeypatch.setattr(health, "_PARTS", parts)
    (finding,) = health.findings(Settings(**knobs))
    return finding


@LINUX
def test_the_sandbox_is_told_by_its_tier_and_wall_by_wall(monkeypatch):
    finding = found("Sandbox", monkeypatch)
    assert finding.ok
    assert finding.detail.split()[0] in ("full", "namespaces", "landlock", "sealed")
    assert [wall.name for wall in finding.walls] == list(WALLS)
    assert all(wall.stands or wall.why_not for wall in finding.walls)


@LINUX
def test_documents_are_told_to_be_read_in_the_jail(monkeypatch):
    finding = found("File reader", monkeypatch)
    assert finding.ok
    assert "in the jail" in finding.detail


def without_any_tier(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("running.runner", "jailed_launch"):
        monkeypatch.setattr(f"rolecall.sandbox.{module}.worth_trying", lambda least: ())


@LINUX
def test_where_none_stands_it_says_what_would_help_and_what_is_lost(monkeypatch):
    without_any_tier(monkeypatch)
    finding = found("Sandbox", monkeypatch)
    assert not finding.ok
    assert not finding.needed
    assert "use Linux" in finding.detail
    assert "coding" in finding.cost


@LINUX
def test_where_none_stands_documents_are_told_to_be_read_without(monkeypatch):
    without_any_tier(monkeypatch)
    finding = found("File reader", monkeypatch)
    assert finding.ok
    assert "without the jail" in finding.detail
    assert "use Linux" in finding.detail


@LINUX
@pytest.mark.parametrize("part", ["File reader", "Sandbox"])
def test_what_an_administrator_demands_and_does_not_stand_is_a_fault(monkeypatch, part):
    without_any_tier(monkeypatch)
    finding = found(part, monkeypatch, sandbox="full")
    assert not finding.ok
    assert finding.cost


@LINUX
def test_what_an_administrator_demands_and_stands_is_told(monkeypatch):
    assert "ROLECALL_SANDBOX asks for landlock" in found("Sandbox", monkeypatch, sandbox="landlock").detail


def test_on_another_system_it_says_what_to_use_instead(monkeypatch):
    for module in ("jail.tiers", "running.nursery", "strongest_launch"):
        monkeypatch.setattr(f"rolecall.sandbox.{module}.unsupported", lambda: "it needs Linux")
    assert "Docker or WSL 2" in found("Sandbox", monkeypatch).detail


@pytest.mark.parametrize("there", [True, False])
def test_torch_is_told_present_or_absent_without_importing_it(monkeypatch, there):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object() if there else None)
    monkeypatch.setattr("importlib.metadata.version", lambda name: "2.9.0")
    finding = found("Torch", monkeypatch)
    assert finding.ok is there
    assert ("2.9.0" in finding.detail) is there


def test_the_linter_is_tried(monkeypatch):
    assert found("Linter", monkeypatch).ok
    monkeypatch.setattr("rolecall.sandbox.linting._installed", lambda: None)
    assert "not installed" in found("Linter", monkeypatch).detail


def test_a_word_that_names_no_sandbox_is_refused_in_one_line(monkeypatch, capsys):
    monkeypatch.setenv("ROLECALL_SANDBOX", "strong")
    assert run(["doctor"]) == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "'ROLECALL_SANDBOX'" in said
    assert all(repr(word) in said for word in ("full", "namespaces", "landlock", "sealed"))


@LINUX
def test_the_walls_are_shown_under_the_sandbox_and_in_json(monkeypatch, capsys):
    parts = [(part, look) for part, look in health._PARTS if part.name == "Sandbox"]
    monkeypatch.setattr(health, "_PARTS", parts)
    for arguments in (["doctor"], ["doctor", "--json"]):
        assert run(arguments) == 0
    words, _, answer = capsys.readouterr().out.partition("{")
    assert words.count("\n    ✓ ") + words.count("\n    – ") == len(WALLS)
    assert [wall["name"] for wall in json.loads("{" + answer)["findings"][0]["walls"]] == list(WALLS)
