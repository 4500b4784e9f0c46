"""Judges submissions to coding problems: runs them in the sandbox, compares outside of it."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from pydantic import ValidationError

from rolecall.coach import checking_code, scoring_code
from rolecall.coach.scoring_code import Account, by_case, calls_of
from rolecall.domain.comparing import difference
from rolecall.domain.data import Data
from rolecall.domain.problems import (
    Case,
    Fault,
    Judged,
    ProblemFolder,
    Verdict,
    named,
    seed_of,
)
from rolecall.domain.programs import Answer, Call, Job, RunResult
from rolecall.domain.statements import examples
from rolecall.ports import ContentError, ProgramRunner, SandboxFault, SandboxUnavailable

_MOST_KNOWN = 4096
"""Values of references that are kept."""


class CodeJudge:
    """Judges programs against problems. Blocks; safe to call from many threads."""

    def __init__(self, runner: ProgramRunner) -> None:
        self.sandbox = runner
        self._known: dict[tuple[str, str, str], Data] = {}
        """What references gave for declared cases: the same for every submission."""

    def judge(self, folder: ProblemFolder, source: str, seed: int | None = None) -> Judged:
        """The verdict. `not_run` where the sandbox or the problem failed, never the submission's fault.

        `seed` of the cases that checks.py makes; without it one that belongs to this text.
        """
        if not source.strip():
            said = "The submission is empty; write the function the problem asks for."
            return Judged(problem=folder.id, verdict=Verdict.RUNTIME_ERROR, message=said)
        try:
            return self._judged(folder, source, seed_of(folder.id, source) if seed is None else seed)
        except (SandboxUnavailable, SandboxFault, ContentError) as error:
            return Judged(problem=folder.id, verdict=Verdict.NOT_RUN, message=error.message)

    def try_out(self, folder: ProblemFolder, source: str, calls: Sequence[Call] = ()) -> RunResult:
        """Runs the examples, or calls of the candidate's own, without judging."""
        wanted = tuple(calls) or calls_of(folder.examples)
        return self.sandbox.run(_job(folder, source, wanted, folder.problem.forbidden))

    def untrue_examples(self, folder: ProblemFolder) -> list[str]:
        """Examples of the statement that the reference does not bear out, in words."""
        shown = examples(folder.statement)
        halves = [(one.setup, text) for one in shown for text in (one.call, one.expected)]
        calls = [Call(setup=setup, call=text) for setup, text in halves]
        answers = self.try_out(folder, folder.reference, calls).answers if calls else ()
        untrue = []
        for place, one in enumerate(shown):
            pair = answers[2 * place : 2 * place + 2]
            error = next((half.error for half in pair if half.error), None)
            if len(pair) < 2 or error is not None:
                said = error.words() if error else "it was not reached"
            else:
                said = difference(pair[1].value, pair[0].value, one.rule)
            if said:
                untrue.append(f"the example {one.call!r} of the statement is not true: {said}")
        return untrue

    def _judged(self, folder: ProblemFolder, source: str, seed: int) -> Judged:
        declared = folder.cases
        cases = self._with_made(folder, seed)
        from_reference = [case for case in cases if self._asks(folder, case)]
        from_starter = [case for case in cases if case.speed and case.speed.against == "starter"]
        with ThreadPoolExecutor(2) as pool:
            reference = _started(pool, self.sandbox, folder, folder.reference, from_reference)
            starter = _started(pool, self.sandbox, folder, folder.starter, from_starter)
            ran = self.sandbox.run(_job(folder, source, calls_of(cases), folder.problem.forbidden))
            said = _told(folder, from_reference, reference)
            slow = dict(
                zip((case.name for case in from_starter), _answers(from_starter, starter), strict=True)
            )
        cases = tuple(self._expecting(folder, case, said.get(case.name)) for case in cases)
        answers = by_case(cases, ran.answers)
        own = checking_code.judges(folder)
        results = [
            scoring_code.compared(case, answer, ran, by_value=not own or place < len(declared))
            for place, (case, answer) in enumerate(zip(cases, answers, strict=True))
        ]
        if own:
            made = [
                (place, checking_code.Output(case=cases[place], value=answer.value))
                for place, answer in enumerate(answers)
                if place >= len(declared) and results[place].ok and answer is not None
            ]
            for place, said_of_it in self._refused(folder, made, seed):
                answer = answers[place]
                assert answer is not None
                results[place] = scoring_code.wrong(
                    cases[place], said_of_it, answer, Fault.VALUE, shown=said_of_it
                )
        for place, (case, answer) in enumerate(zip(cases, answers, strict=True)):
            others = slow if case.speed and case.speed.against == "starter" else said
            other = others.get(case.name) if case.speed else None
            if results[place].ok and answer is not None and other is not None:
                results[place] = scoring_code.timed(case, results[place], answer, other)
        whole = reference.result() if reference else None
        account = Account(folder=folder, ran=ran, reference=whole, results=tuple(results))
        return account.judged(self.sandbox.stands())

    def _with_made(self, folder: ProblemFolder, seed: int) -> tuple[Case, ...]:
        """The declared cases, then those that checks.py makes from the seed."""
        made = checking_code.made_cases(self.sandbox, folder, seed)
        try:
            cases = named((*folder.cases, *(Case.model_validate(one) for one in made)))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise ContentError(
                f"{folder.id}: a case of checks.py: field {where!r}: {fault['msg']}"
            ) from error
        if len({case.name for case in cases}) < len(cases):
            raise ContentError(f"{folder.id}: two cases have one name; rename those of checks.py.")
        return cases

    def _asks(self, folder: ProblemFolder, case: Case) -> bool:
        """Whether the reference must be run for a case."""
        if not folder.reference:
            return False
        if folder.problem.limits.memory_of_reference or (case.speed and case.speed.against == "reference"):
            return True
        return case.asks_reference and _key(folder, case) not in self._known

    def _expecting(self, folder: ProblemFolder, case: Case, answer: Answer | None) -> Case:
        """The case with what the reference gave, where it does not say itself what is expected."""
        if not case.asks_reference:
            return case
        key = _key(folder, case)
        if answer is not None and not case.inputs:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            self._known[key] = answer.value
        value = self._known.get(key) if answer is None else answer.value
        return case.model_copy(update={"expected": value})

    def _refused(
        self, folder: ProblemFolder, made: Sequence[tuple[int, checking_code.Output]], seed: int
    ) -> list[tuple[int, str]]:
        """Places of outputs that `holds` of checks.py refuses, with what it says."""
        said = checking_code.refused(self.sandbox, folder, [output for _, output in made], seed)
        return [(place, words) for (place, _), words in zip(made, said, strict=True) if words]


def _job(folder: ProblemFolder, source: str, calls: tuple[Call, ...], forbidden: tuple[str, ...] = ()) -> Job:
    return Job(
        source=source,
        calls=calls,
        forbidden=forbidden,
        needs=checking_code.libraries(folder),
        limits=folder.problem.limits.of_program(),
    )


def _started(
    pool: ThreadPoolExecutor, runner: ProgramRunner, folder: ProblemFolder, source: str, cases: Sequence[Case]
) -> "Future[RunResult] | None":
    """Another program on its way beside the submission, in a jail of its own; None where none is needed."""
    return pool.submit(runner.run, _job(folder, source, calls_of(cases))) if cases else None


def _answers(cases: Sequence[Case], ran: "Future[RunResult] | None") -> list[Answer | None]:
    return by_case(cases, ran.result().answers) if ran else []


def _told(folder: ProblemFolder, cases: Sequence[Case], ran: "Future[RunResult] | None") -> dict[str, Answer]:
    """What the reference gave, by the name of the case. Raises ContentError where it failed."""
    told: dict[str, Answer] = {}
    for case, answer in zip(cases, _answers(cases, ran), strict=True):
        if answer is None or answer.error is not None:
            words = answer.error.words() if answer and answer.error else ran.result().message if ran else ""
            raise ContentError(f"{folder.id}: the reference itself fails {case.name!r}: {words}")
        told[case.name] = answer
    return told


def _key(folder: ProblemFolder, case: Case) -> tuple[str, str, str]:
    """Inputs of checks.py belong to one submission: such a case is never known."""
    mark = f"{case.name}\0" if case.inputs else ""
    return folder.reference, case.setup, mark + case.call
