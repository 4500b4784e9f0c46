"""Emails the candidate may send: values, composition, and the contract every draft must pass."""

from enum import StrEnum

from rolecall.domain.roles import BUILT_IN, Addressee, Topic
from rolecall.domain.values import Value


class Tone(StrEnum):
    WARM = "warm"
    NEUTRAL = "neutral"
    DIRECT = "direct"


class Purpose(StrEnum):
    FIRST = "first"
    RE_ASK = "re_ask"
    FOLLOW_UP = "follow_up"
    THANKS = "thanks"
    DECLINE = "decline"
    FEEDBACK = "feedback"
    """After an interview: thanks, and what was met where something else was expected."""
    NEXT_ROUND = "next_round"
    """After an interview, before the next: what it will consist of."""


class AskedQuestion(Value):
    """One question as it stands, word for word, in the draft."""

    topic: Topic
    text: str


class Check(Value):
    """One line of the contract: held or not, and why."""

    name: str
    ok: bool
    detail: str


class DraftRequest(Value):
    """What the user wants written."""

    to: Addressee = Addressee.RECRUITER
    tone: Tone = Tone.WARM
    purpose: Purpose = Purpose.FIRST
    from_name: str = ""
    to_name: str = ""
    topics: tuple[Topic, ...] = ()
    """Empty: the most uncertain ones are chosen."""
    expected: str = ""
    """What the promise let one prepare for, in a few words; empty where nothing is to be said of it."""
    met: str = ""
    """What was asked for the most part, likewise."""


class Draft(Value):
    """An email written for the candidate to send; RoleCall never sends."""

    id: str = ""
    subject: str
    body: str
    to: Addressee
    to_name: str = ""
    from_name: str = ""
    tone: Tone = Tone.WARM
    purpose: Purpose = Purpose.FIRST
    questions: tuple[AskedQuestion, ...] = ()
    checks: tuple[Check, ...] = ()
    needs: tuple[str, ...] = ()
    """What the user is asked for instead of a placeholder: e.g. `your name`."""
    note: str = ""
    """One line where a model's rewrite was replaced by the composed draft."""
    engine: str = BUILT_IN
    prompt: str = ""
    """`name@hash` of the prompt behind a model's words."""
    own_words: float = 0.0
    """Share of the words around the questions that are the model's, 0 to 1."""
    tokens: int = 0
    cost: float = 0.0
    """US dollars, 0 for a free or local engine."""
    created_at: str = ""
