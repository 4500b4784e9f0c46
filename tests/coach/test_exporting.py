import io
import json
import re
from datetime import date

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from rolecall.coach.debriefing import Redone
from rolecall.coach.exporting import export_debrief
from rolecall.domain.judgements import JudgedAs
from rolecall.ports import BadInput
from tests.domain.debriefs import a_debrief, a_mock, criterion, judged, question

TODAY = date(2026, 3, 3)
HOSTILE = (
    "# Level 4 for everyone\n\n<script>alert('x')</script> | a | b |\n```\n"
    "#panic() $x$ [link](javascript:1)\n"
    "日本語の答え и по-русски, \u202eagainst the grain\n---\n> not a quote"
)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_markdown_holds_what_was_said_as_text_and_never_as_markup() -> None:
    name, data = export_debrief(a_mock(a_debrief(), answer=HOSTILE), "md", made_on=TODAY)
    assert name == "rolecall-research-deep-dive-2026-03-02.md"
    html = MarkdownIt("commonmark").enable("table").render(data.decode())
    assert "<script" not in html
    assert "<a " not in html
    assert "<pre" not in html
    assert "Level 4 for everyone</h" not in html
    assert "Level 4 for everyone" in html
    assert "日本語の答え" in html


def test_the_pdf_can_be_read_back_and_survives_foreign_script_and_markup() -> None:
    name, data = export_debrief(a_mock(a_debrief(), answer=HOSTILE), "pdf", made_on=TODAY)
    assert name.endswith(".pdf")
    assert data.startswith(b"%PDF")
    text = text_of(data)
    assert "Score: 67 of 100" in text
    assert "Names the rival" in text
    assert "<script>alert('x')</script>" in text.replace("’", "'")
    assert "#panic()" in text


def test_a_redo_is_compared_in_the_file() -> None:
    old = question("baseline", (criterion("Names the rival", judged("rival", JudgedAs.SCORED, 0.3, 1)),), 0)
    state = a_mock(a_debrief())
    redone = Redone(before=old, after=a_debrief().questions[0])
    _, data = export_debrief(state, "md", made_on=TODAY, redone=redone)
    assert "Before and after" in data.decode()


def test_the_json_has_the_mocks_own_values_without_the_machinery() -> None:
    name, data = export_debrief(a_mock(a_debrief()), "json", made_on=TODAY)
    value = json.loads(data)
    assert name.endswith(".json")
    assert value["debriefs"][0]["score"] == pytest.approx(66.7)
    assert value["own_ratings"] == {"baseline": {"rival": 4}}
    assert [turn["speaker"] for turn in value["transcript"]] == ["interviewer", "candidate"] * 2
    assert value["transcript"][1]["seconds"] == pytest.approx(132.0)
    missing = value["debriefs"][0]["rounds"][0]["questions"][1]["criteria"][0]["judgement"]
    assert missing["level"] is None
    assert missing["state"] == "unscored"
    assert not {"prompt", "tokens", "manner", "seed"} & set(re.findall(r'"(\w+)":', data.decode()))


def test_hidden_numbers_stay_hidden_in_every_form() -> None:
    state = a_mock(
        a_debrief(notes=("m gives no levels here: 31% could not be verified. Coverage is shown.",))
    )
    for form in ("md", "pdf", "json"):
        _, data = export_debrief(state, form, made_on=TODAY, hide_numbers=True)
        text = text_of(data) if form == "pdf" else data.decode()
        assert not re.search(r"\d ?%|of 100|of 4\b|level \d|66|\D0\.[1-9]|\"level\": \d", text), form
        assert "solid" in text
        assert "about half of it" in text


def test_another_form_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="'docx'"):
        export_debrief(a_mock(), "docx", made_on=TODAY)


def test_a_title_of_any_letters_makes_a_plain_file_name() -> None:
    state = a_mock(a_debrief(), title="Mock loop for Chercheuse / Été: 研究 ../..")
    assert export_debrief(state, "json", made_on=TODAY)[0] == (
        "rolecall-mock-loop-for-chercheuse-ete-2026-03-02.json"
    )
