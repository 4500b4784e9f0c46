from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolecall.domain.mail import Tone
from rolecall.domain.questions import ask, choose, put, uncertain
from rolecall.domain.roles import Addressee, Topic, TopicState, Verdict
from tests.domain.readings import bank, reading

STATES = st.dictionaries(st.sampled_from(Topic), st.sampled_from(TopicState))
TRACKS = st.sampled_from(get_args(Verdict))


@given(states=STATES, track=TRACKS, mismatch=st.booleans(), courted=st.booleans())
def test_every_missing_or_partial_topic_yields_one_question_and_an_answered_one_none(
    states: dict[Topic, TopicState], track: Verdict, mismatch: bool, courted: bool
) -> None:
    role = reading(
        states=states, track=track, mismatch=mismatch, flattery=("your brilliant papers",) if courted else ()
    )
    asked = [question.topic for question in ask(role, bank())]
    assert len(asked) == len(set(asked))
    assert set(asked) == {t for t in Topic if role.topics[t].state is not TopicState.ANSWERED}


@pytest.mark.parametrize("track", get_args(Verdict))
@pytest.mark.parametrize("mismatch", [True, False])
@pytest.mark.parametrize("flattery", [(), ("your brilliant papers",)])
def test_the_interview_comes_first(track: Verdict, mismatch: bool, flattery: tuple[str, ...]) -> None:
    role = reading(track=track, mismatch=mismatch, flattery=flattery)
    assert uncertain(role, bank())[0] is Topic.INTERVIEW_COMPOSITION


def test_own_research_ranks_high_where_the_candidate_was_courted_for_it() -> None:
    plain = uncertain(reading(), bank()).index(Topic.PRIOR_WORK)
    courted = uncertain(reading(flattery=("we loved your papers",)), bank()).index(Topic.PRIOR_WORK)
    assert courted < 3 < plain


def test_a_company_that_praises_itself_does_not_court_the_candidate() -> None:
    boasting = reading(flattery=("world-class researchers", "cutting-edge research"))
    assert uncertain(boasting, bank()) == uncertain(reading(), bank())


def test_a_compliment_is_no_answer_where_the_candidate_is_courted() -> None:
    partly = {Topic.PRIOR_WORK: TopicState.PARTIAL}
    role = reading(states=partly, flattery=("impressed by your papers",))
    chosen = choose(ask(role, bank()), bank(), Addressee.RECRUITER, role)
    assert Topic.PRIOR_WORK in [question.topic for question in chosen]
    plain = reading(states=partly)
    assert Topic.PRIOR_WORK not in [
        q.topic for q in choose(ask(plain, bank()), bank(), Addressee.RECRUITER, plain)
    ]


def test_the_publication_policy_matters_more_for_research_than_for_engineering() -> None:
    research = uncertain(reading(track="research"), bank()).index(Topic.PUBLICATION_IP_POLICY)
    engineering = uncertain(reading(track="engineering"), bank()).index(Topic.PUBLICATION_IP_POLICY)
    assert research < engineering


def test_a_mismatch_of_title_and_duties_raises_the_split_of_outputs() -> None:
    plain = uncertain(reading(track="engineering"), bank()).index(Topic.OUTPUTS_SPLIT)
    differing = uncertain(reading(track="engineering", mismatch=True), bank()).index(Topic.OUTPUTS_SPLIT)
    assert differing < plain


def test_a_partial_topic_weighs_half_of_what_it_weighs_missing() -> None:
    role = reading(states={Topic.INTERVIEW_COMPOSITION: TopicState.PARTIAL})
    ranked = uncertain(role, bank())
    assert ranked.index(Topic.INTERVIEW_COMPOSITION) > ranked.index(Topic.OUTPUTS_SPLIT)


def test_what_a_recruiter_cannot_know_is_kept_for_the_hiring_manager() -> None:
    to = {question.topic: question.to for question in ask(reading(), bank())}
    assert to[Topic.COMPUTE_DATA] is Addressee.HIRING_MANAGER
    assert to[Topic.EVALUATION_SUCCESS_METRICS] is Addressee.HIRING_MANAGER
    assert to[Topic.INTERVIEW_COMPOSITION] is Addressee.RECRUITER


@given(states=STATES, track=TRACKS, to=st.sampled_from(Addressee), limit=st.integers(0, 6))
def test_an_email_takes_missing_topics_before_partial_ones_and_never_an_answered_one(
    states: dict[Topic, TopicState], track: Verdict, to: Addressee, limit: int
) -> None:
    role = reading(states=states, track=track)
    questions = ask(role, bank())
    chosen = [q.topic for q in choose(questions, bank(), to, role, limit=limit)]
    able = [q.topic for q in questions if put(bank(), q.topic, to, Tone.WARM)]
    missing = [t for t in able if role.topics[t].state is TopicState.MISSING]
    assert len(chosen) <= limit
    assert chosen == [t for t in able if t in chosen]
    assert set(missing[:limit]) <= set(chosen)
    partial = [t for t in chosen if role.topics[t].state is TopicState.PARTIAL]
    assert not partial or len(missing) < 3


def test_a_recruiter_is_asked_for_compute_only_where_the_user_chose_it() -> None:
    assert put(bank(), Topic.COMPUTE_DATA, Addressee.RECRUITER, Tone.WARM) is None
    chosen = put(bank(), Topic.COMPUTE_DATA, Addressee.RECRUITER, Tone.WARM, chosen=True)
    assert chosen is not None
    assert chosen.text.startswith("Who ")


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("to", Addressee)
@pytest.mark.parametrize("tone", Tone)
def test_every_topic_can_be_asked_of_everybody_in_every_tone(topic: Topic, to: Addressee, tone: Tone) -> None:
    question = put(bank(), topic, to, tone, chosen=True)
    assert question is not None
    assert question.to is to
    assert bank().saying(topic, question.text) is bank().entry(question.id)
