"""Stands between the warm process and one run: starts it in its jail, kills it when told, says how it ended.

Every message to the app goes over the run's own `status` socket, whole or not at all.
"""

import json
import os
import select
import signal
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, NoReturn

from rolecall.sandbox.jail import lifeline
from rolecall.sandbox.jail.closing import Jail, Room, Stage, close_around, enter_run

Begin = Callable[[], NoReturn]
"""What the run does once its walls stand."""
Look = Callable[[Stage], None]
SPARE_SECONDS = 3.0
"""How much longer than the app's own clock a run may live here, should the app not kill it."""


class Run(NamedTuple):
    """One run to be: its walls, what it may have, its files, and its life."""

    jail: Jail
    room: Room
    files: Sequence[int]
    """They become its files 0 to 3."""
    status: int
    seconds: float
    begin: Begin
    look: Look | None


def watch(run: Run) -> NoReturn:
    """In a process of its own; ends with the run."""
    lifeline.tie()
    try:
        enter_run(run.jail)
        process = os.fork()
    except OSError as error:
        _say(run.status, failed=str(error))
        os._exit(1)
    if process == 0:
        _be(run)
    for file in run.files:
        os.close(file)
    _say(run.status, run=process)
    _wait(process, run.status, run.seconds)
    _, ended, used = os.wait4(process, 0)
    _say(run.status, ended=ended, cpu=used.ru_utime + used.ru_stime, peak_kb=used.ru_maxrss)
    os._exit(0)


def _be(run: Run) -> NoReturn:
    """The run itself."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        close_around(run.jail, run.room, run.files, run.status, run.look)
    except BaseException as error:  # a wall that cannot be put up: nothing may run
        # The status socket has its new number or still its old one, by how far it came.
        for number in (run.status, len(run.files)):
            _say(number, failed=f"{type(error).__name__}: {error}")
        os._exit(1)
    try:
        run.begin()
    finally:
        os._exit(70)


def _wait(number: int, status: int, seconds: float) -> None:
    """Until the run ended; kills it when the app hangs up, is gone, or forgot the time."""
    process = os.pidfd_open(number)
    watched = select.poll()
    watched.register(process, select.POLLIN)
    watched.register(status, select.POLLIN | select.POLLHUP)
    ready = watched.poll((seconds + SPARE_SECONDS) * 1000)
    if process not in (file for file, _ in ready):
        os.kill(number, signal.SIGKILL)
    os.close(process)
    with suppress(OSError), socket.socket(fileno=os.dup(status)) as app:
        app.recv(64, socket.MSG_DONTWAIT)  # a word left unread would cut off our own


def _say(status: int, **words: Any) -> None:
    try:
        with socket.socket(fileno=os.dup(status)) as app:
            app.send(json.dumps(words).encode())
    except OSError:  # the app hung up
        return
