"""Promise and reality on the card: what came back, the ledger, promised beside tested, the plan."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Self

import gradio as gr

from rolecall.domain.conversation import RoleState
from rolecall.domain.promises.timeline import Order
from rolecall.domain.reports.values import Comparison
from rolecall.web import compared_view, decision_view, ledger_view, pattern_view, plan_view, replies_view
from rolecall.web.handling import Updates, actions, words_of
from rolecall.web.present import problem
from rolecall.web.promise_figure import day_words

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class RealityPanel:
    """The components, top to bottom."""

    told: gr.HTML
    back: gr.HTML
    compared: gr.HTML
    ledger: gr.HTML
    decide: gr.HTML
    plan: gr.HTML
    file: gr.Textbox
    """A file on its way to the browser, in base64."""

    @classmethod
    def lay_out(cls) -> Self:
        """Makes the components; called inside the card's column."""
        with gr.Column(elem_id="reality"):
            told = gr.HTML(elem_id="reality-told", apply_default_css=False)
            back = gr.HTML(elem_id="reality-back", apply_default_css=False, js_on_load=actions("re_ask"))
            compared = gr.HTML(
                elem_id="reality-compared",
                apply_default_css=False,
                js_on_load=actions("mail_after", "keep_pattern"),
            )
            ledger = gr.HTML(
                elem_id="reality-ledger",
                apply_default_css=False,
                js_on_load=actions(
                    "sort_promises", "settle_promise", "change_promise", "remove_promise", "add_promise"
                )
                + "window.rolecall.keepsFocus(element, watch);",
            )
            decide = gr.HTML(
                elem_id="reality-decide", apply_default_css=False, js_on_load=actions("say_this")
            )
            plan = gr.HTML(
                elem_id="reality-plan", apply_default_css=False, js_on_load=actions("make_plan", "save_plan")
            )
            file = gr.Textbox(elem_classes="kept", show_label=False)
        return cls(told, back, compared, ledger, decide, plan, file)

    @property
    def outputs(self) -> list[Any]:
        return [getattr(self, field.name) for field in fields(self)]

    def nothing(self) -> Updates:
        """Without a role there is nothing to hold against each other."""
        return {part: "" for part in self.outputs if part is not self.file}

    def shown(self, coach: "Coach", owner: str, state: RoleState | None) -> Updates:
        """The panel for a role; what fails here is told here, so that the page never hangs on it."""
        if state is None or state.reading is None:
            return self.nothing()
        told: list[str] = []

        def back() -> Updates:
            view = coach.reality.view(owner, state.id)
            return {
                self.back: replies_view.came_back(view.replies, source_names(state)),
                **self.compared_shown(coach, owner, state.id, view.comparison),
            }

        found: Updates = {}
        steps = (
            back,
            lambda: self.ledger_shown(coach, owner, state.id),
            lambda: {self.decide: decision_view.decision(coach.reality.decision(owner, state.id))},
            lambda: self.plan_shown(coach, owner, state.id, datetime.now(UTC).astimezone().date()),
        )
        for step in steps if state.reading.track != "not_ml" else steps[:-1]:
            try:
                found |= step()
            except Exception as error:
                told = [problem(words_of(error))]
        return {**self.nothing(), **found, self.told: "".join(told)}

    def compared_shown(
        self, coach: "Coach", owner: str, role: str, comparison: Comparison | None, told: str = ""
    ) -> Updates:
        """Promised and tested, and what follows from it; `told` is said of the pattern that was kept."""
        if comparison is None:
            return {self.compared: ""}
        follows = (
            pattern_view.mails(),
            pattern_view.ask_earlier(coach.reality.earlier(comparison)),
            pattern_view.keeping(coach.patterns.propose(owner, role, comparison), told),
        )
        return {self.compared: compared_view.compared(comparison, "".join(follows))}

    def plan_shown(self, coach: "Coach", owner: str, role: str, today: date) -> Updates:
        """The plan as hours and dates are remembered; its form alone where none were given yet."""
        if coach.reality.plans.wished(owner, role) is None:
            return {self.plan: plan_view.fold()}
        found = coach.reality.plans.plan(owner, role, coach.debriefing.progress(owner))
        return {self.plan: plan_view.plan_shown(found, today) if found else plan_view.fold()}

    def ledger_shown(
        self, coach: "Coach", owner: str, role: str, order: Order = "date", *, opened: bool = False
    ) -> Updates:
        """The ledger as the store has it."""
        found = coach.promising.ledger(owner, role, order)
        return {self.ledger: ledger_view.ledger(found.promises, found.entries, order, opened=opened)}


def source_names(state: RoleState) -> dict[str, str]:
    """How each source is called on the card: its file's name, else the day it was brought."""
    days = {turn.id: turn.at for turn in state.turns}
    return {
        source.id: source.name or f"Brought {day_words(days.get(state.brought.get(source.id, ''), ''))}"
        for source in state.sources
        if source.name or days.get(state.brought.get(source.id, ""))
    }
