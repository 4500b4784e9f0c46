"""spent: what models took, today, this month and by role; and the question before a measuring that costs."""

import sys
from typing import Annotated

import typer

from rolecall.cli import show
from rolecall.coach.metering import Metered
from rolecall.domain.conversation import GENERAL
from rolecall.domain.costs import NOTHING, Spent, Usage, dollars, in_words
from rolecall.domain.spending import cap_words
from rolecall.ports import BadInput, ChatModel
from rolecall.settings import load
from rolecall.wiring import OWNER, opened


def spent(
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> int:
    """Say what models took: tokens and cost, today, this month and by role."""
    with opened(load()) as house:
        spending = house.coach.spending
        account, caps = spending.account(OWNER), spending.caps(OWNER)
        titles = {role.id: role.title for role in house.coach.roles(OWNER)}
        connection = house.coach.engines.connection(OWNER)
        dated = spending.dated(OWNER, connection.provider, connection.model)
    if json:
        told = account.model_dump(mode="json")
        show.as_json({**told, "caps": caps.model_dump(mode="json"), "prices_of": dated})
        return 0
    titles |= {"": "No role", GENERAL: "The general conversation"}
    show.out(f"Today       {_line(account.today)}")
    show.out(f"This month  {_line(account.month)}")
    show.out(f"Ever        {_line(account.ever)}")
    for role, one in sorted(account.by_role.items(), key=lambda item: -item[1].tokens):
        show.out(f"  {titles.get(role, 'A role that was removed')}: {_line(one)}")
    for model, one in sorted(account.by_model.items(), key=lambda item: -item[1].tokens):
        show.out(f"  {model}: {_line(one)}")
    show.out(cap_words(caps))
    if account.ever.cost and dated:
        show.say(f"Prices are those published up to {dated}.")
    if account.ever.counted:
        show.say(f"{account.ever.counted:,} tokens were counted here, because the server told no figures.")
    return 0


def _line(one: Spent) -> str:
    if not one.calls:
        return "nothing"
    return f"{in_words(one)}, {one.calls:,} call{'' if one.calls == 1 else 's'}"


def agreed(model: ChatModel, what: str, usage: Usage, *, yes: bool) -> None:
    """Says what a measuring may take, and asks where it may cost something. Raises BadInput where it may not.

    `usage` is the most it is expected to take. A model on this machine costs nothing, so nothing is asked.
    """
    price = model.price if isinstance(model, Metered) else None
    tokens = f"about {usage.sent + usage.said:,} tokens"
    if price is not None and price.of(usage) == NOTHING:
        return
    cost = "no price is known" if price is None else f"at most about {dollars(price.of(usage))}"
    show.say(f"{what} takes {tokens} of {model.name}; {cost}.")
    if yes:
        return
    if not sys.stdin.isatty():
        raise BadInput("Nothing was sent. Add --yes to go on.")
    if not typer.confirm("Go on?", err=True):
        raise BadInput("Nothing was sent.")
