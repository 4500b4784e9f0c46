"""Tries: to find another submission's or the reference's source in this process's memory.
Seen: a part of the reference's text is found that this file does not hold.
"""

import gc


def solve(nums, k):
    wanted = "".join(["new", " - ", "old"])
    for thing in gc.get_objects():
        try:
            values = list(thing.values()) if isinstance(thing, dict) else list(thing)
        except Exception:
            continue
        for value in values:
            if isinstance(value, str) and wanted in value:
                print("PWNED[reference]", value[:80])
                return None
    return None
