"""The ledger in order, as rows and as the blocks of a document."""

import csv
import io
from datetime import date as day

from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.handouts import Handout, Table
from rolecall.domain.promises import Promise, find_promises, settle
from rolecall.domain.promises.telling import tell_differences, tell_outcomes, tell_promised
from rolecall.domain.promises.timeline import HEADER, blocks, rows, timeline, to_csv
from tests.domain.promise_rules import RULES, source

AD = source(
    "Research Scientist, Speech\nThe interview process has two rounds. We publish 4 papers a year.",
    "ad",
    "ad",
)
MAIL = source("Hi Leila,\nthe process has four rounds. There is no live coding.\nBecca", "message", "mail")
REPORT = source("There was no coding at all.", "report", "report")
TIMES = {"ad": "2026-01-02T09:00", "mail": "2026-01-05T09:00", "report": "2026-02-01T09:00"}


def ledger() -> tuple[Promise, ...]:
    return settle(find_promises([AD, MAIL], RULES, TIMES), [REPORT], RULES, TIMES)


def test_the_timeline_runs_from_what_was_said_to_what_was_shown() -> None:
    entries = timeline(ledger())
    assert [entry.on for entry in entries] == sorted(entry.on for entry in entries)
    assert (entries[-1].event, entries[-1].words) == ("shown", "There was no coding at all.")
    assert {entry.who for entry in entries if entry.event == "said"} == {"the ad", "Becca"}


def test_it_sorts_by_state_and_by_kind() -> None:
    states = [entry.state.value for entry in timeline(ledger(), "state")]
    assert states == sorted(states, key=["broken", "untested", "kept"].index)
    kinds = [entry.kind.value for entry in timeline(ledger(), "kind")]
    assert kinds == sorted(kinds, key=["rounds", "content", "publishing"].index)


def test_the_rows_are_a_sheet_that_no_program_runs() -> None:
    own = Promise(id="own", kind="other", words="=1+1", who="Ben", on="2026-01-02", by_user=True)
    read = list(csv.reader(io.StringIO(to_csv((*ledger(), own)))))
    assert tuple(read[0]) == HEADER
    assert len(read) == 1 + len(ledger()) + 1
    assert read[-1][4] == "'=1+1"
    assert all(len(row) == len(HEADER) for row in rows(ledger()))


def test_the_document_shows_the_table_the_contradiction_and_the_evidence() -> None:
    made = blocks(ledger())
    assert isinstance(made[0], Table)
    text = to_markdown(Handout(title="Promises", made_on=day(2026, 2, 2), blocks=made))
    assert "Said differently" in text
    assert "two rounds" in text
    assert "There was no coding at all." in text
    assert len(blocks(())) == 1


def test_the_coach_says_in_one_sentence_what_was_promised() -> None:
    told = tell_promised(ledger(), {"ad"})
    assert told.startswith("Two things you could hold them to: “The interview process has two rounds.”")
    assert tell_promised(ledger(), {"elsewhere"}) == ""


def test_the_coach_quotes_both_sides_of_a_difference() -> None:
    told = tell_differences(ledger(), {"mail"})
    assert "the ad said “The interview process has two rounds.”" in told
    assert "Becca now says" in told
    assert tell_differences(ledger(), set()) == ""


def test_the_coach_tells_what_came_of_a_promise_as_an_observation() -> None:
    before = find_promises([AD, MAIL], RULES, TIMES)
    told = tell_outcomes(before, ledger())
    assert "“There is no live coding.” was kept" in told
    assert tell_outcomes(ledger(), ledger()) == ""
