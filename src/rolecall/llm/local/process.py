"""The other end of worker.py: starts it, speaks with it over its pipes, and notices its end."""

import asyncio
import json
import os
import queue
import re
import subprocess
import tempfile
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from itertools import count
from typing import IO, Any

_PASSED_ON = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TMPDIR",
    "TEMP",
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
)
_KEPT_LINES = 60
_UNKNOWN = re.compile(r"unknown model architecture: '([^']*)'")
ENDED: dict[str, Any] = {"ended": True}
"""Told to every request that was open when the process ended."""


class NotLoaded(Exception):
    """The model could not be loaded; the words are llama.cpp's."""


class Call:
    """One request under way; its messages come into the event loop that made it."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()

    def tell(self, message: dict[str, Any]) -> None:
        """From any thread."""
        with suppress(RuntimeError):  # its loop was closed meanwhile, and nobody listens
            self._loop.call_soon_threadsafe(self.told.put_nowait, message)


class Process:
    """One process with one model in it."""

    def __init__(self, command: Sequence[str], how: Mapping[str, Any]) -> None:
        """Starts it at once; `how` is what worker.load_llama wants but its folder and key."""
        self.ready: Future[None] = Future()
        """Done once the model can answer; fails with NotLoaded."""
        self._heard_at = time.monotonic()
        self._numbers = count(1)
        self._calls: dict[int, Call] = {}
        self._counts: dict[int, queue.SimpleQueue[int | None]] = {}
        self._lock = threading.Lock()
        self._ended = False
        self._last_lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._folder = tempfile.TemporaryDirectory(prefix="rolecall-llama-", ignore_cleanup_errors=True)
        self._child = subprocess.Popen(  # noqa: S603  our own interpreter and script
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            # No key of the user's is needed there.
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._said: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._said.put({**how, "folder": self._folder.name, "key": os.urandom(24).hex()})
        errors = threading.Thread(target=self._keep_errors, daemon=True)
        for thread in (errors, threading.Thread(target=self._write, daemon=True)):
            thread.start()
        threading.Thread(target=self._hear, args=(errors,), daemon=True).start()

    @property
    def ended(self) -> bool:
        return self._ended

    @property
    def gone(self) -> bool:
        """True once its memory is free again."""
        return self._child.poll() is not None

    @property
    def busy(self) -> bool:
        """True while a request is under way or waits."""
        return bool(self._calls)

    def silent(self, seconds: float) -> bool:
        """True where it was asked and has said nothing for so long."""
        return self.busy and time.monotonic() - self._heard_at > seconds

    def ask(self, body: dict[str, Any]) -> Call:
        """Asks for an answer; it comes after those asked for before."""
        call = Call(next(self._numbers))
        with self._lock:
            if self._ended:
                call.tell(ENDED)
                return call
            if not self._calls:
                self._heard_at = time.monotonic()  # it had nothing to say before
            self._calls[call.number] = call
        self._said.put({"do": "answer", "id": call.number, "body": body})
        return call

    def leave(self, call: Call) -> None:
        """The caller listens no more: an answer under way is stopped, one that waits is dropped."""
        with self._lock:
            open_still = self._calls.pop(call.number, None) is not None
        if open_still:
            self._said.put({"do": "stop", "id": call.number})

    def count(self, text: str, seconds: float) -> int | None:
        """Tokens of a text, or None where that is not known within `seconds`."""
        if self._ended or not self.ready.done() or self.ready.exception() is not None:
            return None
        number = next(self._numbers)
        answer = self._counts[number] = queue.SimpleQueue()
        try:
            self._said.put({"do": "count", "id": number, "text": text})
            return answer.get(timeout=seconds)
        except queue.Empty:
            return None
        finally:
            self._counts.pop(number, None)

    def end(self) -> None:
        """Ends it now, whatever it does; all open requests are told."""
        with suppress(OSError):
            self._child.kill()

    def _write(self) -> None:
        pipe = self._child.stdin
        assert pipe is not None
        with suppress(OSError, ValueError), pipe:
            while (said := self._said.get()) is not None:
                pipe.write(json.dumps(said) + "\n")
                pipe.flush()

    def _keep_errors(self) -> None:
        pipe = self._child.stderr
        assert pipe is not None
        with suppress(OSError, ValueError), pipe:
            self._last_lines.extend(pipe)

    def _hear(self, errors: threading.Thread) -> None:
        pipe: IO[str] | None = self._child.stdout
        assert pipe is not None
        failed = ""
        with suppress(OSError, ValueError), pipe:
            for line in pipe:
                message = json.loads(line)
                self._heard_at = time.monotonic()
                failed = message.get("failed", failed)
                if "ready" in message:
                    self.ready.set_result(None)
                elif "tokens" in message:
                    if waiting := self._counts.get(message["id"]):
                        waiting.put(message["tokens"])
                else:
                    self._pass_on(message)
        self._child.wait()
        errors.join(1)
        if not self.ready.done():
            self.ready.set_exception(NotLoaded(self._why(failed)))
        with self._lock:
            self._ended = True
            calls, self._calls = list(self._calls.values()), {}
        for call in calls:
            call.tell(ENDED)
        self._said.put(None)
        self._folder.cleanup()

    def _pass_on(self, message: dict[str, Any]) -> None:
        with self._lock:
            number = message.get("id", 0)
            call = self._calls.pop(number, None) if "end" in message else self._calls.get(number)
        if call is not None:
            call.tell(message)

    def _why(self, failed: str) -> str:
        """What kept the model from being loaded, in llama.cpp's or Python's words."""
        lines = "".join(self._last_lines)
        if unknown := _UNKNOWN.search(lines):
            return f"unknown architecture {unknown.group(1)}"
        wrong = [line.strip() for line in self._last_lines if "rror" in line]
        told = failed or f"the process ended with status {self._child.returncode}"
        return f"{told}: {wrong[-1]}" if wrong else told
