from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from rolecall.domain.plans.minutes import filled, shared_out


class Thing(NamedTuple):
    minutes: int
    least: int
    most: int


WEIGHTS = st.dictionaries(
    st.sampled_from("abcdefg"), st.floats(0, 1).map(lambda weight: round(weight, 4)), min_size=1
).filter(lambda weights: sum(weights.values()) > 0.01)
MINUTES = st.integers(5, 960).map(lambda steps: 5 * steps)
STEPS = st.integers(0, 8).map(lambda steps: 5 * steps)
THINGS = st.lists(
    st.builds(lambda more, most: Thing(25 + more, 25, 25 + more + most), STEPS, STEPS),
    min_size=1,
    max_size=60,
)


@given(WEIGHTS, MINUTES)
def test_shares_sum_to_the_minutes_and_the_heavier_never_gets_less(weights: dict, minutes: int) -> None:
    given_out = shared_out(weights, minutes, 25)
    assert sum(given_out.values()) == minutes
    by_weight = [given_out[name] for name in sorted(given_out, key=lambda name: -weights[name])]
    assert by_weight == sorted(by_weight, reverse=True)
    assert all(some % 5 == 0 for some in given_out.values())
    assert len(given_out) == 1 or min(given_out.values()) >= 25


def test_what_is_too_light_gets_nothing_and_the_heaviest_always_something() -> None:
    assert shared_out({"a": 0.6, "b": 0.38, "c": 0.02}, 60, 25) == {"a": 35, "b": 25}
    assert shared_out({"a": 0.5, "b": 0.5}, 30, 25) == {"a": 30}
    assert shared_out({"a": 1.0}, 0, 25) == {}


@given(THINGS, MINUTES)
def test_things_are_stretched_to_fill_the_minutes_exactly(things: list[Thing], minutes: int) -> None:
    taken = filled(things, minutes)
    if taken:
        assert sum(taken) == minutes
        assert all(t.least <= some <= t.most for t, some in zip(things, taken, strict=False))
    else:
        fits = [
            sum(t.least for t in things[:n]) <= minutes <= sum(t.most for t in things[:n])
            for n in range(1, len(things) + 1)
        ]
        assert not any(fits)


def test_things_keep_their_usual_minutes_where_they_fit() -> None:
    assert filled([Thing(30, 25, 65), Thing(40, 25, 65), Thing(35, 25, 65)], 70) == [30, 40]
    assert filled([Thing(40, 25, 65)], 20) == []
