"""One turn as it happens: the coach's events, one after another, become what the page shows of it."""

from dataclasses import dataclass, replace

from rolecall.coach.events import Cited, Drafted, Ended, Event, Noted, Opened, Read, Said, Suggested
from rolecall.domain.mail import Draft
from rolecall.domain.passages import Passage
from rolecall.domain.roles import RoleReading


@dataclass(frozen=True)
class LiveTurn:
    """What is known so far of the turn under way."""

    text: str
    """The user's words."""
    files: tuple[str, ...] = ()
    answer: str = ""
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    opened: str = ""
    """Id of the role the turn made, if it made one."""
    title: str = ""
    reading: RoleReading | None = None
    draft: Draft | None = None
    ended: bool = False


def after(turn: LiveTurn, event: Event) -> LiveTurn:  # noqa: PLR0911 - one return an event
    """The turn once `event` has happened."""
    match event:
        case Said(delta=delta):
            return replace(turn, answer=turn.answer + delta)
        case Cited(passages=passages):
            return replace(turn, passages=passages)
        case Read(reading=reading):
            return replace(turn, reading=reading)
        case Drafted(draft=draft):
            return replace(turn, draft=draft)
        case Noted(message=message):
            return replace(turn, notes=(*turn.notes, message))
        case Suggested(texts=texts):
            return replace(turn, suggestions=texts)
        case Opened(role_id=role_id, title=title):
            return replace(turn, opened=role_id, title=title)
        case Ended():
            return replace(turn, ended=True)
