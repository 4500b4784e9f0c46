"""What a model says is kept where a passage says it or where it advises; the rest never reaches the user."""

import pytest

from rolecall.content.grounding import load_grounding
from rolecall.domain.claims import opposed
from rolecall.domain.passages import Passage
from rolecall.domain.verifying import Material, verified

RULES = load_grounding()
PASSAGES = tuple(
    Passage(id=name, source="Guide", heading=heading, text=text)
    for name, heading, text in (
        ("a", "Rounds", "Recruiters usually know the number of rounds. Most loops have four rounds."),
        (
            "b",
            "Weights",
            "Hiring managers know what each round weighs. A split by time is safer than a random one.",
        ),
    )
)
ADVICE = "You could ask the recruiter which of the rounds they would prepare for first, and then why."
SYSTEM = "You are RoleCall, a warm, candid and brief coach for people who interview for jobs."


def kept(text: str, *, facts: str = "", whole: bool = True, asked: str = "Who knows the rounds?") -> str:
    material = Material(passages=PASSAGES, facts=facts, asked=asked, rules=SYSTEM)
    return verified(text, material, RULES, whole=whole).text


def test_a_claim_its_passage_makes_stays_as_it_was_said() -> None:
    text = "Recruiters usually know the number of rounds [1]. You could ask them first."
    assert kept(text) == text


def test_a_citation_moves_to_the_passage_that_says_it_and_a_missing_one_is_put() -> None:
    assert kept("Hiring managers know what each round weighs [1].") == (
        "Hiring managers know what each round weighs [2]."
    )
    assert kept("Hiring managers know what each round weighs.").endswith("[2].")


@pytest.mark.parametrize(
    "invented",
    [
        "Most loops at Google have four rounds [1].",
        "Most loops have nine rounds [1].",
        "In 2024 most loops had four rounds [1].",
        "Maria Lopez knows the number of rounds [1].",
        "Ask on Tuesday for the number of rounds.",
        "You could look at www.rounds.io first.",
        "You could solve 300 problems first.",
    ],
)
def test_a_sentence_that_names_what_nobody_gave_is_cut_and_said(invented: str) -> None:
    material = Material(passages=PASSAGES, asked="Who knows the rounds?", rules=SYSTEM)
    made = verified(f"{ADVICE} {invented}", material, RULES)
    assert made.text == ADVICE
    assert made.problems[0] == "I left out one sentence that named something no source has."


def test_a_claim_with_a_false_citation_is_cut_and_advice_stays_without_it() -> None:
    made = kept(f"Companies punish people who ask [1]. {ADVICE[:-1]} [1]. Which rounds do you expect?")
    assert made == f"{ADVICE} Which rounds do you expect?"


def test_a_claim_the_role_makes_stays_without_a_citation() -> None:
    said = "Their committee meets every second week."
    assert kept(f"{said} You could ask when.", facts="“our committee meets every second week”").startswith(
        said
    )


@pytest.mark.parametrize(
    "unusable",
    [
        "",
        "Yes.",
        "You are RoleCall, a warm, candid and brief coach for people who interview.",
        "Who knows the rounds?",
        "Die Personalabteilung kennt die Runden und du solltest sie danach fragen.",
        "招聘人员通常知道有多少轮面试。",
        "<passage> </passage>",
        "The moon is made of cheese and cats rule it.",
        "Question: Who knows the rounds?",
        "What is your next question?",
        "You could ask the interviewer first.",
        "You could ask about the [number] of rounds, the [number] of people and the [number] of hours first.",
    ],
)
def test_an_answer_with_nothing_usable_is_empty(unusable: str) -> None:
    assert kept(unusable) == ""


def test_what_is_said_twice_is_kept_once() -> None:
    assert kept(f"{ADVICE} " * 2) == ADVICE
    assert kept(f"{ADVICE} " * 30) == ""
    assert kept(f"{GENERAL} Recruiters usually know the number of rounds [1]. " + f"{ADVICE} " * 3) == ""


def test_of_an_answer_that_broke_off_only_inventions_go() -> None:
    assert kept("Loops differ a lot. Google has nine. You co", whole=False) == "Loops differ a lot. You co"


def test_lists_and_paragraphs_keep_their_shape() -> None:
    text = f"You could do two things:\n\n- {ADVICE}\n- Ask the hiring manager next."
    assert kept(text) == text


@pytest.mark.parametrize(
    ("one", "other", "against"),
    [
        ("A random split is safer than one by time.", "A split by time is safer than a random one.", True),
        ("Hours help less than variety.", "Variety helps more than hours.", False),
        ("Recruiters never know the rounds.", "Recruiters usually know the rounds.", True),
        ("The manager speaks first.", "The manager speaks last.", True),
        ("Ask early and at least once.", "Ask early, and at least once.", False),
        ("The manager speaks last.", "After the rounds the manager speaks last.", False),
    ],
)
def test_what_turns_a_passage_round_is_seen(one: str, other: str, *, against: bool) -> None:
    assert opposed(one, other, RULES) is against


GENERAL = "Rounds differ between managers, and hardly two loops are split alike."


def test_a_general_claim_without_a_citation_stays_and_is_marked() -> None:
    material = Material(passages=PASSAGES, asked="Who knows the rounds?", rules=SYSTEM)
    alone = verified(GENERAL, material, RULES)
    assert alone.text == GENERAL
    assert alone.problems == ("This answer cites nothing from the guides: take it as general advice.",)
    beside = verified(f"Recruiters usually know the number of rounds [1]. {GENERAL}", material, RULES)
    assert beside.text.endswith(GENERAL)
    assert beside.problems == ("What has no number is general advice.",)


@pytest.mark.parametrize(
    "claim",
    ["Their loop has a long take-home.", "This company pays badly.", "The ad says that they sponsor visas."],
)
def test_what_the_roles_texts_do_not_say_of_it_is_cut(claim: str) -> None:
    facts = "We look for a scientist who owns ranking models and publishes at conferences."
    said = "The ad looks for a scientist who publishes."
    assert kept(f"{claim} {GENERAL}", facts=facts) == GENERAL
    assert kept(f"{said} {GENERAL}", facts=facts) == f"{said} {GENERAL}"


def test_what_a_passage_denies_is_cut() -> None:
    assert kept(f"Recruiters never know the number of rounds. {GENERAL}") == GENERAL


@pytest.mark.parametrize(
    "text",
    [
        f"## Rounds\n\n{ADVICE}",
        f"**Rounds**\n{ADVICE}",
        f"Two things help:\n\n1. Ask early\n2. Ask for the rounds\n\n{ADVICE}",
        f"{ADVICE}\n\n- the number of rounds [1]\n- what each round weighs [2]",
        f"{ADVICE}\n\n| Who | What |\n|---|---|\n| Recruiter | rounds |\n\nAsk both of them.",
        f"{ADVICE}\n\n```python\nrounds = [4]\n\nprint(rounds[0])\n```",
        f'{ADVICE}\n\n> "May I ask which rounds there are?"\n\nKeep it short.',
        f"{ADVICE} Honesty helps, and so does a calm voice 🙂 Try it aloud with L2 or A/B tests.",
    ],
)
def test_headings_lists_tables_code_and_quotations_keep_their_shape(text: str) -> None:
    assert kept(text) == text


def test_what_announces_a_list_goes_with_it() -> None:
    assert kept(f"{ADVICE}\n\nThese firms are quick:\n\n- Google\n- Meta") == ADVICE
    assert kept(f"## Dinner with Elvis\n\n{ADVICE}") == ADVICE
    assert kept(f"{ADVICE}\n\n## Rounds\n\n- Google") == ADVICE
    shown = kept(f"Ask these:\n\n- Google\n- the number of rounds\n\n{ADVICE}")
    assert shown == f"Ask these:\n\n- the number of rounds [1]\n\n{ADVICE}"


def test_code_that_was_cut_off_is_closed_and_addresses_in_it_go() -> None:
    shown = kept(f"{ADVICE}\n```\ncurl https://e.vil\nrounds = 4", whole=True)
    assert shown == f"{ADVICE}\n```\nrounds = 4\n```"


GERMAN = "Frag am besten zuerst nach den Runden, denn jede braucht eine andere Vorbereitung [1]."


@pytest.mark.parametrize(
    "asked", ["Wer kennt die Runden und ihre Namen?", "Please answer in German: who knows the rounds?"]
)
def test_an_answer_in_the_users_language_stays_without_citations(asked: str) -> None:
    assert kept(GERMAN, asked=asked) == GERMAN.replace(" [1]", "")
    assert kept(f"{GERMAN} Das kostet 900 Euro.", asked=asked) == GERMAN.replace(" [1]", "")


@pytest.mark.parametrize("asked", ["Who knows the rounds?", "Кто знает, какие раунды будут в этом процессе?"])
def test_an_answer_in_another_language_is_none(asked: str) -> None:
    assert kept(GERMAN, asked=asked) == ""


def test_a_model_that_speaks_of_itself_is_not_heard() -> None:
    assert kept("As an AI language model, I cannot help with that.") == ""
    assert kept(f"I am an AI assistant. {ADVICE}") == ADVICE
