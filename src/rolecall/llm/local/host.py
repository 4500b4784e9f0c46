"""Runs one model at a time for everybody in this process, in a process of its own."""

import asyncio
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rolecall.llm.faults import fault_of
from rolecall.llm.local import worker
from rolecall.llm.local.faults import fault, missing, not_installed, unloadable
from rolecall.llm.local.gguf import ModelFile, NotGguf, is_part, read_header
from rolecall.llm.local.machine import this_machine
from rolecall.llm.local.planning import Machine, Plan, TooLarge, Wishes, planned
from rolecall.llm.local.process import NotLoaded, Process
from rolecall.ports import FaultKind

_BATCH = 64
"""Tokens read at a time: between two such pieces an answer can be stopped."""
_IDLE = 900.0
_LOADING = 300.0
_AFTER_FAILING = 30.0
"""Seconds in which a model that could not be loaded is not tried again."""


class LocalHost:
    """Runs one model at a time for everybody in this process; started when it is first needed."""

    def __init__(
        self,
        command: Sequence[str] = (sys.executable, "-I", worker.__file__),
        *,
        machine: Callable[[], Machine] = this_machine,
        idle: float = _IDLE,
        installed: Callable[[], bool] = lambda: find_spec("xllamacpp") is not None,
    ) -> None:
        """`idle` is in seconds after which a model nobody asks is let go."""
        self._command = command
        self._machine = machine
        self._idle = idle
        self._installed = installed
        self._running: tuple[Path, Wishes, Plan, Process] | None = None
        self._failed: tuple[Path, Wishes, float, str] | None = None
        self._lock = threading.Lock()

    def plan(self, path: Path, wishes: Wishes, name: str) -> Plan:
        """How the model runs, or would run now. Raises ModelFault where it cannot."""
        if self._running and self._running[:2] == (path, wishes) and not self._running[3].ended:
            return self._running[2]
        try:
            return planned(_header(path, name), self._machine(), wishes)
        except TooLarge as error:
            raise fault(
                FaultKind.SERVER_ERROR,
                f"The model {name} {error}; choose a smaller one (rolecall fetch --list), close other "
                f"programs or set ROLECALL_CONTEXT_TOKENS lower",
            ) from error

    def running(self, path: Path) -> Process | None:
        """The process that holds this model now."""
        if self._running and self._running[0] == path and not self._running[3].ended:
            return self._running[3]
        return None

    async def process(self, path: Path, wishes: Wishes, name: str, seconds: float) -> Process:
        """A process with the model loaded; another model is let go once its answers are done.

        Raises ModelFault, within `seconds` and the time of loading.
        """
        if not self._installed():
            raise not_installed(name)
        if self._failed and self._failed[:2] == (path, wishes) and time.monotonic() < self._failed[2]:
            raise unloadable(name, self._failed[3])
        running = await self._started(path, wishes, name, seconds)
        try:
            async with asyncio.timeout(_LOADING):
                await asyncio.shield(asyncio.wrap_future(running.ready))
        except TimeoutError as error:
            running.end()
            raise fault_of(FaultKind.TIMEOUT, name) from error
        except NotLoaded as error:
            self._failed = (path, wishes, time.monotonic() + _AFTER_FAILING, str(error))
            raise unloadable(name, str(error)) from error
        return running

    async def _started(self, path: Path, wishes: Wishes, name: str, seconds: float) -> Process:
        until = time.monotonic() + seconds
        while True:
            with self._lock:  # loops of other threads ask as well
                old = self._running
                if old and self._is(path, wishes):
                    return old[3]
                if not old or old[3].gone:
                    plan = self.plan(path, wishes, name)
                    process = Process(self._command, self._how(path, plan))
                    self._running = (path, wishes, plan, process)
                    return process
            if not old[3].busy:
                old[3].end()
            if time.monotonic() > until:
                raise fault_of(FaultKind.TIMEOUT, name)
            # Its memory is needed for the next one, so the end of the old is waited for.
            await asyncio.sleep(0.05)

    def close(self) -> None:
        """Lets the model go."""
        if self._running:
            self._running[3].end()

    def _is(self, path: Path, wishes: Wishes) -> bool:
        return bool(self._running and self._running[:2] == (path, wishes) and not self._running[3].ended)

    def _how(self, path: Path, plan: Plan) -> dict[str, Any]:
        return {
            "path": str(path),
            "threads": plan.threads,
            "context_tokens": plan.context_tokens,
            "cache_mib": plan.cache_mib,
            "batch": _BATCH,
            "idle": self._idle,
        }


def _header(path: Path, name: str) -> ModelFile:
    if is_part(path.name):
        raise fault(
            FaultKind.UNUSABLE, f"The file of {name} is one part of several; choose a model in one file"
        )
    try:
        return read_header(path)
    except NotGguf as error:
        raise fault(
            FaultKind.UNUSABLE, f"The file of {name} {error}; name a GGUF file, or run: rolecall fetch --list"
        ) from error
    except OSError as error:
        raise missing(name, f"cannot be read ({error.strerror})") from error
