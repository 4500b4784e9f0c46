"""From what was run to a verdict: pure, so that it can be tried without a sandbox."""

from collections.abc import Sequence

from rolecall.domain.comparing import difference
from rolecall.domain.data import short
from rolecall.domain.problems import Case, CaseResult, Fault, Judged, ProblemFolder, Verdict, seed_of
from rolecall.domain.programs import Answer, Call, Outcome, RunResult
from rolecall.domain.values import Value

REPEATS = 3
"""Times a timed case is called; the fastest counts."""
_LEAST_SECONDS = 0.001
"""Of processor time: below it a ratio says nothing."""
_TELLING_SLACK = 0.05
"""Seconds that telling an answer may take longer than the other's: it is not part of the call."""
_LEAST_MB = 64.0
_VERDICTS = {
    Outcome.OK: Verdict.ACCEPTED,
    Outcome.TIME_LIMIT: Verdict.TIME_LIMIT,
    Outcome.MEMORY_LIMIT: Verdict.MEMORY_LIMIT,
    Outcome.OUTPUT_LIMIT: Verdict.RUNTIME_ERROR,
    Outcome.FORBIDDEN: Verdict.FORBIDDEN,
    Outcome.RUNTIME_ERROR: Verdict.RUNTIME_ERROR,
    Outcome.CRASHED: Verdict.RUNTIME_ERROR,
}


def calls_of(cases: Sequence[Case]) -> tuple[Call, ...]:
    """One call per case, several where it is timed."""
    return tuple(
        Call(
            call=case.call,
            setup=case.setup,
            inputs=case.inputs,
            seed=seed_of(case.setup, case.call),
            timed=case.speed is not None,
        )
        for case in cases
        for _ in range(_times(case))
    )


def by_case(cases: Sequence[Case], answers: Sequence[Answer]) -> list[Answer | None]:
    """One answer per case: the first value, the least time of its repeats; None where it was not reached."""
    found: list[Answer | None] = []
    place = 0
    for case in cases:
        own = answers[place : place + _times(case)]
        place += _times(case)
        failed = next((one for one in own if one.error is not None), None)
        if failed is not None or len(own) < _times(case):
            found.append(failed)
            continue
        fastest = min(own, key=lambda one: one.cpu_seconds)
        found.append(fastest.model_copy(update={"value": own[0].value}))
    return found


def _times(case: Case) -> int:
    return REPEATS if case.speed else 1


def compared(case: Case, answer: Answer | None, ran: RunResult, by_value: bool = True) -> CaseResult:
    """One case by its value; `by_value` is False where something else judges it."""
    if answer is None:
        message = ran.message or "It was not reached."
        return CaseResult(name=case.name, ok=False, fault=Fault.ERROR, message=message)
    if answer.error is not None:
        words = answer.error.words()
        return wrong(case, words, answer, Fault.ERROR, shown=words)
    said = difference(case.expected, answer.value, case.rule) if by_value else ""
    if said:
        return wrong(case, said, answer, Fault.VALUE, shown=f"got {short(answer.value)}")
    return CaseResult(name=case.name, ok=True, seconds=answer.seconds)


def wrong(case: Case, said: str, answer: Answer, fault: Fault, shown: str) -> CaseResult:
    """A case that does not hold; `shown` is what may be told of a hidden one."""
    message = shown if case.hidden else f"{case.call}: {said}"
    return CaseResult(name=case.name, ok=False, fault=fault, message=message, seconds=answer.seconds)


def timed(case: Case, result: CaseResult, mine: Answer, other: Answer) -> CaseResult:
    """A right case against the time of another program."""
    assert case.speed is not None
    # Whoever ends the clock early and works on while telling the answer gains nothing by it.
    hidden = max(0.0, mine.telling_seconds - 2 * other.telling_seconds - _TELLING_SLACK)
    times = max(mine.cpu_seconds + hidden, _LEAST_SECONDS) / max(other.cpu_seconds, _LEAST_SECONDS)
    if times <= case.speed.at_most:
        return result.model_copy(update={"times": round(times, 3), "speed": case.speed})
    says = case.speed.says or "Could array operations replace a loop?"
    message = (
        f"The right value, in {times:.3g} times the time of the {case.speed.against}"
        f" (at most {case.speed.at_most:g}). {says}"
    )
    return result.model_copy(
        update={
            "ok": False,
            "fault": Fault.SLOW,
            "message": message,
            "times": round(times, 3),
            "speed": case.speed,
        }
    )


class Account(Value):
    """Everything that is known of a submission before its verdict."""

    folder: ProblemFolder
    ran: RunResult
    reference: RunResult | None
    results: tuple[CaseResult, ...]

    def judged(self, sandbox: str) -> Judged:
        verdict, message = self._verdict()
        return Judged(
            problem=self.folder.id,
            verdict=verdict,
            message=message,
            cases=self.results,
            seconds=round(self.ran.seconds, 6),
            peak_mb=round(self.ran.peak_mb, 2),
            stdout=self.ran.stdout,
            sandbox=sandbox,
            forbidden=self.ran.forbidden,
        )

    def _verdict(self) -> tuple[Verdict, str]:
        """Accepted only where every case was answered, is right, and held its limits."""
        verdict = _VERDICTS[self.ran.outcome]
        if verdict not in (Verdict.ACCEPTED, Verdict.RUNTIME_ERROR):
            return verdict, self.ran.message
        failed = [one for one in self.results if not one.ok]
        # A wrong value says more than slowness elsewhere.
        for one in sorted(failed, key=lambda case: case.fault is Fault.SLOW):
            return _BY_FAULT[one.fault], one.message or self.ran.message
        if verdict is Verdict.RUNTIME_ERROR:
            return verdict, self.ran.message
        if not self.results:
            return Verdict.NOT_RUN, f"{self.folder.id}: it has no cases to judge by."
        return self._memory()

    def _memory(self) -> tuple[Verdict, str]:
        most = self.folder.problem.limits.memory_of_reference
        if most is not None and self.reference is not None:
            allowed = most * max(self.reference.peak_mb, _LEAST_MB)
            if self.ran.peak_mb > allowed:
                return Verdict.MEMORY_LIMIT, (
                    f"Every answer is right, but it holds {self.ran.peak_mb:.0f} MB where the reference holds"
                    f" {self.reference.peak_mb:.0f} MB; could it do without a copy?"
                )
        return Verdict.ACCEPTED, ""


_BY_FAULT = {
    Fault.VALUE: Verdict.WRONG_ANSWER,
    Fault.ERROR: Verdict.RUNTIME_ERROR,
    Fault.SLOW: Verdict.TIME_LIMIT,
}
