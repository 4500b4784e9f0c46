"""Ties a process to the one that started it: the kernel kills it when its starter ends.

The kernel means the starting *thread*. What starts a jail must be a thread that lives as long as the app.
"""

import os
import signal

from rolecall.sandbox.jail import kernel


def tie(starter: int | None = None) -> None:
    """To be called again after every change of user or capabilities, which unties.

    `starter` is the process expected to be the parent: the tie is useless where it ended a moment ago.
    """
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if starter is not None and os.getppid() != starter:
        os._exit(1)


def probe() -> str:
    """Empty where this process is tied."""
    import ctypes

    signal_set = ctypes.c_int(0)
    kernel.prctl(kernel.PR_GET_PDEATHSIG, ctypes.addressof(signal_set))
    return "" if signal_set.value == signal.SIGKILL else "nothing kills it when its starter ends"
