"""A mock with a real llama.cpp server and a model far too small to interview: the contracts carry it."""

from rolecall.domain.mocks import EndReason, InterviewerMove, MockRequest
from rolecall.domain.roles import BUILT_IN
from rolecall.domain.steps import Step
from rolecall.domain.turn_contract import turn_checks
from rolecall.llm.models import LangChainModel
from tests.coach.conftest import OWNER, MakeCoach
from tests.coach.test_debriefing import QUESTION
from tests.llm.test_llama_cpp import llama  # a fixture

__all__ = ["llama"]


async def test_every_line_holds_the_contract_whoever_worded_it(
    make_coach: MakeCoach, llama: LangChainModel
) -> None:
    coach = make_coach(model=llama)
    mock = await coach.practice.start(OWNER, MockRequest(question_ids=(QUESTION,), minutes=10))
    mock = await coach.practice.answer(OWNER, mock.id, "We compared with gradient boosting on our data.")
    line = mock.lines[-1]
    assert line.move is InterviewerMove.FOLLOW_UP
    assert line.engine == llama.name or (line.engine == BUILT_IN and line.note)
    question = coach.practice.questions(mock)[QUESTION]
    before = mock.model_copy(update={"said": mock.said[:-1]})
    step = Step(move=line.move, question=QUESTION, criterion=line.criterion, heard=True)
    # The built-in interviewer asks as the bank has it; only a model must take up the candidate's words.
    own = {"own_words"} if line.engine == BUILT_IN else set()
    failing = {check.name for check in turn_checks(line.text, step, before, question) if not check.ok}
    assert failing <= own
    mock = await coach.practice.end(OWNER, mock.id)
    assert mock.ended is EndReason.EARLY
