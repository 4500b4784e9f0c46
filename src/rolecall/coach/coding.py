"""The editor of a coding round: what is typed is kept, run in the sandbox, and judged."""

import ast
import asyncio
from collections.abc import Sequence

from rolecall.coach.judging_code import CodeJudge
from rolecall.coach.mock_book import MockBook
from rolecall.domain.coding import Coding
from rolecall.domain.data import short
from rolecall.domain.interviewing import last_question
from rolecall.domain.mocks import MockState
from rolecall.domain.problems import Case, Judged, ProblemFolder, Verdict
from rolecall.domain.programs import LONGEST_SOURCE, Call, Outcome, RunResult
from rolecall.domain.trials import Shown, Trial
from rolecall.ports import BadInput, RoleCallError

MOST_CALLS = 20
"""Own calls of one run."""
_LONGEST_PRINTED = 8_000
"""Characters of printed text that are shown."""


class Editor:
    """Runs and judges what is written in mocks."""

    def __init__(self, book: MockBook, coding: Coding, judge: CodeJudge) -> None:
        self._book = book
        self._coding = coding
        self._judge = judge
        self.sandbox = judge.sandbox

    def problem(self, state: MockState) -> ProblemFolder | None:
        """The problem of the open question, or None where it is answered in words."""
        return self._coding.problems.get(last_question(state.lines))

    def of_question(self, question_id: str) -> ProblemFolder | None:
        return self._coding.problems.get(question_id)

    def text(self, owner: str, state: MockState) -> str:
        """What the editor holds: what was typed last, else the last version that ran, else the starter."""
        folder = self.problem(state)
        if folder is None:
            return ""
        kept = self._book.kept_code(owner, state.id)
        if kept.question == folder.id:
            return kept.text
        tried = state.trials_of(folder.id)
        return tried[-1].source if tried else folder.starter

    def keep(self, owner: str, state: MockState, source: str) -> None:
        """Keeps what is being typed; nothing is run."""
        folder = self.problem(state)
        if folder is not None:
            self._book.keep_code(owner, state.id, folder.id, source[:LONGEST_SOURCE])

    async def run(self, owner: str, state: MockState, source: str, calls: str = "") -> Trial:
        """Runs the examples, or calls of the candidate's own. What fails here is told, not raised."""
        folder = self._open(owner, state, source)
        wanted = own_calls(calls)
        trial = Trial(question=folder.id, round=_round(state), source=source)
        try:
            ran = await asyncio.to_thread(self._judge.try_out, folder, source, wanted)
        except RoleCallError as error:
            return trial.model_copy(update={"message": error.message})
        examples = folder.examples if not wanted else ()
        return trial.model_copy(update=_what_it_gave(ran, wanted, examples))

    async def submit(self, owner: str, state: MockState, source: str, *, unsent: bool = False) -> Trial:
        """Judges a version with the hidden checks. A sandbox that fails is never the candidate's failure."""
        folder = self._open(owner, state, source)
        judged = await asyncio.to_thread(self._judged, folder, source)
        return Trial(
            question=folder.id,
            round=_round(state),
            source=source,
            submitted=True,
            judged=judged.model_copy(update={"stdout": judged.stdout[:_LONGEST_PRINTED]}),
            unsent=unsent,
        )

    async def unsent(self, owner: str, state: MockState) -> Trial | None:
        """What stands in the editor when the mock ends, judged, where it is not the version judged last."""
        folder = self.problem(state)
        if folder is None:
            return None
        source = self.text(owner, state)
        known = [folder.starter, *(trial.source for trial in state.submissions(folder.id))]
        if source.strip() in (one.strip() for one in known):
            return None
        return await self.submit(owner, state, source, unsent=True)

    def _judged(self, folder: ProblemFolder, source: str) -> Judged:
        try:
            return self._judge.judge(folder, source)
        except RoleCallError as error:
            return Judged(problem=folder.id, verdict=Verdict.NOT_RUN, message=error.message)

    def _open(self, owner: str, state: MockState, source: str) -> ProblemFolder:
        folder = self.problem(state)
        if folder is None:
            raise BadInput("This question is answered in words; there is nothing to run.")
        if len(source) > LONGEST_SOURCE:
            raise BadInput(
                f"That program has {len(source):,} characters; the limit is {LONGEST_SOURCE:,}. Shorten it."
            )
        self.keep(owner, state, source)
        return folder


def own_calls(text: str) -> tuple[Call, ...]:
    """The calls in what a candidate typed: each expression is one, after all that stands before it.

    Raises BadInput where the text is not Python, or holds no expression.
    """
    if not text.strip():
        return ()
    try:
        body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise BadInput(f"Your own calls are not Python{where}; write one expression a line.") from error
    before: list[str] = []
    calls = []
    for part in body:
        if isinstance(part, ast.Expr):
            calls.append(Call(call=ast.unparse(part), setup="\n".join(before)))
        if not _only_prints(part):
            before.append(ast.unparse(part))
    if not calls:
        raise BadInput("Your own calls give no value; end with an expression, for example f(np.ones(3)).")
    if len(calls) > MOST_CALLS:
        raise BadInput(f"That is {len(calls)} calls; run at most {MOST_CALLS} at once.")
    return tuple(calls)


def _only_prints(part: ast.stmt) -> bool:
    """What is printed once is not to be printed again with every later call."""
    call = part.value if isinstance(part, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "print"


def _what_it_gave(ran: RunResult, wanted: Sequence[Call], examples: Sequence[Case]) -> dict[str, object]:
    """What is shown of a run: each call with its value, and whether an example holds."""
    from rolecall.coach.scoring_code import by_case, compared

    shown = []
    if wanted:
        for place, call in enumerate(wanted):
            answer = ran.answers[place] if place < len(ran.answers) else None
            shown.append(
                Shown(
                    call=call.call,
                    value="" if answer is None or answer.error else short(answer.value),
                    error=(answer.error.words() if answer.error else "") if answer else "It was not reached.",
                    seconds=answer.seconds if answer else 0.0,
                )
            )
    else:
        for case, answer in zip(examples, by_case(examples, ran.answers), strict=True):
            result = compared(case, answer, ran)
            failed = answer is None or answer.error is not None
            shown.append(
                Shown(
                    call="; ".join(part for part in (case.setup.strip(), case.call) if part),
                    value="" if answer is None or failed else short(answer.value),
                    expected=short(case.expected),
                    ok=result.ok,
                    error=result.message if failed else "",
                    seconds=result.seconds,
                )
            )
    printed = "\n".join(part for part in (ran.stdout, ran.stderr) if part)
    message = "" if ran.outcome is Outcome.OK else ran.message
    return {"shown": tuple(shown), "printed": printed[:_LONGEST_PRINTED], "message": message}


def _round(state: MockState) -> int:
    return state.lines[-1].round if state.lines else 0
