"""The built-in engine's answers: the role's facts, cited quotes, and plain words where nothing is known."""

import re

import pytest

from rolecall.domain.answering import QUERY_WORDS, answer, asked, near, role_facts
from rolecall.domain.passages import Evidence, Passage
from rolecall.domain.roles import Addressee, Question, RoleReading, Shares, Topic, TopicFinding, TopicState
from tests.domain.readings import reading

LABELS = {topic: topic.value.replace("_", " ").capitalize() for topic in Topic}
ASK = Question(
    id="q",
    topic=Topic.INTERVIEW_COMPOSITION,
    text="Which rounds are there?",
    to=Addressee.RECRUITER,
    why="Plan.",
)


TEXTS = (
    "A coding round lasts an hour and asks for working code.",
    "Interviewers score the coding round by tests, clarity and talk.",
    "Every coding round has a warm-up; use it to settle the language.",
    "Ask before the coding round which libraries may be imported.",
    "Recruiters call any live exercise a coding round.",
)


def passage(number: int, score: float, text: str = "", heading: str = "") -> Passage:
    return Passage(
        id=f"guide#s{number}",
        source="A guide",
        heading=heading or f"Coding rounds, part {number}",
        text=text or TEXTS[number],
        score=score,
    )


def evidence(*passages: Passage, weak: bool = False) -> Evidence:
    return Evidence(query="What is a coding round?", passages=passages, weak=weak)


def role(**states: TopicFinding) -> RoleReading:
    made = reading()
    topics = {**made.topics, **{Topic(name): finding for name, finding in states.items()}}
    return made.model_copy(
        update={
            "topics": topics,
            "questions": (ASK,),
            "shares": Shares(research=0.125, applied=0, engineering=0.6, unknown=0.275),
        }
    )


def found(state: TopicState, quote: str = "Four rounds: two of them coding.") -> TopicFinding:
    return TopicFinding(state=state, quote=quote, start=0, end=len(quote))


def test_every_number_in_an_answer_names_a_passage() -> None:
    made = answer(
        "What is a coding round?", evidence(*(passage(n, 1 - n / 50) for n in range(5))), None, (), LABELS
    )
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", made.text)}
    assert cited == set(range(1, len(made.passages) + 1))
    assert len(made.passages) == 3


def test_the_first_passages_are_quoted_and_the_third_is_named() -> None:
    made = answer(
        "What is a coding round?", evidence(*(passage(n, 0.9) for n in (0, 1, 2))), None, (), LABELS
    )
    assert f"{TEXTS[0]} [1]" in made.text
    assert f"{TEXTS[1]} [2]" in made.text
    assert made.text.endswith("There is more under “Coding rounds, part 2” [3].")


def test_what_is_quoted_stands_in_its_passage() -> None:
    made = answer("What is a coding round?", evidence(passage(1, 0.9)), None, (), LABELS)
    assert made.text.removesuffix(" [1]") in made.passages[0].text


@pytest.mark.parametrize(
    ("scores", "used"), [((0.9, 0.89, 0.88), 3), ((0.9, 0.8, 0.5), 2), ((0.9, 0.5, 0.5), 1), ((0.1,), 1)]
)
def test_passages_far_behind_the_best_are_left_out(scores: tuple[float, ...], used: int) -> None:
    passages = (passage(n, score) for n, score in enumerate(scores))
    assert len(near("What is a coding round?", evidence(*passages))) == used


def test_a_close_passage_on_something_else_is_left_out() -> None:
    other = passage(2, 0.9, "Holidays are agreed with the manager.", heading="Holidays")
    assert near("What is a coding round?", evidence(passage(1, 0.9), other)) == (passage(1, 0.9),)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("May I ask about coding rounds?", "Yes, coding rounds may be asked about."),
        ("so can I ask about coding?", "Yes, coding rounds may be asked about."),
        ("How do I ask about coding rounds?", "Coding rounds may be asked about."),
    ],
)
def test_yes_is_said_only_to_a_question_that_asks_for_it(question: str, begins: str) -> None:
    passages = evidence(passage(1, 0.9, "Yes, coding rounds may be asked about."))
    assert answer(question, passages, None, (), LABELS).text == f"{begins} [1]"


def test_the_same_sentence_is_not_quoted_twice() -> None:
    text = "A coding round lasts an hour and asks for working code."
    made = answer(
        "What is a coding round?", evidence(passage(1, 0.9, text), passage(2, 0.9, text)), None, (), LABELS
    )
    assert made.text.count("lasts an hour") == 1
    assert made.passages == (passage(1, 0.9, text),)


def test_weak_evidence_is_said_plainly_with_the_nearest_thing() -> None:
    made = answer("What is a coding round?", evidence(passage(1, 0.2), weak=True), None, (), LABELS)
    assert made.text.startswith("I have nothing on that")
    assert "“Coding rounds, part 1” in A guide [1]" in made.text
    assert "It begins: Interviewers score the coding round" in made.text
    assert made.passages == (passage(1, 0.2),)


def test_a_nearest_thing_on_something_else_is_named_but_not_quoted() -> None:
    far = passage(1, 0.1, "Holidays are agreed with the manager.", heading="Holidays")
    assert (
        "It begins" not in answer("What is a coding round?", evidence(far, weak=True), None, (), LABELS).text
    )


def test_no_passage_at_all_suggests_adding_a_document() -> None:
    made = answer("What is a coding round?", evidence(weak=True), None, (), LABELS)
    assert "add a document" in made.text
    assert made.passages == ()


def test_the_roles_own_words_come_before_the_guides() -> None:
    seen = role(interview_composition=found(TopicState.ANSWERED))
    made = answer("Is there coding?", evidence(passage(1, 0.9)), seen, (Topic.INTERVIEW_COMPOSITION,), LABELS)
    assert made.text.index("“Four rounds: two of them coding.”") < made.text.index("[1]")
    assert "You could ask" not in made.text


def test_a_missing_topic_is_said_with_the_question_to_ask() -> None:
    said = role_facts(role(), (Topic.INTERVIEW_COMPOSITION,), LABELS)
    assert "says nothing on interview composition. You could ask: “Which rounds are there?”" in said
    assert (
        "60\u00a0% engineering and 12\u00a0% research" in said
        or "60\u00a0% engineering and 13\u00a0% research" in said
    )
    assert "hint" in said


def test_a_partial_topic_is_quoted_and_asked_about() -> None:
    said = role_facts(
        role(interview_composition=found(TopicState.PARTIAL)), (Topic.INTERVIEW_COMPOSITION,), LABELS
    )
    assert "only touches on interview composition:\n\n> “Four rounds" in said
    assert said.index("> “Four") < said.index("You could ask")


def test_what_is_known_is_told_instead_of_what_is_not() -> None:
    seen = role(compute_data=found(TopicState.ANSWERED, "You get 64 GPUs."))
    said = role_facts(seen, (Topic.COMPUTE_DATA, Topic.PRIOR_WORK), LABELS)
    assert "64 GPUs" in said
    assert "says nothing" not in said


def test_at_most_two_facts_of_the_role_come_before_the_guides() -> None:
    assert role_facts(role(), tuple(Topic)[1:], LABELS).count("says nothing") == 2


@pytest.mark.parametrize("about", [(), (Topic.COMPUTE_DATA,)])
def test_a_role_of_another_field_has_no_facts_to_tell(about: tuple[Topic, ...]) -> None:
    assert role_facts(reading(track="not_ml"), about, LABELS) == ""


def test_a_weak_answer_after_facts_says_nothing_more_is_known() -> None:
    seen = role(compute_data=found(TopicState.ANSWERED, "You get 64 GPUs."))
    made = answer("How many GPUs?", evidence(passage(1, 0.1), weak=True), seen, (Topic.COMPUTE_DATA,), LABELS)
    assert made.text.startswith("On compute data, what you pasted says:")
    assert "I have nothing more on that" in made.text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("What is a loop?", "What is a loop?"),
        (
            "They wrote to me. " * 30 + "What should I have asked them before?",
            "What should I have asked them before?",
        ),
        ("Why? " + "They wrote to me. " * 30, None),
        ("word " * 500, None),
    ],
)
def test_a_story_is_looked_up_by_the_question_in_it(text: str, wanted: str | None) -> None:
    query = asked(text)
    assert query == (wanted or " ".join(text.split()[:QUERY_WORDS]))
