"""What models took as HTML: the quiet line of a role, the accounts of Settings, the question at the cap."""

from collections.abc import Mapping

from rolecall.domain.costs import Price, Spent, dollars, in_words
from rolecall.domain.spending import Account, Asked, Caps, cap_words
from rolecall.web.words import one_line, plain


def role_line(spent: Spent, dated: str) -> str:
    """`Model: 12,300 tokens, about $0.02`, for the head of a role; '' where no model spoke."""
    if not spent.tokens:
        return ""
    of = f" (prices of {dated})" if dated and spent.cost else ""
    return f"Model: {in_words(spent)}{of}"


def on_card(line: str) -> str:
    """The line at the foot of a role's card."""
    return f'<p class="soft spent">{plain(line)}</p>' if line else ""


def question(asked: Asked | None, *, told: bool = False) -> str:
    """The question at the cap, with the one button that raises it; '' where none is open.

    `told` where the turn above has said already what is reached.
    """
    if asked is None:
        return ""
    why = "" if told else f"Today’s cap of {plain(asked.reached)} is reached: the built-in engine answers. "
    return (
        f'<div class="asks" role="status"><p>{why}Go on with the model today?</p><button type="button" '
        f'class="quiet" data-do="go_on">Allow {plain(asked.more)} more today</button></div>'
    )


def accounts(account: Account, titles: Mapping[str, str], *, caps: Caps, dated: str) -> str:
    """Today, this month and by role; `titles` are the names of roles by id."""
    head = "<h2>What the model costs</h2>"
    if not account.ever.calls:
        return f"{head}<p>No model was called yet. {cap_words(caps)}</p>"
    rows = [("Today", account.today), ("This month", account.month), ("Ever", account.ever)]
    roles = sorted(account.by_role.items(), key=lambda one: one[1].tokens, reverse=True)
    named = [(titles.get(role, "A role that was removed") if role else "No role", one) for role, one in roles]
    counted = account.ever.counted
    notes = [f"Prices are those published up to {plain(dated)}." if dated and account.ever.cost else ""]
    if counted:
        notes.append(f"{counted:,} of all tokens were counted here, because the server told no figures.")
    if account.ever.unpriced:
        notes.append("Where no price is known, tokens are counted alone; you can give a price below.")
    said = " ".join(note for note in notes if note)
    return (
        f"{head}<p>{cap_words(caps)}</p>{_table('When', rows)}{_table('On account of', named)}"
        f'<p class="soft">{said}</p>'
    )


def price(model: str, known: Price | None, *, own: bool, dated: str) -> str:
    """What the connected model costs, and whose word that is."""
    head = f"<h3>The price of {plain(one_line(model, 80))}</h3>"
    if known is None:
        return f"{head}<p>No price is known, so only its tokens are counted. Give one if you like:</p>"
    if not known.input and not known.output and not own:
        return f"{head}<p>It runs on this machine and costs nothing.</p>"
    whose = (
        "You gave it" if own else f"Published up to {plain(dated)}" if dated else "From your file of prices"
    )
    return (
        f"{head}<p>${known.input:f} for a million tokens sent, ${known.output:f} for a million of answers. "
        f"{whose}; a price given below outweighs it.</p>"
    )


def _table(first: str, rows: list[tuple[str, Spent]]) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in (first, "Calls", "Tokens", "Cost"))
    lines = "".join(
        f'<tr><th scope="row">{plain(one_line(name, 60))}</th><td>{spent.calls:,}</td>'
        f"<td>{spent.tokens:,}</td><td>{_cost(spent)}</td></tr>"
        for name, spent in rows
    )
    return (
        f'<div class="wide"><table class="cells"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _cost(spent: Spent) -> str:
    if not spent.tokens:
        return "–"
    if spent.free == spent.tokens:
        return "free"
    if spent.unpriced == spent.tokens:
        return "no price known"
    cost = plain(dollars(spent.cost))
    told = cost if cost.startswith("less") else f"about {cost}"
    return f"{told} + {spent.unpriced:,} tokens of no known price" if spent.unpriced else told
