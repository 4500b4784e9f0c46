"""What the candidate said about a role's plan: the hours, the day of the interview; kept with the role."""

from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from rolecall.domain.plans.values import LEAST_HOURS, MOST_HOURS, PlanRequest
from rolecall.domain.values import Value


class PlanWish(Value):
    """Hours and dates as the candidate gave them, and the day they did."""

    hours: float = Field(ge=LEAST_HOURS, le=MOST_HOURS)
    interview: date | None = None
    """None where nobody said when it is."""
    weekends: bool = True
    """False leaves Saturdays and Sundays free."""
    made_on: date
    """The first day of the plan: it stays where it was laid out until it is planned anew."""

    def request(self) -> PlanRequest:
        """What a plan is made from; the same on every visit."""
        return PlanRequest(
            hours=self.hours,
            days=(self.interview - self.made_on).days if self.interview else None,
            first_day=self.made_on,
            weekends=self.weekends,
        )

    def over(self, today: date) -> bool:
        """True once the interview is past."""
        return self.interview is not None and today > self.interview

    def begun(self, today: date) -> bool:
        """True where days of the plan are past already, and the interview is still to come."""
        return today - self.made_on >= timedelta(days=1) and not self.over(today)


class PlanWished(Value):
    """The candidate set the hours and the day of the interview; a later one replaces it."""

    kind: Literal["plan_wished"] = "plan_wished"
    wish: PlanWish
