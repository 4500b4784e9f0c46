import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.domain.composing import MOST, YOUR_NAME, compose
from rolecall.domain.contract import WORD_LIMIT, check_draft, holds
from rolecall.domain.mail import AskedQuestion, Draft, DraftRequest, Purpose, Tone
from rolecall.domain.roles import Addressee, RoleReading, SourceKind, Topic, TopicState
from tests.domain.readings import bank, phrases, reading


def written(request: DraftRequest, role: RoleReading, *asked_before: AskedQuestion) -> Draft:
    return compose(request, role, bank(), phrases(), asked_before=asked_before)


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("to", Addressee)
@pytest.mark.parametrize("kind", [SourceKind.AD, SourceKind.MESSAGE])
def test_every_purpose_tone_and_addressee_gives_a_mail_within_the_contract(
    purpose: Purpose, tone: Tone, to: Addressee, kind: SourceKind
) -> None:
    request = DraftRequest(to=to, tone=tone, purpose=purpose, from_name="Noor Haddad")
    for role in (
        reading(kind=kind),
        reading(kind=kind, title="", company="", recruiter="", track="not_ml"),
        reading(kind=kind, flattery=("your brilliant papers",), mismatch=True),
        reading(kind=kind, states=dict.fromkeys(Topic, TopicState.ANSWERED)),
        reading(kind=kind, states=dict.fromkeys(Topic, TopicState.PARTIAL)),
    ):
        draft = written(request, role)
        assert holds(draft.checks), (draft.body, [c for c in draft.checks if not c.ok])
        assert draft.body.count("?") == len(draft.questions) <= MOST[purpose]
        assert draft.needs == ()


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("tone", Tone)
@pytest.mark.parametrize("to", Addressee)
def test_any_topics_the_user_chooses_fit_into_the_word_limit(
    purpose: Purpose, tone: Tone, to: Addressee
) -> None:
    for start in range(len(Topic)):
        topics = tuple(list(Topic) * 2)[start : start + 6]
        draft = written(
            DraftRequest(to=to, tone=tone, purpose=purpose, from_name="Noor", topics=topics), reading()
        )
        assert [q.topic for q in draft.questions] == list(topics[: MOST[purpose]])
        assert len(draft.body.split()) <= WORD_LIMIT
        assert holds(draft.checks)


NAMES = st.one_of(
    st.text(max_size=70),
    st.sampled_from(
        ["Zoë Šimková", "王小明", "[Name]", "Dana\nBcc: x@y.z", "{role}", "[email protected]", "Dr. Okafor"]
    ),
)


@settings(max_examples=150)
@given(
    own=NAMES,
    other=NAMES,
    title=st.one_of(NAMES, st.text(max_size=120)),
    company=NAMES,
    purpose=st.sampled_from(Purpose),
    tone=st.sampled_from(Tone),
    topics=st.lists(st.sampled_from(Topic), max_size=5),
)
def test_no_name_or_title_however_hostile_breaks_a_mail(
    own: str, other: str, title: str, company: str, purpose: Purpose, tone: Tone, topics: list[Topic]
) -> None:
    request = DraftRequest(purpose=purpose, tone=tone, from_name=own, topics=tuple(topics))
    draft = written(request, reading(title=title, company=company, recruiter=other))
    failed = [check for check in draft.checks if not check.ok]
    if draft.needs == (YOUR_NAME,):
        assert [check.detail for check in failed] == ["add your name"]
    else:
        assert failed == []
    assert "\n" not in draft.subject
    assert "{" not in draft.body


def test_without_the_users_name_the_mail_asks_for_it_instead_of_leaving_a_placeholder() -> None:
    draft = written(DraftRequest(), reading())
    assert draft.needs == ("your name",)
    assert draft.body.endswith("Best wishes,")
    assert [(c.name, c.detail) for c in draft.checks if not c.ok] == [("signature", "add your name")]


@pytest.mark.parametrize(
    ("tone", "recruiter", "greeting"),
    [
        (Tone.WARM, "Dana Whitfield", "Hi Dana,"),
        (Tone.NEUTRAL, "Dana Whitfield", "Hello Dana,"),
        (Tone.DIRECT, "Dr. Whitfield", "Hello Dr. Whitfield,"),
        (Tone.WARM, "", "Hello,"),
        (Tone.WARM, "[email protected]", "Hello,"),
    ],
)
def test_the_greeting_uses_the_recruiters_name_or_nobodys(tone: Tone, recruiter: str, greeting: str) -> None:
    draft = written(DraftRequest(tone=tone, from_name="Noor"), reading(recruiter=recruiter))
    assert draft.body.splitlines()[0] == greeting


def test_a_hiring_manager_is_not_greeted_with_the_recruiters_name() -> None:
    draft = written(DraftRequest(to=Addressee.HIRING_MANAGER, from_name="Noor"), reading())
    assert "Dana" not in draft.body


def test_the_name_the_user_gives_comes_before_the_one_in_the_text() -> None:
    draft = written(DraftRequest(to_name="Ravi Menon", from_name="Noor"), reading())
    assert draft.body.startswith("Hi Ravi,")
    assert holds(draft.checks)


def test_two_questions_are_numbered_and_a_single_one_stands_in_a_sentence() -> None:
    one = written(DraftRequest(from_name="Noor", topics=(Topic.PRIOR_WORK,)), reading())
    two = written(DraftRequest(from_name="Noor", topics=(Topic.PRIOR_WORK, Topic.OUTPUTS_SPLIT)), reading())
    assert "1." not in one.body
    assert "\n1. " in two.body
    assert "\n2. " in two.body


def test_the_subject_names_the_role_and_the_company() -> None:
    draft = written(DraftRequest(from_name="Noor"), reading())
    assert "Research Scientist" in draft.subject
    assert "Northlight" in draft.subject


def test_only_a_recruiter_who_wrote_is_thanked_for_writing() -> None:
    wrote = written(DraftRequest(from_name="Noor"), reading(kind=SourceKind.MESSAGE))
    found = written(DraftRequest(from_name="Noor"), reading(kind=SourceKind.AD))
    assert "Thank you for getting in touch" in wrote.body
    assert "Thank you" not in found.body


def test_with_nothing_left_to_ask_the_mail_says_so() -> None:
    role = reading(states=dict.fromkeys(Topic, TopicState.ANSWERED))
    draft = written(DraftRequest(from_name="Noor"), role)
    assert draft.questions == ()
    assert "no questions" in draft.body


def test_a_vague_answer_is_followed_by_a_narrower_question_on_the_same_topic() -> None:
    first = written(DraftRequest(from_name="Noor"), reading())
    answered = {q.topic: TopicState.ANSWERED for q in first.questions[1:]}
    vague = {first.questions[0].topic: TopicState.PARTIAL}
    again = written(
        DraftRequest(from_name="Noor", purpose=Purpose.RE_ASK),
        reading(states=answered | vague),
        *first.questions,
    )
    assert [q.topic for q in again.questions] == [first.questions[0].topic]
    entry = bank().saying(first.questions[0].topic, first.questions[0].text)
    assert entry is not None
    assert again.questions[0].text == entry.re_ask
    assert bank().topics[again.questions[0].topic].label in again.body


def test_a_follow_up_repeats_at_most_two_questions_word_for_word() -> None:
    first = written(DraftRequest(from_name="Noor", tone=Tone.DIRECT), reading())
    again = written(DraftRequest(from_name="Noor", purpose=Purpose.FOLLOW_UP), reading(), *first.questions)
    assert again.questions == first.questions[:2]


def test_a_follow_up_does_not_repeat_words_that_are_not_ours() -> None:
    edited = AskedQuestion(topic=Topic.OUTPUTS_SPLIT, text="Is it all a lie? Answer me now?")
    again = written(DraftRequest(from_name="Noor", purpose=Purpose.FOLLOW_UP), reading(), edited)
    assert [q.topic for q in again.questions] == [Topic.OUTPUTS_SPLIT]
    assert "lie" not in again.body
    assert holds(again.checks)


def test_what_the_sources_answer_is_not_asked_again() -> None:
    first = written(DraftRequest(from_name="Noor"), reading())
    role = reading(states={q.topic: TopicState.ANSWERED for q in first.questions})
    again = written(DraftRequest(from_name="Noor", purpose=Purpose.FOLLOW_UP), role, *first.questions)
    assert again.questions == ()


@pytest.mark.parametrize("tone", Tone)
def test_thanks_and_decline_ask_nothing_of_their_own_accord(tone: Tone) -> None:
    for purpose in (Purpose.THANKS, Purpose.DECLINE):
        draft = written(DraftRequest(from_name="Noor", purpose=purpose, tone=tone), reading())
        assert draft.questions == ()
        assert "?" not in draft.body


def test_the_checks_on_a_draft_are_those_of_its_own_text() -> None:
    role = reading()
    draft = written(DraftRequest(from_name="Noor"), role)
    assert draft.checks == check_draft(draft, role, phrases())
