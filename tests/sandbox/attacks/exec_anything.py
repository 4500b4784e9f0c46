"""Tries: to become another program: a shell, this Python, a script of its own making, a linker call.
Seen: the other program speaks.
"""

import os
import subprocess
import sys
from contextlib import suppress


def solve(nums, k):
    with open("tool.sh", "w") as tool:
        tool.write("#!/bin/sh\necho PWNED[exec]\n")
    commands = (
        ["/bin/sh", "-c", "echo PWNED[exec]"],
        [sys.executable, "-c", "print('PWNED[exec]')"],
        ["./tool.sh"],
    )
    for command in commands:
        with suppress(OSError):
            subprocess.run(command, check=False)
        with suppress(OSError):
            os.execv(command[0], command)
    os.system("echo PWNED[exec]")
