"""Tries: twenty thousand threads with tiny stacks, each allocating.
Seen: more than 200 run at once.
"""

import threading
import time


def solve(nums, k):
    threading.stack_size(32768)
    made = 0
    try:
        for _ in range(20_000):
            threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
            made += 1
    except RuntimeError:
        pass
    if made > 200:
        print("PWNED[threads]", made)
