"""Settings, money: what models took, the caps of a day, and the price of the connected model."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.ports import BadInput
from rolecall.web import present, spent_view
from rolecall.web.handling import QUIET, OwnerOf, Updates, actions, told

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach


@dataclass(frozen=True)
class BudgetParts:
    """The components of the box."""

    accounts: gr.HTML
    asks: gr.HTML
    tokens: gr.Textbox
    cost: gr.Textbox
    save_caps: gr.Button
    priced: gr.HTML
    input_price: gr.Textbox
    output_price: gr.Textbox
    save_price: gr.Button
    told: gr.HTML

    @property
    def shown(self) -> list[Any]:
        return [
            self.accounts,
            self.asks,
            self.tokens,
            self.cost,
            self.priced,
            self.input_price,
            self.output_price,
            self.save_price,
            self.told,
        ]


def lay_out() -> BudgetParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_classes="box", elem_id="settings-spending"):
        accounts = gr.HTML(elem_id="settings-budget", apply_default_css=False)
        asks = gr.HTML(apply_default_css=False, js_on_load=actions("go_on"))
        with gr.Row():
            tokens = gr.Textbox(label="Tokens a day (empty for no cap)", max_lines=1, max_length=20)
            cost = gr.Textbox(label="Dollars a day (empty for no cap)", max_lines=1, max_length=20)
        save_caps = gr.Button("Save the caps", size="sm")
        priced = gr.HTML(apply_default_css=False)
        with gr.Row():
            input_price = gr.Textbox(
                label="Dollars for a million tokens sent", max_lines=1, max_length=20, visible=False
            )
            output_price = gr.Textbox(
                label="Dollars for a million tokens of answers", max_lines=1, max_length=20, visible=False
            )
        save_price = gr.Button("Save the price", size="sm", visible=False)
        said = gr.HTML(apply_default_css=False)
    return BudgetParts(
        accounts=accounts,
        asks=asks,
        tokens=tokens,
        cost=cost,
        save_caps=save_caps,
        priced=priced,
        input_price=input_price,
        output_price=output_price,
        save_price=save_price,
        told=said,
    )


def refresh(parts: BudgetParts, coach: "Coach", owner: str) -> Updates:
    """The box as things stand now."""
    spending = coach.spending
    caps, connection = spending.caps(owner), coach.engines.connection(owner)
    state, titles = coach.engines.state(owner), {role.id: role.title for role in coach.roles(owner)}
    titles.setdefault("general", "The general conversation")
    dated = spending.dated(owner, connection.provider, connection.model) if state.is_model else ""
    own = spending.own_price(owner, state.name)
    return {
        parts.accounts: spent_view.accounts(spending.account(owner), titles, caps=caps, dated=dated),
        parts.asks: spent_view.question(spending.asks(owner)),
        parts.tokens: f"{caps.tokens:,}" if caps.tokens else "",
        parts.cost: f"{caps.cost:.2f}" if caps.cost else "",
        parts.priced: spent_view.price(
            state.name, coach.engines.price(owner), own=own is not None, dated=dated
        )
        if state.is_model
        else "",
        parts.input_price: gr.Textbox(value=_typed(own and own.input), visible=state.is_model),
        parts.output_price: gr.Textbox(value=_typed(own and own.output), visible=state.is_model),
        parts.save_price: gr.Button(visible=state.is_model),
    }


def _typed(price: object) -> str:
    return "" if price is None else str(price)


def wire(coach: "Coach", parts: BudgetParts, owner_of: OwnerOf) -> None:
    """Events of the box; called inside the page's Blocks."""

    def done(owner: str, words: str) -> Updates:
        return {**refresh(parts, coach, owner), parts.told: present.verdict(words, ok=True)}

    def save_caps(tokens: str, cost: str, request: gr.Request) -> Updates:
        owner = owner_of(request)

        def saved() -> Updates:
            coach.spending.set_caps(owner, tokens, cost)
            return done(owner, "Saved.")

        return told(parts.told, saved)

    def save_price(input_price: str, output_price: str, request: gr.Request) -> Updates:
        owner = owner_of(request)

        def saved() -> Updates:
            state = coach.engines.state(owner)
            if not state.is_model:
                raise BadInput("No model is connected; connect one above, then give its price.")
            coach.spending.set_price(owner, state.name, input_price, output_price)
            return done(owner, "Saved; it counts from the next call on.")

        return told(parts.told, saved)

    def go_on(request: gr.Request) -> Updates:
        owner = owner_of(request)
        return told(
            parts.told,
            lambda: done(owner, f"The model may take {coach.spending.go_on(owner)} more today."),
        )

    parts.save_caps.click(save_caps, [parts.tokens, parts.cost], parts.shown, **QUIET)
    parts.save_price.click(save_price, [parts.input_price, parts.output_price], parts.shown, **QUIET)
    parts.asks.go_on(go_on, None, parts.shown, **QUIET)
