"""The coach asks what was meant where a turn points at nothing, and never otherwise."""

import pytest

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.asking_back import AskingBackRules, Spoken, Standing, ask_back, named_role

RULES = load_yaml(ROOT / "knowledge" / "asking_back.yaml", AskingBackRules)
ROLES = ("Research Scientist, Harbour Audio", "Applied Scientist, Northlight", "ML Engineer, Fernway")


@pytest.mark.parametrize("text", ["Is that enough?", "Should I do it?", "What about the second one?"])
def test_words_that_point_at_nothing_are_asked_about_with_choices(text: str) -> None:
    asked = ask_back(text, Standing(), RULES)
    assert asked is not None
    assert asked.text.endswith("?")
    assert 2 <= len(asked.choices) <= 3
    assert all(ask_back(choice, Standing(), RULES) is None for choice in asked.choices)


def test_it_never_asks_twice_in_a_row() -> None:
    before = (
        Spoken(speaker="user", text="Is that enough?"),
        Spoken(speaker="coach", text="What should I judge?", asks_back=True),
    )
    assert ask_back("Is that enough?", Standing(before=before), RULES) is None


def test_what_was_just_spoken_of_is_clear() -> None:
    before = (
        Spoken(speaker="user", text="I have one week for coding."),
        Spoken(speaker="coach", text="A week helps."),
    )
    assert ask_back("Is that enough?", Standing(before=before), RULES) is None


def test_with_several_roles_open_the_role_is_asked_for() -> None:
    asked = ask_back("How is the pay there?", Standing(roles=ROLES), RULES)
    assert asked is not None
    assert asked.choices == tuple(f"How is the pay there? I mean {role}." for role in ROLES)
    assert ask_back("How is the pay there?", Standing(roles=ROLES[:1]), RULES) is None
    assert ask_back("How is the pay there?", Standing(role=ROLES[0]), RULES) is None
    assert ask_back(asked.choices[0], Standing(roles=ROLES), RULES) is None


def test_a_role_is_known_by_its_company() -> None:
    assert named_role("How is the pay at Northlight?", ROLES) == 1
    assert named_role("Northlight or Fernway?", ROLES) is None
    assert named_role("How is the pay?", ROLES) is None
