"""Coding problems: what one asks, what proves an answer, and the verdict."""

import re
import zlib
from enum import StrEnum
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from rolecall.domain.comparing import Rule
from rolecall.domain.data import Data
from rolecall.domain.programs import ProgramLimits
from rolecall.domain.values import Value

_CAUGHT_BY = re.compile(r"caught[ -]by:\s*(.+?)\s*$", re.IGNORECASE | re.MULTILINE)


class Case(Value):
    """One call and what must come of it.

    Without `expected` the reference says what; with `checks` functions of checks.py judge the answer too.
    """

    name: str = ""
    setup: str = ""
    call: str
    inputs: dict[str, Data] = {}
    """Values in scope, as checks.py made them."""
    expected: Data = None
    rtol: float | None = Field(default=None, ge=0)
    atol: float | None = Field(default=None, ge=0)
    dtype: str = ""
    same_type: bool = False
    unordered: bool = False
    checks: tuple[str, ...] = ()
    compare: bool = True
    """False where only the checks judge, as where many answers are right."""
    repeat: int = Field(default=1, ge=1, le=20)
    """Times the call is made; the fastest counts."""
    example: bool = False
    """Shown to the candidate before they start."""
    hidden: bool = False
    """The message of a failure leaves out the call and the expected value."""

    @property
    def has_expected(self) -> bool:
        return "expected" in self.model_fields_set

    @property
    def rule(self) -> Rule:
        return Rule(
            rtol=self.rtol,
            atol=self.atol,
            dtype=self.dtype,
            same_type=self.same_type,
            unordered=self.unordered,
        )


class ProblemLimits(Value):
    """What a submission may use, alone and against the reference in the same run."""

    seconds: float = Field(
        default=5.0,
        gt=0,
        le=60,
        validation_alias=AliasChoices("seconds", "time", "time_seconds", "wall_seconds"),
    )
    memory_mb: int = Field(default=1024, ge=16, le=8192, validation_alias=AliasChoices("memory_mb", "memory"))
    times_reference: float | None = Field(default=None, gt=1)
    """Most processor time, as a multiple of the reference's."""
    memory_times_reference: float | None = Field(default=None, gt=1)

    def of_program(self) -> ProgramLimits:
        return ProgramLimits(seconds=self.seconds, memory_mb=self.memory_mb)


class ProblemFile(BaseModel):
    """problem.yaml. Fields of other tools are let be, so that a folder can serve both."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    title: str
    kind: str
    level: int = Field(default=1, ge=1, le=5)
    minutes: int = Field(default=20, ge=1, le=180)
    entry_point: str = Field(default="", validation_alias=AliasChoices("entry_point", "entry point", "entry"))
    limits: ProblemLimits = ProblemLimits()
    forbidden: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """Libraries beside numpy: `torch`."""
    cases: tuple[Case, ...] = ()
    checks: tuple[str, ...] = ()
    """Functions of checks.py that judge every answer."""
    hints: tuple[str, ...] = ()
    """From a nudge to nearly the answer."""
    tells: str = ""
    """What it tells about the candidate."""
    follow_ups: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _checks_that_are_cases(cls, data: Any) -> Any:
        """Cases may stand under `checks`, where names of functions stand too."""
        if not isinstance(data, dict) or not isinstance(data.get("checks"), list):
            return data
        cases = [one for one in data["checks"] if isinstance(one, dict)]
        names = [one for one in data["checks"] if not isinstance(one, dict)]
        return {**data, "checks": names, "cases": [*(data.get("cases") or []), *cases]}


class Wrong(Value):
    """A plausible wrong answer, and the name of the case or check that must catch it."""

    name: str
    source: str
    caught_by: str = ""


class Problem(ProblemFile):
    """A folder of knowledge/problems, or one of somebody's own."""

    id: str
    statement: str = ""
    starter: str = ""
    reference: str = ""
    wrong: tuple[Wrong, ...] = ()
    checks_source: str = ""
    """checks.py: `cases(rng)` makes further cases, `check_*` functions judge answers."""

    @property
    def libraries(self) -> tuple[str, ...]:
        """What it needs beside numpy: as its file says, and torch where its own code speaks of it."""
        code = [self.reference, self.checks_source, *(f"{case.setup} {case.call}" for case in self.cases)]
        torch = any(re.search(r"\btorch\b", text) for text in code)
        return tuple(dict.fromkeys((*self.needs, *(("torch",) if torch else ()))))

    @property
    def named_cases(self) -> tuple[Case, ...]:
        return named(self.cases)


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


class CaseResult(Value):
    """One case of a submission."""

    name: str
    ok: bool
    message: str = ""
    seconds: float = 0.0
    check: str = ""
    """What caught it: `value`, `error`, or the name of a check."""


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
    times_reference: float | None = None
    """Processor time as a multiple of the reference's, where both ran."""

    def caught_by(self, name: str) -> bool:
        """True where a case of this name failed, or a case failed by the check of this name."""
        failed = [case for case in self.cases if not case.ok]
        return any(name in (case.name, case.check) for case in failed) or name == self.verdict


def named(cases: tuple[Case, ...]) -> tuple[Case, ...]:
    """Cases with a name each: their own, or their number."""
    return tuple(
        case if case.name else case.model_copy(update={"name": f"case {place}"})
        for place, case in enumerate(cases, 1)
    )


class Example(Value):
    """An example of a statement: lines run first, a call, and what it says comes of that."""

    setup: str
    call: str
    expected: str


def examples(statement: str) -> tuple[Example, ...]:
    """Examples of a statement: lines that begin with `>>> `, each followed by its value where it has one."""
    found, setup = [], ""
    lines = [line.strip() for line in statement.splitlines()]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith(">>> "):
            if not line or line.startswith("#"):
                setup = ""
            continue
        code = line.removeprefix(">>> ")
        if not following or following.startswith((">>> ", "```")):
            setup += code + "\n"
        else:
            found.append(Example(setup=setup, call=code, expected=following))
    return tuple(found)


def caught_by(source: str) -> str:
    """The name after `caught by:` in a wrong answer's first lines; empty where there is none."""
    found = _CAUGHT_BY.search(source[:2000])
    return found.group(1).strip("\"'` .") if found else ""


def seed_of(source: str, problem: str) -> int:
    """The seed of a submission's random cases: another for every text, the same for the same."""
    return zlib.crc32(f"{problem}\0{source}".encode("utf-8", "replace")) & 0x7FFFFFFF
