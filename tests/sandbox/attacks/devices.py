"""Tries: to open the machine's disks, memory and terminals, or to make such files.
Seen: one of them opens.
"""

import os
import stat


def solve(nums, k):
    names = [
        "/dev/vda",
        "/dev/sda",
        "/dev/nvme0n1",
        "/dev/mem",
        "/dev/kmsg",
        "/dev/fuse",
        "/dev/kvm",
        "/dev/tty",
    ]
    names += ["/dev/ptmx", "/sys/kernel/uevent_helper", "/proc/sysrq-trigger", "/proc/self/mem"]
    for name in names:
        try:
            os.close(os.open(name, os.O_RDONLY))
            print("PWNED[device]", name)
        except OSError:
            pass
    for kind in (stat.S_IFBLK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK):
        try:
            os.mknod("made", kind | 0o600, os.makedev(1, 1))
            print("PWNED[mknod]", kind)
        except OSError:
            pass
