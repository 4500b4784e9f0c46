"""Assembles the filter in the kernel's own little language (classic BPF) and puts it on the process."""

import ctypes
import os
import struct
from collections.abc import Mapping

from rolecall.sandbox.jail import kernel
from rolecall.sandbox.jail.seccomp.allowed import Policy, Rule
from rolecall.sandbox.jail.seccomp.numbers import FOREIGN_CALLS, machine

_LOAD, _EQUAL, _AT_LEAST, _RETURN, _AND = 0x20, 0x15, 0x35, 0x06, 0x54
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
"""Offsets in struct seccomp_data."""
_MODE_FILTER, _ALL_THREADS = 1, 1
_FIRST = ("read", "write", "futex", "mmap", "munmap", "clock_gettime", "recvfrom", "sched_yield")
"""Asked about most often, so answered first."""

Instruction = tuple[int, int, int, int]
"""Code, steps to jump where true, where false, operand."""


def assembled(policy: Policy, machine_name: str = "") -> bytes:
    """The program for a machine, by default this one: struct sock_filter after struct sock_filter."""
    numbers, architecture = machine(machine_name)
    program: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),  # a 32-bit call: its numbers mean other calls
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, FOREIGN_CALLS),
        (_RETURN, 0, 0, _KILL),
    ]
    for call in sorted(policy.calls, key=lambda name: name not in _FIRST):
        if call in numbers:  # open, stat and their like are x86's alone
            program += [(_EQUAL, 0, 1, numbers[call]), (_RETURN, 0, 0, _ALLOW)]
    for call, error in policy.refused.items():
        program += [(_EQUAL, 0, 1, numbers[call]), (_RETURN, 0, 0, _ERROR | error)]
    for rule in policy.rules:
        program += _ruled(rule, numbers)
    program.append((_RETURN, 0, 0, _ERROR | 1))
    return b"".join(struct.pack("<HBBI", *one) for one in program)


def _ruled(rule: Rule, numbers: Mapping[str, int]) -> list[Instruction]:
    """The part of the program for one call; the number is loaded when it begins and where it is skipped."""
    low = _ARGUMENTS + 8 * rule.argument
    yes, no = (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERROR | rule.error)
    if not rule.allowed:
        yes, no = no, yes
    body: list[Instruction] = []
    if rule.whole:
        body += [(_LOAD, 0, 0, low + 4), (_EQUAL, 1, 0, 0), no]
    body += [(_LOAD, 0, 0, low), (_AND, 0, 0, rule.mask)]
    for value in rule.values:
        body += [(_EQUAL, 0, 1, value & rule.mask), yes]
    body.append(no)
    return [(_EQUAL, 0, len(body), numbers[rule.call]), *body]


def install(program: bytes) -> None:
    """From here on, for every thread of this process. Needs `privileges.forbid_new` before."""

    class Program(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    code = ctypes.create_string_buffer(program, len(program))
    head = Program(len(program) // 8, ctypes.addressof(code))
    raw = (ctypes.c_char * ctypes.sizeof(head)).from_buffer(head)
    kernel.call("seccomp", _MODE_FILTER, _ALL_THREADS, raw)


def probe() -> str:
    """Empty where the calls are refused that would reach out of the process."""
    for name, reach in (
        ("a process was started", _fork),
        ("a socket was opened", _socket),
        ("hidden memory was had", _memory),
    ):
        try:
            reach()
        except OSError:
            continue
        return name
    return ""


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)
    os.wait()


def _socket() -> None:
    import socket

    socket.socket(socket.AF_UNIX).close()


def _memory() -> None:
    os.close(os.memfd_create("rolecall-probe"))
