"""The loop of the warm process: one fork per run."""

import gc
import json
import os
import select
import signal
import socket
from contextlib import suppress
from types import ModuleType
from typing import Any, NoReturn

from rolecall.sandbox.jail import closing, limits, probing
from rolecall.sandbox.jail.closing import Jail
from rolecall.sandbox.jail.tiers import Tier
from rolecall.sandbox.running import proving, watching

_QUIET_SECONDS = 0.2
"""Without a request before anything is imported: nobody should wait for that, nor share the cores with it."""
_FILES_PER_RUN = 4
"""Standard output, errors, channel, status."""


def serve(control: socket.socket, jail: Jail, task: ModuleType, pending: list[str]) -> NoReturn:
    """Until the app is gone. `pending` modules are imported whenever nobody asks for a run."""
    empty = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
    _settle()
    quiet = _QUIET_SECONDS
    while True:
        if pending and not select.select([control], [], [], quiet)[0]:
            quiet = 0.0
            with suppress(ImportError):  # some builds of Python leave parts out
                __import__(pending.pop(0))
            if not pending:
                _settle()
            continue
        quiet = _QUIET_SECONDS
        request, files, _, _ = socket.recv_fds(control, 1 << 16, _FILES_PER_RUN)
        if not request:  # the app is gone
            os._exit(0)
        try:
            watcher = os.fork()
        except OSError as error:
            os.write(files[-1], json.dumps({"failed": str(error)}).encode())
            watcher = -1
        if watcher == 0:
            control.close()
            _watch(json.loads(request), [empty, *files], jail, task)
        for file in files:
            os.close(file)


def _settle() -> None:
    """Forks share memory until one of them writes; the collector of a run would write to all of it."""
    gc.freeze()


def _watch(request: dict[str, Any], files: list[int], jail: Jail, task: ModuleType) -> NoReturn:
    """In the fork: one run, from its walls to its end."""
    try:
        gc.enable()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        room = closing.Room(**{**request["room"], "ceilings": limits.Ceilings(**request["room"]["ceilings"])})
        begin, look = task.live, None
        if outside := request.get("probe"):
            found: dict[str, str] = {}
            look = probing.look(jail, room, probing.Outside(**outside), found)
            begin = proving.telling(found, imports=jail.tier is not Tier.SEALED)
        watching.watch(watching.Run(jail, room, files[:-1], files[-1], request["seconds"], begin, look))
    except BaseException as error:  # must not fall back into the loop of the warm process
        os.write(files[-1], json.dumps({"failed": f"{type(error).__name__}: {error}"}).encode())
    finally:
        os._exit(1)
