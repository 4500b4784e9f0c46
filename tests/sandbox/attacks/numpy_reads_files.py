"""Tries: to read and write files past Python's own open: by numpy, by sqlite, by libc.
Seen: a file of the system's is read, or one outside the scratch is written.
"""

import ctypes
import os
import sqlite3
from contextlib import suppress

import numpy as np


def solve(nums, k):
    for path in ("@@SECRET@@", "/etc/hostname", "/etc/passwd", "/proc/self/environ"):
        for read in (np.fromfile, np.loadtxt, np.memmap):
            with suppress(Exception):
                print("PWNED[numpy]", path, read(path)[:3])
        buffer = ctypes.create_string_buffer(64)
        number = ctypes.CDLL(None).open(path.encode(), os.O_RDONLY)
        if number >= 0 and ctypes.CDLL(None).read(number, buffer, 64) > 0:
            print("PWNED[libc]", path)
    try:
        sqlite3.connect(os.path.dirname(os.__file__) + "/@@MARK@@.db").execute("create table t (a)")
        print("PWNED[sqlite]")
    except sqlite3.Error:
        pass
