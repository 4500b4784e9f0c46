"""The plan of a role: hours and dates are remembered, own CV and paper are used, and a reply moves it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from rolecall.coach.book import RoleBook
from rolecall.coach.preparing import Preparing, plan_wish
from rolecall.domain.conversation import RoleState
from rolecall.domain.passages import Document
from rolecall.domain.plans.moving import compare_plans
from rolecall.domain.plans.values import Plan, PlanMoves, PlanRequest
from rolecall.domain.plans.wishes import PlanWish, PlanWished
from rolecall.domain.progress import Progress
from rolecall.domain.roles import Source, SourceKind
from rolecall.domain.values import Value
from rolecall.ports import BadInput

_TOLD = 2
"""Moves that are told in the conversation; the card has all of them."""
_OWN = (SourceKind.CV, SourceKind.PAPER)


class Own(Value):
    """A CV or a paper of the candidate's that the plan was made with."""

    kind: SourceKind
    name: str
    of_library: bool
    """True where it lies in the library and serves every role."""


class Since(Value):
    """How the plan moved with what came back last."""

    source: str
    """Id of what was brought last: a reply, notes of a call, a report."""
    kind: SourceKind
    on: str
    """ISO date it was brought, or empty."""
    moves: PlanMoves


class RolePlan(Value):
    """A role's plan as it stands."""

    wish: PlanWish
    plan: Plan
    own: tuple[Own, ...] = ()
    since: Since | None = None
    """None where nothing came back yet."""


@dataclass(frozen=True)
class RolePlans:
    """The use cases of the plan on a role's page."""

    book: RoleBook
    preparing: Callable[[], Preparing]
    documents: Callable[[str], Sequence[Document]]
    """The library of an owner."""

    def wish(
        self,
        owner: str,
        role_id: str,
        hours: float,
        interview: date | None,
        today: date,
        *,
        weekends: bool = True,
    ) -> PlanWish:
        """Remembers hours and dates. Raises BadInput where no plan can be made of them, and keeps nothing."""
        wish = plan_wish(hours, interview, today, weekends=weekends)
        self._made(owner, self.book.open(owner, role_id), wish.request(), None)
        self.book.append(owner, role_id, PlanWished(wish=wish))
        return wish

    def wished(self, owner: str, role_id: str) -> PlanWish | None:
        return self.book.open(owner, role_id).plan_wish

    def plan(self, owner: str, role_id: str, progress: Progress | None = None) -> RolePlan | None:
        """The plan of the remembered hours; None where none were given yet. Raises BadInput where the role
        has no source that tells of it."""
        state = self.book.open(owner, role_id)
        wish = state.plan_wish
        if wish is None:
            return None
        plan, own = self._made(owner, state, wish.request(), progress)
        return RolePlan(wish=wish, plan=plan, own=own, since=self._since(owner, state, plan, wish, progress))

    def tell_moved(self, owner: str, role_id: str, new: Collection[str]) -> str:
        """How sources just brought moved the plan, in the coach's words; nothing where there is none."""
        try:
            found = self.plan(owner, role_id)
        except BadInput:
            return ""
        if found is None or found.since is None or found.since.source not in new:
            return ""
        parts = found.since.moves.parts[:_TOLD]
        return f"Your plan moves with it. {' '.join(one.says for one in parts)}" if parts else ""

    def made(self, owner: str, state: RoleState, request: PlanRequest) -> Plan:
        """A plan that is shown to nobody: of a role as it might be. Raises BadInput like `plan`."""
        return self._made(owner, state, request, None)[0]

    def _since(
        self, owner: str, state: RoleState, plan: Plan, wish: PlanWish, progress: Progress | None
    ) -> Since | None:
        told = [source for source in state.sources if source.kind not in _OWN]
        turns = [state.brought.get(source.id, "") for source in told]
        if len(set(turns)) < 2:
            return None
        last, turn = told[-1], turns[-1]
        rest = tuple(source for source in state.sources if source is not last)
        earlier = state.model_copy(update={"sources": rest, "reading": None})
        try:
            before, _ = self._made(owner, earlier, wish.request(), progress)
        except BadInput:
            # Without what came back there was no role to plan for.
            return None
        on = next((one.at for one in state.turns if one.id == turn), "")[:10]
        return Since(source=last.id, kind=last.kind, on=on, moves=compare_plans(before, plan))

    def _made(
        self, owner: str, state: RoleState, request: PlanRequest, progress: Progress | None
    ) -> tuple[Plan, tuple[Own, ...]]:
        sources, own = self._sources(owner, state)
        # A report is what was tested: it is read for the plan together with what was promised.
        told = any(source.kind is SourceKind.REPORT for source in state.sources)
        plan = self.preparing().plan(
            sources,
            request.model_copy(update={"key": state.id}),
            reading=None if told else state.reading,
            progress=progress,
        )
        return plan, own

    def _sources(self, owner: str, state: RoleState) -> tuple[tuple[Source, ...], tuple[Own, ...]]:
        """The role's sources, with the CV and the paper of the library where the role has none of its own."""
        sources = list(state.sources)
        own = [
            Own(kind=source.kind, name=source.name, of_library=False)
            for source in state.sources
            if source.kind in _OWN
        ]
        brought = {one.kind for one in own}
        for kind in _OWN:
            if kind in brought:
                continue
            newest = next((one for one in self._documents(owner) if one.kind == kind.value), None)
            if newest is not None:
                sources.append(Source(id=newest.id, kind=kind, text=newest.text, name=newest.name))
                own.append(Own(kind=kind, name=newest.name, of_library=True))
        return tuple(sources), tuple(own)

    def _documents(self, owner: str) -> list[Document]:
        return sorted(self.documents(owner), key=lambda one: one.added_at, reverse=True)
