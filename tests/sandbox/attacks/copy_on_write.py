"""Tries: to write over the memory that runs share with the warm process, so that the next run finds it.
Seen: the second run finds what the first left in numpy's code or data.
"""

import ctypes

import numpy as np

old = getattr(np, "_left_@@MARK@@", None)
np.__dict__["_left_@@MARK@@"] = True
libc_data = ctypes.c_char_p.in_dll(ctypes.CDLL(None), "program_invocation_name")
FOUND = libc_data.value == b"@@MARK@@" or old
libc_data.value = b"@@MARK@@"


def solve(nums, k):
    if FOUND:
        print("PWNED[shared memory]")
