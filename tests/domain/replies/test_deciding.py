"""What a reply does to one question is seen beside what it does to the others."""

import pytest

from rolecall.domain.replies.deciding import Signs, beside

EMPTY = Signs(**{name: 0.0 for name in Signs._fields if name not in Signs._field_defaults})


def test_the_other_questions_are_averaged() -> None:
    told, left = EMPTY._replace(any=1.0, gist_dodged=-9.0), EMPTY._replace(any=0.0)
    first, second, third = beside([told, left, told])
    assert first.others_left == third.others_left == 0.5
    assert second.others_left == 0.0
    assert second.others_dodge == pytest.approx(0, abs=1e-3)


def test_a_single_question_stays_in_the_usual_company() -> None:
    (only,) = beside([EMPTY])
    assert only.others_tell == only.others_left == 0.2
