"""`rolecall eval model`: the connected model is measured job by job; a whole measurement is remembered."""

import json
from typing import Any

import pytest

from rolecall.cli import run
from tests.fake_server import FakeServer


def test_without_a_model_it_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["eval", "model"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "No model is connected" in shown.err
    assert len(shown.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["eval", "model", "mail"], "model goes alone"),
        (["eval", "model", "--requests", "2"], "--requests goes from 5"),
        (["eval", "model", "--hostile", "-1"], "--hostile from 0"),
    ],
)
def test_what_does_not_go_is_one_sentence(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert says in capsys.readouterr().err


def measured(monkeypatch: pytest.MonkeyPatch, *arguments: str, model: str = "openai:ok") -> int:
    def silent(_: dict[str, Any]) -> str:
        return "{}"

    with FakeServer(answer=silent) as server:
        monkeypatch.setenv("ROLECALL_MODEL", model)
        monkeypatch.setenv("ROLECALL_BASE_URL", server.url)
        monkeypatch.setenv("ROLECALL_API_KEY", "any")
        return run(["eval", "model", *arguments])


@pytest.mark.timeout(300)
def test_a_quick_look_tells_each_job_and_what_is_kept_to_the_built_in_engine(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured(monkeypatch, "--requests", "5", "--hostile", "1") == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:]] == [
        *("job", "read", "draft", "answer", "interview", "judge", "hostile texts"),
    ]
    assert "It gives no levels" in shown.out
    assert "not remembered" in shown.err


def test_a_model_that_refuses_the_key_ends_it_with_its_own_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured(monkeypatch, "--requests", "5", model="openai:401") == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "key" in shown.err


@pytest.mark.timeout(600)
def test_a_whole_measurement_is_what_settings_shows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from rolecall.settings import load
    from rolecall.wiring import OWNER, opened

    assert measured(monkeypatch, "--json", "--hostile", "0") == 0
    value = json.loads(capsys.readouterr().out)
    assert (value["holds"], value["kept"], value["agreement"]["pairs"]) == (True, True, 60)
    with opened(load()) as house:
        known = house.coach.engines.suiting.of(OWNER, "openai:ok")
        assert known is not None
        assert sum(job.requests for job in known.jobs) >= 200
        assert not any(house.coach.engines.suiting.may(OWNER, "openai:ok", job.job) for job in known.jobs)
