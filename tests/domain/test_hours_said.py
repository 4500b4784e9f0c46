"""The hours and the day of an interview as a sentence says them."""

from datetime import date

import pytest

from rolecall.domain.intents.hours import time_said

TODAY = date(2026, 11, 24)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("text", "hours", "interview"),
    [
        ("I have 6 hours and the interview is on Friday", 6, date(2026, 11, 27)),
        ("I have 6 hours a week until Friday, what should I do?", 6, date(2026, 11, 27)),
        ("3 hours a week until 15 December", 9, date(2026, 12, 15)),
        ("two hours a day for a week. lay it out", 14, None),
        ("tmrw is the interview and ive got 4h", 4, date(2026, 11, 25)),
        ("ich habe noch sechs Stunden bis Freitag", 6, date(2026, 11, 27)),
        ("10 hours till the 14th", 10, date(2026, 12, 14)),
        ("half an hour each evening until Monday", 3, date(2026, 11, 30)),
        ("interview moved to next Tuesday", None, date(2026, 12, 1)),
        ("make me a plan", None, None),
    ],
)
def test_hours_and_day_are_read_as_people_say_them(
    text: str, hours: float | None, interview: date | None
) -> None:
    said = time_said(text, TODAY)
    assert (said.hours, said.interview) == (hours, interview)


def test_more_hours_than_a_plan_takes_are_cut_to_its_most() -> None:
    said = time_said("I have 5000 hours", TODAY)
    assert said.hours is not None
    assert said.hours < 5000
