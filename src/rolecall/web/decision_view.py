"""Where a candidate stands with a role, as HTML: facts, what would change the reading, ways to go on."""

from collections.abc import Sequence

from rolecall.domain.deciding.values import Decision, Fact, Mover, Option, OptionName, Outcome, Reason
from rolecall.domain.plans.telling import ended, span, told_by
from rolecall.domain.roles import Addressee
from rolecall.web.words import plain

_WORK = {
    "research": "research",
    "applied": "applied work",
    "engineering": "engineering",
    "mixed": "a mix",
    "not_ml": "no machine-learning role",
}
_WHO = {
    Addressee.RECRUITER: "the recruiter",
    Addressee.HIRING_MANAGER: "the hiring manager",
    Addressee.PEER: "a future colleague",
}
_NOTHING = {
    "known": "Nothing of the eight things is answered yet.",
    "promised": "Nothing that could be checked later was said so far.",
    "uncertain": "Nothing is left open.",
}
_ACTS: dict[OptionName, str] = {
    "opt_out": '<button type="button" class="quiet" data-do="say_this" '
    'data-text="Write a polite email to decline">Write a kind decline</button>',
    "ask": '<button type="button" class="quiet" data-do="say_this" data-text="Write the email">'
    "Write the email that asks</button>",
    "prepare": '<button type="button" class="quiet" data-opens=".plan">Plan the hours</button>',
}
"""What each way can begin with."""
_SHOWN = 2
"""Reasons that stand open."""


def decision(found: Decision | None) -> str:
    """The section; nothing where there is no role to decide on."""
    if found is None:
        return ""
    stands = "".join(
        _facts(title, facts, _NOTHING[name])
        for title, name, facts in (
            ("Known", "known", found.known),
            ("Promised", "promised", found.promised),
            ("Uncertain", "uncertain", found.uncertain),
        )
    )
    ways = "".join(_way(option) for option in found.options)
    return (
        f'<section class="card-part decide"><h2>Where you stand</h2><div class="folds">{stands}</div>'
        f"{_changing(found)}<h3>Three ways to go on</h3>"
        f'<p class="soft">What speaks for each is listed; which one it is, is yours to choose.</p>'
        f'<div class="ways">{ways}</div></section>'
    )


def _facts(title: str, facts: Sequence[Fact], nothing: str) -> str:
    if not facts:
        return f'<p class="none-yet"><b>{title}</b> {nothing}</p>'
    rows = "".join(_fact(fact) for fact in facts)
    return (
        f'<details class="fold"><summary>{title} <span class="count">{len(facts)}</span></summary>'
        f'<ul class="reasons">{rows}</ul></details>'
    )


def _fact(fact: Fact) -> str:
    note = f' <span class="soft">{plain(fact.note)}</span>' if fact.note else ""
    quote = f"<blockquote>{plain(told_by(fact.quote))}</blockquote>" if fact.quote else ""
    label = fact.label[:1].upper() + fact.label[1:]
    return f"<li>{plain(label)}{note}{quote}</li>"


def _changing(found: Decision) -> str:
    movers = "".join(_mover(mover, found.plan_minutes) for mover in found.movers)
    testing = f'<p class="note">{plain(found.testing)}</p>' if found.testing else ""
    listed = f'<ul class="reasons movers">{movers}</ul>' if movers else ""
    return f"<h3>What would change this reading</h3><p>{plain(found.steady)}</p>{listed}{testing}"


def _mover(mover: Mover, minutes: int) -> str:
    outcomes = "".join(f"<li>{_outcome(one, minutes)}</li>" for one in mover.outcomes)
    return (
        f'<li><b>{plain(mover.label)}</b> <span class="soft">{_WHO[mover.to]} could tell</span>'
        f"<ul>{outcomes}</ul></li>"
    )


def _outcome(one: Outcome, minutes: int) -> str:
    would = [
        f"I would read it as {_WORK[one.after]} instead of {_WORK[one.before]}" if one.turns else "",
        f"{span(one.minutes)} of {span(minutes)} would be prepared otherwise" if one.minutes else "",
    ]
    told = ", and ".join(part for part in would if part)
    return f"If they say that {plain(one.answer)}: {plain(told)}."


def _way(option: Option) -> str:
    first, rest = option.reasons[:_SHOWN], option.reasons[_SHOWN:]
    more = (
        f'<details class="edit"><summary>{len(rest)} more</summary><ul class="reasons">'
        f"{''.join(_reason(one) for one in rest)}</ul></details>"
        if rest
        else ""
    )
    listed = (
        f'<ul class="reasons">{"".join(_reason(one) for one in first)}</ul>{more}'
        if first
        else '<p class="soft">Nothing that you brought speaks for it so far.</p>'
    )
    return f'<div class="way"><h4>{plain(option.label)}</h4>{listed}{_ACTS[option.name]}</div>'


def _reason(reason: Reason) -> str:
    quotes = "".join(f"<blockquote>{plain(told_by(quote))}</blockquote>" for quote in reason.quotes)
    led = reason.says if reason.says.endswith("”") else f"{reason.says}:"
    return f"<li>{plain(led if quotes else ended(reason.says))}{quotes}</li>"
