"""The Progress page as HTML."""

import re
from datetime import date

import pytest

from rolecall.domain.interviews import RoundKind, RubricFamily
from rolecall.domain.progress import Due, Gap, Line, Point, Practised, Progress
from rolecall.web import progress_view

TODAY = date(2026, 3, 4)  # a Wednesday
HOSTILE = '"><script>alert(1)</script>'


def a_progress(text: str = "the metric") -> Progress:
    points = (
        Point(mock="m1", at="2026-03-01", coverage=0.25, level=None, own=2.0),
        Point(mock="m2", at="2026-03-02", coverage=0.75, level=None, own=None),
    )
    levels = tuple(point.model_copy(update={"level": 3.0}) for point in points)
    return Progress(
        mocks=3,
        finished=2,
        minutes=41.4,
        by_kind=(
            Practised(name="quickfire", mocks=1, questions=6, minutes=12.0, coverage=0.5),
            Practised(name="coding", mocks=0, questions=0, minutes=0.0, coverage=None),
        ),
        by_track=(Practised(name="research", mocks=2, questions=4, minutes=30.0, coverage=0.4),),
        lines=(
            Line(dimension="rigor", title="Rigor", family=RubricFamily.RESEARCH_IMPACT, points=points),
            Line(dimension="clarity", title="Clarity", family=RubricFamily.COMMUNICATION, points=levels),
        ),
        gaps=(Gap(dimension="rigor", title="Rigor", missed=3, asked=4, example=text, question="q1"),),
        next=(
            Due(
                question="q1",
                subject=text,
                kind=RoundKind.QUICKFIRE,
                due="2026-03-05",
                overdue=False,
                why=f"Missed last time: {text}",
            ),
        ),
    )


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_an_empty_page_invites_to_a_first_mock() -> None:
    html = progress_view.page(Progress(), TODAY)
    assert 'href="?view=practise"' in html
    assert "Practise a round" in html
    assert "0" not in words(html)


def test_everything_over_all_mocks_is_said_and_drawn() -> None:
    html = progress_view.page(a_progress(), TODAY)
    text = words(html)
    for said in (
        "3 mocks, 41 minutes of your own answers. 1 of them ended without a score.",
        "due tomorrow",
        "Missed last time: the metric",
        "Rigor missed 3 of 4 times",
        "Research impact",
        "Communication",
        "12 min, 6 questions; 50 % heard",
        "Research 30 min",
    ):
        assert said in text, said
    assert "Coding" not in text
    assert html.count('data-do="start" data-question="q1"') == 2
    assert 'aria-label="Rigor: from 25\u00a0% to 75\u00a0%, over 2 mocks"' in html
    assert 'aria-label="Clarity: from level 3 of 4 to level 3 of 4, over 2 mocks"' in html


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-03-01", "due today"),
        ("2026-03-04", "due today"),
        ("2026-03-05", "due tomorrow"),
        ("2026-03-07", "due Saturday"),
        ("2026-03-10", "due Tuesday"),
        ("2026-03-11", "due 11 March"),
        ("2026-12-31", "due 31 December"),
    ],
)
def test_days_are_said_as_people_say_them(due: str, said: str) -> None:
    day = date.fromisoformat(due)
    assert progress_view.due_words(day, TODAY, overdue=False) == said
    assert progress_view.due_words(day, TODAY, overdue=True) == "due today"


def test_where_numbers_are_hidden_only_amounts_of_practice_keep_theirs() -> None:
    html = progress_view.page(a_progress(), TODAY, hide=True)
    text = re.sub(r"3 mocks, 41 minutes|1 of them|\d+ min, \d+ questions", "", words(html))
    assert not re.search(r"\d", text), text
    labels = [
        re.sub(r"over \d mocks|\d+ min, \d+ questions", "", one)
        for one in re.findall(r'aria-label="([^"]*)"', html)
    ]
    assert not any(re.search(r"\d", one) for one in labels), labels
    assert "missed again and again" in text


def test_what_the_bank_and_the_user_wrote_is_text() -> None:
    html = progress_view.page(a_progress(HOSTILE), TODAY)
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_the_switch_shows_what_is_set() -> None:
    assert " checked" in progress_view.switch(hidden=True)
    assert " checked" not in progress_view.switch(hidden=False)
