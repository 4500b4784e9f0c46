import pytest

from rolecall.domain.mocks import InterviewerMove, MockState
from rolecall.domain.steps import Step
from rolecall.domain.turn_contract import LONGEST, leak, repeats, turn_checks
from tests.domain.sittings import BY_ID, Sitting

ALPHA = BY_ID["alpha"]
ANSWER = "We compared two samplers on the harbour recordings, and the slower one won by four points."
GOOD = "You compared two samplers. Which baseline did you settle on for alpha?"
STEP = Step(move=InterviewerMove.FOLLOW_UP, question="alpha", criterion="baseline", heard=True)


def state() -> MockState:
    return Sitting().asks(text=ALPHA.text).answers("metric", text=ANSWER).state


def broken(text: str, step: Step = STEP) -> set[str]:
    return {check.name for check in turn_checks(text, step, state(), ALPHA) if not check.ok}


def test_a_turn_that_takes_up_the_answer_and_asks_the_one_thing_passes() -> None:
    assert broken(GOOD) == set()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"{GOOD} And what about the slower one?", "one_question"),
        ("You compared two samplers, so tell me about the baseline.", "one_question"),
        (f"Strong candidates of alpha begin with the decision that hung on the result. {GOOD}", "no_leak"),
        (f"Say what alpha was set against. {GOOD}", "no_leak"),
        (f"The baseline of alpha was chosen because nothing else told the runs apart. {GOOD}", "no_leak"),
        (f"You compared samplers. {ALPHA.text}", "no_repeat"),
        ("You compared two samplers. Which sorting network is fastest?", "on_kind"),
        ("Which baseline did you settle on for alpha?", "own_words"),
        (f"A level 3, by the rubric. {GOOD}", "no_verdict"),
        (f"- {GOOD}", "plain"),
        (f"{GOOD} See https://example.org", "plain"),
        ("samplers baseline settle?" + " so" * LONGEST, "short"),
    ],
)
def test_each_fault_is_named(text: str, name: str) -> None:
    assert name in broken(text)


def test_praise_is_for_what_was_heard() -> None:
    praising = f"Excellent. {GOOD}"
    assert "no_empty_praise" not in broken(praising)
    assert "no_empty_praise" in broken(praising, STEP.model_copy(update={"heard": False}))


def test_a_failed_check_says_what_to_mend_and_a_held_one_says_nothing() -> None:
    for check in turn_checks("Brilliant? Which? One?", STEP, state(), ALPHA):
        assert bool(check.detail) is not check.ok


def test_a_hint_that_was_given_or_words_that_were_said_are_no_leak() -> None:
    hint = ALPHA.hints[2]
    assert leak(hint, ALPHA, hints=0)
    assert leak(hint, ALPHA, hints=3) == ""
    assert leak(ALPHA.notes, ALPHA, hints=0, said=[ALPHA.notes]) == ""


def test_five_words_in_common_are_an_accident_and_six_are_a_leak() -> None:
    words = ALPHA.notes.split()
    assert leak(" ".join(words[2:7]), ALPHA, hints=0) == ""
    assert leak(" ".join(words[2:8]), ALPHA, hints=0)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Which baseline did you settle on for alpha?", True),
        ("Let me try once more. Which baseline did you settle on for alpha?", True),
        ("Which ablation did you settle on for alpha?", False),
        ("", False),
    ],
)
def test_a_question_asked_again_word_for_word_is_a_repetition(text: str, again: bool) -> None:
    assert bool(repeats(text, ["All right. Which baseline did you settle on for alpha?"])) is again


def test_praise_and_talk_of_judging_are_told_from_plain_words() -> None:
    unheard = STEP.model_copy(update={"heard": False})
    assert "no_empty_praise" in broken(f"That is a great answer. {GOOD}", unheard)
    assert "no_empty_praise" not in broken(f"That is a greater number. {GOOD}", unheard)
    assert "no_verdict" in broken(f"That would be level 4. {GOOD}")
    assert "no_verdict" not in broken("You compared two samplers. At which level of noise did alpha fail?")
