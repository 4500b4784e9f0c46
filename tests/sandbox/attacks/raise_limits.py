"""Tries: to give itself more: memory, processes, files, priority, real-time scheduling, locked memory.
Seen: a limit can be raised.
"""

import ctypes
import os
import resource


def solve(nums, k):
    for name in (one for one in dir(resource) if one.startswith("RLIMIT_")):
        kind = getattr(resource, name)
        try:
            _, hard = resource.getrlimit(kind)
            if hard != resource.RLIM_INFINITY:
                resource.setrlimit(kind, (hard + 1, hard + 1))
                print("PWNED[limit]", name)
        except (OSError, ValueError):
            pass
    for act in (lambda: os.nice(-5), lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))):
        try:
            act()
            print("PWNED[priority]")
        except OSError:
            pass
    if ctypes.CDLL(None).mlockall(3) == 0:
        print("PWNED[mlock]")
