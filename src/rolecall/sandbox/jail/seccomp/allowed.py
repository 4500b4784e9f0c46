"""Which system calls jailed code may make, and with which arguments; every other is refused with EPERM.

Ordinary use of Python, numpy and torch passes: threads, asyncio, temporary files. Processes, sockets, locks
on files, signals to others and every kernel interface of last resort do not.
"""

import errno
from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


PLAIN = _words("""
    read write readv writev pread64 pwrite64 preadv pwritev close close_range lseek fstat fstatfs
    getdents64 getcwd fchdir ftruncate fallocate fsync fdatasync umask copy_file_range dup dup2 dup3 pipe
    pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
    epoll_pwait2 eventfd2 mmap mprotect munmap mremap msync madvise brk membarrier get_mempolicy futex
    futex_waitv set_robust_list get_robust_list rseq set_tid_address arch_prctl sched_yield
    sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_min sched_get_priority_max
    getpriority nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times getrusage
    getitimer setitimer alarm pause rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait
    sigaltstack restart_syscall exit exit_group getpid getppid gettid getpgid getpgrp getsid getuid
    geteuid getgid getegid getresuid getresgid getgroups getrlimit uname sysinfo getcpu getrandom recvfrom
    shutdown getsockname getpeername setsockopt getsockopt newfstatat
""")
"""Allowed as they are: they work on what is open, on memory, on time, or on the process itself."""
PATHS = _words("""
    open openat stat lstat statx statfs access faccessat faccessat2 readlink readlinkat chdir mkdir
    mkdirat rmdir unlink unlinkat rename renameat renameat2 truncate
""")
"""Allowed where other walls say which paths."""
STAMPS = ["utimensat"]
"""Allowed where nothing of the user's can be named: Landlock has no rule for times."""


class Rule(NamedTuple):
    """A call that depends on an argument."""

    call: str
    argument: int
    """Its place, from 0."""
    values: tuple[int, ...]
    mask: int = 0xFFFFFFFF
    """Bits of the argument that are looked at; its low half, unless `whole`."""
    allowed: bool = True
    """Whether the values are the allowed ones or the refused ones."""
    whole: bool = False
    """The high half of the argument must be zero too: for pointers that must be null."""
    error: int = errno.EPERM


class Policy(NamedTuple):
    """What the filter lets pass."""

    calls: tuple[str, ...]
    rules: tuple[Rule, ...]
    refused: dict[str, int]
    """Calls that fail with an error of their own."""


_THREAD = 0x00010900
"""CLONE_VM, CLONE_SIGHAND, CLONE_THREAD: what makes a thread and no process."""
_NEW_WORLDS = 0x7E020080
"""Every CLONE_NEW* flag."""


def policy(process: int, *, paths: bool = True, own_root: bool = True) -> Policy:
    """For a process of this number as it sees itself.

    `paths`: whether it may open files at all. `own_root`: whether the only files it can name are the jail's.
    """
    calls = [*PLAIN, *(PATHS if paths else []), *(STAMPS if paths and own_root else [])]
    return Policy(calls=tuple(calls), rules=_rules(process), refused={"clone3": errno.ENOSYS})


def _rules(process: int) -> tuple[Rule, ...]:
    return (
        Rule("clone", 0, (_THREAD,), mask=_THREAD | _NEW_WORLDS),
        # asyncio wakes itself through a pair of sockets; a socket of any other kind could leave the machine.
        Rule("socketpair", 0, (1,)),
        Rule("sendto", 4, (0,), whole=True),
        Rule("kill", 0, (process,)),
        Rule("tgkill", 0, (process,)),
        Rule("sched_setaffinity", 0, (0,)),
        Rule("prlimit64", 2, (0,), whole=True),
        # Names of threads and of memory; nothing that unties, undoes or watches.
        Rule("prctl", 0, (15, 16, 3, 0x53564D41)),
        # Questions about an open file: TCGETS, FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TIOCGWINSZ.
        Rule("ioctl", 1, (0x5401, 0x541B, 0x5421, 0x5451, 0x5450, 0x5413), error=errno.ENOTTY),
        # Locks are a channel between runs through shared files; owners and signals of files reach other
        # processes; leases and notices watch files; the size of pipes is memory that no limit counts.
        Rule("fcntl", 1, (5, 6, 7, 8, 10, 15, 36, 37, 38, 1024, 1026, 1031), allowed=False),
    )
