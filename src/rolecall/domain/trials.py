"""What a candidate tried in the editor: a run of the examples, or a submission and its verdict."""

from typing import Literal

from rolecall.domain.problems import CaseResult, Fault, Judged, Verdict
from rolecall.domain.values import Value


class Shown(Value):
    """One call of a run and what it gave."""

    call: str
    value: str = ""
    """As Python writes it, cut short where it is long."""
    expected: str = ""
    """Of an example; empty for the candidate's own calls."""
    ok: bool | None = None
    """None where nothing is expected."""
    error: str = ""
    seconds: float = 0.0


class Trial(Value):
    """A version of the code that was run or submitted."""

    speaker: Literal["editor"] = "editor"
    question: str
    round: int = 0
    source: str
    submitted: bool = False
    shown: tuple[Shown, ...] = ()
    """Of a run: the examples, or the candidate's own calls."""
    printed: str = ""
    message: str = ""
    """Of a run: why it did not end well, or did not run at all; one sentence."""
    judged: Judged | None = None
    """Of a submission."""
    unsent: bool = False
    """Time was up before it was submitted; it counts."""
    seconds: float = 0.0
    """How long the candidate had the word before it was submitted."""

    @property
    def accepted(self) -> bool:
        return self.judged is not None and self.judged.verdict is Verdict.ACCEPTED

    @property
    def counts(self) -> bool:
        """False where the sandbox failed: that is not the candidate's."""
        return self.judged is not None and self.judged.verdict is not Verdict.NOT_RUN

    @property
    def cases(self) -> tuple[CaseResult, ...]:
        return self.judged.cases if self.judged is not None else ()

    @property
    def passed(self) -> int:
        return sum(case.ok for case in self.cases)

    @property
    def failing(self) -> CaseResult | None:
        """The first check that does not hold; a wrong value says more than slowness elsewhere."""
        failed = [case for case in self.cases if not case.ok]
        return min(failed, key=lambda case: case.fault is Fault.SLOW, default=None)

    @property
    def share(self) -> float:
        """Of the checks that hold; a right value that came too late counts as half."""
        if not self.cases:
            return 1.0 if self.accepted else 0.0
        late = sum(case.fault is Fault.SLOW for case in self.cases)
        return (self.passed + late / 2) / len(self.cases)


def best(trials: tuple[Trial, ...]) -> Trial | None:
    """The submission that counts: of those with the most checks held the last; None where none was judged."""
    counting = [trial for trial in trials if trial.submitted and trial.counts]
    return max(reversed(counting), key=lambda trial: (trial.accepted, trial.share), default=None)
