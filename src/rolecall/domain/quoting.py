"""How a verbatim quote is shown: on one line, in quotation marks, cut at a clause where it is long."""

import re
from collections.abc import Iterable

from rolecall.domain.texts import visible

LONGEST = 220
"""Characters of a quote as it is shown; the stored quote stays whole."""
_LEAST = 60
"""Characters that a clause must have to be shown in place of its sentence."""
_CLAUSE_ENDS = re.compile(r"[;:,.!?)](?=\s)|\s(?=[–—(])")
_ALIKE = 0.8
_ADDRESS = re.compile(r"\b(?:https?|javascript|data|file):\S*", re.IGNORECASE)
_MARKUP = re.compile(r"[<>`\[\]]")
_WORD = re.compile(r"\w+")


def quoted(text: str) -> str:
    """A quote on one line, shortened, in quotation marks."""
    return f"“{shortened(text)}”"


def shortened(text: str, most: int = LONGEST) -> str:
    """The text on one line, ended after its last clause, else its last word, that fits; "…" says so."""
    line = " ".join(text.split()).strip("“”\"'•*- ")
    if len(line) <= most:
        return line
    clauses = [found.end() for found in _CLAUSE_ENDS.finditer(line, 0, most - 1)]
    at_word = line[: most - 1].rfind(" ")
    cut = clauses[-1] if clauses and clauses[-1] >= _LEAST else at_word
    kept = line[:cut] if cut > 0 else line[: most - 2]
    return f"{kept.rstrip(' ,;:.–—(')} …"


def defused(text: str) -> str:
    """The text with nothing that acts where Markdown or HTML is rendered: no image, link, tag or address."""
    plain = _ADDRESS.sub("[address]", visible(text))
    return _MARKUP.sub(" ", plain)


def told_once(quotes: Iterable[str]) -> list[str]:
    """The quotes without those that repeat an earlier one: equal, contained, or nearly the same words."""
    kept: list[str] = []
    for quote in quotes:
        if not any(repeats(quote, other) for other in kept):
            kept.append(quote)
    return kept


def repeats(one: str, other: str) -> bool:
    """True where two quotes say the same: one holds the other, or most of the shorter one's words."""
    first, second = _WORD.findall(one.lower()), _WORD.findall(other.lower())
    if len(first) > len(second):
        first, second = second, first
    if not first:
        return True
    return sum(word in set(second) for word in set(first)) >= _ALIKE * len(set(first))
