"""One run, seen from the app: hands the program over, reads what comes back, keeps the clock, kills."""

import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from rolecall.ports import SandboxFault
from rolecall.sandbox.running import framing

_SETUP_SECONDS = 20.0
"""Until the walls of a run stand; takes some milliseconds on a quiet machine."""
_REAP_SECONDS = 10.0
_REST_SECONDS, _GLANCE_SECONDS = 0.05, 0.0001
"""How long a run that has spoken may take until it waits, before its clock is read all the same."""
_PIECE = 1 << 16
_MOST_ANSWERS = 4
"""Largest answers that one run may give altogether."""
_MOST_PARTS = 1_500_000
"""Of one answer: lists and items."""


class Files:
    """The app's ends of a run's channel, status, output and errors; the run's too, until handed over."""

    def __init__(self) -> None:
        self.channel, channel = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.status, status = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.output, output = os.pipe()
        self.errors, errors = os.pipe()
        self._sockets = [channel, status]
        self.theirs = [output, errors, channel.fileno(), status.fileno()]
        for file in (self.output, self.errors):
            os.set_blocking(file, False)
        self.channel.setblocking(False)
        self._pipes = [output, errors]

    def handed_over(self) -> None:
        """Closes the run's ends here, so that theirs are the only ones."""
        for one in self._sockets:
            one.close()
        for pipe in self._pipes:
            os.close(pipe)
        self._sockets, self._pipes = [], []

    def close(self) -> None:
        """Hanging up the status kills the run, should it still be there."""
        self.handed_over()
        for one in (self.status, self.channel):
            one.close()
        for pipe in (self.output, self.errors):
            os.close(pipe)


class NotStartedError(Exception):
    """The run's walls did not come to stand: nothing of the program ran, so that it can be tried again."""


@dataclass
class Bounds:
    """The app's own limits of a run."""

    seconds: float
    kept_bytes: int
    flood_bytes: int
    answer_bytes: int


@dataclass
class Printed:
    """What came through one pipe: its beginning, and how much there was."""

    kept: bytearray = field(default_factory=bytearray)
    total: int = 0

    def add(self, piece: bytes, most: int) -> None:
        self.total += len(piece)
        self.kept += piece[: max(0, most - len(self.kept))]


@dataclass
class Ended:
    """How a run ended. `stopped` is why the app killed it: time, output, answer, nonsense, done; or empty."""

    stopped: str
    code: int
    """As `os.waitstatus_to_exitcode` has it: negative for a signal."""
    seconds: float
    cpu_seconds: float
    peak_mb: float
    output: Printed
    errors: Printed


class Conversation:
    """Speaks with one run."""

    def __init__(self, files: Files, bounds: Bounds) -> None:
        self._files = files
        self._bounds = bounds
        self._printed = {files.output: Printed(), files.errors: Printed()}
        self._incoming = bytearray()
        self._outgoing = memoryview(b"")
        self._heard = 0
        self._run = 0
        self._sealed = 0.0
        self._deadline = 0.0
        self._stopped = ""
        self._ended: dict[str, Any] | None = None
        self._poll = select.poll()
        for file in (files.output, files.errors, files.status.fileno()):
            self._poll.register(file, select.POLLIN)
        self._poll.register(files.channel, select.POLLIN)

    def clocks(self, at_rest: bool = False) -> tuple[float, float]:
        """The clock on the wall and the run's processor time, in seconds.

        `at_rest`: the run has spoken and waits for a word. Seen from outside, the clock of a process that is
        on a core lags by up to a tick of some milliseconds; once it waits, it is exact.
        """
        now = time.monotonic()
        until = now + _REST_SECONDS
        while at_rest and self._on_a_core() and time.monotonic() < until:
            time.sleep(_GLANCE_SECONDS)
        return now, self._cpu()

    def _on_a_core(self) -> bool:
        """Whether the run is running, or ready to; False where this system does not say."""
        try:
            with open(f"/proc/{self._run}/stat", "rb") as file:
                return file.read().rpartition(b") ")[2][:1] == b"R"
        except OSError:
            return False

    def _cpu(self) -> float:
        """Of the run, from outside; 0 where this system does not say."""
        try:
            # The kernel's clock of another process: CPUCLOCK_SCHED of its number.
            return time.clock_gettime((~self._run << 3) | 2) if self._run else 0.0
        except OSError:
            return 0.0

    def hold(self, opening: bytes, heard: Callable[[Any], bytes | None]) -> Ended:
        """From the opening to the end of the run.

        `heard` is called with every message and returns the next to send, empty for none yet, None to end.
        Raises NotStartedError before the program got its first instruction, SandboxFault afterwards.
        """
        self._deadline = time.monotonic() + _SETUP_SECONDS
        self._send(opening)
        while self._ended is None:
            left = self._deadline - time.monotonic()
            ready = self._poll.poll(max(0.0, left) * 1000)
            if not ready and time.monotonic() >= self._deadline:
                if self._stopped or not self._sealed:
                    raise self._lost("it did not end" if self._stopped else "its walls took too long")
                self._stop("time")
            for file, _ in ready:
                self._look(file, heard)
        for file in self._printed:
            self._read_printed(file)
        with suppress(OSError):
            self._read_channel(heard)
        return self._told()

    def _look(self, file: int, heard: Callable[[Any], bytes | None]) -> None:
        if file == self._files.status.fileno():
            self._read_status()
        elif file in self._printed:
            self._read_printed(file)
        else:
            self._read_channel(heard)
            self._flush()

    def _read_status(self) -> None:
        try:
            said = self._files.status.recv(65536)
        except ConnectionResetError:
            # It ended with a word of ours unread; its own last words are still to be had, or nothing.
            return
        if said == b"sealed":
            self._sealed = time.monotonic()
            if not self._stopped:
                self._deadline = self._sealed + self._bounds.seconds
            return
        if not said:
            raise self._lost("what watched the run ended")
        words = json.loads(said)
        self._run = words.get("run", self._run)
        if "failed" in words:
            raise NotStartedError(words["failed"])
        if "ended" in words:
            if not self._sealed:
                raise NotStartedError("it ended before its walls stood")
            self._ended = words

    def _read_printed(self, file: int) -> None:
        printed = self._printed[file]
        while True:
            try:
                piece = os.read(file, _PIECE)
            except BlockingIOError:
                return
            if not piece:
                with suppress(KeyError):
                    self._poll.unregister(file)
                return
            printed.add(piece, self._bounds.kept_bytes)
            if printed.total > self._bounds.flood_bytes:
                self._stop("output")
                return

    def _read_channel(self, heard: Callable[[Any], bytes | None]) -> None:
        """Reads what is there and hands on whole messages; a run that was stopped is not listened to."""
        while True:
            try:
                piece = self._files.channel.recv(_PIECE * 4)
            except BlockingIOError:
                return
            except OSError:
                piece = b""
            if not piece:
                with suppress(KeyError):
                    self._poll.unregister(self._files.channel)
                return
            if self._stopped:
                continue
            self._incoming += piece
            self._hand_on(heard)

    def _hand_on(self, heard: Callable[[Any], bytes | None]) -> None:
        while not self._stopped and len(self._incoming) >= framing.HEAD:
            size = framing.length(bytes(self._incoming[: framing.HEAD]))
            if size > self._bounds.answer_bytes or self._heard > _MOST_ANSWERS * self._bounds.answer_bytes:
                self._stop("answer")
                return
            if len(self._incoming) < framing.HEAD + size:
                return
            body = bytes(self._incoming[framing.HEAD : framing.HEAD + size])
            del self._incoming[: framing.HEAD + size]
            self._heard += size
            # Each of these becomes an object here: a small answer could otherwise take much memory.
            if body.count(b"[") + body.count(b",") > _MOST_PARTS:
                self._stop("answer")
                return
            try:
                following = heard(json.loads(body))
            except (ValueError, RecursionError, KeyError, TypeError):
                self._stop("nonsense")
                return
            if following is None:
                self._stop("done")
            elif following:
                self._send(following)

    def _send(self, frame: bytes) -> None:
        self._outgoing = memoryview(bytes(self._outgoing) + frame)
        self._flush()

    def _flush(self) -> None:
        while self._outgoing:
            try:
                sent = self._files.channel.send(self._outgoing)
            except BlockingIOError:
                break
            except OSError:  # the run ended: its status says how
                self._outgoing = memoryview(b"")
                break
            self._outgoing = self._outgoing[sent:]
        wanted = select.POLLIN | (select.POLLOUT if self._outgoing else 0)
        with suppress(KeyError, OSError):
            self._poll.modify(self._files.channel, wanted)

    def _stop(self, why: str) -> None:
        """Has the run killed, once."""
        if not self._stopped:
            self._stopped = why
            self._deadline = time.monotonic() + _REAP_SECONDS
            with suppress(OSError):
                self._files.status.send(b"kill")

    def _lost(self, why: str) -> SandboxFault | NotStartedError:
        if not self._sealed:
            return NotStartedError(why)
        return SandboxFault(
            f"The sandbox failed ({why}), which says nothing about the program; run it again."
        )

    def _told(self) -> Ended:
        assert self._ended is not None
        return Ended(
            stopped=self._stopped,
            code=os.waitstatus_to_exitcode(self._ended["ended"]),
            seconds=time.monotonic() - self._sealed,
            cpu_seconds=float(self._ended["cpu"]),
            peak_mb=self._ended["peak_kb"] / 1024,
            output=self._printed[self._files.output],
            errors=self._printed[self._files.errors],
        )


SIGNALS = {one.value: one.name for one in signal.Signals}
"""Names of signals, for words about crashes."""
