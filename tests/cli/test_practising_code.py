"""Coding rounds of `rolecall practise`: a file edited beside the terminal, run and judged for real."""

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rolecall.cli import run
from rolecall.cli.practising_code import WISHES
from rolecall.domain.programs import LONGEST_SOURCE
from rolecall.sandbox.jail.tiers import unsupported
from rolecall.wiring import practice_knowledge
from tests.cli.test_practising import Ran
from tests.domain.readings import KNOWLEDGE

JAIL = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")
NAME = "np-macro-f1"
PROBLEM = practice_knowledge().coding.problems[NAME]
WRONG, RIGHT = PROBLEM.wrong["lost_counts.py"], PROBLEM.reference
ONE = ("coding", "--question", NAME, "--seed", "1")
PLAN = (
    "I fold each pair of labels into one integer, count with bincount, and the diagonal holds the hits.\n\n"
)
Step = str | Callable[[], None]


class Typed:
    """Standard input of somebody who edits a file between two lines."""

    def __init__(self, *steps: Step) -> None:
        self._steps = steps

    def __iter__(self) -> Iterator[str]:
        for step in self._steps:
            if isinstance(step, str):
                yield from step.splitlines(keepends=True)
            else:
                step()


Practise = Callable[..., Ran]


@pytest.fixture
def practise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Practise:
    monkeypatch.setenv("ROLECALL_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ROLECALL_EMBEDDER", "hashing")
    for name in ("ROLECALL_MODEL", "OPENAI_API_KEY", "ROLECALL_API_KEY", "ROLECALL_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, typed: tuple[Step, ...] = ()) -> Ran:
        monkeypatch.setattr("sys.stdin", Typed(*typed))
        capsys.readouterr()
        status = run(["practise", *arguments])
        shown = capsys.readouterr()
        return Ran(status, shown.out, shown.err)

    return call


def writes(text: str | bytes, path: str = f"{NAME}.py") -> Callable[[], None]:
    def step() -> None:
        Path(path).write_bytes(text.encode() if isinstance(text, str) else text)

    return step


def file() -> Path:
    return Path(f"{NAME}.py")


def flat(text: str) -> str:
    return " ".join(text.split())


def trials() -> list[dict[str, object]]:
    told = json.loads(Path("debrief.json").read_text())["transcript"]
    return [one for one in told if one["speaker"] == "editor"]


# What there is


def test_the_list_of_problems_tells_kind_level_minutes_and_title(practise: Practise) -> None:
    ran = practise("coding", "--list")
    assert f"{NAME}  [coding, numpy, level 1, 12 min]  Confusion matrix and macro F1" in ran.out
    assert len(ran.out.splitlines()) == len(practice_knowledge().coding.problems)
    assert PROBLEM.problem.hints[0] not in ran.out


def test_a_round_takes_the_minutes_its_problem_needs_where_none_are_given(practise: Practise) -> None:
    assert "20 minutes" in practise(*ONE).err
    assert "25 minutes" in practise("coding", "--seed", "1").err
    assert "33 minutes" in practise(*ONE, "--minutes", "33").err


def test_the_document_tells_every_wish() -> None:
    text = (KNOWLEDGE.parent / "docs" / "practising.md").read_text(encoding="utf-8")
    for wish in (*WISHES, "/run EXPR", "/hint", "/time", "/pause", "/end", "/leave"):
        assert f"`{wish}`" in text, wish


# A whole round


@JAIL
def test_a_round_from_the_statement_over_a_wrong_version_to_a_right_one(practise: Practise) -> None:
    seen: list[str] = []
    ran = practise(
        *ONE,
        "--out",
        "debrief.json",
        typed=(
            PLAN,
            lambda: seen.append(file().read_text()),
            writes(WRONG),
            "/run\n/submit\n",
            "Indexed addition counts a repeated pair once.\n\n",
            writes(RIGHT),
            "/RUN macro_f1(np.array([1]), np.array([1]), 2)[1]\n/submit\n/end\n",
        ),
    )
    assert ran.status == 0, ran.err
    assert PROBLEM.statement.strip() in ran.out
    assert seen == [PROBLEM.starter]
    assert file().read_text() == RIGHT
    example, _, later = ran.out.partition("Submission 1: wrong answer")
    assert re.search(r"✗ +macro_f1\(.*0\.7333333333333333", flat(example))
    assert "at [0][1][1] got 1, expected 2" in flat(later)
    assert re.search(r"·  macro_f1\(np\.array\(\[1\]\), np\.array\(\[1\]\), 2\)\[1\] +1\.0", later)
    assert re.search(r"Submission 2: accepted, (\d+) of \1 checks hold", later)
    assert re.search(r"✓ +many items +[\d.]+ times the time of the reference \(at most [\d.]+\)", later)
    assert later.index("✗  ") < later.index("✓  a class that does not occur")
    assert [one["submitted"] for one in trials()] == [False, True, False, True]
    # The reference is seen after the end alone.
    assert RIGHT.splitlines()[5] not in ran.out


@JAIL
def test_what_stands_in_the_file_counts_at_the_end(practise: Practise) -> None:
    ran = practise(*ONE, "--out", "debrief.json", typed=(PLAN, writes(RIGHT), "/end\n"))
    assert "what stands in the file counts. Submission 1: accepted" in ran.out
    assert [(one["unsent"], one["submitted"]) for one in trials()] == [(True, True)]


@JAIL
@pytest.mark.parametrize(("passed", "ended"), [(3600.0, "time"), (20 * 60 - 15.0, "early")])
def test_what_stands_in_the_file_counts_when_the_time_is_up(
    practise: Practise, monkeypatch: pytest.MonkeyPatch, passed: float, ended: str
) -> None:
    def time_passes() -> None:
        monkeypatch.setattr("rolecall.domain.clock.seconds_between", lambda since, until: passed)

    ran = practise(
        *ONE, "--out", "debrief.json", typed=(PLAN, writes(RIGHT), time_passes, "One more thing.\n\n")
    )
    assert ran.status == 0
    assert "Submission 1: accepted" in ran.out
    assert json.loads(Path("debrief.json").read_text())["ended"] == ended
    assert "One more thing." in Path("debrief.json").read_text()


def test_a_version_that_was_never_changed_is_not_judged(practise: Practise) -> None:
    practise(*ONE, "--out", "debrief.json", typed=(PLAN, "/end\n"))
    assert trials() == []


@JAIL
def test_own_calls_that_are_no_python_are_refused_in_a_sentence(practise: Practise) -> None:
    ran = practise(*ONE, typed=("/run macro_f1(\n/run x = 3\n/run 1; print('hello')\n",))
    assert "Your own calls are not Python" in ran.err
    assert "give no value" in ran.err
    assert "  | hello" in ran.out


def test_statement_and_path_can_be_asked_for_again(practise: Practise, tmp_path: Path) -> None:
    ran = practise(*ONE, typed=("/statement\n/code\n",))
    assert ran.out.count(PROBLEM.statement.strip()) == 2
    assert str(tmp_path / file()) in ran.err


def test_the_help_names_the_wishes_of_the_open_question(practise: Practise) -> None:
    assert "/submit" in practise(*ONE).err
    ran = practise("quickfire", "--seed", "1", typed=("/submit\n/run 1\n",))
    assert "/statement shows" not in ran.err
    assert ran.err.count("This question is answered in words") == 2


# The file


def test_a_file_that_is_there_is_used_and_never_overwritten(practise: Practise) -> None:
    file().write_text("# mine\n")
    ran = practise(*ONE, typed=("/code\n",))
    assert f"'{NAME}.py' is there already and is used as it is" in ran.err
    assert file().read_text() == "# mine\n"


def test_the_file_goes_into_the_folder_that_was_named(practise: Practise) -> None:
    practise(*ONE, "--code", "some/where")
    assert Path("some/where", file()).read_text() == PROBLEM.starter
    assert not file().exists()


def test_a_folder_that_cannot_be_written_is_told_and_another_is_taken(
    practise: Practise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    Path("taken").write_text("a file")
    ran = practise(*ONE, "--code", "taken/inside")
    assert ran.status == 0
    told = [line for line in ran.err.splitlines() if "taken/inside" in line]
    assert len(told) == 1
    found = re.search(r"write your code into '(.+)'\.", told[0])
    assert found is not None
    assert Path(found[1]).read_text() == PROBLEM.starter


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda: file().unlink(), "is gone; save it again"),
        (writes(b"\xff\xfe caf\xe9"), "is not UTF-8 at byte 0"),
        (writes(b"#" * (4 * LONGEST_SOURCE + 1)), "is larger than a program of 1,000,000 characters"),
        (writes("#" * (LONGEST_SOURCE + 1)), "the limit is 1,000,000"),
        (lambda: (file().unlink(), file().mkdir()), "is not a file"),
        (lambda: (file().unlink(), os.mkfifo(file())), "is not a file"),
        (lambda: (file().unlink(), file().symlink_to(file())), "cannot be read"),
    ],
    ids=["missing", "not UTF-8", "huge", "too long", "a folder", "a pipe", "a circle"],
)
def test_a_file_that_cannot_be_had_is_one_sentence_and_the_mock_goes_on(
    practise: Practise, spoil: Callable[[], None], words: str
) -> None:
    ran = practise(*ONE, typed=(spoil, "/run\n/submit\n", PLAN, "/end\n"))
    assert ran.status == 0
    assert sum(words in line for line in ran.err.splitlines()) in (2, 3)
    assert "I fold each pair" in ran.out.partition("# Debrief")[2]


@JAIL
def test_marks_and_carriage_returns_of_other_systems_are_taken(practise: Practise) -> None:
    text = "\ufeff" + RIGHT.replace("\n", "\r\n")
    assert "Submission 1: accepted" in practise(*ONE, typed=(writes(text), "/submit\n")).out


# Nothing is lost


def test_taking_up_again_brings_the_code_back_where_the_file_is_gone(practise: Practise) -> None:
    first = practise(*ONE, typed=(PLAN, writes("# half of it\n")))
    assert "Kept." in first.err
    file().unlink()
    again = practise("--resume", first.mock_id)
    assert PROBLEM.statement.strip() in again.out
    assert file().read_text() == "# half of it\n"


def test_a_newer_file_wins_over_what_was_kept(practise: Practise) -> None:
    first = practise(*ONE, typed=(PLAN, writes("# half of it\n")))
    file().write_text("# more of it\n")
    practise("--resume", first.mock_id)
    assert file().read_text() == "# more of it\n"


def test_a_file_lost_on_the_way_can_be_brought_back(practise: Practise) -> None:
    practise(*ONE, typed=(writes("# half of it\n"), PLAN, lambda: file().unlink(), "/code\n"))
    assert file().read_text() == "# half of it\n"


def test_a_problem_that_is_not_in_the_bank_is_named(practise: Practise) -> None:
    ran = practise("coding", "--question", "np-nothing")
    assert ran.status == 2
    assert "no question 'np-nothing'" in ran.err
