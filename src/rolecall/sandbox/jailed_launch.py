"""Reads documents in the jail of candidates' code: a parser that is broken into finds nothing to take."""

import base64
import json
import os
import queue
from collections.abc import Sequence
from typing import Any

from rolecall.domain.programs import ProgramLimits
from rolecall.ports import SandboxFault
from rolecall.sandbox.jail.tiers import MADE_OF, Tier, worth_trying
from rolecall.sandbox.launch import Ending, Ran
from rolecall.sandbox.running import framing
from rolecall.sandbox.running.conversation import SIGNALS, Bounds, Conversation, Ended, Files, NotStartedError
from rolecall.sandbox.running.nursery import Nursery
from rolecall.sandbox.running.proof import prove, tolerated
from rolecall.sandbox.running.requests import requested

_TASK = "rolecall.sandbox.parsing.jailed"
_MEBIBYTE = 1 << 20
_OF_THE_LAUNCHER = ("memory_bytes", "cpu_seconds", "wall_seconds")
"""Limits that are walls here; the others a parser keeps by itself."""
_ENDINGS = {
    "done": Ending.DONE,
    "time": Ending.TOO_SLOW,
    "answer": Ending.TOO_MUCH,
    "output": Ending.TOO_MUCH,
}


class JailedLauncher:
    """Runs the parsers as `ChildLauncher` does, in the jail. Safe to call from many threads.

    Raises SandboxUnavailable where no jail stands here: who wires it decides what is used instead.
    """

    def __init__(self, *, least: Tier = Tier.LANDLOCK, only: Sequence[Tier] | None = None) -> None:
        """Parsers open files of their own while they work: a tier that lets none be opened is no use."""
        places = max(2, os.cpu_count() or 2)
        self._places: queue.SimpleQueue[int] = queue.SimpleQueue()
        for place in range(places):
            self._places.put(place)
        self._nursery = Nursery(
            _TASK,
            prove,
            tiers=lambda: worth_trying(least) if only is None else only,
            places=places,
            tolerated=tolerated,
        )

    def run(self, data: bytes, arguments: list[str], *, wall_seconds: float, output_bytes: int) -> Ran:
        """Reads one document; a jail that fails twice counts as not started."""
        kind, limits = arguments[0], json.loads(arguments[1])
        walls = {name: limits.pop(name) for name in _OF_THE_LAUNCHER if name in limits}
        allowed = ProgramLimits(
            seconds=wall_seconds,
            memory_mb=max(16, walls.get("memory_bytes", 512 * _MEBIBYTE) // _MEBIBYTE),
            scratch_mb=1,
            threads=4,
            open_files=64,
        )
        document = base64.b64encode(data).decode("ascii")
        opening = framing.framed({"kind": kind, "limits": limits, "document": document})
        place = self._places.get()
        try:
            for _ in range(2):
                try:
                    return self._read(opening, requested(allowed, place), wall_seconds, output_bytes)
                except (NotStartedError, SandboxFault):
                    continue
        finally:
            self._places.put(place)
        return Ran(ending=Ending.NOT_STARTED)

    def tier(self) -> Tier:
        """The tier that stands; starts the warm process where there is none."""
        return self._nursery.warm().tier

    def stands(self) -> str:
        tier = self.tier()
        return f"{tier.value} ({MADE_OF[tier]})"

    def why_not(self) -> str:
        return ""

    def close(self) -> None:
        self._nursery.close()

    def _read(self, opening: bytes, request: dict[str, Any], seconds: float, output_bytes: int) -> Ran:
        warm = self._nursery.warm()
        said: list[bytes] = []

        def heard(answer: Any) -> None:
            said.append(json.dumps(answer).encode())

        files = Files()
        try:
            try:
                warm.ask(request, files.theirs)
            except OSError as error:
                self._nursery.lost(warm)
                raise NotStartedError(str(error)) from error
            files.handed_over()
            bounds = Bounds(seconds=seconds, kept_bytes=0, flood_bytes=_MEBIBYTE, answer_bytes=output_bytes)
            ended = Conversation(files, bounds).hold(opening, heard)
        finally:
            files.close()
        return Ran(ending=_ending(ended), output=said[0] if said else b"")


def _ending(ended: Ended) -> Ending:
    if not ended.stopped and SIGNALS.get(-ended.code) == "SIGXCPU":
        return Ending.TOO_SLOW
    return _ENDINGS.get(ended.stopped, Ending.DIED)
