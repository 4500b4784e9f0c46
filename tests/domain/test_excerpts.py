"""Sentences picked from a passage: whole thoughts, in order, lists as lists, no hanging opening."""

import pytest

from rolecall.domain.excerpts import excerpt, sentences, stems, units_of

GUIDE = """A reminder after silence is one short message in the same thread. Silence mostly means holidays.
That is no reason to worry.

Example: "Hello Priya, a short reminder. Is the second round coding or a discussion? Five minutes
on the phone would do."

What makes it work:

- one question;
- a reason that concerns your preparation;
- an open door.

Know two traps. The first reminder comes too early. The second blames somebody. Also keep the tone of the
last message."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One here. Two there.", ["One here.", "Two there."]),
        ('He said "Stop. Go on." Then he left.', ['He said "Stop. Go on."', "Then he left."]),
        ('Ask "Which round?" first. Then wait.', ['Ask "Which round?" first.', "Then wait."]),
        ("It takes e.g. Three days.", ["It takes e.g. Three days."]),
        ("A line\nbroken in two. Next.", ["A line broken in two.", "Next."]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_list_is_one_unit_with_its_items() -> None:
    (found,) = [unit for unit in units_of(GUIDE) if unit.items]
    assert found.items == ("one question;", "a reason that concerns your preparation;", "an open door.")
    assert found.hangs


@pytest.mark.parametrize(
    "opening",
    [
        "This is so.",
        "It helps.",
        "They know it.",
        "Then wait.",
        "Also ask.",
        "Both are fine.",
        "Either will do.",
    ],
)
def test_openings_that_lean_on_the_sentence_before_are_known(opening: str) -> None:
    assert units_of(f"Something came first. {opening}")[1].hangs


@pytest.mark.parametrize("opening", ["Thistles grow.", "Items matter.", "Ask them.", "Recruiters know it."])
def test_other_openings_stand_alone(opening: str) -> None:
    assert not units_of(f"Something came first. {opening}")[1].hangs


def test_the_first_sentence_of_a_guide_always_comes_first() -> None:
    assert excerpt("phone", GUIDE, 30)[0].startswith("A reminder after silence")


def test_a_hanging_sentence_brings_the_one_before_it() -> None:
    said = " ".join(excerpt("reason to worry", GUIDE, 60))
    assert "Silence mostly means holidays. That is no reason to worry." in said


def test_a_quoted_example_is_never_torn_apart() -> None:
    said = " ".join(excerpt("how do I ask for five minutes on the phone", GUIDE, 60))
    assert said.count('"') == 2
    assert "Five minutes on the phone would do." in said


def test_a_list_comes_with_its_introduction_as_a_list() -> None:
    said = excerpt("what makes a question work, an open door?", GUIDE, 45)
    at = said.index("What makes it work:")
    assert said[at + 1].splitlines() == [
        "- one question;",
        "- a reason that concerns your preparation;",
        "- an open door.",
    ]


def test_an_announcement_brings_all_it_announces() -> None:
    said = " ".join(excerpt("which traps", GUIDE, 60))
    assert "Know two traps. The first reminder comes too early. The second blames somebody." in said


@pytest.mark.parametrize(
    ("sentence", "owed"),
    [
        ("Listen for three things.", 3),
        ("Two patterns are informative.", 2),
        ("Several of them help.", 1),
        ("Suppose there are ten hours and four rounds.", 1),
        ("Wording you could use:", 1),
        ("A quick test takes five minutes.", 1),
        ("Do two a day for ten days.", 0),
        ("It lasts about six hours.", 0),
        ("Ask the recruiter.", 0),
    ],
)
def test_what_a_sentence_announces_is_counted(sentence: str, owed: int) -> None:
    assert units_of(sentence)[0].announces == owed


def test_what_was_announced_is_not_told_without_its_announcement() -> None:
    text = "Plans need hours. Suppose there are ten hours and two rounds. A good split gives each round five."
    assert "Suppose there are ten hours" in " ".join(excerpt("split", text, 30))


def test_a_long_list_is_shortened_and_says_so() -> None:
    items = "\n".join(f"- item number {n} on {word}" for n, word in enumerate("abcdefgh"))
    (_, listed) = excerpt("item on h", f"Eight things to remember:\n\n{items}", 60)
    lines = listed.splitlines()
    assert lines[-1] == "- … and 4 more"
    assert len(lines) == 5


def test_about_as_many_words_as_asked_for_are_quoted() -> None:
    for words in (20, 40, 80):
        said = " ".join(excerpt("reminder silence question tone", GUIDE, words))
        assert len(said.split()) <= words + 25


def test_how_many_is_answered_with_a_number() -> None:
    text = (
        "Practice with problems helps. Problems differ by company and by team. Choose problems like theirs. "
        "Do two a day for ten days."
    )
    assert "ten days" in " ".join(excerpt("How many problems?", text, 8))
    assert "ten days" not in " ".join(excerpt("Which problems?", text, 8))


def test_an_own_document_is_quoted_where_it_answers() -> None:
    note = (
        "Meeting on Monday with coffee. The budget was not settled. Our GPU quota is two nodes. Good lunch."
    )
    assert "GPU quota" in excerpt("what is the GPU quota", note, 8, opens=False)[0]
    assert excerpt("what is the GPU quota", note, 8)[0].startswith("Meeting on Monday")


def test_an_empty_passage_gives_nothing() -> None:
    assert excerpt("anything", "  \n ", 50) == ()


def test_stems_let_forms_of_a_word_meet() -> None:
    assert stems("interviewing interviewers") == stems("interview interviewed")
    assert stems("the and of what") == set()
