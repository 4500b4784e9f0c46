"""Tries: text that no encoding can write, zero bytes and half letters, as answer, output and error.
Seen: no verdict, or the judge dies.
"""

import sys


def solve(nums, k):
    print("\ud800\udfff\0\x1b[2J", end="")
    sys.stdout.buffer.write(b"\xff\xfe\x80\n")
    if k == 2:
        return {"\ud800": ["\0", b"\xff", "\U000e0041", "\u202e"]}
    raise ValueError("\ud800\x1b]0;owned\x07")
