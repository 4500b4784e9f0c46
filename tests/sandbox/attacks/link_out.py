"""Tries: links from the scratch to places outside, for whoever collects files afterwards.
Seen: a link is made, or a file with the mark appears outside.
"""

import os


def solve(nums, k):
    for make in (os.symlink, os.link):
        for target in ("/etc/passwd", "/", os.__file__):
            try:
                make(target, f"@@MARK@@_{make.__name__}")
                print("PWNED[link]", target)
            except OSError:
                pass
