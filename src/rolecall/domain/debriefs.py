"""What a mock showed: per criterion, per question, per round and over all, with the words that show it."""

from pydantic import Field

from rolecall.domain.hygiene import Finding
from rolecall.domain.interviews import RoundKind
from rolecall.domain.judgements import Judgement, Scorecard
from rolecall.domain.problems import Verdict
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.values import Value


class CriterionShown(Value):
    """One criterion as the debrief shows it."""

    id: str
    dimension: str
    title: str
    """What was looked for."""
    judgement: Judgement
    anchors: dict[int, str] = {}
    """What the levels 1 to 4 mean, for rating oneself and for reading the level."""
    own_level: int | None = None
    """The candidate's own rating, given before."""
    asked_about: bool = True
    """False where the time or the budget of follow-ups ended before it."""
    stronger: str = ""
    told: str = ""
    """A fact in words, where it was measured and not judged."""


class VersionShown(Value):
    """One version of the code, as it was run or submitted."""

    source: str
    number: int = 0
    """Of the submission, from 1; 0 for a run of the examples, and where the sandbox failed."""
    verdict: Verdict | None = None
    passed: int = 0
    total: int = 0
    unsent: bool = False


class TimedShown(Value):
    """One check that was timed."""

    case: str
    times: float
    """Processor time as a multiple of what it is timed against."""
    at_most: float
    against: str
    ok: bool


class CodeShown(Value):
    """What was written for a coding problem, and what its runs showed."""

    source: str
    """The version that counts: the one with the most checks held, the last of these."""
    number: int = 0
    """Which submission that is, from 1; 0 where nothing was judged."""
    verdict: Verdict
    message: str = ""
    passed: int = 0
    total: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    timed: tuple[TimedShown, ...] = ()
    findings: tuple[Finding, ...] | None = None
    """Of the linter, beyond the starter's; None where none could look."""
    versions: tuple[VersionShown, ...] = ()
    common: tuple[str, ...] = ()
    """Mistakes that often fail the checks that failed."""
    reference: str = ""
    sandbox: str = ""
    tells: str = ""
    """What the problem tells about a candidate."""


class QuestionShown(Value):
    """One asked question as the debrief shows it."""

    id: str
    kind: RoundKind
    round: int = 0
    text: str
    difficulty: int = 1
    subject: str = ""
    criteria: tuple[CriterionShown, ...]
    card: Scorecard
    seconds: float = 0.0
    """How long the candidate had the word."""
    sample: str = ""
    """Our strong sample answer; empty for questions on the candidate's own paper."""
    guides: tuple[str, ...] = ()
    code: CodeShown | None = None
    """Of a coding problem."""


class Advice(Value):
    """One thing to practise next, and where to read about it."""

    text: str
    question: str = ""
    """Id of the question to do again."""
    guide: str = ""
    """Id of a guide section."""
    guide_title: str = ""


class RoundShown(Value):
    """One round: what went well and the two things to practise next."""

    kind: RoundKind
    why: str = ""
    minutes: float = 0.0
    questions: tuple[QuestionShown, ...] = ()
    strengths: tuple[str, ...] = ()
    practise: tuple[Advice, ...] = Field(default=(), max_length=2)
    coverage: float = Field(default=0.0, ge=0, le=1)
    score: float | None = None


class Debrief(Value):
    """A whole mock, judged. It can be made again; earlier ones are kept."""

    id: str
    at: str
    rounds: tuple[RoundShown, ...]
    coverage: float = Field(ge=0, le=1)
    """Over the asked questions, by weight."""
    score: float | None = None
    """Mean of the scored questions, 0 to 100; None where no level could be trusted."""
    rests_on: int = 0
    """Criteria with a level."""
    of: int = 0
    """Criteria of the questions that were asked."""
    own_difference: float | None = None
    """Mean of own level minus judged level; None where nothing has both."""
    own_against_coverage: float | None = None
    """Where there are no levels: own ratings as a share of the scale minus coverage."""
    notes: tuple[str, ...] = ()
    """Why there are no levels, what failed, what was left out."""
    engine: str = BUILT_IN
    unfinished: int = 0
    """Judgements that failed and can be tried again."""

    @property
    def questions(self) -> tuple[QuestionShown, ...]:
        return tuple(question for shown in self.rounds for question in shown.questions)
