"""Made coding problems and rounds, small enough to read in a test."""

from rolecall.content.files import load_yaml
from rolecall.domain.coding import CodingWords, question_of
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mock_events import Tried
from rolecall.domain.mocks import Interviewer, PlannedRound
from rolecall.domain.problems import (
    Case,
    CaseResult,
    Explained,
    Fault,
    Judged,
    Problem,
    ProblemFolder,
    Speed,
    Verdict,
    WrongVariant,
)
from rolecall.domain.trials import Trial
from tests.domain.readings import KNOWLEDGE
from tests.domain.sittings import Sitting

WORDS = load_yaml(KNOWLEDGE / "coding.yaml", CodingWords)
REFERENCE = "def double(x):\n    return [2 * one for one in x]\n"
STARTER = "def double(x):\n    ...\n"
FOLDER = ProblemFolder(
    id="double",
    problem=Problem(
        title="Twice as much",
        kind="numpy",
        level=2,
        minutes=15,
        entry_point="double",
        hints=("Think of addition.", "Each number on its own.", "A list of products."),
        follow_ups=("What if it does not fit into memory?", "How would you test it?"),
        tells="Whether a list is read once.",
        explains={
            "approach": Explained(terms=("walk", "each"), meanings=("I double each.", "One walk.")),
            "cost": Explained(terms=("linear", "once"), meanings=("It is linear.", "Once each.")),
            "corner": Explained(terms=("empty", "nothing"), meanings=("Empty stays.", "Nothing in.")),
        },
        examples=(Case(name="two", call="double([1, 2])", expected=[2, 4]),),
        cases=(Case(name="none", call="double([])", expected=[]),),
        wrong={
            "plus.py": WrongVariant(caught_by="two", mistake="Adds the list to itself."),
            "none.py": WrongVariant(caught_by="none", mistake="Breaks on nothing."),
        },
    ),
    statement="Twice as much.",
    starter=STARTER,
    reference=REFERENCE,
    wrong={"plus.py": "def double(x): return x + x"},
)
QUESTION = question_of(FOLDER, WORDS)
OTHER = question_of(FOLDER.model_copy(update={"id": "other"}), WORDS).model_copy(update={"minutes": 10})
QUESTIONS = {"double": QUESTION, "other": OTHER}


def coding(*names: str, minutes: float = 30) -> PlannedRound:
    return PlannedRound(kind=RoundKind.CODING, minutes=minutes, questions=names or ("double",))


def sitting(interviewer: Interviewer = Interviewer.NEUTRAL, *names: str) -> Sitting:
    """A round of coding that was opened."""
    return Sitting(coding(*names), interviewer=interviewer).asks("double")


def case(name: str, fault: Fault = Fault.NONE, times: float | None = None, at_most: float = 3) -> CaseResult:
    speed = Speed(at_most=at_most) if times is not None else None
    return CaseResult(name=name, ok=fault is Fault.NONE, fault=fault, times=times, speed=speed)


def tried(
    verdict: Verdict | None = Verdict.ACCEPTED, *cases: CaseResult, source: str = REFERENCE, **more: object
) -> Tried:
    """A submission with a verdict; a mere run where that is None."""
    judged = Judged(problem="double", verdict=verdict, cases=cases or (case("two"),)) if verdict else None
    trial = Trial(question="double", source=source, submitted=judged is not None, judged=judged)
    return Tried(trial=trial.model_copy(update=more))


RIGHT = tried(Verdict.ACCEPTED, case("two"), case("none"))
WRONG = tried(Verdict.WRONG_ANSWER, case("two"), case("none", Fault.VALUE))
SLOW = tried(Verdict.TIME_LIMIT, case("two"), case("big", Fault.SLOW, 14.2))
FAILED = tried(Verdict.NOT_RUN)
