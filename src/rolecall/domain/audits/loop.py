"""Reads the interview loop of a team from whatever it was written down as."""

from collections.abc import Sequence

from rolecall.domain.audits.fields import Fields
from rolecall.domain.audits.items import Items
from rolecall.domain.audits.lines import Line, lines
from rolecall.domain.audits.prose import rounds_in
from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.tables import rows
from rolecall.domain.audits.values import Loop, Round
from rolecall.domain.audits.vocabulary import Vocabulary, vocabulary
from rolecall.domain.reading.phrases import words

MOST_CHARACTERS = 60_000
"""Of a loop; people write one page."""
MOST_ROUNDS = 30


def read_loop(text: str, rules: AuditRules) -> Loop:
    """The rounds of a text, in order, with verbatim quotes and offsets; a text without rounds gives none.

    A table counts before a list, a list before running text. What is not said of a round stays None.
    """
    notes: list[str] = []
    if len(text) > MOST_CHARACTERS:
        notes.append(f"The loop is long: I read its first {MOST_CHARACTERS:,} characters.")
    known = vocabulary(rules)
    text = text[:MOST_CHARACTERS]
    told = [_without_command(line, text, known) for line in lines(text, known.rules.loop)]
    all_rounds = _rounds(text, told, known)
    found = [one for one in all_rounds if not known.commands(words(one.said.quote))]
    if len(found) < len(all_rounds) or any(
        line.blank and text[line.start : line.end].strip() for line in told
    ):
        notes.append("A line of the loop is addressed to whoever reads it; I left it out.")
    if len(found) > MOST_ROUNDS:
        notes.append(f"I read {MOST_ROUNDS} rounds and left out {len(found) - MOST_ROUNDS}.")
    rounds = tuple(one.model_copy(update={"n": n}) for n, one in enumerate(found[:MOST_ROUNDS], start=1))
    minutes = [one.minutes for one in rounds if one.minutes is not None]
    whole = bool(rounds) and len(minutes) == len(rounds)
    return Loop(rounds=rounds, minutes=sum(minutes) if whole else None, notes=tuple(notes))


def _without_command(line: Line, text: str, known: Vocabulary) -> Line:
    """A line that commands the reader counts as an empty one: the round above it stays what it is."""
    return (
        line._replace(body=line.end, marker="") if known.commands(words(text, line.start, line.end)) else line
    )


def _rounds(text: str, told: Sequence[Line], known: Vocabulary) -> list[Round]:
    fields = Fields(text, known)
    table = rows(text, told, known)
    if table:
        return [one for row in table for one in fields.rounds(row.line, row.cells)]
    items = Items(text, known).rounds(told)
    regions = items or rounds_in(text, 0, len(text), known)
    return [one for region in regions for one in fields.rounds(region, listed=bool(items))]
