"""Runs programs: a place in the queue, a jail of its own, calls one by one, and a plain account of it."""

import importlib.util
import os
import queue
from collections.abc import Sequence
from functools import partial
from typing import Any

from rolecall.domain.programs import (
    LONGEST_SOURCE,
    Answer,
    Job,
    Outcome,
    Place,
    ProgramError,
    RunResult,
)
from rolecall.ports import SandboxFault, SandboxUnavailable, Wall
from rolecall.sandbox.jail.names import WALLS
from rolecall.sandbox.jail.tiers import MADE_OF, Tier, worth_trying
from rolecall.sandbox.running import data, framing
from rolecall.sandbox.running.candidate import PACKAGES
from rolecall.sandbox.running.conversation import SIGNALS, Bounds, Conversation, Ended, Files, NotStartedError
from rolecall.sandbox.running.nursery import Nursery, Warm
from rolecall.sandbox.running.proof import prove, tolerated
from rolecall.sandbox.running.requests import requested
from rolecall.sandbox.running.showing import printable
from rolecall.sandbox.running.timing import Clocks, Stopwatch

_TASK = "rolecall.sandbox.running.candidate"
_TORCH = "torch"
_TRIES = 3
"""A warm process may have ended since; before the program's first line it is safe to try again."""
_LONGEST_TEXT = 500
_MEBIBYTE = 1 << 20


class _GoneError(NotStartedError):
    """The warm process takes no more runs."""


class Runner:
    """Runs programs in the sandbox; safe to call from many threads, blocks until the run is over.

    As many run at once as there are cores, the others wait their turn: their clock starts when they do.
    Raises SandboxUnavailable where no sandbox stands, SandboxFault where it failed; what the program does is
    in the result.
    """

    def __init__(
        self,
        *,
        least: Tier = Tier.SEALED,
        at_once: int | None = None,
        only: Sequence[Tier] | None = None,
    ) -> None:
        """`least` is the weakest tier an administrator accepts.

        `only` these tiers are tried, whatever else this system has.
        """
        places = at_once or max(2, os.cpu_count() or 2)
        self._places: queue.SimpleQueue[int] = queue.SimpleQueue()
        for place in range(places):
            self._places.put(place)
        nursery = partial(
            Nursery,
            _TASK,
            prove,
            tiers=lambda: worth_trying(least) if only is None else only,
            places=places,
            tolerated=tolerated,
        )
        self._nursery = nursery()
        # Torch is heavy to import and to hold: a warm process of its own, started when a problem needs it.
        self._with_torch = nursery(preload=(_TORCH,))

    def run(self, job: Job) -> RunResult:
        if len(job.source) > LONGEST_SOURCE:
            return RunResult(
                outcome=Outcome.RUNTIME_ERROR,
                message=f"The program is longer than {LONGEST_SOURCE:,} characters; shorten it.",
            )
        nursery = self._nursery_for(job.needs)
        place = self._places.get()
        try:
            return _run(nursery, job, place)
        finally:
            self._places.put(place)

    def walls(self) -> tuple[Wall, ...]:
        """Every wall, whether it stands here, and what is missing where it does not."""
        found = self._nursery.walls()
        named = {name: found.get(name, "not part of this tier") for name in WALLS}
        return tuple(
            Wall(name=name, keeps=WALLS[name], stands=not said, why_not=said) for name, said in named.items()
        )

    def stands(self) -> str:
        """What holds the sandbox up: `full (namespaces, Landlock, seccomp)`."""
        tier = self.tier()
        return f"{tier.value} ({MADE_OF[tier]})"

    def tier(self) -> Tier:
        """The tier that stands; starts the warm process where there is none."""
        return self._nursery.warm().tier

    def close(self) -> None:
        """Ends the warm process and every run."""
        self._nursery.close()
        self._with_torch.close()

    def _nursery_for(self, needs: Sequence[str]) -> Nursery:
        for name in needs:
            if name not in PACKAGES or importlib.util.find_spec(name) is None:
                raise SandboxUnavailable(
                    f"This needs {name!r}, which is not installed; install it beside RoleCall, or choose"
                    " a problem for numpy alone."
                )
        return self._with_torch if _TORCH in needs else self._nursery


def _run(nursery: Nursery, job: Job, place: int) -> RunResult:
    reason = ""
    for _ in range(_TRIES):
        warm = nursery.warm()
        try:
            return _held(warm, job, place)
        except _GoneError as error:
            reason = str(error)
            nursery.lost(warm)
        except NotStartedError as error:
            reason = str(error)
    raise SandboxFault(f"The sandbox could not start a run ({reason}); try again in a minute.")


def _held(warm: Warm, job: Job, place: int) -> RunResult:
    """One conversation about one job."""
    limits = job.limits
    files = Files()
    try:
        try:
            warm.ask(requested(limits, place), files.theirs)
        except OSError as error:
            raise _GoneError(str(error)) from error
        files.handed_over()
        bounds = Bounds(
            seconds=limits.seconds,
            kept_bytes=limits.output_kb * 1024,
            flood_bytes=limits.flood_mb * _MEBIBYTE,
            answer_bytes=limits.answer_mb * _MEBIBYTE,
        )
        conversation = Conversation(files, bounds)
        dialogue = _Dialogue(job, conversation.clocks)
        ended = conversation.hold(dialogue.opening(), dialogue.heard)
        return dialogue.result(ended)
    finally:
        files.close()


class _Dialogue:
    """What is said to a run and what it answers: the text read, the text run, then call after call."""

    def __init__(self, job: Job, clocks: Clocks) -> None:
        self._job = job
        self._watch = Stopwatch(clocks)
        self._read = False
        self._loaded = False
        self._fault: ProgramError | None = None
        self._memory = False
        self._forbidden: list[str] = []
        self._answers: list[Answer] = []

    def opening(self) -> bytes:
        job = self._job
        return framing.framed(
            {"source": job.source, "forbidden": list(job.forbidden), "seed": job.seed & 0x7FFFFFFF}
        )

    def heard(self, said: Any) -> bytes | None:
        """The next call, nothing while the text is being run, or None where all was said."""
        if not isinstance(said, dict) or said["call"] != len(self._answers) + self._loaded:
            raise ValueError("out of turn")
        self._forbidden += [printable(str(name)[:100]) for name in said.get("touched", ())][:20]
        if not self._read:
            self._read = True
            self._forbidden += [f"{str(name)[:100]} (line {int(line)})" for name, line in said["named"]][:20]
            if self._forbidden:
                return None
            if "error" not in said:
                return b""
        if self._loaded and ("ready" in said or "done" in said):
            (self._watch.start if "ready" in said else self._watch.stop)()
            return framing.framed({"go": True})
        if not self._loaded:
            self._loaded = True
            if "error" in said:
                self._fault = self._error(said["error"])
                return None
        else:
            self._answers.append(self._answer(said))
        return self._next()

    def _next(self) -> bytes | None:
        place = len(self._answers)
        if place == len(self._job.calls):
            return None
        call = self._job.calls[place]
        inputs = {name: data.written(value) for name, value in call.inputs.items()}
        frame = framing.framed(
            {
                "setup": call.setup,
                "call": call.call,
                "inputs": inputs,
                "seed": (self._job.seed + call.seed) & 0x7FFFFFFF,
                "timed": call.timed,
            }
        )
        self._watch.sent()
        return frame

    def _answer(self, said: dict[str, Any]) -> Answer:
        took = self._watch.told()
        if "error" in said:
            return Answer(error=self._error(said["error"]), **took)
        return Answer(value=data.read(said["value"]), **took)

    def _error(self, said: dict[str, Any]) -> ProgramError:
        self._memory = self._memory or said["memory"] is True
        source = self._job.source.splitlines()
        places = []
        for line, function in said["lines"][-30:]:
            text = source[line - 1].strip() if 0 < int(line) <= len(source) else ""
            places.append(
                Place(
                    line=line,
                    function=printable(str(function)[:100]),
                    text=printable(text[:_LONGEST_TEXT]),
                )
            )
        kind, message = printable(str(said["kind"])[:100]), printable(str(said["message"])[:2000])
        return ProgramError(kind=kind, message=message, places=tuple(places))

    def result(self, ended: Ended) -> RunResult:
        outcome, message = self._outcome(ended)
        return RunResult(
            outcome=outcome,
            message=message,
            answers=tuple(self._answers),
            stdout=_shown(ended.output.kept, ended.output.total),
            stderr=_shown(ended.errors.kept, ended.errors.total),
            seconds=ended.seconds,
            cpu_seconds=ended.cpu_seconds,
            peak_mb=ended.peak_mb,
            forbidden=tuple(dict.fromkeys(self._forbidden)),
        )

    def _outcome(self, ended: Ended) -> tuple[Outcome, str]:  # noqa: PLR0911  one line an outcome
        limits = self._job.limits
        if self._forbidden:
            return Outcome.FORBIDDEN, f"It uses {', '.join(dict.fromkeys(self._forbidden))}."
        if ended.stopped == "time" or (not ended.stopped and SIGNALS.get(-ended.code) == "SIGXCPU"):
            return Outcome.TIME_LIMIT, f"It was stopped after {limits.seconds:g} s."
        if ended.stopped == "output":
            return Outcome.OUTPUT_LIMIT, f"It printed more than {limits.flood_mb} MB and was stopped."
        if ended.stopped == "answer":
            return Outcome.OUTPUT_LIMIT, f"Its answers were too large (at most {limits.answer_mb} MB each)."
        if ended.stopped == "nonsense":
            return Outcome.CRASHED, "It wrote into the channel that carries its answers."
        if self._memory:
            return Outcome.MEMORY_LIMIT, f"It needed more than {limits.memory_mb} MB of memory."
        if self._fault is not None:
            return Outcome.RUNTIME_ERROR, self._fault.words()
        if ended.stopped != "done":
            return _died(ended.code, limits.memory_mb)
        for answer in self._answers:
            if answer.error is not None:
                return Outcome.RUNTIME_ERROR, answer.error.words()
        return Outcome.OK, ""


def _died(code: int, memory_mb: int) -> tuple[Outcome, str]:
    """The program ended before it had answered everything."""
    name = SIGNALS.get(-code, f"signal {-code}")
    if name == "SIGKILL":  # nobody but the kernel, out of memory, kills what the app did not
        return Outcome.MEMORY_LIMIT, f"It needed more than {memory_mb} MB of memory."
    if code < 0:
        return Outcome.CRASHED, f"It crashed ({name})."
    return Outcome.RUNTIME_ERROR, f"It ended itself (exit status {code}) before it had answered."


def _shown(kept: bytearray, total: int) -> str:
    """Printed text, with a last line saying what was left out."""
    text = printable(bytes(kept))
    left = total - len(kept)
    return text if left <= 0 else f"{text}\n… {left:,} more bytes were left out."
