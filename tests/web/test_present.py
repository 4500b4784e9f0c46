"""Values as the page shows them."""

import re

from rolecall.domain.conversation import GENERAL, Turn
from rolecall.domain.mail import Check, Draft
from rolecall.domain.passages import Evidence
from rolecall.domain.roles import Addressee, Shares, Topic
from rolecall.web import figures, letters, present, shelf
from tests.web.standin import AD, PASSAGES, AddedDocument, Document, Example, RoleSummary, a_reading, checked

HOSTILE = '"><script>alert(1)</script>'


def _turn(speaker: str, text: str, **more: object) -> Turn:
    return Turn.model_validate({"id": f"t{len(text)}", "speaker": speaker, "text": text, **more})


def test_only_the_last_message_can_be_edited_and_only_the_last_answer_tried_again() -> None:
    html = present.turns(
        [_turn("user", "a"), _turn("coach", "bb"), _turn("user", "ccc"), _turn("coach", "dddd")]
    )
    assert html.count('data-do="edit_last"') == 1
    assert html.count('data-do="retry_last"') == 1
    assert html.index("ccc") < html.index('data-do="edit_last"') < html.index("dddd")


def test_nothing_is_offered_while_a_turn_is_under_way() -> None:
    html = present.turns([_turn("user", "a"), _turn("coach", "b")], ["More"], live=True)
    assert "data-do" not in html


def test_suggestions_carry_their_words_escaped() -> None:
    html = present.turns([_turn("coach", "b")], [HOSTILE])
    assert "<script" not in html
    assert 'data-do="say_this"' in html


def test_the_engine_is_named_where_a_conversation_heard_more_than_one() -> None:
    alone = present.turns([_turn("coach", "b")])
    mixed = present.turns([_turn("coach", "b"), _turn("coach", "c", engine="openai:gpt-5-mini")])
    assert "Built-in engine" not in alone
    assert "Built-in engine" in mixed
    assert "openai:gpt-5-mini" in mixed


def test_an_interrupted_answer_says_so_once() -> None:
    told = present.turns([_turn("coach", "b", interrupted=True, note="The server stopped answering.")])
    stopped = present.turns([_turn("coach", "b", interrupted=True)])
    assert "The server stopped answering." in told
    assert "Stopped here" not in told
    assert "Stopped here" in stopped


def test_a_long_conversation_shows_its_end_and_offers_the_rest() -> None:
    said = [_turn("user", f"message {n}") for n in range(200)]
    assert present.turns(said).count("<article") == 60
    assert "Show 140 earlier messages" in present.turns(said)
    assert present.turns(said, everything=True).count("<article") == 200


def test_a_million_characters_are_folded_and_mostly_left_out_of_the_page() -> None:
    html = present.user_turn("word " * 200_000)
    assert len(html) < 30_000
    assert "Show all 1,000,000 characters" in html
    assert "980,000 more characters are kept but not shown." in html


def test_every_citation_opens_a_sheet_that_is_there() -> None:
    html = present.coach_turn(_turn("coach", "see [1] and [2]", passages=PASSAGES))
    targets = set(re.findall(r'class="cite" popovertarget="([^"]+)"', html))
    assert targets == set(re.findall(r'<section popover id="([^"]+)"', html))
    assert len(targets) == 2


def test_the_list_of_roles_marks_the_open_one_and_what_waits() -> None:
    html = present.sidebar([RoleSummary(id="r1", title=HOSTILE, waiting=True)], "r1")
    assert "<script" not in html
    assert html.count("aria-current") == 1
    assert 'aria-label="has open questions"' in html
    assert html.index("New role") < html.index("?role=r1") < html.index("General")


def test_the_heading_always_names_the_engine() -> None:
    sentence = "Built-in engine: no model connected, nothing leaves this machine"
    assert "<b>Built-in engine</b>: no model" in present.heading(GENERAL, "", sentence)
    assert "Rename or remove" not in present.heading(GENERAL, "", sentence)
    assert "Rename or remove" in present.heading("r1", "A role", sentence)
    assert "<script" not in present.heading("r1", HOSTILE, sentence)


def test_an_unanswered_message_offers_an_answer() -> None:
    assert "Answer it now" in present.turns([_turn("user", "a")])
    assert "Answer it now" not in present.turns([_turn("user", "a")], live=True)


def test_examples_are_one_click_each() -> None:
    html = present.examples([Example(title="A", text=AD, blurb="b")] * 3)
    assert html.count('data-do="say_this"') == 3


def test_the_gauge_sums_to_a_hundred_and_says_so_in_words() -> None:
    third = a_reading().model_copy(
        update={"shares": Shares(research=1 / 3, applied=1 / 3, engineering=1 / 3, unknown=0.0)}
    )
    html = figures.gauge(third)
    label = re.search(r'aria-label="([^"]+)"', html)
    assert label is not None
    assert sum(int(n) for n in re.findall(r"\d+", label[1])) == 100
    assert "Title says research. Medium confidence, 4 quotes" in html


def test_a_title_that_agrees_is_not_called_a_mismatch() -> None:
    assert "The title suggests research, the duties point at engineering." in figures.gauge(a_reading())
    agreeing = a_reading().model_copy(update={"track": "research"})
    assert "The title suggests" not in figures.gauge(agreeing)


def test_all_eight_topics_stand_on_the_card_with_state_and_quote() -> None:
    html = figures.topics(a_reading())
    assert html.count("<li") == len(Topic)
    assert html.count('aria-label="not said"') == 6
    assert "<q>our team reviewed your work</q>" in html
    assert set(figures.TOPIC_LABELS) == set(Topic)


def test_a_job_that_is_not_in_machine_learning_gets_no_gauge() -> None:
    html = figures.reading_top(a_reading().model_copy(update={"track": "not_ml"}))
    assert "gauge" not in html
    assert "does not read as a machine-learning role" in html


def test_questions_are_sorted_by_who_can_answer() -> None:
    html = figures.questions(a_reading().questions)
    assert html.index("For the recruiter") < html.index("May work") < html.index("For the hiring manager")


def test_quotes_of_strangers_are_escaped_on_the_card() -> None:
    hostile = a_reading().model_copy(
        update={"flattery": (HOSTILE,), "vague": (HOSTILE,), "notes": (HOSTILE,)}
    )
    assert "<script" not in figures.reading_top(hostile) + figures.reading_rest(hostile, ())


def _draft(**more: object) -> Draft:
    return Draft.model_validate({"subject": "s", "body": "b", "to": Addressee.RECRUITER, **more})


def test_checks_are_ticks_and_a_broken_one_says_why() -> None:
    draft = _draft(
        checks=(
            Check(name="questions", ok=True, detail="3 questions, each once"),
            Check(name="no placeholders", ok=False, detail="fill in or remove '[name]'"),
        )
    )
    html = letters.checks(draft)
    assert '<li class="held" title="3 questions, each once">3 questions, each once</li>' in html
    assert "no placeholders: fill in or remove &#x27;[name]&#x27;" in html


def test_an_email_is_taken_along_by_the_user_never_sent() -> None:
    html = letters.actions(checked(_draft(subject="A & B", body="Hi\n\nBye")))
    assert 'href="mailto:?subject=A%20%26%20B&amp;body=Hi%0D%0A%0D%0ABye"' in html
    assert "RoleCall never sends" in html


def test_the_history_lists_the_newest_draft_first() -> None:
    drafts = [_draft(id="d1", tone="warm"), _draft(id="d2", tone="direct", to_name=HOSTILE)]
    html = letters.heading(drafts[1], drafts)
    assert html.index("2. Direct") < html.index("1. Warm")
    assert "<script" not in html


def test_sizes_of_documents_are_told_in_words() -> None:
    assert [shelf.size(n) for n in (0, 999, 1200, 3_400_000)] == ["0 bytes", "999 bytes", "1.2 kB", "3.4 MB"]


def test_names_of_documents_are_escaped_everywhere() -> None:
    document = Document(id="x", name=HOSTILE, text="t", added_at="2026-01-02T03:04:05", size=3)
    shown = (
        shelf.listing([document])
        + shelf.added(AddedDocument(document=document, passages=1))
        + shelf.not_added(HOSTILE, HOSTILE)
        + shelf.progress(HOSTILE, HOSTILE, 0.5)
        + shelf.found(Evidence(query="q", passages=PASSAGES, weak=True))
    )
    assert "<script" not in shown
    assert "2026-01-02" in shown
    assert "1 passage can be" in shown
    assert "Nothing answers this." in shown
