"""What is not worth doing in the hours there are, and why."""

from collections.abc import Iterator, Mapping

from rolecall.domain.interviews import RoundKind
from rolecall.domain.plans.likelihood import Likely
from rolecall.domain.plans.rules import PlanRules
from rolecall.domain.plans.telling import ended, told_by
from rolecall.domain.plans.values import Item, Skipped
from rolecall.domain.problems import ProblemFolder

_UNLIKELY = 0.08
_MOST = 4
_HARDEST = 4
"""Level of problems that few hours do not reach."""
_FEW_CODE_MINUTES = 180


def not_worth(
    likely: Likely,
    minutes: Mapping[str, int],
    rules: PlanRules,
    items: tuple[Item, ...],
    problems: Mapping[str, ProblemFolder],
) -> tuple[Skipped, ...]:
    """The likeliest temptations first; `minutes` are those of each part."""
    return tuple(_all(likely, minutes, rules, items, problems))[:_MOST]


def _all(
    likely: Likely,
    minutes: Mapping[str, int],
    rules: PlanRules,
    items: tuple[Item, ...],
    problems: Mapping[str, ProblemFolder],
) -> Iterator[Skipped]:
    for kind in likely.ruled_out:
        yield Skipped(what=rules.rounds[kind].skip, why=ended(_out(kind, likely)))
    code = minutes.get(RoundKind.CODING, 0)
    levels = [problems[name].problem.level for item in items for name in item.problems]
    if levels and code < _FEW_CODE_MINUTES and max(levels) < _HARDEST:
        yield Skipped(
            what=f"Problems of level {_HARDEST} and 5",
            why="In these hours usual ones done well and said aloud show more than a hard one half done.",
        )
    for kind in sorted(likely.shares, key=lambda kind: likely.shares[kind]):
        share = likely.shares[kind]
        if kind not in likely.ruled_out and (share < _UNLIKELY or not minutes.get(kind)):
            got = "" if minutes.get(kind) else ", and these hours go further elsewhere"
            yield Skipped(what=rules.rounds[kind].skip, why=f"About {share:.0%} of a loop like this{got}.")


def _out(kind: RoundKind, likely: Likely) -> str:
    quote = likely.quotes.get(kind)
    return f"There will be none, by {told_by(quote)}" if quote else "A source says there is none"
