"""Tries: to crash so that the kernel writes a core file or starts a handler.
Seen: a core file with the mark, or the crash is told as anything but an error of the program.
"""

import ctypes
import os
import resource


def solve(nums, k):
    marked = "@@MARK@@" * 100
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("PWNED[core limit]", len(marked))
    except (OSError, ValueError):
        pass
    os.write(1, b"")
    ctypes.string_at(0)
