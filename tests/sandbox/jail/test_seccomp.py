"""The filter of system calls, read by a small interpreter: both machines' programs are proven on one."""

import errno
import re
import struct
from pathlib import Path

import pytest

from rolecall.sandbox.jail.seccomp.allowed import PATHS, PLAIN, policy
from rolecall.sandbox.jail.seccomp.filtering import assembled
from rolecall.sandbox.jail.seccomp.numbers import AARCH64, X86_64, machine

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
OWN = 7
THREAD = 0x3D0F00
"""What glibc asks clone for when a thread is made."""
MACHINES = ["x86_64", "aarch64"]


def verdict(name: str, call: str | int, *arguments: int, architecture: int | None = None, **options) -> int:
    """What the filter of a machine answers to a call."""
    numbers, own = machine(name)
    number = call if isinstance(call, int) else numbers[call]
    padded = [*arguments, *[0] * (6 - len(arguments))]
    wide = [one & 0xFFFFFFFFFFFFFFFF for one in padded]
    seen = struct.pack("<IIQ6Q", number, own if architecture is None else architecture, 0, *wide)
    return interpreted(assembled(policy(OWN, **options), name), seen)


def interpreted(program: bytes, seen: bytes) -> int:
    """Classic BPF as far as the filter uses it."""
    at, held = 0, 0
    while True:
        code, yes, no, operand = struct.unpack_from("<HBBI", program, at * 8)
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", seen, operand)
        elif code == 0x54:
            held &= operand
        elif code == 0x15:
            at += yes if held == operand else no
        elif code == 0x35:
            at += yes if held >= operand else no
        elif code == 0x06:
            return operand
        else:
            raise AssertionError(f"the filter uses {code:#x}")


@pytest.mark.parametrize("name", MACHINES)
def test_plain_calls_pass_and_unknown_ones_do_not(name):
    numbers, _ = machine(name)
    for call in (*PLAIN, *PATHS):
        if call in numbers:
            assert verdict(name, call) == ALLOW, call
    unknown = set(range(600)) - set(numbers.values())
    assert {verdict(name, number) for number in unknown} == {ERROR | errno.EPERM}


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize(
    "number",
    [
        pytest.param({"x86_64": 41, "aarch64": 198}, id="socket"),
        pytest.param({"x86_64": 42, "aarch64": 203}, id="connect"),
        pytest.param({"x86_64": 46, "aarch64": 211}, id="sendmsg"),
        pytest.param({"x86_64": 59, "aarch64": 221}, id="execve"),
        pytest.param({"x86_64": 101, "aarch64": 117}, id="ptrace"),
        pytest.param({"x86_64": 250, "aarch64": 219}, id="keyctl"),
        pytest.param({"x86_64": 272, "aarch64": 97}, id="unshare"),
        pytest.param({"x86_64": 319, "aarch64": 279}, id="memfd_create"),
        pytest.param({"x86_64": 321, "aarch64": 280}, id="bpf"),
        pytest.param({"x86_64": 425, "aarch64": 425}, id="io_uring_setup"),
        pytest.param({"x86_64": 438, "aarch64": 438}, id="pidfd_getfd"),
    ],
)
def test_calls_that_reach_out_are_refused(name, number):
    assert verdict(name, number[name]) == ERROR | errno.EPERM


@pytest.mark.parametrize("name", MACHINES)
def test_a_foreign_architecture_is_killed(name):
    assert verdict(name, "read", architecture=0x40000003) == KILL
    assert verdict(name, 0x40000000 + 1) == KILL


@pytest.mark.parametrize("name", MACHINES)
def test_threads_can_be_made_and_processes_cannot(name):
    assert verdict(name, "clone", THREAD) == ALLOW
    for flags in (0x11, 0x1200011, THREAD | 0x10000000, THREAD | 0x20000000, THREAD & ~0x10000):
        assert verdict(name, "clone", flags) == ERROR | errno.EPERM, hex(flags)
    assert verdict(name, "clone3") == ERROR | errno.ENOSYS


@pytest.mark.parametrize("name", MACHINES)
def test_signals_reach_only_the_process_itself(name):
    for call in ("kill", "tgkill"):
        assert verdict(name, call, OWN) == ALLOW
        for target in (1, 0, -1, OWN + 1):
            assert verdict(name, call, target) == ERROR | errno.EPERM


@pytest.mark.parametrize("name", MACHINES)
def test_pointers_that_must_be_null_are_compared_whole(name):
    assert verdict(name, "sendto", 5, 1, 1, 0, 0, 0) == ALLOW
    assert verdict(name, "prlimit64", 0, 7, 0, 1) == ALLOW
    for pointer in (1, 1 << 32, 0x7F0000000000):
        assert verdict(name, "sendto", 5, 1, 1, 0, pointer, 0) == ERROR | errno.EPERM
        assert verdict(name, "prlimit64", 0, 7, pointer, 0) == ERROR | errno.EPERM


@pytest.mark.parametrize("name", MACHINES)
def test_only_pairs_of_local_sockets_only_harmless_questions(name):
    assert verdict(name, "socketpair", 1) == ALLOW
    assert verdict(name, "socketpair", 2) == ERROR | errno.EPERM
    assert verdict(name, "ioctl", 0, 0x5401) == ALLOW
    assert verdict(name, "ioctl", 0, 0x5412) == ERROR | errno.ENOTTY
    assert verdict(name, "prctl", 15) == ALLOW
    for option in (1, 4, 8, 22, 23, 38, 59):
        assert verdict(name, "prctl", option) == ERROR | errno.EPERM
    for command in (0, 1, 2, 3, 4, 1030):
        assert verdict(name, "fcntl", 3, command) == ALLOW
    for command in (5, 6, 7, 8, 10, 15, 36, 37, 38, 1024, 1026, 1031):
        assert verdict(name, "fcntl", 3, command) == ERROR | errno.EPERM


@pytest.mark.parametrize("name", MACHINES)
def test_without_paths_no_file_can_be_named(name):
    numbers, _ = machine(name)
    for call in PATHS:
        if call in numbers:
            assert verdict(name, call, paths=False) == ERROR | errno.EPERM, call
    assert verdict(name, "read", paths=False) == ALLOW
    assert verdict(name, "utimensat", own_root=False) == ERROR | errno.EPERM


@pytest.mark.parametrize(
    ("header", "numbers"),
    [
        ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", X86_64),
        ("/usr/include/asm-generic/unistd.h", AARCH64),
    ],
)
def test_the_numbers_are_the_kernels(header, numbers):
    if not Path(header).exists():
        pytest.skip(f"{header} is not installed")
    text = Path(header).read_text()
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)\s", text)
    known = {("newfstatat" if name == "fstatat" else name): int(number) for name, number in found}
    shared = {name: number for name, number in numbers.items() if name in known}
    assert len(shared) > 100
    assert shared == {name: known[name] for name in shared}
