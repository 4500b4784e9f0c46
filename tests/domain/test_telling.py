"""How a reading is told: what was seen, with quotes told once, what is unsaid, one next step."""

import pytest

from rolecall.domain.roles import (
    Addressee,
    Confidence,
    Question,
    RoleReading,
    Section,
    Shares,
    Signal,
    SourceKind,
    Topic,
    TopicFinding,
    TopicState,
    Track,
)
from rolecall.domain.telling import (
    explain_reading,
    mismatch,
    percents,
    suggestions,
    tell_questions,
    tell_reading,
    telling_signals,
)
from tests.domain.readings import reading

LABELS = {topic: topic.value.replace("_", " ").capitalize() for topic in Topic}
PIPELINES = "Own the serving pipelines of our ranking models."
LATENCY = "Improve latency and reliability of the online service."
PAPERS = "Publish what you find at the leading conferences."
BOAST = "We are world-famous for serving at any scale."
ASK = Question(
    id="q",
    topic=Topic.OUTPUTS_SPLIT,
    text="How is the work split?",
    to=Addressee.RECRUITER,
    why="It decides.",
)
LATER = ASK.model_copy(
    update={"topic": Topic.COMPUTE_DATA, "to": Addressee.HIRING_MANAGER, "text": "Which GPUs?"}
)


def signal(track: Track, quote: str, section: Section = Section.DUTIES, start: int = 0) -> Signal:
    return Signal(track=track, quote=quote, start=start, end=start + len(quote), pattern="p", section=section)


SIGNALS = (
    signal(Track.ENGINEERING, BOAST, Section.ABOUT, 0),
    signal(Track.ENGINEERING, PIPELINES, start=100),
    signal(Track.ENGINEERING, LATENCY, start=200),
    signal(Track.RESEARCH, PIPELINES, start=100),
    signal(Track.RESEARCH, PAPERS, start=300),
)


def seen(**changes: object) -> RoleReading:
    return reading(kind=SourceKind.AD).model_copy(
        update={
            "track": "engineering",
            "shares": Shares(research=0.25, applied=0.05, engineering=0.6, unknown=0.1),
            "confidence": Confidence.HIGH,
            "signals": SIGNALS,
            "questions": (ASK, LATER),
            **changes,
        }
    )


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((1 / 3, 1 / 3, 1 / 3, 0), {34, 33, 0}),
        ((0.125, 0.125, 0.125, 0.625), {13, 12, 63, 62}),
        ((0, 0, 0, 1), {0, 100}),
    ],
)
def test_percents_sum_to_a_hundred(shares: tuple[float, ...], expected: set[int]) -> None:
    names = ("research", "applied", "engineering", "unknown")
    whole = percents(seen(shares=Shares(**dict(zip(names, shares, strict=True)))))
    assert sum(whole.values()) == 100
    assert set(whole.values()) <= expected


def test_duties_are_quoted_before_boasts_and_nothing_twice() -> None:
    assert [s.quote for s in telling_signals(seen())] == [PIPELINES, LATENCY, PAPERS]


@pytest.mark.parametrize(
    ("track", "title", "flagged", "says"),
    [
        ("engineering", "research", True, "The title suggests research; the duties point at engineering."),
        ("applied", "research", True, "The title suggests research; the duties point at applied work."),
        ("mixed", "research", True, "the duties are mixed, with engineering in front"),
        ("mixed", "engineering", True, ""),
        ("research", "research", True, "the duties by themselves point elsewhere"),
        ("engineering", "unclear", True, ""),
        ("engineering", "engineering", False, ""),
        ("engineering", "research", False, ""),
    ],
)
def test_a_mismatch_is_told_only_where_it_makes_sense(
    track: str, title: str, flagged: bool, says: str
) -> None:
    said = mismatch(seen(track=track, title_suggests=title, title_duty_mismatch=flagged))
    assert says in said if says else said == ""


def test_a_reading_is_told_with_numbers_quotes_and_one_question() -> None:
    said = tell_reading(seen(), LABELS)
    assert said.startswith(
        "I read this as mostly **engineering**: 60\u00a0% engineering, 25\u00a0% research, 5\u00a0% applied"
    )
    assert f"> “{PIPELINES}”" in said
    assert said.endswith("If you ask one thing, ask this: How is the work split?")
    assert "Which GPUs?" not in said


@pytest.mark.parametrize(
    ("signals", "why"),
    [
        ((), "since nothing in it shows the work"),
        (SIGNALS[1:2], "since only one sentence of it shows the work"),
        (SIGNALS[1:4], "since only two sentences show the work"),
        (
            (*SIGNALS, signal(Track.APPLIED, "Run online tests with product managers.", start=400)),
            "since its sentences point in different directions",
        ),
    ],
)
def test_low_confidence_says_why(signals: tuple[Signal, ...], why: str) -> None:
    assert why in tell_reading(seen(confidence=Confidence.LOW, signals=signals), LABELS)


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [(SourceKind.AD, "Paste the full ad"), (SourceKind.MESSAGE, "Paste the job ad behind it")],
)
def test_low_confidence_asks_for_what_would_help(kind: SourceKind, wanted: str) -> None:
    said = tell_reading(seen(confidence=Confidence.LOW, kind=kind), LABELS)
    assert wanted in said
    assert said.endswith("If there is none, you could ask: How is the work split?")


def test_high_confidence_asks_for_nothing_and_gives_no_excuse() -> None:
    said = tell_reading(seen(), LABELS)
    assert "Paste" not in said
    assert "since" not in said


def test_many_missing_topics_are_counted_and_the_ones_worth_asking_named_first() -> None:
    said = tell_reading(seen(), LABELS)
    assert (
        "Left unsaid: eight of the eight things worth knowing, among them outputs split; compute data;"
        in said
    )


def test_few_missing_topics_are_all_named() -> None:
    known = TopicFinding(state=TopicState.ANSWERED, quote="said", start=0, end=4)
    topics = dict.fromkeys(Topic, known) | {
        Topic.COMPUTE_DATA: TopicFinding(),
        Topic.PRIOR_WORK: TopicFinding(),
    }
    assert "Left unsaid: compute data; prior work." in tell_reading(seen(topics=topics), LABELS)


def test_a_role_without_open_questions_ends_without_one() -> None:
    said = tell_reading(seen(questions=()), LABELS)
    assert "If you ask one thing" not in said


def test_flattery_is_quoted_once_and_weighed() -> None:
    assert "It courts you with “your brilliant paper”" in tell_reading(
        seen(flattery=("your brilliant paper",)), LABELS
    )
    assert "courts" not in tell_reading(seen(flattery=(PAPERS,)), LABELS)


def test_notes_on_the_reading_are_passed_on() -> None:
    assert "Please note: Read up to page nine." in tell_reading(
        seen(notes=("Read up to page nine.",)), LABELS
    )


def test_another_trade_gets_no_profile() -> None:
    said = tell_reading(seen(track="not_ml"), LABELS)
    assert "does not read as a machine-learning role" in said
    assert "%" not in said
    assert explain_reading(seen(track="not_ml"), LABELS) == said
    assert suggestions(seen(track="not_ml"), drafted=False) == ()


def test_nothing_to_see_is_said_instead_of_percentages() -> None:
    blank = seen(shares=Shares(research=0, applied=0, engineering=0, unknown=1), signals=())
    assert "cannot see yet where the work lies" in tell_reading(blank, LABELS)


def test_an_explanation_counts_quotes_and_repeats_none() -> None:
    said = explain_reading(seen(), LABELS)
    assert "For **research** I counted 2 quotes:" in said
    assert "For **engineering** I counted 3 quotes, among them:" in said
    assert said.count(PIPELINES) == 1


def test_words_that_count_for_two_tracks_are_told_as_such() -> None:
    both = (signal(Track.RESEARCH, PIPELINES), signal(Track.ENGINEERING, PIPELINES))
    assert "The same words count for **engineering** too." in explain_reading(seen(signals=both), LABELS)


def test_a_quote_that_bears_on_two_topics_is_listed_once() -> None:
    same = TopicFinding(state=TopicState.PARTIAL, quote=LATENCY, start=0, end=len(LATENCY))
    topics = dict.fromkeys(Topic, TopicFinding()) | {
        Topic.COMPUTE_DATA: same,
        Topic.COLLABORATION_OWNERSHIP: same,
    }
    said = explain_reading(seen(signals=(), topics=topics), LABELS)
    assert f"- Collaboration ownership; compute data: “{LATENCY}”" in said


def test_questions_are_grouped_by_who_can_answer() -> None:
    said = tell_questions(seen())
    assert said.index("For the recruiter:") < said.index("How is the work split?")
    assert said.index("For the hiring manager:") < said.index("Which GPUs?")
    assert "nothing left" in tell_questions(seen(questions=()))


@pytest.mark.parametrize(("drafted", "first"), [(False, "Write the email"), (True, "More direct")])
def test_the_next_step_offered_follows_the_draft(drafted: bool, first: str) -> None:
    assert suggestions(seen(), drafted=drafted)[0] == first


def test_the_preparation_offered_follows_the_work() -> None:
    research = seen(shares=Shares(research=0.8, applied=0, engineering=0.1, unknown=0.1))
    assert "Should I prepare for coding?" in suggestions(seen(), drafted=False)
    assert "How do I prepare for a paper deep-dive?" in suggestions(research, drafted=False)
    assert len(suggestions(None, drafted=False)) == 2
