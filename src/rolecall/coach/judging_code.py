"""Judges submissions to coding problems: runs them in the sandbox, compares outside of it."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from pydantic import ValidationError

from rolecall.coach import checking_code
from rolecall.domain.comparing import Rule, difference
from rolecall.domain.data import Data, short
from rolecall.domain.problems import (
    Case,
    CaseResult,
    Judged,
    Problem,
    Verdict,
    examples,
    named,
    seed_of,
)
from rolecall.domain.programs import Answer, Call, Job, Outcome, RunResult
from rolecall.domain.values import Value
from rolecall.ports import ContentError, ProgramRunner, SandboxFault, SandboxUnavailable

_VERDICTS = {
    Outcome.OK: Verdict.ACCEPTED,
    Outcome.TIME_LIMIT: Verdict.TIME_LIMIT,
    Outcome.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    Outcome.OUTPUT_LIMIT: Verdict.RUNTIME_ERROR,
    Outcome.FORBIDDEN: Verdict.FORBIDDEN,
    Outcome.RUNTIME_ERROR: Verdict.RUNTIME_ERROR,
    Outcome.CRASHED: Verdict.RUNTIME_ERROR,
}
_LEAST_SECONDS = 0.01
"""Of processor time: below it a ratio to the reference says nothing."""
_LEAST_MB = 64.0


class CodeJudge:
    """Judges programs against problems. Blocks; safe to call from many threads."""

    def __init__(self, runner: ProgramRunner) -> None:
        self._runner = runner

    def judge(self, problem: Problem, source: str, seed: int | None = None) -> Judged:
        """The verdict. `not_run` where the sandbox or the problem failed, never the submission's fault.

        `seed` of random cases; without it one that belongs to this text.
        """
        if not source.strip():
            return Judged(
                problem=problem.id,
                verdict=Verdict.RUNTIME_ERROR,
                message="The submission is empty; write the function the problem asks for.",
            )
        seed = seed_of(source, problem.id) if seed is None else seed
        reference: RunResult | None
        try:
            cases = self._cases(problem, seed)
            if _needs_reference(problem, cases):
                with ThreadPoolExecutor(1) as pool:
                    other = pool.submit(self._run, problem, problem.reference, cases, seed, ())
                    ran = self._run(problem, source, cases, seed, problem.forbidden)
                    reference = other.result()
                cases = _with_expected(problem, cases, reference)
            else:
                ran, reference = self._run(problem, source, cases, seed, problem.forbidden), None
            results = self._results(problem, cases, ran, seed)
            sandbox = self._runner.stands()
        except (SandboxUnavailable, SandboxFault, ContentError) as error:
            return Judged(problem=problem.id, verdict=Verdict.NOT_RUN, message=error.message)
        account = _Account(problem=problem, cases=cases, ran=ran, reference=reference, results=results)
        return account.judged(sandbox)

    def try_out(self, problem: Problem, source: str, calls: Sequence[Call] = ()) -> RunResult:
        """Runs the visible examples, or calls of the candidate's own, without judging."""
        wanted = tuple(calls) or tuple(_call(case) for case in problem.named_cases if case.example)
        return self._runner.run(
            Job(
                source=source,
                calls=wanted,
                forbidden=problem.forbidden,
                needs=problem.libraries,
                limits=problem.limits.of_program(),
            )
        )

    def untrue_examples(self, problem: Problem) -> list[str]:
        """Examples of the statement that the reference does not bear out, in words."""
        shown = examples(problem.statement)
        calls = [
            call
            for one in shown
            for call in (Call(setup=one.setup, call=one.call), Call(setup=one.setup, call=one.expected))
        ]
        answers = self.try_out(problem, problem.reference, calls).answers if calls else ()
        untrue = []
        for place, one in enumerate(shown):
            pair = answers[2 * place : 2 * place + 2]
            error = next((half.error for half in pair if half.error), None)
            if len(pair) < 2 or error is not None:
                said = error.words() if error else "it was not reached"
            else:
                said = difference(pair[1].value, pair[0].value, Rule())
            if said:
                untrue.append(f"the example {one.call!r} of the statement is not true: {said}")
        return untrue

    def _cases(self, problem: Problem, seed: int) -> tuple[Case, ...]:
        """The declared ones, then those that checks.py makes from the seed."""
        made = checking_code.made_cases(self._runner, problem, seed)
        try:
            return named((*problem.cases, *(Case.model_validate(one) for one in made)))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise ContentError(
                f"{problem.id}: a case of checks.py: field {where!r}: {fault['msg']}"
            ) from error

    def _run(
        self, problem: Problem, source: str, cases: Sequence[Case], seed: int, forbidden: tuple[str, ...]
    ) -> RunResult:
        calls = tuple(_call(case) for case in cases for _ in range(case.repeat))
        limits = problem.limits.of_program()
        job = Job(source=source, calls=calls, forbidden=forbidden, seed=seed, limits=limits)
        return self._runner.run(job.model_copy(update={"needs": problem.libraries}))

    def _results(
        self, problem: Problem, cases: Sequence[Case], ran: RunResult, seed: int
    ) -> tuple[CaseResult, ...]:
        """Each case by value, then those that are right by value by their checks."""
        answers = _by_case(cases, ran.answers)
        results = [_compared(case, answer, ran) for case, answer in zip(cases, answers, strict=True)]
        open_ones = [
            checking_code.Open(place=place, case=case, value=answer.value)
            for place, (case, answer, result) in enumerate(zip(cases, answers, results, strict=True))
            if result.ok and answer is not None
        ]
        for place, check, message in checking_code.failed(self._runner, problem, open_ones, seed):
            if results[place].ok:
                results[place] = results[place].model_copy(
                    update={"ok": False, "check": check, "message": message}
                )
        return tuple(results)


def _call(case: Case) -> Call:
    return Call(call=case.call, setup=case.setup, inputs=case.inputs)


def _needs_reference(problem: Problem, cases: Sequence[Case]) -> bool:
    limits = problem.limits
    if limits.times_reference or limits.memory_times_reference:
        return True
    return bool(problem.reference) and any(not case.has_expected for case in cases)


def _with_expected(problem: Problem, cases: Sequence[Case], ran: RunResult) -> tuple[Case, ...]:
    """Cases with what the reference gave. Raises ContentError where it failed: the problem's fault."""
    answers = _by_case(cases, ran.answers)
    for case, answer in zip(cases, answers, strict=True):
        if answer is None or answer.error is not None:
            words = answer.error.words() if answer and answer.error else ran.message
            raise ContentError(f"{problem.id}: the reference itself fails {case.name!r}: {words}")
    return tuple(
        case if case.has_expected or answer is None else _expecting(case, answer.value)
        for case, answer in zip(cases, answers, strict=True)
    )


def _expecting(case: Case, value: Data) -> Case:
    return case.model_copy(update={"expected": value})


def _by_case(cases: Sequence[Case], answers: Sequence[Answer]) -> list[Answer | None]:
    """One answer per case: the first value, the least time of its repeats; None where it was not reached."""
    found: list[Answer | None] = []
    place = 0
    for case in cases:
        own = answers[place : place + case.repeat]
        place += case.repeat
        failed = next((one for one in own if one.error is not None), None)
        if failed is not None or len(own) < case.repeat:
            found.append(failed)
            continue
        times = {
            "seconds": min(one.seconds for one in own),
            "cpu_seconds": min(one.cpu_seconds for one in own),
        }
        found.append(own[0].model_copy(update=times))
    return found


def _compared(case: Case, answer: Answer | None, ran: RunResult) -> CaseResult:
    if answer is None:
        reached = ran.outcome in (Outcome.OK, Outcome.RUNTIME_ERROR)
        return CaseResult(name=case.name, ok=False, check="error", message="" if reached else ran.message)
    if answer.error is not None:
        words = answer.error.words()
        shown = words if case.hidden else f"{case.call}: {words}"
        return CaseResult(name=case.name, ok=False, check="error", message=shown, seconds=answer.seconds)
    said = ""
    if case.compare and case.has_expected:
        said = difference(case.expected, answer.value, case.rule)
    if said:
        said = f"got {short(answer.value)}" if case.hidden else f"{case.call}: {said}"
    return CaseResult(
        name=case.name, ok=not said, check="value" if said else "", message=said, seconds=answer.seconds
    )


class _Account(Value):
    """Everything that is known of a submission before its verdict."""

    problem: Problem
    cases: tuple[Case, ...]
    ran: RunResult
    reference: RunResult | None
    results: tuple[CaseResult, ...]

    def judged(self, sandbox: str) -> Judged:
        ratio = _ratio(self.cases, self.ran, self.reference)
        verdict, message = self._verdict(ratio)
        return Judged(
            problem=self.problem.id,
            verdict=verdict,
            message=message,
            cases=self.results,
            seconds=round(self.ran.seconds, 6),
            peak_mb=round(self.ran.peak_mb, 2),
            stdout=self.ran.stdout,
            sandbox=sandbox,
            times_reference=None if ratio is None else round(ratio, 3),
        )

    def _verdict(self, ratio: float | None) -> tuple[Verdict, str]:
        """Accepted only where every case was answered, is right, and held the limits of the reference."""
        verdict = _VERDICTS[self.ran.outcome]
        if verdict not in (Verdict.ACCEPTED, Verdict.RUNTIME_ERROR):
            return verdict, self.ran.message
        failed = next((one for one in self.results if not one.ok), None)
        if failed is not None:
            wrong = failed.check != "error"
            message = failed.message or self.ran.message
            return Verdict.WRONG_ANSWER if wrong else Verdict.RUNTIME_ERROR, message
        if verdict is Verdict.RUNTIME_ERROR:
            return verdict, self.ran.message
        if not self.results:
            return Verdict.NOT_RUN, f"{self.problem.id}: it has no cases to judge by."
        return self._against_reference(ratio)

    def _against_reference(self, ratio: float | None) -> tuple[Verdict, str]:
        limits = self.problem.limits
        if limits.times_reference and ratio is not None and ratio > limits.times_reference:
            return Verdict.TIME_LIMIT, (
                f"Every answer is right, but it takes {ratio:.0f} times as long as the reference (at most"
                f" {limits.times_reference:g}); could array operations replace a loop?"
            )
        if limits.memory_times_reference and self.reference is not None:
            most = limits.memory_times_reference * max(self.reference.peak_mb, _LEAST_MB)
            if self.ran.peak_mb > most:
                return Verdict.MEMORY_LIMIT, (
                    f"Every answer is right, but it holds {self.ran.peak_mb:.0f} MB where the reference holds"
                    f" {self.reference.peak_mb:.0f} MB; could it do without a copy?"
                )
        return Verdict.ACCEPTED, ""


def _ratio(cases: Sequence[Case], ran: RunResult, reference: RunResult | None) -> float | None:
    """Processor time of all cases against the reference's; None where not both answered all."""
    if reference is None:
        return None
    took: list[float] = []
    for result in (ran, reference):
        answers = _by_case(cases, result.answers)
        if any(one is None or one.error for one in answers):
            return None
        took.append(sum(one.cpu_seconds for one in answers if one))
    return max(took[0], _LEAST_SECONDS) / max(took[1], _LEAST_SECONDS)
