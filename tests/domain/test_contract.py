from collections.abc import Callable

import pytest

from rolecall.domain.composing import compose
from rolecall.domain.contract import check_draft, holds, question_sentences, signed_name
from rolecall.domain.mail import Draft, DraftRequest, Purpose, Tone
from rolecall.domain.roles import Topic
from tests.domain.readings import bank, phrases, reading

TOPICS = (Topic.INTERVIEW_COMPOSITION, Topic.PUBLICATION_IP_POLICY)


ROUNDS = (
    "Which rounds does the interview have, and how is the time divided between research discussion, coding "
    "and system design?"
)
ROUNDS_REWORDED = (
    "Could you walk me through the rounds of the interview, and how much time goes to research discussion, "
    "coding and system design?"
)
PUBLISHED = "May work from this role be published, and who decides?"
PUBLISHED_REWORDED = "I would also love to hear whether work in this role may be published, and who decides?"


@pytest.fixture
def draft() -> Draft:
    request = DraftRequest(tone=Tone.NEUTRAL, from_name="Noor Haddad", topics=TOPICS)
    return compose(request, reading(), bank(), phrases())


def failed(
    draft: Draft, body: str, *, subject: str | None = None, known: tuple[str, ...] = ()
) -> dict[str, str]:
    edited = draft.model_copy(update={"body": body, "subject": draft.subject if subject is None else subject})
    checks = check_draft(edited, reading(), phrases(), known=known)
    return {check.name: check.detail for check in checks if not check.ok}


def adding(words: str) -> Callable[[str], str]:
    return lambda body: body.replace("\n\nKind regards,", f" {words}\n\nKind regards,")


REWRITES: list[tuple[str, str, Callable[[str], str]]] = [
    (
        "questions",
        "a question dropped",
        lambda b: "\n".join(x for x in b.splitlines() if not x.startswith("2.")),
    ),
    (
        "questions",
        "a question twice",
        lambda b: b.replace("Kind", "2. May work from this role be published?\n\nKind"),
    ),
    ("questions", "a question added", adding("What is the salary?")),
    (
        "questions",
        "a question swapped",
        lambda b: b.replace("May work from this role be published", "Is lunch free"),
    ),
    ("questions", "a question without its mark", lambda b: b.replace("who decides?", "who decides.")),
    (
        "questions",
        "both in one sentence",
        lambda b: b.replace("system design?\n2. May", "system design, and may"),
    ),
    ("facts", "a person", adding("I spoke to your colleague Priya about it.")),
    ("facts", "a person opening a sentence", adding("Priya Raman suggested that I write.")),
    ("facts", "a firm opening a sentence", adding("Google offers the same.")),
    ("facts", "another company", adding("I am also talking to Deepmind.")),
    ("facts", "a date", adding("I could start on 3 March.")),
    ("facts", "a weekday", adding("A call on Tuesday would suit me.")),
    ("facts", "money", adding("I hope for $200k.")),
    ("facts", "a percentage", adding("I hear it is 70% coding.")),
    ("facts", "a number word", adding("I hear there are seven rounds.")),
    ("facts", "a link", adding("My page is https://example.org/noor.")),
    ("facts", "an address", adding("Write to noor@example.org.")),
    ("facts", "a domain", adding("See noorhaddad.dev for more.")),
    ("facts", "a claim about the candidate", adding("I look back on years of experience.")),
    ("facts", "a degree", adding("I am finishing my thesis.")),
    ("facts", "another offer", adding("I do have another offer.")),
    ("facts", "a talk that is in no source", adding("It was good to meet you, and as discussed I write.")),
    ("no placeholders", "brackets", adding("I am writing about [Company].")),
    ("no placeholders", "angle brackets", adding("I am writing about <role>.")),
    ("no placeholders", "braces", adding("I am writing about {role}.")),
    ("no placeholders", "crosses", adding("I am free on XXX.")),
    ("no placeholders", "a note to oneself", adding("TODO say more.")),
    ("no placeholders", "a line to fill in", adding("I am free on ____.")),
    ("no placeholders", "your name", lambda b: b.replace("Noor Haddad", "Your Name")),
    ("plain text", "hidden words", adding("Hello \U000e0041\U000e0042 there.")),
    ("plain text", "turned letters", adding("I am \u202eglad\u202c.")),
    ("length", "one endless word", adding("a" * 2000)),
    ("length", "far too long", adding("and on and on " * 40)),
    ("greeting", "no greeting", lambda b: b.split("\n\n", 1)[1]),
    ("greeting", "somebody else", lambda b: b.replace("Hello Dana", "Hello Priya")),
    ("greeting", "nobody", lambda b: b.replace("Hello Dana", "Dear Sir or Madam")),
    ("signature", "no signature", lambda b: b.replace("\nNoor Haddad", "")),
    ("signature", "somebody else", lambda b: b.replace("Noor Haddad", "Priya Raman")),
    ("signature", "no closing", lambda b: b.replace("Kind regards,\n", "")),
    ("signature", "words after it", lambda b: f"{b}\n\nSent with the greatest care and with every good wish"),
    ("no accusation", "misled", adding("I feel misled by the title.")),
    ("no accusation", "bait", adding("It looks like bait and switch.")),
    ("no accusation", "a promise", adding("You promised a research role.")),
    ("no accusation", "wasted time", adding("Please do not waste my time.")),
    ("no accusation", "a lie", adding("I hope nobody lied.")),
    (
        "no accusation",
        "an accusing question",
        lambda b: b.replace("May work", "Why won't you say whether work may"),
    ),
    ("no accusation", "a grudge", adding("I must say that I am disappointed.")),
    ("no accusation", "a reproach", adding("You did not answer my questions.")),
]


@pytest.mark.parametrize(("check", "what", "rewrite"), REWRITES, ids=[f"{c}: {w}" for c, w, _ in REWRITES])
def test_each_kind_of_bad_rewrite_is_caught(
    draft: Draft, check: str, what: str, rewrite: Callable[[str], str]
) -> None:
    assert holds(draft.checks)
    body = rewrite(draft.body)
    assert body != draft.body, what
    assert check in failed(draft, body)


@pytest.mark.parametrize(
    "rewrite",
    [
        lambda b: b.replace(ROUNDS, ROUNDS_REWORDED),
        lambda b: b.replace(PUBLISHED, PUBLISHED_REWORDED),
        lambda b: b.replace("Hello Dana,", "Dear Dana Whitfield,"),
        lambda b: b.replace("Kind regards,", "With best wishes,"),
        lambda b: b.replace(" ", "  ").replace("\n", "\r\n"),
        adding("I'd be very glad of a short reply."),
        adding("Everything about ML interviews helps."),
        adding("If it is easier, we could also talk on the phone."),
    ],
)
def test_a_faithful_rewrite_passes(draft: Draft, rewrite: Callable[[str], str]) -> None:
    body = rewrite(draft.body)
    assert body != draft.body
    assert failed(draft, body) == {}


def test_what_a_source_says_may_be_said(draft: Draft) -> None:
    body = adding("You mentioned 3 rounds with Priya on Tuesday.")(draft.body)
    assert "facts" in failed(draft, body)
    assert failed(draft, body, known=("Priya will hold 3 rounds, the first on Tuesday.",)) == {}


def test_nobody_signs_for_a_user_whose_name_is_unknown(draft: Draft) -> None:
    unsigned = compose(DraftRequest(topics=TOPICS), reading(), bank(), phrases())
    signed = unsigned.model_copy(update={"body": f"{unsigned.body}\nAlex"})
    checks = {check.name: check for check in check_draft(signed, reading(), phrases())}
    assert not checks["facts"].ok
    assert "Alex" in checks["facts"].detail


def test_what_is_not_in_the_texts_is_named(draft: Draft) -> None:
    detail = failed(draft, adding("A call with Priya on 12 May would suit me.")(draft.body))["facts"]
    assert all(repr(word) in detail for word in ("Priya", "12", "May"))


@pytest.mark.parametrize(
    "subject", ["", "  ", "Hello\nBcc: all@example.com", "Hello\r\nX: y", "a" * 121, "a\u2028b"]
)
def test_a_subject_that_would_break_a_header_is_refused(draft: Draft, subject: str) -> None:
    assert "subject" in failed(draft, draft.body, subject=subject)


def test_more_questions_than_the_purpose_allows_are_refused(draft: Draft) -> None:
    thanks = draft.model_copy(update={"purpose": Purpose.THANKS})
    checks = check_draft(thanks, reading(), phrases())
    assert "at most four" in [check.name for check in checks if not check.ok]


def test_an_empty_text_fails_with_words_not_with_an_exception(draft: Draft) -> None:
    assert {"questions", "greeting", "signature", "subject"} <= set(failed(draft, "", subject=""))


def test_question_sentences_are_cut_from_what_stands_before_them() -> None:
    assert question_sentences("Hello. Thanks:\n1. Is it so? And\nhow？ Bye.") == ["Is it so?", "And how?"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Hello,\n\nText.\n\nKind regards,\nNoor Haddad\n", "Noor Haddad"),
        ("Hello,\n\nText.\n\nKind regards,", ""),
        ("Hello,\n\nText.\n\nKind regards,\n[Your Name]", ""),
        ("", ""),
    ],
)
def test_the_name_a_user_signs_with_can_be_taken_over(body: str, name: str) -> None:
    assert signed_name(body) == name
