"""What is known of a connected model job by job, and what the user leaves to the built-in engine."""

from collections.abc import Collection

from rolecall.domain.engines import ModelJob
from rolecall.domain.suitability import Suitability
from rolecall.ports import Store

_MEASURED = "suitability:"
_KEPT_BACK = "built_in_jobs"


class Suiting:
    """Which jobs an owner's model has: what it was measured to do, less what the user keeps back."""

    def __init__(self, store: Store, prompts: str) -> None:
        """`prompts` is the fingerprint of the prompts in use; figures of others do not count."""
        self._store = store
        self._prompts = prompts

    @property
    def prompts(self) -> str:
        return self._prompts

    def of(self, owner: str, model: str) -> Suitability | None:
        """What was measured of a model with the prompts that are used now, or None."""
        raw = self._store.preference(owner, _MEASURED + model)
        known = Suitability.model_validate_json(raw) if raw else None
        return known if known is not None and known.prompts == self._prompts else None

    def keep(self, owner: str, measured: Suitability) -> None:
        """Remembers what was measured."""
        self._store.prefer(owner, _MEASURED + measured.model, measured.model_dump_json())

    def kept_back(self, owner: str) -> frozenset[ModelJob]:
        """Jobs that the user leaves to the built-in engine whatever a model can do."""
        known = set(ModelJob)
        names = self._store.preference(owner, _KEPT_BACK).split()
        return frozenset(ModelJob(name) for name in names if name in known)

    def keep_back(self, owner: str, jobs: Collection[ModelJob]) -> None:
        self._store.prefer(owner, _KEPT_BACK, " ".join(sorted(jobs)))

    def may(self, owner: str, model: str, job: ModelJob) -> bool:
        """True where the model has the job: not kept back, and not measured to be unfit for it.

        An unmeasured model may try: what it proposes is verified all the same. Levels are another matter
        (coach/trusting.py).
        """
        if job in self.kept_back(owner):
            return False
        measured = self.of(owner, model)
        figures = measured.of(job) if measured is not None else None
        return figures is None or figures.may
