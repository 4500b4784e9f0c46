"""`rolecall audit` as teams and scripts use it."""

import json
from pathlib import Path

import pytest

from rolecall.cli import run
from tests.domain.auditing import DRILL_LOOP, FITTING_LOOP, RESEARCH_AD


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROLECALL_EMBEDDER", "hashing")
    monkeypatch.chdir(tmp_path)


def _files(ad: str = RESEARCH_AD, loop: str = DRILL_LOOP) -> list[str]:
    Path("ad.txt").write_text(ad, encoding="utf-8")
    Path("loop.txt").write_text(loop, encoding="utf-8")
    return ["audit", "--ad", "ad.txt", "--loop", "loop.txt"]


def test_audit_prints_one_json_object_of_domain_values(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*_files(), "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["fits"] is False
    assert [one["kind"] for one in value["loop"]["rounds"]] == ["coding", "coding", "trivia", "behavioural"]
    for duty in value["duties"]:
        assert RESEARCH_AD[duty["said"]["start"] : duty["said"]["end"]] == duty["said"]["quote"]
    assert {fix["kind"] for fix in value["fixes"]} >= {"deep_dive", "split", "rubric"}


def test_the_matrix_fits_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    loop = "\n".join(f"- Coding {n}, 45 min" for n in range(1, 24))
    for text in (DRILL_LOOP, FITTING_LOOP, loop):
        assert run(_files(loop=text)) == 0
        shown = capsys.readouterr().out
        assert "which rounds test it" in shown
        assert max(len(line) for line in shown.splitlines()) <= 80


def test_a_loop_that_fits_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(_files(loop=FITTING_LOOP)) == 0
    shown = capsys.readouterr().out
    assert "there is nothing to propose" in shown
    assert "Texts ready to paste" not in shown


def test_the_document_is_written_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*_files(), "--out", "audit.md"]) == 0
    text = Path("audit.md").read_text(encoding="utf-8")
    assert text.startswith("# The ad and the loop: Research Scientist, Speech")
    assert "Wrote audit.md" in capsys.readouterr().err


def test_a_rubric_is_read_beside_the_loop(capsys: pytest.CaptureFixture[str]) -> None:
    Path("rubric.txt").write_text("Algorithms: 60%\nCode quality: 40%", encoding="utf-8")
    assert run([*_files(loop=FITTING_LOOP), "--rubric", "rubric.txt", "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert "rubric_gap" in {finding["kind"] for finding in value["findings"]}


@pytest.mark.parametrize(
    ("ad", "loop", "says"),
    [
        ("", DRILL_LOOP, "is empty"),
        (RESEARCH_AD, " \n", "holds no text"),
        (RESEARCH_AD, "We are nice people.", "found no rounds"),
        ("Research role", DRILL_LOOP, "too short"),
        (
            "ML Engineer\n\nDuties\n- Du arbeitest eng mit unseren Kollegen\n- Du bist verantwortlich\n",
            DRILL_LOOP,
            "in English",
        ),
        (
            "Line Cook\n\nDuties\n- Prepare starters and desserts every evening\n"
            "- Clean the kitchen after service\n"
            "- Order vegetables from the market and keep the stock in order for the whole team of cooks\n",
            DRILL_LOOP,
            "machine-learning",
        ),
    ],
)
def test_bad_input_is_told_in_one_sentence(
    ad: str, loop: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(_files(ad, loop)) == 2
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--ad", "ad.txt"], "--loop"),
        (["--ad", "-", "--loop", "-"], "standard input"),
        (["--ad", "ad.txt", "--loop", "gone.txt"], "gone.txt"),
        (["--ad", "ad.txt", "--loop", "loop.txt", "--out", "audit.docx"], "audit.docx"),
        (["--ad", "ad.txt", "--loop", "loop.txt", "--out", "no/such/audit.md"], "no/such/audit.md"),
    ],
)
def test_wrong_use_is_told(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    _files()
    assert run(["audit", *arguments]) == 2
    assert says in capsys.readouterr().err
