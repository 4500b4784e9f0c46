"""What a connected model showed it can do here, job by job, and what is kept to the built-in engine."""

from rolecall.domain.engines import ModelJob
from rolecall.domain.values import Value

OWN = {ModelJob.ANSWER: 0.4, ModelJob.READ: 0.2, ModelJob.DRAFT: 0.4, ModelJob.INTERVIEW: 0.4}
"""Share of requests in which the own words of a model must have held: below it, it only costs time."""
_FEWEST = 5
"""Requests from which a share tells something."""


class JobFigures(Value):
    """What was measured of one job. Shares are 0 to 1."""

    job: ModelJob
    requests: int
    held: float
    """Share of requests after which all that reached the user kept the contract (wanted: 1)."""
    own: float
    """Share of requests whose words were the model's own; the others were the built-in engine's."""
    faults: int = 0
    """Requests on which the model failed outright."""
    calls: float = 0.0
    """Calls of the model a request."""
    seconds: float = 0.0
    """Median of a request."""
    why_not: str = ""
    """Why the job is kept to the built-in engine, where something else than these figures says so."""

    @property
    def may(self) -> bool:
        """True where the model may do this job."""
        return not self.reason

    @property
    def reason(self) -> str:
        """Why the built-in engine keeps the job, in one sentence; '' where it does not."""
        if self.why_not:
            return self.why_not
        if self.held < 1:
            return f"In {1 - self.held:.0%} of requests something reached the user that must not."
        if self.requests >= _FEWEST and self.own < OWN.get(self.job, 0.0):
            return f"Only {self.own:.0%} of its words held; the built-in engine is quicker and as good."
        return ""


class Suitability(Value):
    """All jobs of one model, with the prompts that were used."""

    model: str
    """`provider:model`, as the user sees it."""
    prompts: str
    """Fingerprint of the prompts: figures hold for these prompts only."""
    at: str
    jobs: tuple[JobFigures, ...]

    def of(self, job: ModelJob) -> JobFigures | None:
        """The figures of a job, or None where it was not measured."""
        return next((one for one in self.jobs if one.job is job), None)
