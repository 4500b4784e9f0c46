"""Handlers of promise and reality on the card: settle and edit promises, plan the hours, take files along."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, cast, get_args

import gradio as gr

from rolecall.coach.calendar_file import to_ics
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.plans.handout import plan_handout
from rolecall.domain.plans.values import LEAST_HOURS, MOST_HOURS
from rolecall.domain.promises.timeline import Order
from rolecall.domain.promises.values import Promise, PromiseKind, PromiseState
from rolecall.ports import BadInput
from rolecall.web import plan_view
from rolecall.web.email_panel import for_browser
from rolecall.web.handling import QUIET, OwnerOf, Updates, carried, told, words_of
from rolecall.web.plan_view import Choices
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
        panel.plan.make_plan(self.plan, role, [panel.told, panel.plan], **QUIET)
        panel.compared.keep_pattern(self.keep_pattern, role, [panel.told, panel.compared], **QUIET)
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

    # The comparison

    async def keep_pattern(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The report without names, as the user left it, goes into the library."""
        owner = self.owner_of(request)

        def kept() -> Updates:
            found = self.coach.patterns.keep(owner, carried(event, "title"), carried(event, "text"))
            compared = self.coach.reality.view(owner, role).comparison
            words = (
                "This is in your library already."
                if found.duplicate
                else "Kept in your library, and cited when it helps; the Library page saves it to share."
            )
            note = f'<p class="note" role="status">{words}</p>'
            return self.panel.compared_shown(self.coach, owner, role, compared, note)

        return await asyncio.to_thread(told, self.panel.told, kept)

    # The plan

    async def plan(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The hours laid out; hours and dates are remembered with the role."""
        owner, panel = self.owner_of(request), self.panel
        typed = Choices(
            hours=carried(event, "hours"),
            interview=carried(event, "interview"),
            weekends=carried(event, "weekends") == "on",
        )

        def made() -> Updates:
            hours, interview, today = hours_of(typed.hours), _interview(typed.interview), self.now().date()
            self.coach.reality.plans.wish(owner, role, hours, interview, today, weekends=typed.weekends)
            return {panel.told: "", **panel.plan_shown(self.coach, owner, role, today)}

        try:
            return await asyncio.to_thread(made)
        except Exception as error:
            return {panel.told: "", panel.plan: plan_view.fold(problem(words_of(error)), typed)}

    async def save_plan(self, role: str, event: gr.EventData, request: gr.Request) -> Updates:
        """The plan as a calendar or as Markdown."""
        owner, form = self.owner_of(request), carried(event, "form")

        def saved() -> Updates:
            progress = self.coach.debriefing.progress(owner)
            found = self.coach.reality.plans.plan(owner, role, progress)
            if found is None:
                raise BadInput("There is no plan to save yet; give your hours first.")
            now = self.now()
            if form == "ics":
                return {
                    self.panel.file: for_browser("plan.ics", to_ics(found.plan, begins=_BEGINS, stamp=now))
                }
            written = to_markdown(plan_handout(found.plan, now.date())).encode("utf-8")
            return {self.panel.file: for_browser("plan.md", written)}

        return await asyncio.to_thread(told, self.panel.told, saved)


def hours_of(text: str) -> float:
    """What was typed as hours. Raises BadInput with what can be given."""
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    # A text like `nan` is a number to Python, and none to anybody else.
    if not LEAST_HOURS <= hours <= MOST_HOURS:
        raise BadInput(f"A plan takes {LEAST_HOURS} to {MOST_HOURS} hours of work; {text!r} was given.")
    return hours


def _interview(text: str) -> date | None:
    return date.fromisoformat(_day(text)) if text.strip() else None


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
