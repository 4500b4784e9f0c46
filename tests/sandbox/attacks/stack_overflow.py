"""Tries: to overflow the stack of C code, which no exception can catch.
Seen: no verdict, or the judge dies with it.
"""

import ctypes
import sys
import threading


def solve(nums, k):
    sys.setrecursionlimit(10**9)
    threading.stack_size(32 << 20)

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    def compare(a, b):
        return again()

    def again():
        numbers = (ctypes.c_int * 2)(2, 1)
        ctypes.CDLL(None).qsort(numbers, 2, 4, compare)
        return 0

    again()
