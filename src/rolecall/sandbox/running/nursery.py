"""Keeps one warm process ready: starts it, proves its walls, starts it anew where it ended, ends it."""

import atexit
import json
import os
import queue
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolecall.ports import SandboxUnavailable
from rolecall.sandbox.jail import belongings
from rolecall.sandbox.jail.readable import site_folders
from rolecall.sandbox.jail.tiers import Tier, unsupported
from rolecall.sandbox.running.users import first_user

_SCRIPT = Path(__file__).parent / "zygote.py"
_HOME = Path(__file__).resolve().parents[3]
"""The folder that holds the package `rolecall`."""
_READY_SECONDS = 60.0
"""A first import of torch from a cold disk takes long; a hang takes longer."""
_END_SECONDS = 5.0

Prove = Callable[["Warm"], dict[str, str]]
"""Runs the probes in a warm process; each wall with what got through, empty where it holds."""


@dataclass(frozen=True)
class Warm:
    """A warm process that stands ready."""

    process: "subprocess.Popen[bytes]"
    control: socket.socket
    tier: Tier

    def ask(self, request: dict[str, Any], files: Sequence[int]) -> None:
        """Hands over one run: its files 1 to 3 and its status socket. OSError where the process is gone."""
        socket.send_fds(self.control, [json.dumps(request).encode()], list(files))

    def end(self) -> None:
        with suppress(OSError):
            self.control.close()  # it ends by itself when nobody can ask
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Nursery:
    """Safe to use from any thread. Nothing is started before the first `warm`."""

    def __init__(
        self,
        task: str,
        prove: Prove,
        *,
        tiers: Callable[[], Sequence[Tier]],
        places: int,
        preload: Sequence[str] = (),
        tolerated: Callable[[Tier], frozenset[str]],
    ) -> None:
        """`task` names the module that runs live in, `tiers` those to try, strongest first.

        `places` is how many run side by side at most, `tolerated` which walls a tier does without.
        """
        self._task = task
        self._prove = prove
        self._tiers = tiers
        self._places = places
        self._preload = tuple(preload)
        self._tolerated = tolerated
        self._lock = threading.Lock()
        self._warm: Warm | None = None
        self._walls: dict[str, str] = {}
        self._starter: _Starter | None = None
        self._closed = False

    def warm(self) -> Warm:
        """The warm process, started where there is none. Raises SandboxUnavailable where none can stand."""
        with self._lock:
            if self._closed:
                raise SandboxUnavailable("The sandbox is closed; start RoleCall again.")
            if self._warm is None or self._warm.process.poll() is not None:
                self._drop()
                self._warm = self._strongest()
            return self._warm

    def walls(self) -> dict[str, str]:
        """What the probes found when the process was started; starts it where there is none."""
        self.warm()
        return dict(self._walls)

    def lost(self, warm: Warm) -> None:
        """A run could not be handed to this process: the next one gets another."""
        with self._lock:
            if self._warm is warm:
                self._drop()

    def close(self) -> None:
        """Ends everything; runs still going are killed."""
        with self._lock:
            self._closed = True
            self._drop()
            if self._starter is not None:
                self._starter.stop()
                self._starter = None
        atexit.unregister(self.close)

    def _drop(self) -> None:
        if self._warm is not None:
            self._warm.end()
            self._warm = None

    def _strongest(self) -> Warm:
        """The strongest tier whose every needed wall held when it was tried."""
        reasons = []
        for tier in self._tiers():
            try:
                warm = self._start(tier)
            except OSError as error:
                reasons.append(f"{tier.value}: {error}")
                continue
            try:
                walls = self._prove(warm)
                open_ones = {w: s for w, s in walls.items() if s and w not in self._tolerated(tier)}
            except Exception as error:
                warm.end()
                reasons.append(f"{tier.value}: its walls could not be tried ({error})")
                continue
            if not open_ones:
                self._walls = walls
                return warm
            warm.end()
            reasons.append(f"{tier.value}: " + ", ".join(f"{w} ({s})" for w, s in open_ones.items()))
        raise SandboxUnavailable(refusal(reasons))

    def _start(self, tier: Tier) -> Warm:
        if self._starter is None or self._starter.process != os.getpid():
            # A fork of the app has none of its threads, and could not speak for the other's warm process.
            self._starter = _Starter()
            atexit.register(self.close)
        return self._starter.do(lambda: self._started(tier))

    def _started(self, tier: Tier) -> Warm:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        config = {
            "home": str(_HOME),
            "site": list(site_folders()),
            "task": self._task,
            "preload": list(self._preload),
            "tier": tier.value,
            "first_user": first_user(self._places),
            "starter": os.getpid(),
        }
        with theirs:
            # It may keep its bytecode: it is imported before the walls stand, and by nobody else.
            process = subprocess.Popen(  # noqa: S603  our own interpreter and script
                [sys.executable, "-I", "-S", str(_SCRIPT), json.dumps(config), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env=belongings.ENVIRONMENT,
                cwd=os.path.abspath(os.sep),
                close_fds=True,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        warm = Warm(process, ours, tier)
        assert process.stderr is not None
        with process.stderr:
            try:
                ours.settimeout(_READY_SECONDS)
                said = json.loads(ours.recv(65536) or b"{}")
                ours.settimeout(None)
                if said.get("ready"):
                    return warm
                if "failed" in said:
                    raise OSError(said["failed"])
                last = process.stderr.read(4096).decode("utf-8", "replace").strip().split("\n")[-1]
                raise OSError(last or "it ended before it was ready")
            except BaseException:
                warm.end()
                raise


class _Starter:
    """A thread that lives as long as the nursery: the kernel kills what a thread started when it ends."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._live, name="sandbox starter", daemon=True)
        self._thread.start()

    def do(self, act: Callable[[], Warm]) -> Warm:
        """Does it on the thread, and waits."""
        done: queue.SimpleQueue[Warm | BaseException] = queue.SimpleQueue()

        def work() -> None:
            try:
                done.put(act())
            except BaseException as error:
                done.put(error)

        self._work.put(work)
        result = done.get()
        if isinstance(result, BaseException):
            raise result
        return result

    def stop(self) -> None:
        self._work.put(None)
        self._thread.join()

    def _live(self) -> None:
        while (work := self._work.get()) is not None:
            work()


def refusal(reasons: Sequence[str]) -> str:
    """Why no code runs here, and what would help, in one sentence."""
    if why := unsupported():
        return f"Code cannot be run safely on this system ({why}); use RoleCall in Docker or WSL 2 for that."
    tried = "; ".join(reasons) or "this kernel has nothing as strong as what is required here"
    return (
        f"Code is not run here, because no sandbox held ({tried}); use Linux 6.2 or later with Landlock"
        " on, or allow user namespaces (on Ubuntu: an AppArmor profile for Python)."
    )
