"""`rolecall practise` in a terminal and from a script: piped lines in, a mock and its debrief out."""

import io
import json
import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from rolecall.cli import run
from rolecall.domain.interviews import RoundKind
from rolecall.wiring import practice_knowledge
from tests.coach.conftest import AD
from tests.domain.paper_text import PAGES, TITLE
from tests.sandbox import files

BANK = practice_knowledge().bank
ASKED = practice_knowledge().asked
CHOSEN = "quick-eval-roc-pr"
QUESTION = BANK.question(CHOSEN)
assert QUESTION is not None
STRONG = " ".join(QUESTION.samples["strong"].answer.split())
MINE = (
    "At one positive in a thousand, 1 % false alarms are ten wrong ones a hit, so precision is near 9 %."
    " I would plot precision against recall, because the users read alarms and not negatives."
)


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROLECALL_EMBEDDER", "hashing")
    for name in ("ROLECALL_MODEL", "OPENAI_API_KEY", "ROLECALL_API_KEY", "ROLECALL_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


class Ran:
    """What one call left: exit status, stdout, stderr."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def mock_id(self) -> str:
        found = re.search(r"--resume (\w+)`", self.err)
        assert found is not None, self.err
        return found.group(1)


class Interrupted:
    """Standard input of somebody who answers once and then presses Ctrl-C."""

    def __iter__(self) -> Iterator[str]:
        yield f"{MINE}\n"
        yield "\n"
        os.kill(os.getpid(), signal.SIGINT)
        raise AssertionError("typing went on after Ctrl-C")


Practise = Callable[..., Ran]


@pytest.fixture
def practise(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Practise:
    """Runs the command with what is typed on standard input."""

    def call(*arguments: str, typed: str | bytes | Interrupted = "") -> Ran:
        data = typed.encode() if isinstance(typed, str) else typed
        if isinstance(data, bytes):
            # Strict, as a terminal that is not set to UTF-8 would be.
            data = io.TextIOWrapper(io.BytesIO(data), encoding="ascii")
        monkeypatch.setattr("sys.stdin", data)
        capsys.readouterr()
        status = run(["practise", *arguments])
        shown = capsys.readouterr()
        return Ran(status, shown.out, shown.err)

    return call


# The bank


def test_the_list_shows_every_question_with_its_round(practise: Practise) -> None:
    ran = practise("--list")
    assert ran.status == 0
    lines = ran.out.splitlines()
    assert len(lines) == len(ASKED.questions)
    assert {line.split()[0] for line in lines} == {question.id for question in ASKED.questions}


def test_the_list_of_one_round_shows_that_round_and_nothing_hidden(practise: Practise) -> None:
    ran = practise("behavioural", "--list")
    assert len(ran.out.splitlines()) == len(BANK.of_kind(RoundKind.BEHAVIOURAL))
    assert all("[behavioural, " in line for line in ran.out.splitlines())
    for question in BANK.of_kind(RoundKind.BEHAVIOURAL):
        assert question.notes not in ran.out


# A whole mock

ONE = ("quickfire", "--question", CHOSEN, "--minutes", "6", "--seed", "1")
TALK = f"{MINE}\n\n/hint\nPrecision moves with how rare the positives are,\nthe ROC curve does not.\n\n/end\n"


def test_a_short_mock_ends_with_its_debrief_in_markdown_on_stdout(practise: Practise) -> None:
    ran = practise(*ONE, typed=TALK)
    assert ran.status == 0
    assert QUESTION.text in " ".join(ran.out.split())
    assert QUESTION.hints[0] in ran.out
    conversation, _, debrief = ran.out.partition("# Debrief: ")
    assert "(Heard: " in conversation
    for heading in ("## Over the whole mock", "### What went well", "## Transcript"):
        assert heading in debrief
    assert "precision is near 9 %" in debrief
    assert "1 hint used" in debrief
    assert "built-in engine" in debrief
    # Everything that is not the mock itself goes beside it.
    assert "/leave" in ran.err
    assert "/leave" not in ran.out


def test_nothing_of_a_strong_answer_is_shown_before_the_end(practise: Practise) -> None:
    ran = practise(*ONE, typed=TALK)
    conversation, _, debrief = ran.out.partition("# Debrief: ")
    assert STRONG[:60] in " ".join(debrief.split())
    assert STRONG[:60] not in " ".join(conversation.split())


@pytest.mark.parametrize("name", ["debrief.md", "debrief.json", "debrief.pdf", "DEBRIEF.PDF"])
def test_the_debrief_is_written_to_a_file(practise: Practise, tmp_path: Path, name: str) -> None:
    ran = practise(*ONE, "--out", name, typed=TALK)
    assert ran.status == 0
    assert f"Wrote {name}." in ran.err
    assert "# Debrief" not in ran.out
    path = tmp_path / name
    if path.suffix.lower() == ".pdf":
        pages = PdfReader(path).pages
        text = " ".join(" ".join(page.extract_text() for page in pages).split())
    else:
        text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        value = json.loads(text)
        assert [turn["speaker"] for turn in value["transcript"]].count("candidate") == 2
        assert value["ended"] in ("early", "finished")
        assert len(value["debriefs"]) == 1
    assert "precision is near 9 %" in text


def test_realistic_mode_says_nothing_until_the_end(practise: Practise) -> None:
    ran = practise(*ONE, "--mode", "realistic", typed=TALK)
    conversation, _, debrief = ran.out.partition("# Debrief: ")
    assert "(Heard: " not in conversation
    assert not any(hint in conversation for hint in QUESTION.hints)
    assert "realistic" in debrief


def test_the_same_seed_asks_the_same_question(practise: Practise, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = set()
    for folder in ("one", "two"):
        # What was asked lately comes last: each begins with nothing asked.
        monkeypatch.setenv("ROLECALL_DATA", folder)
        shown.add(practise("quickfire", "--seed", "7", "--minutes", "6").out)
    assert len(shown) == 1


def test_every_round_opens_with_a_question_of_its_own(practise: Practise) -> None:
    for kind in sorted({question.kind for question in BANK.questions}):
        ran = practise(kind, "--minutes", "6", "--seed", "3")
        assert ran.status == 0
        shown = " ".join(ran.out.split())
        assert any(" ".join(question.text.split()) in shown for question in BANK.of_kind(kind)), kind


def test_interviewers_open_in_their_own_words(practise: Practise) -> None:
    voices = ("warm", "sceptical", "hurried")
    assert len({practise(*ONE, "--interviewer", voice).out for voice in voices}) == len(voices)


# Wishes


def test_time_and_pause_are_told_beside_the_mock(practise: Practise) -> None:
    ran = practise(*ONE, typed="/time\n/pause\n/time\n")
    assert re.search(r"^[56]:\d\d left\.$", ran.err, re.MULTILINE)
    assert "The clock stands" in ran.err
    assert "left." not in ran.out


def test_leaving_gives_no_score_and_no_debrief(practise: Practise, tmp_path: Path) -> None:
    ran = practise(*ONE, "--out", "debrief.md", typed=f"{MINE}\n\n/leave\n")
    assert ran.status == 0
    assert "without a score" in ran.err
    assert "# Debrief" not in ran.out
    assert not (tmp_path / "debrief.md").exists()


def test_a_wish_does_not_send_what_is_being_typed_but_the_end_does(practise: Practise) -> None:
    ran = practise(*ONE, "--out", "debrief.json", typed=f"{MINE}\n/time\nA second line.\n/end\n")
    assert ran.status == 0
    answers = [
        turn["text"]
        for turn in json.loads(Path("debrief.json").read_text())["transcript"]
        if turn["speaker"] == "candidate"
    ]
    assert answers == [f"{MINE}\nA second line."]


def test_a_wish_that_is_none_is_told_and_never_taken_for_an_answer(practise: Practise) -> None:
    ran = practise(
        *ONE, "--out", "debrief.json", typed=f"/hnt\n/Time\n/dev/null is no answer.\n\n{MINE}\n\n/end"
    )
    assert "There is no '/hnt'" in ran.err
    assert " left." in ran.err
    transcript = json.loads(Path("debrief.json").read_text())["transcript"]
    assert next(turn["text"] for turn in transcript if turn["speaker"] == "candidate").startswith("/dev/null")


# Nothing is lost


def test_the_end_of_standard_input_keeps_the_mock_and_resume_takes_it_up(practise: Practise) -> None:
    first = practise(*ONE, typed=f"{MINE}\n\n")
    assert first.status == 0
    assert "# Debrief" not in first.out
    last = first.out.strip().splitlines()[-1]
    second = practise("--resume", first.mock_id, typed="Precision depends on how rare they are.\n\n/end\n")
    assert second.status == 0
    assert second.out.strip().splitlines()[0] == last or last in second.out
    debrief = second.out.partition("# Debrief: ")[2]
    assert "precision is near 9 %" in debrief
    assert "Precision depends on how rare they are." in debrief


def test_an_answer_without_its_empty_line_is_sent_at_the_end_of_the_input(practise: Practise) -> None:
    first = practise(*ONE, typed=MINE)
    debrief = practise("--resume", first.mock_id, typed="/end\n").out.partition("# Debrief: ")[2]
    assert "precision is near 9 %" in debrief


def test_an_ended_mock_shows_its_debrief_again_and_can_be_exported(practise: Practise) -> None:
    first = practise(*ONE, typed=f"{MINE}\n\n")
    practise("--resume", first.mock_id, typed="/end\n")
    again = practise("--resume", first.mock_id, "--out", "later.json")
    assert again.status == 0
    assert len(json.loads(Path("later.json").read_text())["debriefs"]) == 1
    assert "precision is near 9 %" in practise("--resume", first.mock_id).out


def test_control_c_keeps_the_mock_at_once(practise: Practise) -> None:
    ran = practise(*ONE, typed=Interrupted())
    assert ran.status == 0
    debrief = practise("--resume", ran.mock_id, typed="/end\n").out.partition("# Debrief: ")[2]
    assert "precision is near 9 %" in debrief


def test_an_answer_that_is_too_long_is_refused_and_the_mock_goes_on(practise: Practise) -> None:
    ran = practise(*ONE, typed=f"{'word ' * 5_000}\n\n{MINE}\n\n/end\n")
    assert ran.status == 0
    assert "the limit is 20,000" in ran.err
    assert "precision is near 9 %" in ran.out.partition("# Debrief: ")[2]


def test_bytes_that_are_no_text_and_controls_are_survived(practise: Practise) -> None:
    ran = practise(
        *ONE, typed=b"\xff\xfe \x1b[2J\x00 precision caf\xe9\n\n" + MINE.encode() + b"\r\n\r\n/end\r\n"
    )
    assert ran.status == 0
    assert "\x1b" not in ran.out
    assert "precision is near 9 %" in ran.out.partition("# Debrief: ")[2]


# The candidate's own material


def test_a_paper_is_asked_about_with_its_pages(practise: Practise, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(files.pdf(PAGES))
    ran = practise("--paper", "paper.pdf", "--minutes", "10", "--seed", "1", typed="/end\n")
    assert ran.status == 0, ran.err
    assert re.search(r"\bp(?:age|\.) ?\d", ran.out)
    assert TITLE.split(":")[0].split()[0] in ran.out + ran.err


def test_a_role_shapes_the_loop(practise: Practise, tmp_path: Path) -> None:
    (tmp_path / "ad.txt").write_text(AD, encoding="utf-8")
    ran = practise(
        "loop", "--role", "ad.txt", "--minutes", "45", "--seed", "1", "--out", "d.json", typed="/end\n"
    )
    assert ran.status == 0
    rounds = [planned["kind"] for planned in json.loads(Path("d.json").read_text())["rounds"]]
    assert len(set(rounds)) > 1
    # An engineering job: what is shipped comes first.
    assert "ml_systems" in rounds


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Name a round (research_deep_dive,"),
        (["karaoke"], "no round 'karaoke'"),
        (["karaoke", "--list"], "no round 'karaoke'"),
        (["quickfire", "--out", "debrief.docx"], "name a .md, .pdf or .json file"),
        (["quickfire", "--out", "debrief"], "name a .md, .pdf or .json file"),
        (["quickfire", "--out", "no-such-folder/debrief.md"], "no-such-folder/debrief.md"),
        (["quickfire", "--out", "folder.md"], "folder.md"),
        (["--question", "no-such-question"], "no question 'no-such-question'"),
        (["quickfire", "--question", CHOSEN, "--question", "nor-this"], "no question 'nor-this'"),
        (["--resume", "no-such-mock"], "no mock 'no-such-mock'"),
        (["--paper", "nowhere.pdf"], "'nowhere.pdf' cannot be read"),
        (["--paper", "folder.md"], "'folder.md' cannot be read"),
        (["--paper", "shopping.txt"], "'shopping.txt'"),
        (["--paper", "broken.pdf"], "broken.pdf"),
        (["loop", "--role", "nowhere.txt"], "no file 'nowhere.txt'"),
        (["quickfire", "--minutes", "1"], "--minutes"),
        (["quickfire", "--minutes", "soon"], "--minutes"),
        (["quickfire", "--interviewer", "rude"], "'rude'"),
        (["quickfire", "--mode", "asleep"], "'asleep'"),
        (["quickfire", "--seed", "x"], "--seed"),
    ],
)
def test_wrong_use_is_one_line_before_anything_is_asked(
    practise: Practise, tmp_path: Path, arguments: list[str], words: str
) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "shopping.txt").write_text("Milk, eggs, bread.")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nonsense")
    ran = practise(*arguments, typed=f"{MINE}\n\n/end\n")
    assert ran.status == 2
    assert ran.out == ""
    assert words in ran.err
    assert len(ran.err.strip().splitlines()) == 1
