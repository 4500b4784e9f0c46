"""Handlers of promise and reality on the card: settle and edit promises, plan the hours, take files along."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, cast, get_args

import gradio as gr
from pydantic import ValidationError

from rolecall.coach.calendar_file import to_ics
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.plans.handout import plan_handout
from rolecall.domain.plans.moving import compare_plans
from rolecall.domain.plans.values import LEAST_HOURS, MOST_DAYS, MOST_HOURS, Plan, PlanRequest
from rolecall.domain.promises.timeline import Order
from rolecall.domain.promises.values import Promise, PromiseKind, PromiseState
from rolecall.ports import BadInput
from rolecall.web import plan_view
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, carried, told, words_of
from rolecall.web.present import problem
from rolecall.web.reality_panel import RealityPanel

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_BEGINS = time(9, 0)
"""When a day's work begins in the calendar; the user moves it there."""


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


@dataclass(frozen=True)
class RealityActs:
    """Each takes the role in view first; everything is looked up anew, so any web process can answer."""

    coach: "Coach"
    panel: RealityPanel
    role: gr.Textbox
    owner_of: OwnerOf
    now: Callable[[], datetime] = _now

    def wire(self) -> None:
        """Events of the panel to handlers; called inside the page's Blocks."""
        panel, role = self.panel, self.role
        both = [panel.told, panel.ledger]
        panel.ledger.sort_promises(self.sort, role, both, **QUIET)
        panel.ledger.settle_promise(self.settle, role, both, **QUIET)
        panel.ledger.change_promise(self.change, role, both, **QUIET)
        panel.ledger.remove_promise(self.remove, role, both, **QUIET)
        panel.ledger.add_promise(self.add, role, both, **QUIET)
        laid_out = [panel.told, panel.plan, panel.planned]
        panel.plan.make_plan(self.plan, [role, panel.planned], laid_out, **QUIET)
        saved = panel.plan.save_plan(self.save_plan, role, [panel.told, panel.file], **QUIET)
        saved.then(None, panel.file, None, js="(file) => window.rolecall.download(file)")

    # The ledger

    def sort(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        return self._ledger(role, event, request, lambda owner: None)

    def settle(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """What became of a promise, in one click."""

        def settled(owner: str) -> None:
            state = _state(carried(event, "state"))
            self.coach.promising.change(owner, role, carried(event, "promise"), state=state)

        return self._ledger(role, event, request, settled)

    def change(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The user's wording, and who, when, about what; only what differs becomes the user's."""

        def changed(owner: str) -> None:
            wanted = carried(event, "promise")
            promises = self.coach.promising.ledger(owner, role).promises
            known = next((one for one in promises if one.id == wanted), None)
            differs = differences(known, event) if known is not None else {}
            if differs or known is None:
                self.coach.promising.change(owner, role, wanted, **differs)

        return self._ledger(role, event, request, changed)

    def remove(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        def removed(owner: str) -> None:
            self.coach.promising.remove(owner, role, carried(event, "promise"))

        return self._ledger(role, event, request, removed)

    def add(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """Something the user was told, in their own words."""

        def added(owner: str) -> None:
            self.coach.promising.add(
                owner,
                role,
                carried(event, "words"),
                kind=_kind(carried(event, "kind")),
                who=_line(carried(event, "who")),
                on=_day(carried(event, "on")),
                note=carried(event, "note"),
            )

        return self._ledger(role, event, request, added)

    def _ledger(
        self, role: str, event: gr.EventData, request: gr.Request, act: Callable[[str], None]
    ) -> Updates:
        owner, asked = self.owner_of(request), carried(event, "order")
        order: Order = cast("Order", asked) if asked in get_args(Order) else "date"

        def done() -> Updates:
            act(owner)
            return self.panel.ledger_shown(self.coach, owner, role, order, opened=True)

        return told(self.panel.told, done)

    # The plan

    async def plan(self, role: str, planned: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The hours laid out, and how that differs from the plan that was in view."""
        owner = self.owner_of(request)
        hours, days = carried(event, "hours"), carried(event, "days")

        def made() -> Updates:
            plan = self._plan(owner, role, hours, days)
            before = _kept(planned)
            moved = compare_plans(before, plan) if before is not None and before.key == plan.key else None
            return {
                self.panel.plan: plan_view.plan_shown(plan, hours, days, moved),
                self.panel.planned: plan.model_dump_json(),
            }

        try:
            return {self.panel.told: "", **await asyncio.to_thread(made)}
        except Exception as error:
            said = problem(words_of(error))
            return {self.panel.told: "", self.panel.plan: plan_view.fold(said, hours, days)}

    async def save_plan(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The plan as a calendar or as Markdown."""
        owner = self.owner_of(request)
        form, hours, days = (carried(event, name) for name in ("form", "hours", "days"))

        def saved() -> Updates:
            plan = self._plan(owner, role, hours, days)
            now = self.now()
            if form == "ics":
                return {self.panel.file: for_browser("plan.ics", to_ics(plan, begins=_BEGINS, stamp=now))}
            written = to_markdown(plan_handout(plan, now.date())).encode("utf-8")
            return {self.panel.file: for_browser("plan.md", written)}

        return await asyncio.to_thread(told, self.panel.told, saved)

    def _plan(self, owner: str, role: str, hours: str, days: str) -> Plan:
        request = plan_request(hours, days, self.now().date())
        progress = self.coach.debriefing.progress(owner)
        return self.coach.reality.plan(owner, role, request, progress)


def plan_request(hours: str, days: str, today: date) -> PlanRequest:
    """The request of what was typed. Raises BadInput with what can be given."""
    try:
        return PlanRequest(hours=float(hours), days=int(days) if days.strip() else None, first_day=today)
    except (ValueError, ValidationError) as error:
        raise BadInput(
            f"A plan takes {LEAST_HOURS} to {MOST_HOURS} hours and 1 to {MOST_DAYS} days; "
            f"{hours!r} and {days!r} were given."
        ) from error


def differences(promise: Promise, event: gr.EventData) -> dict[str, Any]:
    """What a filled form changes of a promise, as arguments of `change`."""
    words, who = carried(event, "words").replace("\r\n", "\n").strip(), _line(carried(event, "who"))
    on, note = _day(carried(event, "on")), carried(event, "note").replace("\r\n", "\n").strip()
    kind = _kind(carried(event, "kind"))
    wanted: dict[str, tuple[Any, Any]] = {
        "words": (words, promise.said.strip()),
        "who": (who, promise.who),
        "on": (on, promise.on[:10]),
        "kind": (kind, promise.kind),
        "note": (note, promise.note),
    }
    return {name: new for name, (new, old) in wanted.items() if new != old}


def _kept(planned: str) -> Plan | None:
    """The earlier plan as the browser gave it back; whatever is none counts as none."""
    try:
        return Plan.model_validate_json(planned)
    except ValueError:
        return None


def _state(text: str) -> PromiseState:
    try:
        return PromiseState(text)
    except ValueError as error:
        raise BadInput(f"A promise is kept, not kept or untested, not {text!r}; use its buttons.") from error


def _kind(text: str) -> PromiseKind:
    return PromiseKind(text) if text in set(PromiseKind) else PromiseKind.OTHER


def _day(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise BadInput(f"{text!r} is not a date; write it like 2026-11-30.") from error


def _line(text: str) -> str:
    return " ".join(text.split())
