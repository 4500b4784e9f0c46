"""What a turn of the coach sends to whoever shows it, in order, as it happens."""

from rolecall.domain.mail import Draft
from rolecall.domain.passages import Passage
from rolecall.domain.roles import RoleReading
from rolecall.domain.values import Value


class Opened(Value):
    """The turn made a new role; what follows belongs to it."""

    role_id: str
    title: str


class Said(Value):
    """A piece of the answer."""

    delta: str


class Cited(Value):
    """The passages that `[1]`, `[2]`... of the answer stand for, in order."""

    passages: tuple[Passage, ...]


class Read(Value):
    """The role was read anew: the card changes."""

    reading: RoleReading


class Drafted(Value):
    """An email is ready beside the chat."""

    draft: Draft


class Noted(Value):
    """One sentence about what happened: a fault, a limit, a replaced rewrite."""

    message: str


class Suggested(Value):
    """What the user may want to say next."""

    texts: tuple[str, ...]


class Ended(Value):
    """The turn is stored."""

    turn_id: str
    interrupted: bool = False


Event = Opened | Said | Cited | Read | Drafted | Noted | Suggested | Ended
