"""Tries: to change mode, owner, times or content of the libraries that every run shares.
Seen: one of the calls succeeds.
"""

import json
import os

import numpy


def solve(nums, k):
    for path in (json.__file__, numpy.__file__, os.path.dirname(numpy.__file__)):
        for act in (
            lambda p=path: os.chmod(p, 0o777),
            lambda p=path: os.chown(p, os.getuid(), -1),
            lambda p=path: os.utime(p, (0, 0)),
            lambda p=path: os.truncate(p, 0),
            lambda p=path: os.rename(p, p + "x"),
            lambda p=path: os.setxattr(p, "user.x", b"x"),
            lambda p=path: os.unlink(p),
        ):
            try:
                act()
                print("PWNED[library]", path)
            except OSError:
                pass
