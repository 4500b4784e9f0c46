"""The measure of names, on cases worked by hand."""

import pytest

from rolecall.evals.naming import names_score


def test_names_are_right_where_one_holds_the_other_and_counted_among_those_named_and_among_all() -> None:
    got = names_score(
        [("Engineer", said) for said in ("Engineer", "Staff Engineer", "", "Nurse")],
        [("Fennmark", said) for said in ("fennmark", "Fennmark Labs", "", "")],
    )
    assert got.title.precision == pytest.approx(2 / 3)
    assert got.title.recall == pytest.approx(1 / 2)
    assert got.title_exact.precision == pytest.approx(1 / 3)
    assert got.company.precision == 1
    assert got.company.recall == pytest.approx(1 / 2)
    assert got.company_exact.recall == pytest.approx(1 / 4)


def test_a_part_of_a_word_is_not_the_name() -> None:
    assert names_score([("Engineering", "Engineer")], [("Fenn", "")]).title.precision == 0


def test_where_nothing_was_named_there_is_no_precision() -> None:
    assert names_score([], [("Fenn", "")]).company.precision is None
