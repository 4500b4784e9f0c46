"""Tries: to see anything of the system: users, mounts, other processes, home folders.
Seen: one of the places can be listed or read.
"""

import os


def solve(nums, k):
    for place in (
        "/etc",
        "/home",
        "/root",
        "/var",
        "/sys",
        "/proc",
        "/run",
        "/usr/bin",
        "/opt",
        "/srv",
        "/mnt",
    ):
        try:
            inside = os.listdir(place)
        except OSError:
            continue
        kept = [name for name in inside if not name.startswith((".pyenv", "local", "miniconda"))]
        if kept and not any(path.startswith(place + "/") for path in __import__("sys").path):
            print("PWNED[look]", place, kept[:5])
