"""What follows from a report, as HTML."""

import pytest

from rolecall.coach.patterns import Proposed
from rolecall.domain.reports.earlier import AskEarlier
from rolecall.domain.reports.keeping import RolePattern
from rolecall.domain.reports.stripping import Removed
from rolecall.domain.roles import Topic
from rolecall.web.pattern_view import ask_earlier, keeping
from tests.web.standin_reality import OWNER, RealityCoach

HOSTILE = '"></textarea><script>alert(1)</script>'


def test_nothing_follows_where_there_is_nothing_to_keep_or_to_ask() -> None:
    assert keeping(None) == ""
    assert ask_earlier(()) == ""


def test_the_box_holds_the_text_without_names_and_says_what_was_taken_out() -> None:
    removed = (Removed(kind="name", text="Ravi"), Removed(kind="name", text="Ravi"))
    html = keeping(Proposed(pattern=RolePattern(title="A role", text="Two rounds."), removed=removed))
    assert ">Two rounds.</textarea>" in html
    assert "Taken out: Ravi." in html
    assert 'data-do="keep_pattern"' in html


def test_hostile_words_stay_words() -> None:
    proposed = Proposed(
        pattern=RolePattern(title=HOSTILE, text=HOSTILE), removed=(Removed(kind="link", text=HOSTILE),)
    )
    asked = AskEarlier(topic=Topic.PRIOR_WORK, text=HOSTILE, why=HOSTILE, quote=HOSTILE)
    html = keeping(proposed) + ask_earlier((asked,))
    assert "<script" not in html
    assert html.count("</textarea>") == 1


def test_a_pattern_of_a_role_is_proposed_and_kept_once() -> None:
    coach = RealityCoach()
    role = coach.role("report")
    found = coach.patterns.propose(OWNER, role)
    assert found is not None
    assert not coach.patterns.keep(OWNER, found.pattern.title, found.pattern.text).duplicate
    assert coach.patterns.keep(OWNER, found.pattern.title, found.pattern.text).duplicate


@pytest.mark.parametrize("word", ["Dana", "Northlight"])
def test_names_the_role_tells_are_not_in_the_box(word: str) -> None:
    coach = RealityCoach()
    found = coach.patterns.propose(OWNER, coach.role("report"))
    assert found is not None
    assert word not in found.pattern.text
