"""A comparison in plain text: two profiles side by side, the words they rest on, one next step."""

from collections.abc import Iterator

from rolecall.domain.reports.summary import KIND_NAMES
from rolecall.domain.reports.values import Comparison, Evidence, Pledge, TestedKind, ToldRound
from rolecall.domain.roles import Shares

WIDTH = 20
"""Characters of a full bar."""
_COLUMN = 28
_NAMES = ("research", "applied", "engineering", "unknown")
_MOST = 6
"""Pieces of evidence that are shown."""
_LONGEST = 160
_STATES = {"kept": "kept", "broken": "not kept", "untested": "not tested yet"}


def tell_comparison(compared: Comparison) -> str:
    """The whole comparison as text for a terminal or a page's code block."""
    blocks = [
        "\n".join(_bars(compared.promised.shares, compared.tested.shares)),
        f"{compared.verdict} (confidence {compared.confidence})\n{compared.summary}",
        _block("What was told", [_round(one) for one in compared.rounds]),
        _block("What it rests on", [_reason(one) for one in _shown(compared)]),
        _block("What was said of the process", [_pledge(one) for one in compared.promises]),
        _block("Notes", list(compared.notes)),
        f"Next: {compared.next_step}" if compared.next_step else "",
    ]
    return "\n\n".join(block for block in blocks if block)


def _bars(promised: Shares, tested: Shares) -> Iterator[str]:
    yield f"{'':<13}{'promised':<{_COLUMN}}tested"
    for name in _NAMES:
        left, right = getattr(promised, name), getattr(tested, name)
        yield f"{name:<13}{_bar(left):<{_COLUMN}}{_bar(right)}".rstrip()


def _bar(share: float) -> str:
    full = round(share * WIDTH)
    return f"{'█' * full}{'░' * (WIDTH - full)} {share:>4.0%}"


def _block(heading: str, lines: list[str]) -> str:
    return "\n".join([heading, *(f"  {line}" for line in lines)]) if lines else ""


def _round(one: ToldRound) -> str:
    count = f"{one.count} x " if one.count > 1 else ""
    minutes = f"{one.minutes:g} min" if one.minutes is not None else "minutes not said"
    return f"{count}{KIND_NAMES[TestedKind(one.kind)]}, {minutes}: {_quoted(one.said.quote)}"


def _shown(compared: Comparison) -> list[Evidence]:
    """What speaks for the verdict first; where it is unclear, both sides."""
    some = sorted(compared.evidence, key=lambda one: one.points != compared.verdict)
    return some[:_MOST]


def _reason(one: Evidence) -> str:
    side = "against" if one.points == "mismatch" else "for"
    return f"{side}: {one.note} {_quoted(one.quote)}"


def _pledge(one: Pledge) -> str:
    shown = f" {_quoted(one.evidence)}" if one.evidence else ""
    return f"{_STATES[one.state]}: {_quoted(one.quote)} ({one.who}){shown}"


def _quoted(quote: str) -> str:
    flat = " ".join(quote.split())
    return f"“{flat if len(flat) <= _LONGEST else flat[:_LONGEST].rsplit(' ', 1)[0] + ' …'}”"
