"""What a starter had already is not held against the candidate."""

from rolecall.domain.hygiene import Finding, beyond

UNUSED = Finding(code="F401", message="`os` imported but unused", line=1)


def test_what_the_starter_had_is_left_out_wherever_it_stands_now():
    moved = UNUSED.model_copy(update={"line": 30, "column": 5})
    own = Finding(code="B006", message="a trap", line=3)
    assert beyond([moved, own], [UNUSED]) == (own,)


def test_the_same_rule_about_another_name_is_the_candidates_own():
    other = UNUSED.model_copy(update={"message": "`sys` imported but unused"})
    assert beyond([UNUSED, other], [UNUSED]) == (other,)


def test_what_the_starter_had_once_counts_the_second_time():
    again = UNUSED.model_copy(update={"line": 9})
    assert beyond([UNUSED, again], [UNUSED]) == (again,)
    assert beyond([], [UNUSED]) == ()


def test_a_finding_is_told_with_its_line_and_rule():
    assert UNUSED.words() == "line 1: F401 `os` imported but unused"
    assert not UNUSED.is_syntax
