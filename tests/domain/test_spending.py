"""What the events of spending leave behind, and what the cap of a day lets pass."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolecall.domain.costs import NOTHING, Usage, total
from rolecall.domain.spending import (
    Book,
    Called,
    CapRaised,
    CapReached,
    Caps,
    Day,
    Need,
    account,
    cap_words,
    event_from,
    fold,
    more,
)

DAY = "2026-11-23"
_CALLS = st.lists(
    st.builds(
        Called,
        id=st.uuids().map(str),
        day=st.sampled_from(["2026-10-31", "2026-11-22", DAY]),
        role=st.sampled_from(["", "r1", "r2", "general"]),
        job=st.sampled_from(["", "answer", "draft"]),
        model=st.sampled_from(["a:b", "c:d"]),
        usage=st.builds(Usage, sent=st.integers(0, 10**6), said=st.integers(0, 10**6), told=st.booleans()),
        cost=st.none() | st.decimals(min_value=0, max_value=10, places=9),
    ),
    max_size=30,
    unique_by=lambda call: call.id,
)


@settings(max_examples=60)
@given(_CALLS)
def test_the_sums_over_roles_jobs_models_and_no_role_are_the_whole(calls: list[Called]) -> None:
    book = fold(Book(), [("", call) for call in calls])
    sums = account(book.all_lines(), DAY)
    assert sums.ever == total(call.spent for call in calls)
    for parts in (sums.by_role, sums.by_job, sums.by_model):
        assert total(parts.values()) == sums.ever
    assert sums.today == total(call.spent for call in calls if call.day == DAY)
    assert sums.month == total(call.spent for call in calls if call.day >= "2026-11")


@settings(max_examples=40)
@given(_CALLS, st.integers(0, 30))
def test_a_book_may_be_folded_in_any_pieces(calls: list[Called], cut: int) -> None:
    events = [("", call.model_copy(update={"ended": False})) for call in calls] + [("", c) for c in calls]
    whole = fold(Book(), events)
    assert fold(fold(Book(), events[:cut]), events[cut:]) == whole
    assert whole.open == ()


def call(ended: bool, **changes: object) -> Called:
    made = Called(id="1", day=DAY, model="a:b", usage=Usage(sent=100), cost=Decimal("0.1"), ended=ended)
    return made.model_copy(update=changes)


def test_a_call_cut_off_with_the_process_counts_for_what_was_sent() -> None:
    book = fold(Book(), [("", call(ended=False))])
    assert account(book.all_lines(), DAY).ever.tokens == 100
    ended = fold(book, [("", call(ended=True, usage=Usage(sent=120, said=30, told=True)))])
    assert account(ended.all_lines(), DAY).ever.tokens == 150
    assert account(ended.all_lines(), DAY).ever.calls == 1


def test_events_come_back_as_they_were_stored() -> None:
    for event in (call(ended=True), CapReached(day=DAY, tokens=5), CapRaised(day=DAY, cost=Decimal("1.5"))):
        assert event_from(event.kind, event.model_dump(mode="json", exclude={"kind"})) == event


@pytest.mark.parametrize(
    ("day", "need", "reached"),
    [
        (Day(tokens=900), Need(tokens=100, cost=None), ""),
        (Day(tokens=901), Need(tokens=100, cost=None), "1,000 tokens"),
        (Day(tokens=901, more_tokens=500), Need(tokens=100, cost=None), ""),
        (Day(tokens=1401, more_tokens=500), Need(tokens=100, cost=None), "1,500 tokens"),
        (Day(tokens=5_000), Need(tokens=100, cost=NOTHING), ""),
        (Day(cost=Decimal("1.95")), Need(tokens=1, cost=Decimal("0.05")), ""),
        (Day(cost=Decimal("1.95")), Need(tokens=1, cost=Decimal("0.051")), "$2.00"),
        (Day(cost=Decimal(9)), Need(tokens=1, cost=None), ""),
    ],
)
def test_a_call_that_could_pass_a_cap_is_not_made(day: Day, need: Need, reached: str) -> None:
    assert day.passes(need, Caps(tokens=1_000, cost=Decimal(2))) == reached


def test_tokens_that_cost_nothing_count_where_somebody_set_the_cap() -> None:
    caps = Caps(tokens=1_000, free_too=True)
    assert Day(tokens=990).passes(Need(tokens=11, cost=NOTHING), caps) == "1,000 tokens"


def test_no_cap_lets_everything_pass() -> None:
    caps = Caps(tokens=0, cost=NOTHING)
    assert Day(tokens=10**9, cost=Decimal(999)).passes(Need(tokens=10**9, cost=Decimal(99)), caps) == ""
    assert cap_words(caps) == "There is no cap on what a day may take."


def test_a_click_raises_what_is_reached_by_half_and_at_least_enough_for_the_call_that_waits() -> None:
    caps, need = Caps(tokens=10_000, cost=Decimal(1)), Need(tokens=8_300, cost=Decimal("0.8123"))
    assert more(caps, Day(), need) == (0, NOTHING)
    assert more(caps, Day(tokens=2_000), need) == (5_000, NOTHING)
    assert more(caps, Day(cost=Decimal("0.3")), need) == (0, Decimal("0.5"))
    for spent in (9_999, 30_000):
        day = Day(tokens=spent, cost=Decimal(spent) / 1000)
        tokens, cost = more(caps, day, need)
        raised = day.model_copy(update={"more_tokens": tokens, "more_cost": cost})
        assert raised.passes(need, caps) == ""
