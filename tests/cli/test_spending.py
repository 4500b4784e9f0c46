"""`rolecall spent`, and the question before a measuring that costs something."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from rolecall.cli import run
from rolecall.cli.spending import agreed
from rolecall.coach.metering import Metered
from rolecall.coach.spending import Spending
from rolecall.domain.costs import FREE, Price, Usage
from rolecall.llm.scripted import ScriptedModel
from rolecall.ports import BadInput
from rolecall.storage.folder import DataFolder
from rolecall.storage.memory import MemoryStore
from tests.fake_server import FakeServer


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROLECALL_EMBEDDER", "static")


def test_spent_tells_the_accounts_and_the_caps(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLECALL_DAY_TOKENS", "1000")
    monkeypatch.setenv("ROLECALL_DAY_COST", "0.5")
    assert run(["spent"]) == 0
    shown = capsys.readouterr().out
    assert "Today       nothing" in shown
    assert "A day may take 1,000 tokens or $0.50" in shown
    assert run(["spent", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["today"]["calls"] == 0
    assert told["caps"] == {"tokens": 1000, "cost": "0.5", "free_too": True}


@pytest.mark.parametrize(
    ("name", "value"), [("DAY_TOKENS", "-5"), ("DAY_COST", "much"), ("TURN_TOKENS", "x")]
)
def test_a_cap_that_cannot_be_one_is_named(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(f"ROLECALL_{name}", value)
    assert run(["spent"]) == 2
    assert f"ROLECALL_{name}" in capsys.readouterr().err


def test_a_file_of_prices_that_does_not_hold_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    prices = tmp_path / "mine.yaml"
    prices.write_text("sheets: [{provider: openai}]")
    monkeypatch.setenv("ROLECALL_PRICES", str(prices))
    assert run(["spent"]) == 2
    assert "mine.yaml" in capsys.readouterr().err


def metered(price: Price | None) -> Metered:
    return Metered(ScriptedModel("x"), Spending(MemoryStore()), "local", price=price)


def test_what_costs_is_said_and_asked_first(capsys: pytest.CaptureFixture[str]) -> None:
    usage = Usage(sent=100_000, said=10_000)
    paid = metered(Price(input=Decimal(1), output=Decimal(4)))
    with pytest.raises(BadInput, match="--yes"):
        agreed(paid, "Measuring it", usage, yes=False)
    assert "about 110,000 tokens of scripted:script; at most about $0.14" in capsys.readouterr().err
    agreed(paid, "Measuring it", usage, yes=True)
    with pytest.raises(BadInput, match="--yes"):
        agreed(metered(None), "Measuring it", usage, yes=False)
    assert "no price is known" in capsys.readouterr().err


def test_a_model_on_this_machine_is_measured_without_a_question(capsys: pytest.CaptureFixture[str]) -> None:
    agreed(metered(FREE), "Measuring it", Usage(sent=10**6), yes=False)
    assert capsys.readouterr().err == ""


NOTHING_FOUND = '{"signals": [], "topics": []}'
AD = "Research Scientist, Harbour Audio. You will train ranking models and publish where it makes sense."


def test_a_reading_in_the_terminal_is_on_the_account_and_under_the_cap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text(AD)
    with FakeServer(answer=lambda _: NOTHING_FOUND) as server:
        monkeypatch.setenv("ROLECALL_MODEL", "openai:ok")
        monkeypatch.setenv("ROLECALL_BASE_URL", server.url)
        assert run(["read", str(ad)]) == 0
        capsys.readouterr()
        assert run(["spent", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["by_job"]["read"]["calls"] == 1
        monkeypatch.setenv("ROLECALL_DAY_TOKENS", "100")
        assert run(["read", str(ad)]) == 0
        assert "Today’s cap of 100 tokens is reached" in capsys.readouterr().err


def test_while_another_rolecall_holds_the_accounts_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ad = tmp_path / "ad.txt"
    ad.write_text(AD)
    with FakeServer(answer=lambda _: NOTHING_FOUND) as server, DataFolder(tmp_path / "data"):
        monkeypatch.setenv("ROLECALL_MODEL", "openai:ok")
        monkeypatch.setenv("ROLECALL_BASE_URL", server.url)
        assert run(["read", str(ad)]) == 0
    assert "is not counted this time" in capsys.readouterr().err
