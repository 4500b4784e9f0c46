"""Whether a judge may give levels: how far it agreed with the graded samples of the bank."""

from collections import Counter
from collections.abc import Sequence

from rolecall.domain.interviews import LEVELS
from rolecall.domain.values import Value

LEAST_KAPPA = 0.6
"""Quadratic weighted kappa from which levels are shown: "substantial" begins here (Landis and Koch, 1977)."""
MOST_OVERPRAISE = 0.1
"""Share of fluent empty answers that may get a level of 3 or 4."""
MOST_UNSCORED = 0.25
"""Share of judgements that may fail to be verified."""
LEAST_PAIRS = 40
"""Judgements an agreement must rest on."""


class Graded(Value):
    """One judgement beside the level of the bank."""

    expected: int
    given: int | None
    """None where it was unscored."""
    empty: bool = False
    """The answer was a fluent empty one."""
    silent: bool = False
    """Nothing was found to quote: counts as level 1 here."""


class Agreement(Value):
    """How a judge's levels compare with the bank's."""

    judge: str
    """Name of the model and of the prompt."""
    at: str = ""
    pairs: int
    unscored: float
    """Share of all judgements."""
    exact: float
    within_one: float
    kappa: float
    """Quadratic weighted kappa (Cohen, 1968) over the scored ones, -1 to 1."""
    overpraise: float
    """Share of fluent empty answers with a level of 3 or 4."""

    @property
    def holds(self) -> bool:
        """True where levels may be shown."""
        return not self.why_not

    @property
    def why_not(self) -> str:
        """What keeps this judge from giving levels, in one clause; empty where it may."""
        if self.pairs < LEAST_PAIRS:
            return f"it was measured on {self.pairs} judgements only, {LEAST_PAIRS} are needed"
        if self.unscored > MOST_UNSCORED:
            return f"{self.unscored:.0%} of its judgements could not be verified"
        if self.overpraise > MOST_OVERPRAISE:
            return f"it gave a high level to {self.overpraise:.0%} of the answers that say nothing"
        if self.kappa < LEAST_KAPPA:
            return f"it agrees with the graded samples to a kappa of {self.kappa:.2f}, below {LEAST_KAPPA}"
        return ""


def agreement(judge: str, graded: Sequence[Graded], at: str = "") -> Agreement:
    """The agreement over judgements; an empty list agrees in nothing."""
    pairs = [(one.expected, 1 if one.silent else one.given) for one in graded]
    scored = [(expected, given) for expected, given in pairs if given is not None]
    empty = [one for one in graded if one.empty]
    return Agreement(
        judge=judge,
        at=at,
        pairs=len(graded),
        unscored=_share(len(graded) - len(scored), len(graded)),
        exact=_share(sum(expected == given for expected, given in scored), len(scored)),
        within_one=_share(sum(abs(expected - given) <= 1 for expected, given in scored), len(scored)),
        kappa=weighted_kappa(scored),
        overpraise=_share(sum((one.given or 0) >= 3 for one in empty), len(empty)),
    )


def weighted_kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Cohen's kappa with quadratic weights; 0 where one side never varies."""
    if not pairs:
        return 0.0
    expected, given = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = sum((one - other) ** 2 for one, other in pairs) / len(pairs)
    chance = (
        sum((one - other) ** 2 * expected[one] * given[other] for one in LEVELS for other in LEVELS)
        / len(pairs) ** 2
    )
    return round(1 - seen / chance, 4) if chance else 0.0


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
