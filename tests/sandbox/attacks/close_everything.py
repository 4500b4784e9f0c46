"""Tries: to close every open file, the machinery's too, and to stay for ever.
Seen: no verdict in time, or a process stays.
"""

import os
import time


def solve(nums, k):
    os.closerange(0, 1024)
    while True:
        time.sleep(1)
