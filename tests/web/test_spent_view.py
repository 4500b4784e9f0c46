"""What models took, in the words and tables of the page."""

from decimal import Decimal

from rolecall.coach.spending import Spending
from rolecall.domain.costs import FREE, Price, Spent
from rolecall.domain.spending import Account, Asked, Caps
from rolecall.storage.memory import MemoryStore
from rolecall.web import settings_budget, spent_view
from tests.web.standin import StandInCoach

PAID = Spent(calls=3, sent=12_000, said=300, cost=Decimal("0.0184"))


def test_a_roles_line_is_quiet_short_and_dated_where_the_tables_prices_were_used() -> None:
    assert spent_view.role_line(PAID, "2026-10-05") == (
        "Model: 12,300 tokens, about $0.02 (prices of 2026-10-05)"
    )
    assert spent_view.role_line(PAID, "") == "Model: 12,300 tokens, about $0.02"
    assert spent_view.role_line(Spent(), "2026-10-05") == ""
    assert spent_view.on_card("") == ""
    assert "<b>" not in spent_view.on_card("<b>")


def test_the_question_at_the_cap_has_one_button_that_says_by_how_much() -> None:
    assert spent_view.question(None) == ""
    shown = spent_view.question(Asked(reached="500,000 tokens", more="250,000 tokens"))
    assert "Today’s cap of 500,000 tokens is reached" in shown
    assert shown.count("<button") == 1
    assert 'data-do="go_on"' in shown
    assert "Allow 250,000 tokens more today" in shown
    assert "data-text" not in shown  # nothing is said into the conversation by it


def test_accounts_are_told_for_today_the_month_and_each_role() -> None:
    account = Account(today=PAID, month=PAID, ever=PAID, by_role={"r1": PAID, "gone": Spent(), "": Spent()})
    shown = spent_view.accounts(account, {"r1": "A <role>"}, caps=Caps(), dated="2026-10-05")
    for words in ("Today", "This month", "A &lt;role&gt;", "A role that was removed", "No role", "12,300"):
        assert words in shown
    assert "published up to 2026-10-05" in shown
    assert "500,000 tokens of models that cost money or $2.00" in shown
    assert "No model was called yet" in spent_view.accounts(Account(), {}, caps=Caps(), dated="")


def test_a_price_is_said_to_be_known_free_given_or_not_known() -> None:
    price = Price(input=Decimal("0.25"), output=Decimal(2))
    table = spent_view.price("openai:gpt-5-mini", price, own=False, dated="2026-10-05")
    assert "$0.25 for a million tokens sent, $2 for a million of answers. Published up to 2026-10-05" in table
    assert "You gave it" in spent_view.price("m", price, own=True, dated="")
    assert "costs nothing" in spent_view.price("m", FREE, own=False, dated="")
    assert "No price is known" in spent_view.price("m", None, own=False, dated="")


def test_the_box_stands_over_a_coach_without_a_model() -> None:
    import gradio as gr

    coach = StandInCoach()
    assert isinstance(coach.spending, Spending)
    with gr.Blocks():
        parts = settings_budget.lay_out()
    updates = settings_budget.refresh(parts, coach, "local")  # type: ignore[arg-type]
    assert set(updates) <= set(parts.shown)
    assert updates[parts.tokens] == "500,000"
    assert updates[parts.cost] == "2.00"
    coach.spending = Spending(MemoryStore(), caps=Caps(tokens=0, cost=Decimal(0)))
    updates = settings_budget.refresh(parts, coach, "local")  # type: ignore[arg-type]
    assert updates[parts.tokens] == updates[parts.cost] == ""
