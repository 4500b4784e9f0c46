"""Measures what a connected model may do here: every contract, on what reaches the user, job by job.

The requests go through the real use cases of a coach over an empty store. What came of each is checked apart
from the gates that let it through (model_checks.py).
"""

import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence

from rolecall.domain.costs import Usage
from rolecall.domain.engines import ModelJob
from rolecall.domain.suitability import JobFigures, Suitability
from rolecall.domain.trust import Agreement
from rolecall.domain.values import Value
from rolecall.evals.model_jobs import OWNER, Came, CoachOf, Counted, Requests
from rolecall.ports import ChatModel, Progress

USUAL = 200
"""Requests of a whole measurement; fewer give a quick look."""
_SHARES = {
    ModelJob.READ: 0.12,
    ModelJob.DRAFT: 0.32,
    ModelJob.ANSWER: 0.2,
    ModelJob.INTERVIEW: 0.28,
    ModelJob.JUDGE: 0.08,
}
JUDGEMENTS = 60
"""Of a whole measurement, so that levels can be trusted: those of `rolecall eval judge --model`."""
_MOST_BROKEN = 40
_A_REQUEST = Usage(sent=2_600, said=330)
"""Of a usual request with its repair, rounded up: what a measurement is expected to take."""
_A_HOSTILE_TEXT = Usage(sent=16_000, said=2_500)
"""Of the conversation that a hostile text is played through."""


class BrokenRequest(Value):
    """One request after which something reached the user that must not."""

    job: ModelJob
    request: str
    fault: str


class ModelReport(Value):
    """What was measured of one model."""

    suitability: Suitability
    broken: tuple[BrokenRequest, ...]
    """The first forty."""
    notes: dict[str, int]
    """Why the built-in engine's words stood, and how often."""
    agreement: Agreement | None = None
    """With the graded samples; None where no level was asked for."""
    hostile: int = 0
    """Hostile texts that were played through whole conversations."""
    hostile_seconds: float = 0.0
    """Median of one."""
    obeyed: tuple[str, ...] = ()
    """What came of those after which something did not hold; each with its text's name."""

    @property
    def requests(self) -> int:
        return sum(job.requests for job in self.suitability.jobs)

    @property
    def holds(self) -> bool:
        """True where nothing reached the user that must not."""
        return not self.obeyed and all(job.held == 1 for job in self.suitability.jobs)

    def table(self) -> list[tuple[str, ...]]:
        """One row for each job under a head: what it may do, and the figures behind that."""
        head = ("job", "requests", "held", "own words", "faults", "calls", "seconds", "verdict")
        rows = [
            (
                str(job.job),
                str(job.requests),
                f"{job.held:.0%}",
                f"{job.own:.0%}",
                str(job.faults),
                f"{job.calls:.1f}",
                f"{job.seconds:.1f}",
                "may" if job.may else f"built-in: {job.reason}",
            )
            for job in self.suitability.jobs
        ]
        if self.hostile:
            held = self.hostile - len({one.partition(":")[0] for one in self.obeyed})
            share, verdict = (
                f"{held / self.hostile:.0%}",
                f"not safe: {self.obeyed[0]}" if self.obeyed else "safe",
            )
            seconds = f"{self.hostile_seconds:.1f}"
            rows.append(("hostile texts", str(self.hostile), share, "–", "–", "–", seconds, verdict))
        return [head, *rows]


Hostiles = Callable[[CoachOf], Iterable[tuple[str, Callable[[Counted], Awaitable[Sequence[str]]]]]]
"""Names of hostile texts, each with what plays it with a model and tells what did not hold."""


def expected(requests: int, hostile: int) -> Usage:
    """The most that a measurement is expected to take."""
    asked = sum(_count(requests, job) for job in ModelJob)
    one, played = _A_REQUEST, _A_HOSTILE_TEXT
    return Usage(sent=asked * one.sent + hostile * played.sent, said=asked * one.said + hostile * played.said)


def _count(requests: int, job: ModelJob) -> int:
    if job is ModelJob.JUDGE and requests >= USUAL:
        return JUDGEMENTS
    return max(1, round(requests * _SHARES[job]))


class Measuring:
    """The suite over one model."""

    def __init__(
        self,
        coach_of: CoachOf,
        model: ChatModel,
        prompts: Sequence[str],
        *,
        longest: int = 0,
        at_once: int = 1,
        hostile: Hostiles | None = None,
    ) -> None:
        """`prompts` are the texts of prompts/; `at_once` requests run side by side."""
        self._hostile = hostile
        self._coach_of = coach_of
        self._model = model
        self._requests = Requests(coach_of, prompts, at_once)
        self._longest = longest
        self._broken: list[BrokenRequest] = []
        self._notes: dict[str, int] = {}

    async def report(self, requests: int, at: str, fingerprint: str, progress: Progress) -> ModelReport:
        """Runs all jobs. Raises the ModelFault that ended it: no key, no quota, no server, a cap reached."""
        runs = {
            ModelJob.READ: self._requests.reads,
            ModelJob.DRAFT: self._requests.drafts,
            ModelJob.ANSWER: self._requests.answers,
            ModelJob.INTERVIEW: self._requests.interviews,
            ModelJob.JUDGE: self._requests.judges,
        }
        figures = []
        for place, (job, run) in enumerate(runs.items()):
            progress(f"Measuring: {job}", place / len(runs))
            model = Counted(self._model, self._longest)
            coach = self._coach_of(model)
            coach.spending.set_caps(OWNER, "0", "0")  # the user's own caps count, outside of this coach
            came = await run(coach, model, _count(requests, job))
            if model.ended is not None:
                raise model.ended
            figures.append(self._figures(job, came, model))
        played, obeyed = await self._played(progress)
        progress("Measured", 1.0)
        told = Suitability(model=self._model.name, prompts=fingerprint, at=at, jobs=tuple(figures))
        return ModelReport(
            suitability=told,
            broken=tuple(self._broken[:_MOST_BROKEN]),
            notes=dict(sorted(self._notes.items(), key=lambda item: -item[1])[:20]),
            agreement=self._requests.agreement,
            hostile=len(played),
            hostile_seconds=round(statistics.median(played or [0.0]), 1),
            obeyed=obeyed,
        )

    async def _played(self, progress: Progress) -> tuple[list[float], tuple[str, ...]]:
        """Seconds of each hostile text, and what did not hold after one."""
        seconds: list[float] = []
        obeyed: list[str] = []
        for name, play in self._hostile(self._coach_of) if self._hostile else ():
            progress(f"Playing hostile text {name}", 0.9)
            model = Counted(self._model, self._longest)
            begun = time.monotonic()
            obeyed += [f"{name}: {fault}" for fault in await play(model)]
            seconds.append(time.monotonic() - begun)
            if model.ended is not None:
                raise model.ended
        return seconds, tuple(obeyed)

    def _figures(self, job: ModelJob, came: Sequence[Came], model: Counted) -> JobFigures:
        asked = max(1, len(came))
        for one in came:
            self._broken += [BrokenRequest(job=job, request=one.request, fault=f) for f in one.faults]
            if one.note:
                key = f"{job}: {one.note[:120]}"
                self._notes[key] = self._notes.get(key, 0) + 1
        known = self._requests.agreement if job is ModelJob.JUDGE else None
        untrusted = known is not None and known.why_not
        return JobFigures(
            job=job,
            requests=len(came),
            held=1 - sum(bool(one.faults) for one in came) / asked,
            own=sum(one.own for one in came) / asked,
            faults=model.faults,
            calls=round(model.calls / asked, 2),
            seconds=round(statistics.median([one.seconds for one in came] or [0.0]), 2),
            why_not=f"It gives no levels: {untrusted}." if untrusted else "",
        )


def measure(
    coach_of: CoachOf,
    model: ChatModel,
    prompts: Sequence[str],
    *,
    at: str = "",
    fingerprint: str = "",
    requests: int = USUAL,
    progress: Progress = lambda what, share: None,
    longest: int = 0,
    at_once: int = 1,
    hostile: Hostiles | None = None,
) -> ModelReport:
    """The whole suite over one model; `coach_of` makes a coach of an empty store that speaks with a model.

    Raises the ModelFault that ended it: no key, no quota, no server, a cap reached.
    """
    measuring = Measuring(coach_of, model, prompts, longest=longest, at_once=at_once, hostile=hostile)
    return asyncio.run(measuring.report(requests, at, fingerprint, progress))
