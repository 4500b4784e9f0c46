"""Tries: to read the calls still to come from the channel, to answer all from what the first ones say.
Seen: a later call's text is read during the first.
"""

import os


def solve(nums, k):
    os.set_blocking(3, False)
    try:
        ahead = os.read(3, 1 << 16)
    except OSError:
        ahead = b""
    os.set_blocking(3, True)
    if b"solve(" in ahead:
        print("PWNED[ahead]", ahead[:80])
