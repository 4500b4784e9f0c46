"""Roles side by side, as values and as a document."""

from datetime import date

import pytest

from rolecall.domain.conversation import RoleState
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.plans.wishes import PlanWish
from rolecall.domain.role_table import ROWS, Column, cells, column, table_handout
from rolecall.domain.roles import Confidence, Shares, Topic
from tests.domain.readings import reading

TODAY = date(2026, 11, 23)
LABELS = {topic: topic.value for topic in Topic}


def _column(**more: object) -> Column:
    known = {
        "id": "r",
        "title": "Research Scientist",
        "company": "Lantern",
        "track": "research",
        "shares": Shares(research=0.65, applied=0.2, engineering=0.1, unknown=0.05),
        "confidence": Confidence.HIGH,
        "next_step": "Ask: Which rounds?",
    }
    return Column.model_validate({**known, **more})


def test_every_row_has_words_for_a_role_of_which_little_is_known() -> None:
    found = dict(zip(ROWS, cells(_column()), strict=True))
    assert found["Where the work lies, as pitched"].startswith("65 % research, 20 % applied")
    assert found["How it is tested"] == "No report yet"
    assert found["Promises"] == "None that can be checked"
    assert found["Hours planned"] == "None yet"


def test_what_is_known_is_told() -> None:
    told = _column(
        tested=(("coding", 70), ("systems", 30)),
        verdict="mismatch",
        kept=1,
        broken=2,
        missing=("Compute and data",),
        partial=("Publication and IP policy",),
        hours=7.5,
        interview=date(2026, 12, 1),
    )
    found = dict(zip(ROWS, cells(told), strict=True))
    assert found["How it is tested"] == "70 % coding, 30 % systems; differs from what was promised"
    assert found["Promises"] == "1 kept, 2 not kept"
    assert found["Not said yet"] == "Compute and data; only touched: publication and IP policy"
    assert found["Hours planned"] == "7 h 30 min, interview on 1 December 2026"


def test_the_document_has_one_column_a_role_and_no_markup_of_theirs() -> None:
    hostile = _column(title="<b>Scientist</b> | x", company="Lantern")
    text = to_markdown(table_handout((_column(), hostile), TODAY))
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + len(ROWS)
    assert "<b>" not in text


def test_the_next_step_is_the_nearest_one() -> None:
    read = reading()
    state = RoleState(id="r", title="t", reading=read)
    assert column(state, None, LABELS, TODAY).next_step
    past = PlanWish(hours=3, interview=date(2026, 11, 20), made_on=date(2026, 11, 10))
    over = state.model_copy(update={"plan_wish": past})
    assert column(over, None, LABELS, TODAY).next_step == "Tell what was asked in the interview"


def test_a_role_that_was_not_read_has_no_column() -> None:
    with pytest.raises(ValueError, match="was not read"):
        column(RoleState(id="r"), None, LABELS, TODAY)
