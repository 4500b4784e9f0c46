"""What can be practised: the questions and coding problems, listed, and how long they take."""

from rolecall.cli import show
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.problems import ProblemFolder
from rolecall.ports import BadInput
from rolecall.wiring import practice_knowledge

MINUTES = 20
"""Of a mock, where nothing else is said."""
_CODING_MINUTES = 25
_TALKING = 8
"""Minutes for the words around a problem, on top of those its code takes."""
_LONGEST = 180


def kinds() -> list[RoundKind]:
    """The rounds that there are questions or problems for."""
    return [kind for kind in RoundKind if practice_knowledge().asked.of_kind(kind)]


def usual_minutes(what: str, chosen: tuple[str, ...]) -> int:
    """What the chosen problems need with the words around them; the usual length of a mock otherwise."""
    known = practice_knowledge().coding.problems
    needed = [known[name].problem.minutes for name in chosen if name in known]
    if needed:
        return min(_LONGEST, sum(needed) + _TALKING * len(needed))
    return _CODING_MINUTES if what == RoundKind.CODING else MINUTES


def tell_questions(what: str) -> int:
    """Every question and problem in a line, or those of one round. Raises BadInput for another."""
    chosen = [kind for kind in kinds() if not what or kind == what]
    if not chosen:
        raise BadInput(f"There is no round {what!r}; choose one of {', '.join(kinds())}.")
    known = practice_knowledge()
    for kind in chosen:
        for question in known.asked.of_kind(kind):
            folder = known.coding.problems.get(question.id)
            show.out(_problem(folder) if folder else _question(question))
    left_out = known.coding.left_out
    if RoundKind.CODING in chosen and left_out:
        libraries = ", ".join(sorted(set(left_out.values())))
        show.say(f"Not shown, as {libraries} is not installed: {', '.join(sorted(left_out))}.")
    return 0


def _question(question: InterviewQuestion) -> str:
    about = f"{question.kind}, {question.track}, {question.difficulty} of 5"
    return f"{question.id}  [{about}]  {question.text}"


def _problem(folder: ProblemFolder) -> str:
    problem = folder.problem
    about = f"{RoundKind.CODING}, {problem.kind}, level {problem.level}, {problem.minutes} min"
    return f"{folder.id}  [{about}]  {problem.title}"
