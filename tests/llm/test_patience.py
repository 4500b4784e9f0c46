"""How long an answer is waited for, on a clock of the test's own."""

import pytest

from rolecall.llm.patience import Late, Patience, TooLate


def waiting(**limits: float) -> Patience:
    return Patience(0.0, **{"first_word": 45.0, "silence": 20.0, "end": 300.0, **limits})


def spoken(patience: Patience, every: float, characters: int, until: float) -> float:
    """Hears pieces at a steady pace; the moment of the last."""
    now = 0.0
    while now + every <= until:
        now += every
        assert now <= patience.until, "the wait was ended although words came"
        patience.heard(now, characters)
    return now


def test_the_first_word_has_a_limit_of_its_own_which_a_greeting_does_not_end() -> None:
    patience = waiting()
    assert (patience.until, patience.late) == (45.0, Late.FIRST_WORD)
    patience.heard(1.0, 0)
    assert (patience.until, patience.late) == (45.0, Late.FIRST_WORD)
    patience.heard(40.0, 4)
    assert (patience.until, patience.late) == (60.0, Late.NEXT_WORD)


@pytest.mark.parametrize(("every", "characters"), [(1 / 3, 4), (1.0, 4), (1.9, 4), (5.0, 40)])
def test_a_model_that_goes_on_steadily_is_heard_to_its_deadline(every: float, characters: int) -> None:
    patience = waiting()
    assert spoken(patience, every, characters, 290.0) > 280
    assert patience.until <= 300
    spoken_late = waiting(end=10.0)
    spoken(spoken_late, 1.0, 4, 9.5)
    assert (spoken_late.until, spoken_late.late) == (10.0, Late.END)


def test_a_token_each_five_seconds_is_ended_within_a_minute_and_called_slow() -> None:
    patience = waiting()
    with pytest.raises(TooLate) as raised:
        spoken(patience, 5.0, 4, 60.0)
    assert raised.value.late is Late.PACE


def test_a_pace_that_drops_is_noticed_later_too() -> None:
    patience = waiting()
    now = spoken(patience, 0.1, 5, 100.0)

    def dripping() -> None:
        for number in range(1, 15):
            patience.heard(now + 5 * number, 4)

    with pytest.raises(TooLate):
        dripping()


def test_nothing_outlasts_the_deadline() -> None:
    patience = waiting(end=30.0)
    assert patience.until == 30.0
    patience.heard(1.0, 0)
    patience.heard(28.0, 3)
    assert (patience.until, patience.late) == (30.0, Late.END)
