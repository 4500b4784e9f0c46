"""The intents of a turn, and what was told of one."""

from collections.abc import Callable
from enum import StrEnum

from rolecall.domain.moves import Move
from rolecall.domain.values import Value


class Intent(StrEnum):
    """What a turn wants, in the words the product is described in; moves are finer."""

    ADVISE = "advise"
    READ = "read"
    DRAFT = "draft"
    PRACTISE = "practise"
    REPORT = "report"
    PLAN = "plan"
    SETTINGS_HELP = "settings_help"


_FINER = {
    Move.RESTYLE: Intent.DRAFT,
    Move.EXPLAIN: Intent.ADVISE,
    Move.MISSING: Intent.ADVISE,
    Move.GREET: Intent.ADVISE,
}


def intent_of(move: Move) -> Intent:
    """Restyling is drafting; telling of the role, what to ask and greeting need nothing but words."""
    return _FINER.get(move) or Intent(move.value)


class Told(Value):
    """What a turn wants, and how sure that is."""

    move: Move
    chance: float
    """0 to 1, of the move that is likeliest."""
    likeliest: Move
    """The same as `move`, unless the chance was too small to act on: then `move` is to advise."""


Tell = Callable[[str], Told]
"""Tells a turn's move; the text is never changed by it."""
