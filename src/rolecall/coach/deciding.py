"""Where a candidate stands with a role: what is known, what would change it, and three ways to go on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rolecall.coach.bringing import ABOUT_ROLES
from rolecall.coach.role_plans import RolePlans
from rolecall.coach.weighing import Weighing
from rolecall.domain.came_back import RoleReality
from rolecall.domain.conversation import RoleState
from rolecall.domain.deciding import facts
from rolecall.domain.deciding.options import Ground, options
from rolecall.domain.deciding.values import Decision, Mover
from rolecall.domain.plans.values import Plan, PlanRequest
from rolecall.domain.plans.wishes import PlanWish
from rolecall.domain.promises.values import PromiseState
from rolecall.domain.quoting import quoted
from rolecall.domain.roles import Source
from rolecall.ports import BadInput

_USUAL_HOURS = 10.0
"""Hours that answers are weighed on where none were given."""
_KEPT = 128
"""Weighings kept in memory: they hang on the sources and the hours alone."""
_Weighed = tuple[tuple[Mover, ...], str]


@dataclass
class Deciding:
    """The use case of the decision on a role's page. It shows, and never decides."""

    plans: RolePlans
    weighing: Callable[[], Weighing]
    _weighed: dict[tuple[str, PlanWish | None, tuple[str, ...]], _Weighed] = field(default_factory=dict)

    def view(self, owner: str, state: RoleState, reality: RoleReality) -> Decision | None:
        """None where there is no machine-learning role to decide on."""
        reading = state.reading
        if reading is None or reading.track == "not_ml":
            return None
        plan = self._plan(owner, state)
        movers, steady = self._movers(owner, state, plan)
        promises, quoting = state.ledger.promises, facts.Quoting(state.sources)
        labels = self.weighing().labels
        ground = Ground(
            reading=reading,
            promises=promises,
            replies=reality.replies,
            comparison=reality.comparison,
            plan=plan,
            movers=movers,
        )
        untested = [one for one in promises if one.state is PromiseState.UNTESTED]
        return Decision(
            known=facts.known(reading, labels, quoting),
            promised=facts.promised(promises, quoting),
            uncertain=facts.uncertain(reading, labels, quoting),
            steady=steady,
            movers=movers,
            plan_minutes=plan.minutes if plan else 0,
            testing=_testing([one.said for one in untested], done=reality.comparison is not None),
            options=options(ground, quoting),
        )

    def _movers(self, owner: str, state: RoleState, plan: Plan | None) -> _Weighed:
        about = [source for source in state.sources if source.kind in ABOUT_ROLES]
        if not about or state.reading is None:
            return (), ""
        key = (owner, state.plan_wish, tuple(source.id for source in state.sources))
        if key not in self._weighed:
            if len(self._weighed) >= _KEPT:
                self._weighed.clear()

            def with_more(more: Sequence[Source]) -> Plan | None:
                return self._plan(owner, state, more) if plan is not None else None

            weighing = self.weighing()
            movers = weighing.movers(about, state.reading, with_more)
            self._weighed[key] = movers, weighing.steady(about)
        return self._weighed[key]

    def _plan(self, owner: str, state: RoleState, more: Sequence[Source] = ()) -> Plan | None:
        """The plan of the hours that were given, else of usual ones; with supposed replies read anew."""
        wish = state.plan_wish
        request = wish.request() if wish else PlanRequest(hours=_USUAL_HOURS)
        supposed = state.model_copy(update={"sources": (*state.sources, *more), "reading": None})
        try:
            return self.plans.made(owner, supposed, request)
        except BadInput:
            return None


def _testing(said: Sequence[str], *, done: bool) -> str:
    if not said:
        return ""
    when = "the next round" if done else "the interview itself"
    if len(said) == 1:
        return f"One thing that was told is untested, {quoted(said[0])}; only {when} would show."
    among = f"{len(said)} things that were told are untested, among them {quoted(said[0])}"
    return f"{among}; only {when} would show."
