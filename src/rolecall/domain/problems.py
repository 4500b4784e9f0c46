"""Coding problems: what one asks, how an answer is checked, what wrong ones trip over, the verdict."""

import zlib
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from rolecall.domain import problem_shapes
from rolecall.domain.comparing import Rule
from rolecall.domain.data import Data
from rolecall.domain.programs import ProgramLimits
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
    memory_mb: int = Field(default=1024, ge=16, le=16384)
    memory_of_reference: float | None = Field(default=None, gt=1)
    """Most memory held, as a multiple of the reference's in the same judgement."""

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data: Any) -> Any:
        return problem_shapes.usual_limits(data, cls.model_fields)

    def of_program(self) -> ProgramLimits:
        return ProgramLimits(seconds=self.seconds, memory_mb=self.memory_mb)


class Speed(Value):
    """A case that is also timed, against another program in the same judgement."""

    against: Literal["reference", "starter"] = "reference"
    at_most: float = Field(gt=0)
    """Processor time as a share of the other's: 0.2 against the starter is five times faster."""
    says: str = ""
    """What a solution that is too slow is told."""


class Case(Value):
    """One call whose value is compared."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    name: str = ""
    """Empty: `case 1` and so on."""
    setup: str = ""
    """Lines run first, in the candidate's process, with the solution's names and `np` in scope."""
    call: str
    """One expression; its value is the output."""
    inputs: dict[str, Data] = {}
    """Values in scope under these names, as checks.py makes them."""
    expected: Data = None
    """Nested lists, numbers, texts, maps or None. Where it is not given at all, the reference says it."""
    by_reference: bool = False
    rtol: float | None = Field(default=None, ge=0)
    atol: float | None = Field(default=None, ge=0)
    exact_type: bool = False
    """True: a list is not an array, and whole numbers are no floating ones."""
    dtype: str = ""
    """Kind of number asked for: `float32`, or a family: `float`, `int`, `complex`."""
    unordered: bool = False
    """True: the items of the outermost list may come in any order."""
    hidden: bool = False
    """True: a failure tells neither the call nor what was expected."""
    speed: Speed | None = None

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data: Any) -> Any:
        return problem_shapes.usual_case(data, cls.model_fields)

    @field_validator("call")
    @classmethod
    def _one_expression(cls, call: str) -> str:
        return problem_shapes.one_expression(call)

    @field_validator("setup")
    @classmethod
    def _lines_of_code(cls, setup: str) -> str:
        return problem_shapes.lines_of_code(setup)

    @property
    def asks_reference(self) -> bool:
        return self.by_reference or "expected" not in self.model_fields_set

    @property
    def rule(self) -> Rule:
        return Rule(
            rtol=self.rtol,
            atol=self.atol,
            dtype=self.dtype,
            same_type=self.exact_type,
            unordered=self.unordered,
        )


class Explained(Value):
    """What a good spoken explanation says of one thing, for the judge of answers."""

    terms: tuple[str, ...] = Field(min_length=2)
    """Words and short phrases that often come with it. Naming them is not evidence by itself."""
    meanings: tuple[str, ...] = Field(min_length=2)
    """Sentences that a good explanation would say, in some words."""


class WrongVariant(Value):
    """A wrong solution of ours: proof that the checks see it."""

    caught_by: str
    """Name of the case, `forbidden`, `memory_limit` or `time_limit`."""
    mistake: str = ""
    """The mistake, in one sentence; the debrief tells it to whoever makes it."""


class Problem(BaseModel):
    """problem.yaml; the id is the name of its folder. Fields of other tools are let be."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    title: str = Field(min_length=1, max_length=120)
    """Said inside sentences: those of the bank ask nothing."""
    kind: ProblemKind | str = Field(union_mode="left_to_right")
    """One of ours, or a word of whoever brings a problem."""
    level: int = Field(default=1, ge=1, le=5)
    minutes: int = Field(default=20, ge=1, le=180)
    entry_point: str = Field(default="", pattern=r"^([A-Za-z_]\w*(\.[A-Za-z_]\w*)*)?$")
    """The function or class that must be there after the solution ran."""
    needs: tuple[str, ...] = ()
    """Libraries beside numpy: `torch`."""
    limits: ProblemLimits = ProblemLimits()
    forbidden: tuple[str, ...] = ()
    """Names the solution may not use: `np.linalg.svd`, `sorted`, `.sort`, `for`, `while`, `@`."""
    tells: str = ""
    """What it tells about a candidate, for the debrief."""
    hints: tuple[str, ...] = ()
    """From a nudge to nearly the answer."""
    follow_ups: tuple[str, ...] = ()
    """What the interviewer asks when all is green: complexity, trade-offs, the next constraint."""
    explains: dict[str, Explained] = {}
    """By what is asked of this kind of problem in knowledge/coding.yaml: `approach`, `cost`, `corner`."""
    guides: tuple[str, ...] = ()
    """Ids of guide sections that help, `guide-file#heading-slug`."""
    examples: tuple[Case, ...] = ()
    """Shown to the candidate and run by Run."""
    cases: tuple[Case, ...] = ()
    """Hidden, run by Submit. More come from `checks.py` where there is one."""
    wrong: dict[str, WrongVariant] = {}
    """By file name in `wrong/`."""

    @model_validator(mode="before")
    @classmethod
    def _usual(cls, data: Any) -> Any:
        return problem_shapes.usual(data)

    @model_validator(mode="after")
    def _examples_are_declared(self) -> Self:
        if any(case.asks_reference for case in self.examples):
            raise ValueError("an example shows its expected value; write it down")
        return self


class ProblemFolder(Value):
    """A problem with all its files."""

    id: str
    problem: Problem
    statement: str = ""
    starter: str = ""
    reference: str = ""
    wrong: dict[str, str] = {}
    """Text of each file of `wrong/`, by its name."""
    right: dict[str, str] = {}
    """Text of each file of `right/`, by its name: right answers in other styles, to be accepted as well."""
    checks: str = ""
    """checks.py: `cases(rng)` makes further cases, `holds` judges what they gave."""

    @property
    def cases(self) -> tuple[Case, ...]:
        """Examples and declared cases, each with a name."""
        return (*self.examples, *named(self.problem.cases))

    @property
    def examples(self) -> tuple[Case, ...]:
        """What Run shows, each with a name."""
        return named(self.problem.examples, "example")


class Verdict(StrEnum):
    """What became of a submission."""

    ACCEPTED = "accepted"
    WRONG_ANSWER = "wrong_answer"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    RUNTIME_ERROR = "runtime_error"
    FORBIDDEN = "forbidden"
    NOT_RUN = "not_run"
    """The sandbox or the problem failed: says nothing about the submission."""


class Fault(StrEnum):
    """Why a case did not hold."""

    NONE = ""
    VALUE = "value"
    """Another value than expected, or one that `holds` refuses."""
    ERROR = "error"
    """It raised, or was not reached."""
    SLOW = "slow"
    """The right value, too late."""


class CaseResult(Value):
    """One case of a submission."""

    name: str
    ok: bool
    message: str = ""
    seconds: float = 0.0
    fault: Fault = Fault.NONE
    times: float | None = None
    """Processor time as a multiple of what the case is timed against."""
    speed: Speed | None = None
    """What it is timed against, and the most that is allowed."""


class Judged(Value):
    """The verdict on a submission, as `judge --json` prints it."""

    problem: str
    verdict: Verdict
    cases: tuple[CaseResult, ...] = ()
    seconds: float = 0.0
    peak_mb: float = 0.0
    stdout: str = ""
    sandbox: str = ""
    message: str = ""
    """One sentence where it is not accepted."""
    forbidden: tuple[str, ...] = ()
    """Forbidden names that it uses."""

    def caught_by(self, name: str) -> bool:
        """True where a case of this name failed, or the verdict has this name."""
        return name == self.verdict or any(name == case.name for case in self.cases if not case.ok)


def named(cases: tuple[Case, ...], word: str = "case") -> tuple[Case, ...]:
    """Cases with a name each: their own, or the word with their number."""
    return tuple(
        case if case.name else case.model_copy(update={"name": f"{word} {place}"})
        for place, case in enumerate(cases, 1)
    )


def seed_of(*texts: str) -> int:
    """A seed that belongs to these texts: another for others, the same for the same."""
    return zlib.crc32("\0".join(texts).encode("utf-8", "replace")) & 0x7FFFFFFF
