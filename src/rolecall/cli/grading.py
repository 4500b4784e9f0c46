"""`rolecall grade`: how much evidence an answer holds, for questions of the bank and rubrics from outside."""

from typing import Annotated, Any

import typer
from pydantic import BaseModel, Field, ValidationError, field_validator

from rolecall.cli import show
from rolecall.cli.batch import run_batch, text_of
from rolecall.cli.material import read_path
from rolecall.coach.judging import Judge
from rolecall.coach.listening import BuiltInListener
from rolecall.domain.interviews import Criterion, InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs, Manner, Scorecard
from rolecall.domain.roles import Track
from rolecall.ports import BadInput
from rolecall.wiring import build_files, build_listener, practice_knowledge, prompts

LONGEST = 200_000
"""Characters of an answer that are graded: far above anything that was said."""
LONGEST_QUESTION = 20_000


class ForeignCriterion(BaseModel):
    """A criterion of a rubric that the bank does not hold; what else stands there is let pass."""

    id: str = Field(min_length=1)
    asks: str = Field(min_length=1)
    weight: float = Field(default=1.0, ge=0, le=1e6)
    evidence_terms: tuple[str, ...] = ()
    levels: dict[int, str] = {}
    """Anchors of the levels, any of 1 to 4."""


class ForeignRubric(BaseModel):
    """What `--batch` takes in place of a question's id."""

    criteria: tuple[ForeignCriterion, ...] = Field(min_length=1, max_length=50)

    @field_validator("criteria")
    @classmethod
    def _adds_up(cls, criteria: tuple[ForeignCriterion, ...]) -> tuple[ForeignCriterion, ...]:
        if len({one.id for one in criteria}) != len(criteria):
            raise ValueError("two criteria have one id")
        if not any(one.weight for one in criteria):
            raise ValueError("every weight is 0")
        return criteria


def grade(
    question: Annotated[
        str, typer.Argument(metavar="QUESTION_ID", help="Of the bank; `practise --list` shows all.")
    ] = "",
    answer: Annotated[
        str, typer.Argument(metavar="ANSWER_FILE", help="A file, or - for standard input.")
    ] = "",
    batch: Annotated[
        str, typer.Option(help="A file of JSON requests, one a line; - for standard input.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """See which points of a question an answer covers, with the words that do it."""
    listener = build_listener()
    judge = Judge(listener, practice_knowledge().bank, prompts())
    if batch:
        return run_batch(batch, lambda request: _graded(request, judge, listener).model_dump(mode="json"))
    if not question or not answer:
        raise BadInput(
            "Give a question's id and a file with the answer; `rolecall practise --list` shows ids."
        )
    asked = _of_bank(question)
    card = _card(asked, read_path(answer, build_files()).text, judge, listener)
    if json:
        show.as_json(card)
    else:
        _tell(asked, card)
    return 0


def _graded(request: dict[str, Any], judge: Judge, listener: BuiltInListener) -> Scorecard:
    answer = text_of(request, "answer")
    if request.get("rubric") is not None:
        return _card(_foreign(request), answer, judge, listener)
    if request.get("question_id") is None:
        raise BadInput("Give a 'question_id' of the bank, or a 'question' with its 'rubric'.")
    return _card(_of_bank(text_of(request, "question_id")), answer, judge, listener)


def _card(question: InterviewQuestion, answer: str, judge: Judge, listener: BuiltInListener) -> Scorecard:
    if len(answer) > LONGEST:
        raise BadInput(f"The answer has {len(answer):,} characters; the limit is {LONGEST:,}.")
    manner = judge.manner(question, answer, ())
    card = judge.card(question, judge.listen(question, [answer]))
    if manner is not Manner.SUBSTANTIVE:
        kind = str(manner).replace("_", " ")
        return card.model_copy(update={"note": f"This does not read as an answer of one's own ({kind})."})
    if listener.orders(answer):
        return card.model_copy(update={"note": "An order to the judge was set aside."})
    return card


def _of_bank(question_id: str) -> InterviewQuestion:
    found = practice_knowledge().bank.question(question_id)
    if found is None:
        raise BadInput(f"There is no question {question_id!r}; `rolecall practise --list` shows all.")
    return found


def _foreign(request: dict[str, Any]) -> InterviewQuestion:
    """A question from outside the bank, with its rubric; only what judging reads is filled."""
    text = text_of(request, "question")
    if len(text) > LONGEST_QUESTION:
        raise BadInput(f"The question has {len(text):,} characters; the limit is {LONGEST_QUESTION:,}.")
    try:
        rubric = ForeignRubric.model_validate(request["rubric"])
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, ("rubric", *fault["loc"])))
        raise BadInput(
            f"The field {where!r} cannot be used: {fault['msg'].removeprefix('Value error, ')}."
        ) from error
    criteria = tuple(
        Criterion.model_construct(
            id=one.id,
            asks=one.asks,
            weight=one.weight,
            terms=one.evidence_terms,
            stronger=one.levels.get(4, ""),
            levels=one.levels,
        )
        for one in rubric.criteria
    )
    # Unchecked on purpose: a rubric from outside may have one criterion or twenty, and no hints.
    return InterviewQuestion.model_construct(
        id=text,
        kind=RoundKind.PROBLEM_FRAMING,
        track=Track.RESEARCH,
        difficulty=1,
        subject="",
        minutes=1.0,
        text=text,
        notes="",
        criteria=criteria,
        hints=("", "", ""),
        samples={},
        guides=(),
        sources=(),
    )


def _tell(question: InterviewQuestion, card: Scorecard) -> None:
    show.out(f"{question.text}\n")
    for criterion, judged in zip(question.criteria, card.criteria, strict=True):
        heard = judged.state is JudgedAs.COVERED
        show.out(f"{'●' if heard else '○'} {criterion.asks} ({judged.coverage:.0%})")
        if judged.evidence:
            show.out(f"    “{' '.join(judged.evidence.split())}”")
        if not heard and judged.advice:
            show.out(f"    A stronger answer: {judged.advice}")
    show.out(f"\nCoverage {card.coverage:.0%}. The built-in engine hears evidence; it gives no levels.")
    if card.note:
        show.out(card.note)
