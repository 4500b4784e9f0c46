"""The coach's sentences on promises: what somebody could be held to, what differs, what came of it."""

from collections.abc import Collection, Sequence

from rolecall.domain.promises.values import Outcome, Promise
from rolecall.domain.quoting import quoted, told_once

_SHOWN = 3
_QUOTE = 110
"""Characters of a quote in the middle of a sentence."""
_OUTCOMES: dict[Outcome, str] = {
    "kept": "was kept",
    "kept in part": "was kept in one part and not in another",
    "not kept": "turned out otherwise",
    "taken back": "was taken back",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def tell_promised(promises: Sequence[Promise], sources: Collection[str]) -> str:
    """One sentence on what these sources promised, with quotes; empty where there is nothing."""
    quotes = told_once(
        spoken.quote for promise in promises for spoken in promise.quotes if spoken.source in sources
    )
    if not quotes:
        return ""
    shown = ", ".join(_short(quote) for quote in quotes[:_SHOWN])
    if len(quotes) == 1:
        return f"One thing you could hold them to: {shown}."
    more = f", and {_count(len(quotes) - _SHOWN)} more in the ledger" if len(quotes) > _SHOWN else ""
    return f"{_count(len(quotes)).capitalize()} things you could hold them to: {shown}{more}."


def tell_differences(promises: Sequence[Promise], sources: Collection[str]) -> str:
    """One sentence where these sources say otherwise than others do, both quoted; empty where they do not."""
    by_id = {promise.id: promise for promise in promises}
    for promise in promises:
        new = [spoken for spoken in promise.quotes if spoken.source in sources]
        if promise.outcome == "taken back":
            # Told as what became of it.
            continue
        for other in (by_id[name] for name in promise.against if name in by_id):
            if other.outcome == "taken back":
                continue
            old = [spoken for spoken in other.quotes if spoken.source not in sources]
            if new and old:
                return (
                    f"This differs from before: {old[0].who} said {_short(old[0].quote)}, "
                    f"{new[0].who} now says {_short(new[0].quote)}. You could ask which of them holds."
                )
    return ""


def tell_outcomes(before: Sequence[Promise], now: Sequence[Promise]) -> str:
    """One sentence on what a new source settles, as an observation; empty where it settles nothing."""
    known = {promise.id: promise.outcome for promise in before}
    fresh = [one for one in now if one.evidence and known.get(one.id, "untested") != one.outcome]
    parts = [
        f"{_short(promise.said)} {words} ({_evidence(promise)})"
        for outcome, words in _OUTCOMES.items()
        for promise in [one for one in fresh if one.outcome == outcome][:_SHOWN]
    ]
    if not parts:
        return ""
    return (
        f"Of what you were told, as this text reads: {'; '.join(parts)}. You can change that in the ledger."
    )


def _evidence(promise: Promise) -> str:
    """The words that decided it; where some show otherwise, the first of those as well."""
    decided = promise.evidence[0]
    other = next((proof for proof in promise.evidence if proof.shows != decided.shows), None)
    return _short(decided.quote) + (f", beside {_short(other.quote)}" if other else "")


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return quoted(line if len(line) <= _QUOTE else f"{line[:_QUOTE].rsplit(' ', 1)[0]} …")


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
