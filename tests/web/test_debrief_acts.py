"""What the handlers of the debrief take and say."""

import pytest

from rolecall.domain.trust import Agreement
from rolecall.web.debrief_acts import chosen_levels, verdict_on


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('{"q": {"a": 3, "b": 1}}', {"q": {"a": 3, "b": 1}}),
        ("", {}),
        ("not json", {}),
        ("[1, 2]", {}),
        ('{"q": 3, "r": {"a": "4"}}', {"r": {}}),
    ],
)
def test_ratings_from_the_browser_are_data_and_never_break_the_page(
    sent: str, kept: dict[str, dict[str, int]]
) -> None:
    assert chosen_levels(sent) == kept


def agreement(**changes: float) -> Agreement:
    values = {"unscored": 0.0, "exact": 0.8, "within_one": 1.0, "kappa": 0.81, "overpraise": 0.0}
    return Agreement.model_validate({"judge": "m", "pairs": 60, **values, **changes})


def test_a_measurement_is_said_in_one_sentence() -> None:
    assert verdict_on("m", agreement(), hide=False) == (
        "m agrees with our graded samples (kappa 0.81 over 60 judgements): run the debrief again to see "
        "levels."
    )
    assert "below 0.6" in verdict_on("m", agreement(kappa=0.2), hide=False)
    for kappa in (0.2, 0.81):
        assert not any(sign.isdigit() for sign in verdict_on("m", agreement(kappa=kappa), hide=True))
