"""What a turn wants, decided in plain code: a labelled table, and the wishes read from the wording."""

import time
from pathlib import Path

import pytest

from rolecall.content.files import load_yaml
from rolecall.domain.mail import DraftRequest, Purpose, Tone
from rolecall.domain.moves import ChatRules, Move, MoveMarker, is_material, next_move, wish
from rolecall.domain.roles import Addressee, SourceKind, Topic

RULES = load_yaml(Path(__file__).resolve().parents[2] / "knowledge" / "chat.yaml", ChatRules)

LEAST = 0.95
"""Share of the table that must be told right; the wording of people never fits rules wholly."""

SAID = {
    Move.ADVISE: """
        How should I reply to a recruiter who says research-ish?
        Should I prepare for coding?
        What is usual in a research deep dive?
        Is it rude to ask about publications in the first call?
        What should I ask about compute?
        How do I write a good thank-you email?
        when should I follow up if nobody answers
        Do recruiters mind direct questions?
        Why do research roles get LeetCode?
        Explain the bias variance tradeoff
        What does an MLOps engineer do?
        how long should a job talk be
        Can I ask for the names of my interviewers?
        I have an onsite next week, what should I prepare?
        What does wear many hats mean?
        How do mock interviews help?
        Are mock interviews worth the time?
        tell me about take-home assignments
        Will there be a coding round?
        Does the ad say anything about compute?
        who would I work with
        Would I be allowed to publish?
        Should I email the hiring manager directly?
        What will the interview be like?
        I got rejected after the onsite, now what?
        My interviewer never read my paper, is that normal?
        the take-home took me twelve hours
        leetcode or pytorch, which one matters more
        What questions will they ask me about my thesis?
        How do I decline an offer politely?
        Is a shorter email better?
        Should I apply?
        What does a data scientist loop include?
        I'm nervous about the coding round
        How do I explain a gap in my CV?
        what's a good answer to why do you want to leave
        Is "fast-paced" a warning sign?
        what happens after the recruiter screen
        Anything I should know about NDAs?
        How would you plan a week with four rounds?
        I want to understand the publication policy better
        the recruiter wrote that the team is research-ish and I do not know what to make of it
        give me some advice on negotiating
        can you help me prepare for the coding round
        Is this company any good?
        does this role involve research
        what would I do all day here
        Should I withdraw?
        how do I turn down an interview
        what is a good email subject line?
        I need help with my job talk
        do they pay well
        Which track suits a PhD?
        what to write in a cover letter
        Do you think I should ask about salary?
        The recruiter said there will be a technical conversation. What does that mean?
        can you explain LoRA
        prepare me for the ML systems round
        need tips for behavioural questions
        give me an example of a good answer about ablations
        what does title mismatch mean
        compare research engineer and research scientist
        Explain the difference between L1 and L2
        My onsite is on Monday. Help!
        what if they ask for my salary expectations
        Who reads take-homes?
        what's the usual length of a take home
        is research experience required for applied scientist jobs
        I keep failing coding screens, any ideas?
        The recruiter asked for my current salary
        how would you answer a question about novelty
        can you tell me how onsite loops work
        does Northlight publish papers
        what should I wear
        am I too junior for this
        Do I have to know CUDA
        how to follow up without being annoying
        what's the best time to send a follow-up
        is the hiring manager the right person for compute questions
        should my email mention my papers
        I have two offers and need to decide by Friday
        what is the point of a behavioural round
        explain what a reproducibility round is
        why did they send me a HackerRank test
        how honest should I be about not knowing something
        What do they mean by ownership?
        how many papers should I read before the interview
        is Kubernetes knowledge important
        I was asked to give a talk, how do I structure it
        why would they skip the research round
        which rounds test maths
        will they pay for the take home
        what makes a good research question
        can I bring notes
        my first round went badly, what now
        does a phone screen include coding
        how should I tell them about another offer
        should I reply on the weekend
    """,
    Move.DRAFT: """
        Write the email
        can you write something to Dana asking about publications
        Draft a reply to the recruiter please
        email please
        I need a message to the hiring manager
        Please ask them about compute and data
        Could you ask Priya whether there is live coding?
        write to the hiring manager, formally
        thank her for the call
        Write a thank-you note after yesterday's interview
        remind him about my questions
        They were vague, ask again
        help me turn it down nicely
        I'd like to withdraw from this process
        decline politely
        Send a follow-up, it has been ten days
        compose an answer that asks how success is measured
        I want an email with three questions
        put together a short mail about the rounds
        yes, draft it
        Now a message to a future team mate
        can we get a friendly email asking about IP?
        Ask about the research split again
        re-ask about the interview format
        nudge the recruiter
        could you put a few lines together for Dana?
        make me an email that asks who owns deployment
        Reply to Dana that Thursday works and ask about the rounds
        say no to them
        generate an email
        could you draft an email to Dana that asks about publications?
        please write a friendly follow up
        mail her
        Ask Dana who owns deployment
        let's write to them
        compose it
        I would like an email asking for the interview format
        help me reply to this recruiter
        tell them I am not interested
        can you phrase that as an email
        help me answer her
        turn this into an email
        thank Dana
        prepare a polite reply
        email her about the interview split and compute
        can we ask the recruiter what the rounds are?
        Write: thanks, but no thanks
        Write an email to the recruiter asking what the coding round covers
        draft something polite
        can you email the recruiter for me
        I'd love a message I can send to Dana
        get me an email asking about GPUs
        could you help me write back
        answer Dana and ask about publication approval
        write a thank you to the hiring manager
        please decline on my behalf
        let's ask about compute
        ok now write it
        compose a follow-up to my last mail
        a reply to Dana please
        I want to ask the manager how success is measured
        message for the hiring manager
        Please draft a short note to the recruiter
        can you ask the hiring manager about the team's papers
        send an email asking who decides on publications
        I want a polite decline
        write her
        could you prepare a reply to that message
        follow up with the recruiter please
        a thank-you email to Priya
    """,
    Move.RESTYLE: """
        more direct
        Make it warmer
        Give me a shorter version
        shorter
        a bit more formal please
        can you make the email less pushy
        too long
        it sounds stiff, friendlier please
        Same but more neutral
        rewrite it in a warm tone
        shorten it
        Please rephrase the draft
        tone it down a bit
        the same for the hiring manager
        could it be a little softer?
        make it short and friendly
        less formal
        drop the question about compute
        add a question about publications
        friendlier
        can you make it sound more natural and warm
        make it sound less desperate
        a neutral tone please
        use a more formal tone
        Could you cut it down?
        make it half as long
        shorter please, and warmer
        too formal
        remove the second question
        more polite
        could you make that a bit friendlier
        less wordy please
        make it more concise
        I'd like it warmer
        too blunt
        make the tone more professional
        can it be shorter
        now more direct
        soften the tone
        sounds too needy
        make it less formal
        warmer tone
        can you shorten this
        too many words
        not so stiff please
        include a question about IP
    """,
    Move.EXPLAIN: """
        Why is this 60% engineering?
        Why do you read it this way?
        What is this role really about?
        Is this really a research role?
        why low confidence?
        How sure are you?
        Summarise the ad
        show me the evidence
        What do you make of this job?
        Does the title match the duties?
        where do you see that?
        what makes you think it's applied
        is it a research or an engineering job?
        why research?
        tl;dr please
        how did you get these percentages from the ad
        why engineering
        how did you come to this conclusion
        why mixed?
        is this job mostly engineering
        So what is this job?
        what did you find
        why is the confidence so low?
        tell me what you see
        break down the percentages
        why do you think this is applied work?
        what is your evidence?
        is it really research or just engineering
        how did you get 40%
        what kind of role is this
        what's your verdict
        explain the profile
        so is this a research job or not?
        why is it applied and not research
        what do you read out of this ad
        is this mostly engineering work
        show me your reasoning
        give me a summary
    """,
    Move.MISSING: """
        What is missing?
        what should I ask
        What should I ask them?
        Which questions should I ask the recruiter?
        what do they not say?
        What's left unsaid?
        anything unclear?
        What else should I find out?
        list the open questions
        questions for the hiring manager
        what doesn't the ad mention?
        what could I ask before the interview
        What could I have asked earlier? Anything I forgot, what is still open?
        Which questions are still open?
        what am I missing
        what have they left out
        what information is missing from this ad
        what questions do I still have to ask
        what is not clear yet
        Which topics are missing?
        gaps?
        what haven't they told me
        what else do I need to ask
        which questions are left
        what's not in the ad
        what is still unknown
        which things should I clarify first
        give me the questions for the recruiter
        what should I still ask
        what did the ad leave out
        anything else I should ask?
        what is unclear here
        questions for the recruiter please
    """,
    Move.PRACTISE: """
        Start a mock interview
        let's do a mock coding round
        Interview me
        quiz me on regularisation
        Can you simulate the interview?
        give me a coding problem
        practise a deep-dive with me
        grade my answer
        I want to practise with you, can you run a practice interview?
        can I practise with you?
        mock interview please
        let me do a practice coding round
        start the mock
        test me on statistics
        Can we rehearse the deep dive?
        can we do a practice interview
        I'd like to do a mock research interview
        ask me an interview question
        run me through a coding round
        score my answer please
        simulate a deep dive with me
        let's practise
        start a coding round
        mock me
        quiz me
    """,
    Move.PLAN: """
        plan my week
        Make me a study plan for ten hours
        make a plan for the next three days
        make me a 3 day plan
        plan my preparation for the next week
    """,
    Move.GREET: """
        Hi
        hello there!
        thanks!
        Thank you so much, that helps
        ok great
        good morning
        What can you do?
        cool, thanks a lot
        bye
        perfect
        hey coach
        thank you!!
        ok thanks
        hello, what can you do for me?
        thx a lot
        Nice, that's clear
        How are you?
        hiya
        ok thank you
        good evening
        great, thank you very much
        who are you?
        that was useful, thanks
        cheers mate
        thanks for that
        hey there
        ok, got it
        morning
        what is this?
    """,
}
TABLE = [(line.strip(), move) for move, lines in SAID.items() for line in lines.strip().splitlines()]

AD = """Research Scientist, Ranking
Northlight

What you will do
- Own the serving pipeline of the ranking models and write the email alerts that go with it.
- Run experiments and plan mock launches with the product team.
"""
MESSAGE = (
    "Hi Noor, I'm Dana from Northlight. We read your paper and would love to talk research with you. "
    "Please send me an email with two dates, and I will set up a first technical conversation this week."
)


def test_the_table_is_large_and_names_nothing_twice() -> None:
    assert len(TABLE) >= 100
    assert len({text for text, _ in TABLE}) == len(TABLE)
    assert {move for _, move in TABLE} == set(Move) - {Move.READ, Move.REPORT, Move.SETTINGS_HELP}


def test_nearly_every_turn_is_told_right() -> None:
    wrong = [
        f"{text!r}: {told}, not {move}"
        for text, move in TABLE
        if (told := next_move(text, None, RULES)) is not move
    ]
    assert len(wrong) <= (1 - LEAST) * len(TABLE), "\n".join(wrong)


@pytest.mark.parametrize("move", list(SAID))
def test_no_move_is_told_badly_for_the_sake_of_the_others(move: Move) -> None:
    mine = [text for text, labelled in TABLE if labelled is move]
    told = [text for text, _ in TABLE if next_move(text, None, RULES) is move]
    assert len(set(mine) & set(told)) >= 0.85 * max(len(mine), len(told))


@pytest.mark.parametrize(("text", "kind"), [(AD, SourceKind.AD), (MESSAGE, SourceKind.MESSAGE)])
def test_what_was_brought_in_is_read_whatever_wishes_it_contains(text: str, kind: SourceKind) -> None:
    assert next_move(text, kind, RULES) is Move.READ


def test_a_pasted_text_of_no_kind_is_a_turn_like_any_other() -> None:
    assert next_move(AD, None, RULES) is not Move.READ


def test_markers_of_wishes_are_not_looked_for_in_long_turns() -> None:
    long_turn = "Write the email. " + "There was a round on graphs and nobody had read my paper. " * 10
    assert next_move(long_turn, None, RULES) is Move.ADVISE


@pytest.mark.parametrize(
    ("text", "material"),
    [
        (AD, True),
        (MESSAGE, True),
        ("Write the email, please", False),
        ("How do I prepare for a paper deep-dive?\n\nAnd for coding?", False),
        ("word " * 39, False),
        ("word " * 40, True),
        ("I " + "word " * 58, False),
        ("I " + "word " * 59, True),
        ("", False),
        ("Senior ML engineer wanted. " + "You will build and run models for our customers. " * 5, True),
        ("I had a call yesterday. " + "They told me about the team and the models it runs. " * 4, False),
        ("Senior ML engineer wanted? " + "You will build and run models for our customers. " * 5, False),
    ],
)
def test_length_and_layout_tell_material_from_talk(text: str, material: bool) -> None:
    assert is_material(text) is material


WISHES = [
    ("Write the email, friendly please", {"tone": Tone.WARM}),
    ("more direct", {"tone": Tone.DIRECT}),
    ("Give me a shorter version", {"tone": Tone.DIRECT}),
    ("make it short and friendly", {"tone": Tone.WARM}),
    ("a bit more formal please", {"tone": Tone.NEUTRAL}),
    ("less formal", {"tone": Tone.WARM}),
    ("less friendly", {"tone": Tone.NEUTRAL}),
    ("too direct", {"tone": Tone.WARM}),
    ("polite but direct", {"tone": Tone.DIRECT}),
    ("decline politely", {"tone": Tone.WARM, "purpose": Purpose.DECLINE}),
    ("I'd like to withdraw from this process", {"purpose": Purpose.DECLINE}),
    ("They were vague, ask again", {"purpose": Purpose.RE_ASK}),
    ("Send a follow-up, it has been ten days", {"purpose": Purpose.FOLLOW_UP}),
    ("she has not answered, remind her", {"purpose": Purpose.FOLLOW_UP}),
    ("Write a thank-you note after yesterday's interview", {"purpose": Purpose.THANKS}),
    ("thank her for the coding round", {"purpose": Purpose.THANKS}),
    ("write to the hiring manager", {"to": Addressee.HIRING_MANAGER}),
    ("Now a message to a future colleague", {"to": Addressee.PEER}),
    ("the same for the recruiter", {"to": Addressee.RECRUITER}),
    (
        "can you write something to Dana asking about publications",
        {"topics": (Topic.PUBLICATION_IP_POLICY,)},
    ),
    (
        "email the hiring manager about GPUs and how success is measured",
        {
            "to": Addressee.HIRING_MANAGER,
            "topics": (Topic.COMPUTE_DATA, Topic.EVALUATION_SUCCESS_METRICS),
        },
    ),
    (
        "thank them for the interview and ask about publishing",
        {"purpose": Purpose.THANKS, "topics": (Topic.PUBLICATION_IP_POLICY,)},
    ),
    ("write the email", {}),
]


@pytest.mark.parametrize(("text", "changed"), WISHES)
def test_a_wish_changes_what_it_names_and_nothing_else(text: str, changed: dict[str, object]) -> None:
    before = DraftRequest(from_name="Noor")
    assert wish(text, RULES, before) == before.model_copy(update=changed)


def test_a_question_is_added_to_those_of_the_draft_or_taken_out() -> None:
    before = DraftRequest(topics=(Topic.INTERVIEW_COMPOSITION, Topic.COMPUTE_DATA))
    added = wish("add a question about publications", RULES, before)
    assert added.topics == (Topic.INTERVIEW_COMPOSITION, Topic.COMPUTE_DATA, Topic.PUBLICATION_IP_POLICY)
    assert wish("drop the question about compute", RULES, before).topics == (Topic.INTERVIEW_COMPOSITION,)


def test_an_added_question_takes_the_last_place_where_four_are_asked() -> None:
    four = tuple(Topic)[:4]
    added = wish("also ask about publications", RULES, DraftRequest(topics=four))
    assert added.topics == (*four[:3], Topic.PUBLICATION_IP_POLICY)


def test_the_last_question_is_not_taken_out() -> None:
    before = DraftRequest(topics=(Topic.COMPUTE_DATA,))
    assert wish("drop the question about compute", RULES, before) == before


def test_a_marker_that_misses_its_own_example_does_not_load() -> None:
    with pytest.raises(ValueError, match="own example"):
        MoveMarker(id="x", move=Move.DRAFT, pattern="^mail$", examples=("write",))
    with pytest.raises(ValueError, match="counter-example"):
        MoveMarker(id="x", move=Move.DRAFT, pattern="mail", examples=("mail",), counter_examples=("mailbox",))


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "experimentation infrastructure " * 8 + "now",
        "a" * 400,
        "make it " * 49,
        "it's " * 79,
        "' " * 190,
        "x, " * 130,
    ],
)
def test_no_rule_of_the_chat_thinks_for_long_about_a_turn(text: str) -> None:
    begun = time.monotonic()
    next_move(text, None, RULES)
    wish(text, RULES, DraftRequest())
    assert time.monotonic() - begun < 5
