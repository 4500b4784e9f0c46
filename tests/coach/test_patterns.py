"""A report is kept as a pattern without names, cited later, and shared as a file."""

import json

import pytest

from rolecall.coach.coach import Coach
from rolecall.coach.events import Cited, Opened
from rolecall.coach.patterns import LARGEST_FILE, patterns_in, shared
from rolecall.domain.conversation import GENERAL
from rolecall.domain.reports.keeping import LONGEST_TEXT, RolePattern
from rolecall.ports import BadInput
from tests.coach.conftest import OWNER, MakeCoach, said
from tests.coach.test_reality import AD
from tests.coach.test_turns import of

REPORT = """I interviewed at Brightwater Labs on 12 May. Ravi Menon and Claire had four rounds of 45 minutes
with me. Three of them were LeetCode problems on interval scheduling in a shared editor, the last one was ML
trivia. Nobody asked about my papers. Mail me at noor@home.example for more.
"""
NAMES = ("Brightwater", "Ravi", "Menon", "Claire", "12 May", "noor@home")


async def reported(coach: Coach) -> str:
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    await said(coach.say(OWNER, role, REPORT))
    return role


async def test_a_pattern_is_shown_without_names_before_anything_is_kept(make_coach: MakeCoach) -> None:
    coach = make_coach()
    found = coach.patterns.propose(OWNER, await reported(coach))
    assert found is not None
    whole = found.pattern.title + found.pattern.text
    assert [name for name in NAMES if name.lower() in whole.lower()] == []
    assert "four rounds of 45 minutes" in whole
    assert "promised as research, tested mostly by coding" in found.pattern.title
    assert {"Ravi Menon", "12 May"} <= {one.text for one in found.removed}
    assert coach.patterns.kept(OWNER) == ()


async def test_what_is_kept_is_what_the_user_left_and_it_is_cited_next_time(make_coach: MakeCoach) -> None:
    coach = make_coach()
    found = coach.patterns.propose(OWNER, await reported(coach))
    assert found is not None
    coach.patterns.keep(
        OWNER, found.pattern.title, found.pattern.text + "\n\nThey ask interval scheduling puzzles."
    )
    (kept,) = coach.patterns.kept(OWNER)
    assert kept.text.endswith("interval scheduling puzzles.")
    question = "Do research roles get tested with interval scheduling problems in a shared editor?"
    events = await said(coach.say(OWNER, GENERAL, question))
    cited = [passage for one in of(Cited, events) for passage in one.passages]
    assert any(passage.id.startswith(f"doc:{kept.id}") for passage in cited)


async def test_a_role_without_a_report_has_no_pattern(make_coach: MakeCoach) -> None:
    coach = make_coach()
    role = of(Opened, await said(coach.say(OWNER, GENERAL, AD)))[0].role_id
    assert coach.patterns.propose(OWNER, role) is None
    with pytest.raises(BadInput, match="no role pattern to export"):
        coach.patterns.exported(OWNER)


def test_a_file_of_patterns_goes_to_another_library_and_back(make_coach: MakeCoach) -> None:
    coach = make_coach()
    coach.patterns.keep(
        OWNER, "A research role", "# A research role\n\nTwo rounds of coding, 45 minutes each."
    )
    data = coach.patterns.exported(OWNER)
    assert coach.patterns.imported("somebody-else", data).added == 1
    assert [one.text for one in coach.patterns.kept("somebody-else")] == [
        one.text for one in coach.patterns.kept(OWNER)
    ]
    again = coach.patterns.imported(OWNER, data)
    assert (again.added, again.known) == (0, 1)


def _file(**changes: object) -> bytes:
    whole = {
        "format": "rolecall-patterns",
        "version": 1,
        "patterns": [{"title": "One", "text": "Two rounds."}],
    }
    return json.dumps({**whole, **changes}).encode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe\x00broken", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"format": "rolecall-patterns", "version": 1', "no JSON"),
        (b"[1, 2]", "'format'"),
        (_file(format="other"), "'format'"),
        (_file(version=2), "update RoleCall"),
        (_file(version="1"), "update RoleCall"),
        (_file(version=True), "update RoleCall"),
        (_file(patterns="all"), "field 'patterns'"),
        (_file(patterns=[{"title": "One"}]), "field 'patterns.0.text'"),
        (_file(patterns=[{"title": "One", "text": "x" * (LONGEST_TEXT + 1)}]), "field 'patterns.0.text'"),
        (_file(patterns=[{"title": "One", "text": "\u200b\u202e"}]), "is empty"),
        (_file(patterns=[{"title": "One", "text": "Two."}] * 501), "field 'patterns'"),
        (b" " * (LARGEST_FILE + 1), "larger than"),
    ],
)
def test_a_damaged_or_hostile_file_gets_one_clear_sentence(
    make_coach: MakeCoach, data: bytes, says: str
) -> None:
    coach = make_coach()
    with pytest.raises(BadInput, match=says) as told:
        coach.patterns.imported(OWNER, data)
    assert "\n" not in told.value.message
    assert len(told.value.message) < 300
    assert coach.patterns.kept(OWNER) == ()


def test_characters_that_nobody_sees_do_not_travel() -> None:
    (one,) = patterns_in(shared([RolePattern(title="A\u202erole", text="Two\u200b rounds.\x07")]))
    assert (one.title, one.text) == ("Arole", "Two rounds.")
