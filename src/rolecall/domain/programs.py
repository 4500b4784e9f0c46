"""A program to run, what it may use, and what came of it."""

from enum import StrEnum

from pydantic import Field

from rolecall.domain.data import Data
from rolecall.domain.values import Value

LONGEST_SOURCE = 1_000_000
"""Characters of a program; longer ones are not run."""


class ProgramLimits(Value):
    """The most a program may use; what passes one is stopped and told so."""

    seconds: float = Field(default=5.0, gt=0, le=120)
    """From its first line to its last answer, by the clock on the wall."""
    memory_mb: int = Field(default=1024, ge=16, le=16384)
    """Beyond what Python and the libraries take."""
    output_kb: int = Field(default=64, ge=1, le=1024)
    """Of printed text that is kept, for output and errors each."""
    flood_mb: int = Field(default=16, ge=1, le=256)
    """Of printed text after which it is stopped."""
    answer_mb: int = Field(default=16, ge=1, le=64)
    """Of one answer."""
    scratch_mb: int = Field(default=32, ge=0, le=256)
    scratch_files: int = Field(default=2048, ge=16, le=16384)
    threads: int = Field(default=64, ge=1, le=256)
    open_files: int = Field(default=256, ge=16, le=1024)


class Call(Value):
    """One call into a program: lines run first, then one expression whose value is the answer."""

    call: str
    setup: str = ""
    inputs: dict[str, Data] = {}
    """Values in scope under these names."""
    seed: int = 0
    """Of random numbers, on top of the job's; set before `setup`."""
    timed: bool = False
    """Whether `setup` and the telling of the answer are kept apart from the time of the call."""


class Job(Value):
    """A program and the calls to make, in order, in one process."""

    source: str
    calls: tuple[Call, ...] = ()
    forbidden: tuple[str, ...] = ()
    """Names it may not use: `np.linalg.svd`, `sorted`, `.sort`, `for`, `while`, `@`."""
    needs: tuple[str, ...] = ()
    """Libraries beside numpy: `torch`."""
    seed: int = 0
    """Of random numbers, set before the program."""
    limits: ProgramLimits = ProgramLimits()


class Outcome(StrEnum):
    """How a program's run ended. A failure of the sandbox is none of these: it is a SandboxFault."""

    OK = "ok"
    TIME_LIMIT = "time_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    FORBIDDEN = "forbidden"
    RUNTIME_ERROR = "runtime_error"
    CRASHED = "crashed"


class Place(Value):
    """A line of the program that an error came through."""

    line: int
    function: str
    text: str


class ProgramError(Value):
    """What a program raised, as far as it concerns its own lines."""

    kind: str
    message: str
    places: tuple[Place, ...] = ()
    """The innermost last."""

    def words(self) -> str:
        """`ValueError: ... (line 3: return 1 / 0)`"""
        head = f"{self.kind}: {self.message}" if self.message else self.kind
        if not self.places:
            return head
        last = self.places[-1]
        where = f"line {last.line}: {last.text}" if last.text else f"line {last.line}"
        return f"{head} ({where})"


class Answer(Value):
    """What one call gave: a value or an error."""

    value: Data = None
    error: ProgramError | None = None
    seconds: float = 0.0
    """By the clock on the wall, seen from outside."""
    cpu_seconds: float = 0.0
    """Of the processor, seen from outside; the figure to compare programs by."""
    telling_seconds: float = 0.0
    """Of the processor too, from the end of a timed call until its value was told."""


class RunResult(Value):
    """What came of a job. `answers` has one entry per call that was answered, in order."""

    outcome: Outcome
    message: str = ""
    """One sentence where the outcome is not `ok`."""
    answers: tuple[Answer, ...] = ()
    stdout: str = ""
    stderr: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    """Most memory held at once, with Python and the libraries."""
    forbidden: tuple[str, ...] = ()
    """Forbidden names that the text uses or that were called."""
