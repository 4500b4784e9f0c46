"""What ruff finds in candidates' code, whatever they wrote, and that it only ever reads it."""

import os
import random
import threading
from pathlib import Path

import pytest

from rolecall.domain.hygiene import SYNTAX
from rolecall.domain.programs import LONGEST_SOURCE
from rolecall.sandbox.launch import Ending, Ran
from rolecall.sandbox.linting import RuffLinter
from tests.sandbox.people import TOP, as_ordinary_user

LINTER = RuffLinter()
ODD = [
    "",
    "\0",
    "\ufeffx = 1\n",
    "x = '\ud800'\n",
    "# -*- coding: utf-7 -*-\nx = 1\n",
    "(" * 50_000,
    "x = 1" + "+1" * 40_000,
    "lambda:" * 5_000 + "1",
    "x = " + "-" * 90_000 + "1",
    "import os\r" * 3_000,
    "a" * LONGEST_SOURCE,
    random.Random(3).randbytes(2_000).decode("latin-1"),
]


def codes(source: str) -> list[str]:
    return [one.code for one in LINTER.lint(source).findings]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("import os\n", "F401"),
        ("def f(a=[]):\n    return a\n", "B006"),
        ("def f():\n    x = 1\n", "F841"),
        ("def f(a):\n    return a == None\n", "E711"),
        ("import numpy as np\n\nnp.random.seed(1)\n", "NPY002"),
        ("def f(a):\n    return [x for x in a]\n", "C416"),
        ("try:\n    pass\nexcept:\n    pass\n", "E722"),
        ("def f(a):\n    for k in a.keys():\n        if k in a.keys():\n            return k\n", "SIM118"),
    ],
)
def test_traps_and_dead_names_are_found(source, code):
    assert code in codes(source)


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "1" * 200 + "\n",
        "def f(l):\n    g = lambda n: n + l\n    return g\n",
        'def f(a, b):\n    """No docstring to speak of."""\n    return list(zip(a, b)), dict(a=1)\n',
        "def   f( a ):\n\n\n\n\n    return a\n",
    ],
)
def test_tastes_are_not_findings(source):
    assert codes(source) == []


def test_a_text_that_is_no_python_is_one_more_finding():
    found = LINTER.lint("def f(:\n    return 1\n").findings
    assert found
    assert {one.code for one in found} == {SYNTAX}
    assert found[0].is_syntax
    assert (found[0].line, found[0].column) == (1, 7)


def test_findings_come_in_the_order_of_their_lines():
    found = LINTER.lint("def f(a=[]):\n    x = 1\n\n\nimport os\n").findings
    assert [one.line for one in found] == sorted(one.line for one in found)
    assert len(found) == 3


@pytest.mark.parametrize("source", ["import os  # noqa\n", "# ruff: noqa\nimport os\n"])
def test_code_cannot_silence_its_linter(source):
    assert codes(source) == ["F401"]


def test_settings_lying_about_change_nothing(tmp_path: Path, monkeypatch):
    (tmp_path / "ruff.toml").write_text("lint.select = []\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "github")
    assert codes("import os\n") == ["F401"]
    assert sorted(os.listdir(tmp_path)) == ["ruff.toml"]


@pytest.mark.parametrize("place", range(len(ODD)))
def test_odd_text_never_raises(place):
    linted = LINTER.lint(ODD[place])
    assert not (linted.findings and linted.why_not)
    assert all(one.message.isprintable() and len(one.message) <= 300 for one in linted.findings)


def test_a_text_without_end_is_not_looked_at():
    assert "longer than" in LINTER.lint("x" * (LONGEST_SOURCE + 1)).why_not


def test_findings_are_few_enough_to_read():
    assert len(LINTER.lint("import os\n" * 9_000).findings) == 200


def test_code_is_read_and_not_run(tmp_path: Path):
    mark = tmp_path / "ran"
    LINTER.lint(f"open({str(mark)!r}, 'w').close()\n")
    assert not mark.exists()


@pytest.mark.parametrize("binary", ["nowhere/ruff", "text"])
def test_without_ruff_there_are_no_findings_and_a_reason(tmp_path: Path, binary):
    (tmp_path / "text").write_text("not a program")
    linter = RuffLinter(binary=tmp_path / binary)
    assert linter.lint("import os\n").findings == ()
    assert linter.why_not()


@pytest.mark.parametrize(
    ("ran", "words"),
    [
        (Ran(ending=Ending.TOO_SLOW), "too long"),
        (Ran(ending=Ending.TOO_MUCH), "too much"),
        (Ran(ending=Ending.NOT_STARTED), "not be started"),
        (Ran(ending=Ending.DONE, output=b"[" * 100_000), "not understood"),
        (Ran(ending=Ending.DONE, output=b'{"a": 1}'), "not understood"),
        (Ran(ending=Ending.DONE, output=b'[{"code": "F401", "message": "x"}]'), "not understood"),
        (Ran(ending=Ending.DONE, output=b"[]"), "nothing at all"),
    ],
)
def test_a_linter_that_fails_says_so(ran, words):
    class Launcher:
        def run(self, data, arguments, *, wall_seconds, output_bytes) -> Ran:
            return ran

        def close(self) -> None:
            pass

    linter = RuffLinter(launcher=Launcher())
    assert linter.lint("import os\n").findings == ()
    assert words in linter.why_not()


def test_where_it_works_there_is_no_reason():
    assert LINTER.why_not() == ""


def test_many_threads_may_lint_at_once():
    found: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(len(LINTER.lint("import os\n" * n).findings)))
        for n in range(1, 9)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    # The first import of many is unused, the others redefine it.
    assert sorted(found) == list(range(1, 9))


def test_the_references_of_the_bank_are_clean():
    for path in sorted((TOP / "knowledge" / "problems").glob("*/reference.py"))[:12]:
        assert LINTER.lint(path.read_text(encoding="utf-8")).findings == (), path.parent.name


@pytest.mark.skipif(os.name == "nt", reason="users of Unix")
def test_it_works_for_an_ordinary_user_as_well():
    said = as_ordinary_user(
        ["-c", "from rolecall.sandbox.linting import RuffLinter; print(repr(RuffLinter().why_not()))"]
    )
    assert said.stdout.strip() == "''", said.stderr
