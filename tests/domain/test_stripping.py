"""A report is kept without names, and with its facts."""

import pytest

from rolecall.content.files import ROOT, load_yaml
from rolecall.content.stripping import load_stripping, ordinary_words
from rolecall.domain.reading.namewords import PLACES
from rolecall.domain.reports.stripping import Stripped, strip
from rolecall.domain.values import Value

WORDS, ORDINARY = load_stripping(), ordinary_words()


class Case(Value):
    half: str
    text: str
    gone: tuple[str, ...]
    kept: tuple[str, ...]


class Cases(Value):
    cases: tuple[Case, ...]


CASES = load_yaml(ROOT / "knowledge" / "evals" / "stripping.yaml", Cases).cases


def stripped(text: str, *known: str) -> Stripped:
    return strip(text, WORDS, ORDINARY, known=known, places=PLACES)


def test_there_are_enough_texts_half_of_them_kept_apart() -> None:
    assert len(CASES) >= 30
    assert sum(case.half == "untouched" for case in CASES) >= 16


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:30])
def test_no_name_is_left_and_the_facts_are_intact(case: Case) -> None:
    text = stripped(case.text).text
    assert [name for name in case.gone if name.lower() in text.lower()] == []
    assert [fact for fact in case.kept if fact not in text] == []


def test_names_that_the_role_tells_go_however_they_are_written() -> None:
    told = stripped(
        "They were kind at brightwater. BRIGHTWATER pays well, mira says.", "Brightwater Labs", "Mira"
    )
    assert "brightwater" not in told.text.lower()
    assert "mira" not in told.text.lower()


def test_what_was_taken_out_is_told() -> None:
    told = stripped("Ravi from Hexbridge wrote on 3 May 2025 from ravi@hexbridge.example.")
    assert {(one.kind, one.text) for one in told.removed} >= {("name", "Ravi"), ("date", "3 May 2025")}


def test_a_stripped_text_stays_as_it_is() -> None:
    once = stripped("Anna at Quillmark asked two graph problems on 2 June, 45 minutes.").text
    assert stripped(once).text == once


def test_a_long_text_is_stripped_at_once() -> None:
    long = "Anna Berg at Quillmark asked me two graph problems, 45 minutes each. " * 2000
    assert "Anna" not in stripped(long).text
