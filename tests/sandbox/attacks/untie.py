"""Tries: to free itself from what ties it: the death of its starter, closed memory, no new privileges.
Seen: one of the settings can be undone.
"""

import ctypes


def solve(nums, k):
    libc = ctypes.CDLL(None, use_errno=True)
    for name, option, value in (
        ("dies with its starter", 1, 0),
        ("memory closed", 4, 1),
        ("no new privileges", 38, 0),
        ("seccomp", 22, 0),
        ("keep capabilities", 8, 1),
        ("subreaper", 36, 1),
        ("timer slack", 29, 1),
    ):
        if libc.prctl(option, value, 0, 0, 0) == 0:
            print("PWNED[prctl]", name)
