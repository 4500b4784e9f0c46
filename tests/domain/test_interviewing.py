import pytest

from rolecall.domain.interviewing import REDIRECTED, hint_step, next_step, refused
from rolecall.domain.judgements import Manner
from rolecall.domain.mocks import DRIFT_QUESTION, EndReason, Interviewer, InterviewerMove, Mode
from rolecall.domain.steps import asked_about
from tests.domain.sittings import BY_ID, Sitting, deep, left, question, quick

Move = InterviewerMove
TRIVIA = ("trivia-one", "trivia-two", "trivia-three")


def test_the_first_step_asks_the_first_question() -> None:
    step = next_step(Sitting().state, BY_ID, left(1200))
    assert (step.move, step.question, step.opening) == (Move.ASK, "alpha", True)


@pytest.mark.parametrize(
    ("heard", "followed", "move", "what"),
    [
        ((), (), Move.FOLLOW_UP, "baseline"),  # the heaviest first
        (("baseline",), (), Move.FOLLOW_UP, "ablation"),
        (("baseline", "metric"), (), Move.FOLLOW_UP, "ablation"),
        (("baseline", "ablation", "metric"), (), Move.ASK, "beta"),  # nothing left to ask for
        ((), ("baseline",), Move.FOLLOW_UP, "ablation"),  # asked for once is enough
        ((), ("baseline", "ablation"), Move.ASK, "beta"),  # the budget of follow-ups is spent
    ],
)
def test_an_answer_is_followed_up_by_the_heaviest_open_criterion_within_the_budget(
    heard: tuple[str, ...], followed: tuple[str, ...], move: InterviewerMove, what: str
) -> None:
    sitting = Sitting().asks()
    for criterion in followed:
        sitting.answers().asks("alpha", Move.FOLLOW_UP, criterion)
    step = next_step(sitting.answers(*heard).state, BY_ID, left(1000))
    assert step.move is move
    assert what in (step.question, step.criterion)
    assert step.heard is bool(heard)


@pytest.mark.parametrize(
    ("voice", "times"),
    [(Interviewer.HURRIED, 1), (Interviewer.WARM, 2), (Interviewer.SCEPTICAL, 3)],
)
def test_voices_follow_up_more_or_less_often(voice: Interviewer, times: int) -> None:
    sitting = Sitting(interviewer=voice).asks().answers()
    for criterion in ("baseline", "ablation", "metric")[:times]:
        assert next_step(sitting.state, BY_ID, left(1000)).move is Move.FOLLOW_UP
        sitting.asks("alpha", Move.FOLLOW_UP, criterion).answers()
    assert next_step(sitting.state, BY_ID, left(1000)).move is Move.ASK


@pytest.mark.parametrize("manner", sorted(REDIRECTED - {Manner.ASKS_FOR_HINT, Manner.ASKS_TO_REPEAT}))
def test_an_answer_that_is_none_is_sent_back_twice_and_then_left(manner: Manner) -> None:
    sitting = Sitting().asks().answers(manner=manner)
    first = next_step(sitting.state, BY_ID, left(1000))
    assert (first.move, first.criterion, first.manner) == (Move.REDIRECT, "", manner)
    sitting.asks("alpha", Move.REDIRECT).answers(manner=manner)
    second = next_step(sitting.state, BY_ID, left(900))
    assert (second.move, second.criterion) == (Move.REDIRECT, "baseline")
    sitting.asks("alpha", Move.REDIRECT, "baseline").answers(manner=manner)
    third = next_step(sitting.state, BY_ID, left(800))
    assert third.heard is False
    if manner is Manner.HOSTILE:
        assert (third.move, third.ending) == (Move.WRAP_UP, EndReason.EARLY)
    else:
        assert (third.move, third.question) == (Move.ASK, "beta")


def test_a_question_is_said_again_once_and_then_sent_back() -> None:
    sitting = Sitting().asks().answers(manner=Manner.ASKS_TO_REPEAT)
    assert next_step(sitting.state, BY_ID, left(1000)).move is Move.RESTATE
    sitting.asks("alpha", Move.RESTATE).answers(manner=Manner.ASKS_TO_REPEAT)
    assert next_step(sitting.state, BY_ID, left(1000)).move is Move.REDIRECT


def test_a_skipped_question_is_left_at_once() -> None:
    step = next_step(Sitting().asks().answers(manner=Manner.SKIPS).state, BY_ID, left(1000))
    assert (step.move, step.question) == (Move.ASK, "beta")


def test_hints_come_one_by_one_in_coached_mode_and_never_in_realistic_mode() -> None:
    sitting = Sitting().asks()
    for number in (1, 2, 3):
        step = hint_step(sitting.state, BY_ID["alpha"])
        assert (step.move, step.hint) == (Move.HINT, number)
        sitting.asks("alpha", Move.HINT)
    assert hint_step(sitting.state, BY_ID["alpha"]).move is Move.NO_HINT
    realistic = Sitting(mode=Mode.REALISTIC).asks()
    assert hint_step(realistic.state, BY_ID["alpha"]).move is Move.NO_HINT


def test_a_hint_is_refused_once_and_whoever_goes_on_asking_is_sent_back() -> None:
    sitting = Sitting(mode=Mode.REALISTIC).asks().answers(manner=Manner.ASKS_FOR_HINT)
    assert next_step(sitting.state, BY_ID, left(1000)).move is Move.NO_HINT
    sitting.asks("alpha", Move.NO_HINT).answers(manner=Manner.ASKS_FOR_HINT)
    assert refused(sitting.state, "alpha")
    assert next_step(sitting.state, BY_ID, left(1000)).move is Move.REDIRECT


@pytest.mark.parametrize("seconds", [19.0, 5.0, 0.0])
def test_nothing_is_asked_when_there_is_no_time_for_an_answer(seconds: float) -> None:
    step = next_step(Sitting().asks().answers().state, BY_ID, left(seconds))
    assert (step.move, step.ending) == (Move.WRAP_UP, EndReason.TIME)


def test_a_question_that_took_its_time_is_not_followed_up() -> None:
    sitting = Sitting().asks().answers(seconds=5 * 60 * 1.3)
    assert next_step(sitting.state, BY_ID, left(800)).move is Move.ASK


def test_where_there_is_no_time_for_another_question_this_one_goes_on_beyond_the_budget() -> None:
    sitting = Sitting(interviewer=Interviewer.HURRIED).asks().answers()
    sitting.asks("alpha", Move.FOLLOW_UP, "baseline").answers()
    step = next_step(sitting.state, BY_ID, left(60))
    assert (step.move, step.criterion) == (Move.FOLLOW_UP, "ablation")


def test_difficulty_rises_faster_after_a_good_answer_and_never_falls() -> None:
    covered = ("baseline", "ablation", "metric")
    plain = Sitting().asks("alpha").answers(*covered, coverage=0.2)
    assert next_step(plain.state, BY_ID, left(500)).question == "beta"
    well = Sitting(deep("beta", "alpha", "gamma", "delta")).asks("beta").answers(*covered, coverage=1.0)
    assert next_step(well.state, BY_ID, left(500)).question == "gamma"
    top = Sitting(deep("delta", "alpha", "beta")).asks("delta").answers(*covered, coverage=1.0)
    assert next_step(top.state, BY_ID, left(900)).move is Move.WRAP_UP


def test_a_level_is_skipped_only_where_harder_questions_fill_the_time() -> None:
    names = {"one": 1, "same": 1, "hard": 3}
    some = {name: question(name, difficulty=level) for name, level in names.items()}
    sitting = Sitting(deep(*names)).asks("one").answers("baseline", "ablation", "metric", coverage=1.0)
    assert next_step(sitting.state, some, left(290)).question == "hard"
    assert next_step(sitting.state, some, left(900)).question == "same"


def test_a_quick_question_is_followed_up_once_at_most() -> None:
    sitting = Sitting(quick("trivia-one", "trivia-two"), interviewer=Interviewer.SCEPTICAL)
    sitting.asks("trivia-one").answers(seconds=10)
    assert next_step(sitting.state, BY_ID, left(300)).move is Move.FOLLOW_UP
    sitting.asks("trivia-one", Move.FOLLOW_UP, "baseline").answers(seconds=10)
    assert next_step(sitting.state, BY_ID, left(280)).move is Move.ASK


def test_a_round_that_is_over_gives_way_to_the_next() -> None:
    sitting = Sitting(deep("alpha", minutes=5), quick("trivia-one")).asks("alpha").answers("baseline")
    step = next_step(sitting.state, BY_ID, left(360, in_round=0))
    assert (step.move, step.round, step.new_round, step.question) == (Move.ASK, 1, True, "trivia-one")


def test_the_last_round_ends_when_nothing_is_left_to_ask() -> None:
    sitting = Sitting(deep("alpha")).asks().answers("baseline", "ablation", "metric")
    step = next_step(sitting.state, BY_ID, left(900))
    assert (step.move, step.ending) == (Move.WRAP_UP, EndReason.FINISHED)


def drifting(voice: Interviewer = Interviewer.NEUTRAL) -> Sitting:
    sitting = Sitting(deep("alpha", "beta"), interviewer=voice, drift=True, trivia=TRIVIA).asks()
    sitting.answers("baseline").asks("alpha", Move.FOLLOW_UP, "ablation").answers()
    step = next_step(sitting.state, BY_ID, left(1000))
    assert (step.move, step.question) == (Move.DRIFT, "trivia-one")
    return sitting.asks("trivia-one", Move.DRIFT)


def test_a_rehearsed_drift_begins_after_two_answers_and_ends_after_three_questions() -> None:
    sitting = drifting()
    for name in TRIVIA[1:]:
        step = next_step(sitting.answers().state, BY_ID, left(900))
        assert (step.move, step.question, step.pushing) == (Move.DRIFT, name, False)
        sitting.asks(name, Move.DRIFT)
    step = next_step(sitting.answers().state, BY_ID, left(800))
    assert (step.move, step.question, step.criterion) == (Move.FOLLOW_UP, "alpha", "metric")
    assert step.returning


@pytest.mark.parametrize(("voice", "pushes"), [(Interviewer.WARM, False), (Interviewer.SCEPTICAL, True)])
def test_steering_back_ends_the_drift_and_two_voices_push_once_more(voice: Interviewer, pushes: bool) -> None:
    sitting = drifting(voice).answers(manner=Manner.STEERS)
    step = next_step(sitting.state, BY_ID, left(900))
    assert (step.move is Move.DRIFT, step.pushing) == (pushes, pushes)
    if pushes:
        sitting.asks("trivia-two", Move.DRIFT).answers(manner=Manner.STEERS)
        step = next_step(sitting.state, BY_ID, left(850))
    assert step.returning
    assert step.question == "alpha"


@pytest.mark.parametrize(
    ("manner", "move"), [(Manner.ASKS_TO_REPEAT, Move.RESTATE), (Manner.ASKS_FOR_HINT, Move.HINT)]
)
def test_a_wish_within_the_drift_is_granted_and_the_drift_goes_on(
    manner: Manner, move: InterviewerMove
) -> None:
    sitting = drifting().answers(manner=manner)
    assert next_step(sitting.state, BY_ID, left(900)).move is move
    step = next_step(sitting.asks("trivia-one", move).answers().state, BY_ID, left(850))
    assert (step.move, step.question) == (Move.DRIFT, "trivia-two")


def test_a_rehearsed_drift_ends_with_an_invitation_to_ask_and_then_the_end() -> None:
    sitting = Sitting(deep("alpha"), drift=True, trivia=()).asks()
    sitting.answers("baseline", "ablation", "metric")
    step = next_step(sitting.state, BY_ID, left(300))
    assert (step.move, step.question) == (Move.INVITE, DRIFT_QUESTION)
    sitting.asks(DRIFT_QUESTION, Move.INVITE).answers(text="How is this round weighed?")
    assert next_step(sitting.state, BY_ID, left(250)).move is Move.WRAP_UP


def test_what_was_heard_or_asked_for_counts_as_asked_and_nothing_else() -> None:
    sitting = Sitting().asks().answers("metric").asks("alpha", Move.FOLLOW_UP, "baseline")
    assert asked_about(sitting.state, BY_ID["alpha"]) == {"metric", "baseline"}
