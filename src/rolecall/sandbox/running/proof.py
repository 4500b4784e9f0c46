"""Proves the walls of a warm process before any program may use it: a run that tries them all."""

import ctypes
import os
import secrets
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from rolecall.domain.programs import ProgramLimits
from rolecall.sandbox.jail import keyring
from rolecall.sandbox.jail.tiers import Tier
from rolecall.sandbox.running import framing
from rolecall.sandbox.running.conversation import Bounds, Conversation, Files
from rolecall.sandbox.running.nursery import Warm
from rolecall.sandbox.running.requests import requested

_SECONDS = 10.0
_LIMITS = ProgramLimits(seconds=_SECONDS)
_CREATE, _REMOVE = 0o1000, 0
_UNNAMED = frozenset({"host name"})
"""The machine's name is no secret worth a refusal where there are no namespaces."""


def tolerated(tier: Tier) -> frozenset[str]:
    """Walls that a tier does without."""
    return frozenset() if tier.own_root else _UNNAMED


def prove(warm: Warm) -> dict[str, str]:
    """Each wall with what got through, empty where it holds. Raises where the run itself fails."""
    found: dict[str, Any] = {}

    def heard(said: Any) -> None:
        found.update(said)

    files = Files()
    try:
        with _outside() as outside:
            warm.ask(requested(_LIMITS, 0) | {"probe": outside}, files.theirs)
            files.handed_over()
            bounds = Bounds(seconds=_SECONDS, kept_bytes=4096, flood_bytes=1 << 20, answer_bytes=1 << 20)
            ended = Conversation(files, bounds).hold(framing.framed({}), heard)
    finally:
        files.close()
    if not found:
        words = bytes(ended.errors.kept).decode("utf-8", "replace").strip()[-200:]
        raise RuntimeError(f"the probing run said nothing {words}".strip())
    return {str(wall): str(said) for wall, said in found.items()}


@contextmanager
def _outside() -> Iterator[dict[str, Any]]:
    """A secret file, a listener and a shared-memory segment, each real and readable from here."""
    with tempfile.NamedTemporaryFile(prefix="rolecall-probe-") as secret:
        secret.write(secrets.token_bytes(16))
        secret.flush()
        # What a run becomes may be another user: only the walls are to stand between.
        os.chmod(secret.name, 0o644)
        with _listener() as port, _segment() as key:
            yield {
                "secret": secret.name,
                "port": port,
                "process": os.getpid(),
                "memory_key": key,
                "keyring": keyring.number(),
            }


@contextmanager
def _listener() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(1)
        yield listener.getsockname()[1]


@contextmanager
def _segment() -> Iterator[int]:
    """The key of a shared-memory segment; of none where this system gives none."""
    libc = ctypes.CDLL(None, use_errno=True)
    key = secrets.randbelow(1 << 30) + 1
    number = libc.shmget(key, 4096, _CREATE | 0o666)
    try:
        yield key
    finally:
        if number >= 0:
            with suppress(OSError):
                libc.shmctl(number, _REMOVE, None)
