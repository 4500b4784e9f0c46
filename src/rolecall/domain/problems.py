"""A coding problem: what is asked, how it is checked, and what each wrong variant must trip over."""

from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from rolecall.domain.values import Value


class ProblemKind(StrEnum):
    """What a problem is about."""

    NUMPY = "numpy"
    LAYERS = "layers"
    """Autodiff and layers from scratch."""
    TRAINING = "training"
    REPAIR = "repair"
    """A broken experiment to repair; the starter is the broken one."""
    PROFILING = "profiling"
    """A slow program to make faster with equal results; the starter is the slow one."""
    LLM = "llm"


class ProblemLimits(Value):
    """What one whole run of the checks may use."""

    seconds: float = Field(default=10, gt=0, le=120)
    memory_mb: int = Field(default=1024, ge=64, le=8192)


class Speed(Value):
    """A case that is also timed, against another program in the same run."""

    against: Literal["reference", "starter"] = "reference"
    at_most: float = Field(gt=0)
    """Seconds of the solution as a share of the other's: 0.2 against the starter is five times faster."""
    says: str = ""
    """What a solution that is too slow is told."""


class Case(Value):
    """One call whose value is compared."""

    name: str = ""
    """Empty: `case 1` and so on."""
    setup: str = ""
    """Lines run first, in the candidate's process, with the solution's names and `np` in scope."""
    call: str
    """One expression; its value is the output."""
    expected: Any = None
    """Nested lists, numbers, texts, maps or None. Left out with `by_reference`: the reference gives it."""
    by_reference: bool = False
    rtol: float = Field(default=1e-6, ge=0)
    atol: float = Field(default=1e-8, ge=0)
    exact_type: bool = False
    """True: a list is not an array, and dtypes must agree."""
    speed: Speed | None = None


class WrongVariant(Value):
    """A wrong solution of ours: proof that the checks see it."""

    caught_by: str
    """Name of the case, `forbidden`, `memory_limit` or `time_limit`."""
    mistake: str
    """The mistake, in one sentence; the debrief tells it to whoever makes it."""


class Problem(Value):
    """problem.yaml; the id is the name of its folder."""

    title: str = Field(min_length=3, max_length=80)
    kind: ProblemKind
    level: int = Field(ge=1, le=5)
    minutes: int = Field(ge=3, le=60)
    entry_point: str = Field(pattern=r"^[A-Za-z_]\w*$")
    """The function or class that must be there after the solution ran."""
    needs: tuple[Literal["torch"], ...] = ()
    limits: ProblemLimits = ProblemLimits()
    forbidden: tuple[str, ...] = ()
    """Dotted names the solution may not use, such as `np.linalg.svd`: the library one-liner is the task."""
    tells: str = ""
    """What it tells about a candidate, for the debrief."""
    hints: tuple[str, ...] = Field(default=(), max_length=3)
    follow_ups: tuple[str, ...] = ()
    """What the interviewer asks when all is green: complexity, trade-offs, the next constraint."""
    guides: tuple[str, ...] = ()
    examples: tuple[Case, ...] = ()
    """Shown to the candidate and run by Run."""
    cases: tuple[Case, ...] = ()
    """Hidden, run by Submit. More come from `checks.py` where there is one."""
    wrong: dict[str, WrongVariant] = {}
    """By file name in `wrong/`."""

    @model_validator(mode="after")
    def _examples_are_declared(self) -> Self:
        if any(case.by_reference for case in self.examples):
            raise ValueError("an example shows its expected value; write it down")
        return self
