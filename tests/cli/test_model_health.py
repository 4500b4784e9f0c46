"""`rolecall doctor` says what the connected model can do and which servers answer here; it uses none."""

import json
from pathlib import Path
from typing import Any

import pytest

from rolecall.cli import health, run
from rolecall.coach.connecting import Connection
from rolecall.llm import finding
from rolecall.settings import Settings
from rolecall.wiring import OWNER, engines_alone
from tests import fake_model_servers as fake
from tests.fake_model_servers import ModelServer, Sent, listed, with_json


def only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """This part alone: the others are somebody else's."""
    parts = [(part, look) for part, look in health._PARTS if part.name == name]
    monkeypatch.setattr(health, "_PARTS", parts)


def found(settings: Settings, **how: Any) -> health.Finding:
    (finding,) = health.findings(settings, **how)
    return finding


def at(monkeypatch: pytest.MonkeyPatch, *servers: ModelServer) -> None:
    ports = tuple(server.port for server in servers)
    monkeypatch.setattr(finding.servers_here, "__defaults__", (ports,))
    monkeypatch.setattr(finding.servers_here, "__kwdefaults__", {"seconds": 10.0})


def settings(folder: Path, **knobs: Any) -> Settings:
    return Settings(data=folder, **{"model": "", "base_url": "", **knobs})


def test_servers_that_answer_are_named_with_their_models_and_none_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only("Model servers", monkeypatch)
    many = {"/v1/models": listed(*({"id": f"m{n}", "owned_by": "library"} for n in range(5)))}
    html = {"/v1/models": Sent("<html>", kind="text/html")}
    with ModelServer(many) as ollama, ModelServer(fake.vllm()) as vllm, ModelServer(html) as web:
        at(monkeypatch, ollama, web, vllm)
        said = found(settings(tmp_path))
        assert ollama.calls == vllm.calls == []
        assert f"Ollama at {ollama.address} with m0, m1, m2 and 2 more; vLLM at" in said.detail
    assert said.ok
    assert "None is used unless you connect it" in said.detail
    assert [server.name for server in said.servers] == ["Ollama", "vLLM"]


def test_where_no_server_answers_it_says_so_and_all_is_well(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only("Model servers", monkeypatch)
    at(monkeypatch)
    assert run(["doctor"]) == 0
    assert "none answers on this machine" in capsys.readouterr().out


def test_the_connected_model_is_told_with_what_its_server_tells(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only("Model", monkeypatch)
    with ModelServer(fake.llama_cpp()) as server:
        knobs = settings(tmp_path, model="openai:small", base_url=server.address)
        said = found(knobs)
        assert len(server.calls) == 1
    assert said.ok
    assert "openai:small works" in said.detail
    assert "holds 2,048 tokens at once, streams its words, calls no tools" in said.detail
    assert said.capabilities is not None
    assert said.capabilities.server == "llama.cpp"


def test_more_is_found_out_where_it_is_asked_for_and_stands_in_the_json(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only("Model", monkeypatch)
    with ModelServer(fake.llama_cpp(), chat=with_json(takes=("grammar",))) as server:
        monkeypatch.setenv("ROLECALL_MODEL", "openai:small")
        monkeypatch.setenv("ROLECALL_BASE_URL", server.address)
        monkeypatch.setenv("ROLECALL_DATA", str(tmp_path))
        assert run(["doctor", "--model", "--json"]) == 0
    known = json.loads(capsys.readouterr().out)["findings"][0]["capabilities"]
    assert known["structured"] == "grammar"
    assert known["context_tokens"] == 2048


def test_a_model_connected_on_the_settings_page_is_the_one_that_is_tried(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only("Model", monkeypatch)
    with ModelServer() as server:
        knobs = settings(tmp_path)
        with engines_alone(knobs) as engines:
            engines.connect(OWNER, Connection(provider="openai", model="mine", address=server.address), "")
        assert "openai:mine works" in found(knobs).detail


def test_beside_a_running_rolecall_the_model_of_the_settings_is_tried(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only("Model", monkeypatch)
    with ModelServer() as server, engines_alone(settings(tmp_path)):
        assert "the RoleCall that is running" in found(settings(tmp_path)).detail
        knobs = settings(tmp_path, model="openai:small", base_url=server.address)
        assert "openai:small works" in found(knobs).detail


def test_a_model_that_does_not_answer_costs_what_models_bring(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    only("Model", monkeypatch)
    with ModelServer() as gone:
        address = gone.address
    said = found(settings(tmp_path, model="openai:small", base_url=address))
    assert not said.ok
    assert not said.needed
    assert said.cost


@pytest.mark.parametrize("there", [True, False])
def test_whether_a_model_file_can_be_run_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, there: bool
) -> None:
    only("Local engine", monkeypatch)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: object() if there else None)
    monkeypatch.setattr("importlib.metadata.version", lambda name: "1.2.3")
    said = found(settings(tmp_path))
    assert said.ok is there
    assert "make local" in said.cost if not there else "1.2.3" in said.detail
