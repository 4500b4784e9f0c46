"""Starts the short-lived child that parses, and makes sure that it ends.

The jail (`jailed_launch.py`) takes its place wherever one stands (`strongest_launch.py`).
"""

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from rolecall.domain.values import Value

CHILD = Path(__file__).parent / "parsing" / "child.py"
_GRACE = 2.0
"""Seconds a killed child is waited for before its pipe is given up."""


class Ending(StrEnum):
    """How a child ended."""

    DONE = "done"
    TOO_SLOW = "too_slow"
    TOO_MUCH = "too_much"
    DIED = "died"
    NOT_STARTED = "not_started"


class Ran(Value):
    """What a child left behind."""

    ending: Ending
    output: bytes = b""
    note: str = ""
    """What the user should know of the walls it ran behind."""


class Launcher(Protocol):
    """Runs the parser on bytes, walled off; never raises for what the child does.

    Raises SandboxUnavailable where walls that are demanded do not stand.
    """

    def run(self, data: bytes, arguments: list[str], *, wall_seconds: float, output_bytes: int) -> Ran: ...

    def stands(self) -> str:
        """The jail it runs them in, `full (namespaces, Landlock, seccomp)`; empty where it has none."""
        ...

    def why_not(self) -> str:
        """Why it has none."""
        ...

    def close(self) -> None:
        """Ends whatever is kept ready; may be called again."""
        ...


class ChildLauncher:
    """A separate process: no keys in its environment, its own session, bytes in and JSON out through pipes.

    Limits of memory, processor time and files are set by the child on itself before it sees the first byte
    (`parsing/walls.py`). No PDEATHSIG: it fires when the *thread* that started the child ends, and files are
    read on worker threads. An alarm of the child's own ends it where this process is killed.
    """

    def __init__(self, script: Path = CHILD) -> None:
        self._script = script

    def run(self, data: bytes, arguments: list[str], *, wall_seconds: float, output_bytes: int) -> Ran:
        """Runs one child to its end, at most `wall_seconds` and a little."""
        try:
            child = _start(self._script, arguments)
        except OSError:
            return Ran(ending=Ending.NOT_STARTED)
        output = bytearray()
        late = threading.Event()

        def stop_late() -> None:
            late.set()
            _kill(child)

        timer = threading.Timer(wall_seconds, stop_late)
        timer.daemon = True
        # In a thread, so that a pipe that never closes cannot hold the caller.
        reader = threading.Thread(target=_drain, args=(child, output, output_bytes), daemon=True)
        timer.start()
        reader.start()
        try:
            _feed(child, data)
            reader.join(wall_seconds + _GRACE)
        finally:
            timer.cancel()
            _kill(child)
        code = child.wait()
        if late.is_set():
            return Ran(ending=Ending.TOO_SLOW)
        if len(output) > output_bytes:
            return Ran(ending=Ending.TOO_MUCH)
        return Ran(ending=_ending(code, bool(output)), output=bytes(output))

    def stands(self) -> str:
        return ""

    def why_not(self) -> str:
        return "it was not asked for"

    def close(self) -> None:
        """Nothing: no child outlives its run."""


def _start(script: Path, arguments: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  our own interpreter and script
        [sys.executable, "-I", str(script), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_clean_environment(),
        cwd=os.path.abspath(os.sep),
        close_fds=True,
        start_new_session=os.name != "nt",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _ending(code: int, spoke: bool) -> Ending:
    if code == 0 or spoke:
        return Ending.DONE
    if os.name != "nt" and -code in (signal.SIGXCPU, signal.SIGALRM):
        return Ending.TOO_SLOW
    return Ending.DIED


def _feed(child: subprocess.Popen[bytes], data: bytes) -> None:
    assert child.stdin is not None
    # A child that ended before it read all breaks the pipe: its ending says why.
    with suppress(OSError), child.stdin as pipe:
        pipe.write(data)


def _drain(child: subprocess.Popen[bytes], output: bytearray, most: int) -> None:
    assert child.stdout is not None
    with child.stdout as pipe:
        while piece := os.read(pipe.fileno(), 65536):
            output += piece
            if len(output) > most:
                _kill(child)
                return


def _kill(child: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the child's whole session; nothing where it was waited for already."""
    if child.returncode is not None:
        return
    with suppress(OSError):
        if os.name == "nt":
            child.kill()
        else:
            os.killpg(child.pid, signal.SIGKILL)


def _clean_environment() -> dict[str, str]:
    """Only what an interpreter needs to start: no key, no proxy, no home."""
    kept = ("SYSTEMROOT", "WINDIR") if os.name == "nt" else ()
    return {"PATH": os.defpath, "LANG": "C.UTF-8"} | {
        name: os.environ[name] for name in kept if name in os.environ
    }
