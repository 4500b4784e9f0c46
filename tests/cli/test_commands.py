"""The command line as scripts rely on it: JSON on stdout, messages on stderr, exit status 0, 1 or 2."""

import io
import json
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from rolecall.cli import run
from tests.coach.conftest import AD, MESSAGE

TOPICS = {
    "interview_composition",
    "artifacts_publications",
    "outputs_split",
    "collaboration_ownership",
    "compute_data",
    "evaluation_success_metrics",
    "publication_ip_policy",
    "prior_work",
}


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROLECALL_EMBEDDER", "hashing")
    for name in ("ROLECALL_MODEL", "OPENAI_API_KEY", "ROLECALL_API_KEY", "ROLECALL_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ad(tmp_path: Path) -> str:
    path = tmp_path / "ad.txt"
    path.write_text(AD, encoding="utf-8")
    return str(path)


@pytest.fixture
def message(tmp_path: Path) -> str:
    path = tmp_path / "message.txt"
    path.write_text(MESSAGE, encoding="utf-8")
    return str(path)


def answers(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_read_prints_one_json_object_of_the_documented_shape(
    ad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", ad, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["kind"] == "ad"
    assert value["track"] == "engineering"
    assert value["title"].startswith("Research Scientist")
    assert value["title_suggests"] == "research"
    assert value["title_duty_mismatch"] is True
    assert set(value["topics"]) == TOPICS
    assert sum(value["shares"].values()) == pytest.approx(1)
    assert value["engine"] == "built-in"
    text = Path(ad).read_text(encoding="utf-8")
    for signal in value["signals"]:
        assert text[signal["start"] : signal["end"]] == signal["quote"]
    open_topics = {topic for topic, found in value["topics"].items() if found["state"] != "answered"}
    assert {question["topic"] for question in value["questions"]} == open_topics


def test_read_takes_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stdin:
        buffer = io.BytesIO(MESSAGE.encode())

    monkeypatch.setattr("sys.stdin", Stdin())
    assert run(["read", "-", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["kind"] == "message"
    assert value["company"] == "Northlight"
    assert value["recruiter"].startswith("Dana")


def test_several_sources_are_one_role(ad: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", ad, message, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert len({signal["source"] for signal in value["signals"]}) >= 1
    assert value["flattery"]


def test_read_for_people_shows_the_quotes_and_what_to_ask(
    ad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", ad]) == 0
    shown = capsys.readouterr().out
    assert "engineering" in shown
    assert "For the recruiter:" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "No file was named"),
        (["read", "nowhere.txt"], "no file 'nowhere.txt'"),
        (["read", "."], "is a folder"),
        (["read", "AD", "--kind", "poem"], "kind 'poem' is unknown"),
        (["email", "AD", "--topics", "salary"], "topic 'salary' is unknown"),
        (["email", "AD", "--tone", "rude"], "rude"),
        (["search", " "], "no query"),
        (["read", "--batch", "nowhere.jsonl"], "nowhere.jsonl"),
        (["no-such-command"], "no-such-command"),
        (["eval", "nothing"], "no eval 'nothing'"),
    ],
)
def test_wrong_use_is_one_line_on_stderr_and_status_2(
    arguments: list[str], words: str, ad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([ad if one == "AD" else one for one in arguments]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert words in shown.err
    assert len(shown.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("variable", "value"),
    [("ROLECALL_PORT", "abc"), ("ROLECALL_DEADLINE", "-1"), ("ROLECALL_MODEL", "openai:")],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(
    variable: str, value: str, ad: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(variable, value)
    assert run(["read", ad]) == 2
    shown = capsys.readouterr().err.strip()
    assert variable in shown
    assert len(shown.splitlines()) == 1


def test_email_holds_its_contract_and_writes_a_draft_a_mail_program_opens(
    message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "draft.eml"
    assert run(["email", message, "--from-name", "Noor Haddad", "--eml", str(out), "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert all(check["ok"] for check in value["checks"])
    assert 1 <= len(value["questions"]) <= 4
    for question in value["questions"]:
        assert question["text"] in value["body"]
    parsed = message_from_bytes(out.read_bytes(), policy=policy.default)
    assert parsed["X-Unsent"] == "1"
    assert parsed["Subject"] == value["subject"]


def test_email_asks_for_the_name_it_lacks_instead_of_a_placeholder(
    message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["email", message, "--json"])
    shown = capsys.readouterr()
    assert "[" not in json.loads(shown.out)["body"]
    assert "your name" in shown.err


def test_a_batch_answers_in_order_and_a_bad_line_does_not_stop_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        json.dumps({"id": "a", "text": AD, "kind": "ad"}),
        "not json",
        json.dumps(["a", "list"]),
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": AD, "kind": "poem"}),
        json.dumps({"id": "d", "text": "  "}),
        json.dumps({"id": 7, "text": MESSAGE}),
    ]
    path = tmp_path / "requests.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert run(["read", "--batch", str(path)]) == 0
    given = answers(capsys)
    assert [one["id"] for one in given] == ["a", None, None, "b", "c", "d", 7]
    assert [("error" in one) for one in given] == [False, True, True, True, True, True, False]


def test_a_batch_tells_what_it_left_out_of_a_huge_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "requests.jsonl"
    path.write_text(json.dumps({"id": 1, "text": AD + "word " * 50_000}), encoding="utf-8")
    assert run(["read", "--batch", str(path)]) == 0
    assert any("left out" in note for note in answers(capsys)[0]["notes"])


def test_standard_input_can_be_ingested(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stdin:
        buffer = io.BytesIO(b"A note about the zanzibar protocol and its kettle.")

    monkeypatch.setattr("sys.stdin", Stdin())
    assert run(["ingest", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"][0]["passages"] == 1


def test_an_email_batch_takes_sources_and_wishes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    request = {
        "id": 1,
        "sources": [{"kind": "message", "text": MESSAGE}, {"kind": "ad", "text": AD}],
        "to": "hiring_manager",
        "tone": "direct",
        "purpose": "first",
        "from_name": "Noor Haddad",
        "to_name": "Ines Duarte",
    }
    path = tmp_path / "requests.jsonl"
    path.write_text(json.dumps(request) + "\n" + json.dumps({**request, "id": 2, "tone": "rude"}))
    assert run(["email", "--batch", str(path)]) == 0
    good, bad = answers(capsys)
    assert "Ines" in good["body"]
    assert all(check["ok"] for check in good["checks"])
    assert "tone" in bad["error"]


def test_a_document_that_was_ingested_is_found_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "kettle.md"
    note.write_text(
        "# Kettle\n\nThe zanzibar protocol asks reviewers to reproduce the kettle figure first.\n"
    )
    assert run(["ingest", str(note), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["added"][0]
    assert (first["duplicate"], first["passages"]) == (False, 1)
    assert run(["ingest", str(note), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["added"][0]["duplicate"] is True
    assert run(["search", "zanzibar protocol kettle", "-k", "3", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["query"] == "zanzibar protocol kettle"
    assert "zanzibar" in found["passages"][0]["text"]
    assert set(found["passages"][0]) >= {"id", "source", "heading", "text", "score"}


def test_a_search_batch_answers_each_query(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "queries.jsonl"
    path.write_text('{"id": 1, "query": "take-home", "k": 2}\n{"id": 2, "query": "x", "k": 0}\n')
    assert run(["search", "--batch", str(path)]) == 0
    good, bad = answers(capsys)
    assert len(good["passages"]) == 2
    assert "'k'" in bad["error"]


def test_check_finds_the_content_whole() -> None:
    assert run(["check"]) == 0


def test_doctor_says_what_works_and_what_each_missing_thing_costs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["doctor", "--json"]) == 0
    found = {one["name"]: one for one in json.loads(capsys.readouterr().out)["findings"]}
    assert found["Vector store"]["ok"]
    assert found["File reader"]["ok"]
    assert not found["Model"]["ok"]
    assert found["Model"]["cost"]


def test_the_help_names_every_eval_and_no_other() -> None:
    from rolecall.cli.evaluating import EVALS
    from rolecall.cli.measuring import NAMES

    assert sorted(NAMES.split(", ")) == sorted(EVALS)
