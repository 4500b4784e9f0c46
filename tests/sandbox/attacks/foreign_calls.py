"""Tries: system calls by another door, where numbers mean other calls: 32-bit and x32.
Seen: the program goes on after such a call.
"""

import ctypes
import mmap
import platform


def solve(nums, k):
    if platform.machine() != "x86_64":
        return None
    if k == 2:
        ctypes.CDLL(None).syscall(0x40000000 + 39)
        print("PWNED[x32]")
    # mov eax, 20 (getpid); int 0x80; ret
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
    address = ctypes.addressof(ctypes.c_char.from_buffer(code))
    ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    print("PWNED[int80]")
