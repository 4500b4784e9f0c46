"""What an answer showed: coverage and levels per criterion, each with the words that show it."""

from enum import StrEnum

from pydantic import Field

from rolecall.domain.roles import BUILT_IN
from rolecall.domain.values import Value


class JudgedAs(StrEnum):
    """How far a criterion could be judged. A missing score is not a zero."""

    SCORED = "scored"
    COVERED = "covered"
    NOT_COVERED = "not_covered"
    UNSCORED = "unscored"
    """A level was proposed and could not be verified, or the call failed: try again."""
    NOT_ASKED = "not_asked"


class Judgement(Value):
    """One criterion of one answer."""

    id: str
    """Of the criterion."""
    level: int | None = Field(default=None, ge=1, le=4)
    state: JudgedAs
    coverage: float = Field(ge=0, le=1)
    """How much evidence the rules found; comparable between answers to one question."""
    evidence: str = ""
    """Verbatim from the answer; empty where there is none."""
    start: int | None = None
    end: int | None = None
    advice: str = ""
    """What a stronger answer has; empty where nothing is missing."""


class Scorecard(Value):
    """One answered question, judged: the value behind `rolecall grade --json`."""

    question: str
    """Id of the question, or its text where the bank does not hold it."""
    criteria: tuple[Judgement, ...]
    score: float | None = None
    """0 to 100 over the scored criteria by weight, after the price of hints; None where none is scored."""
    coverage: float = Field(ge=0, le=1)
    """Of the criteria that were judged, by weight."""
    rests_on: int = 0
    """How many criteria the score rests on."""
    of: int = 0
    """How many criteria the question has."""
    hints: int = 0
    price: float = 0.0
    """Points the hints cost, 0 to 100."""
    note: str = ""
    """Why there is no level, or what kind of answer this was; one sentence."""
    engine: str = BUILT_IN


class Manner(StrEnum):
    """What manner of answer something is, before anything is judged."""

    SUBSTANTIVE = "substantive"
    EMPTY = "empty"
    GIBBERISH = "gibberish"
    TOO_SHORT = "too_short"
    OFF_TOPIC = "off_topic"
    COPIED_QUESTION = "copied_question"
    PASTED_SAMPLE = "pasted_sample"
    REPEATED = "repeated"
    OTHER_LANGUAGE = "other_language"
    ASKS_FOR_ANSWER = "asks_for_answer"
    ASKS_FOR_HINT = "asks_for_hint"
    ASKS_TO_REPEAT = "asks_to_repeat"
    SKIPS = "skips"
    HOSTILE = "hostile"
    COMMANDS_JUDGE = "commands_judge"
    STEERS = "steers"
    """Asks politely to come back to what the round was announced to be."""
