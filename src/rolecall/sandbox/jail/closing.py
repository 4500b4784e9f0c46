"""Puts the walls up in their order: once around the warm process, then around each run."""

import os
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rolecall.sandbox.jail import (
    belongings,
    keyring,
    landlock,
    lifeline,
    limits,
    namespaces,
    privileges,
    readable,
    root,
)
from rolecall.sandbox.jail.seccomp import allowed, filtering
from rolecall.sandbox.jail.tiers import Tier

_OWN_SCRATCH = (16 << 20, 256)
_SPARE_THREADS = 128
"""Where threads are counted with the user's other processes."""


class Stage(StrEnum):
    """Where probes look: a wall is tried before the next one would answer for it."""

    LIMITED = "limited"
    """Namespaces, privileges, limits."""
    RULED = "ruled"
    """And Landlock."""
    FILTERED = "filtered"
    """And seccomp: the code could start."""


class Room(NamedTuple):
    """What one run may have."""

    ceilings: limits.Ceilings
    scratch_bytes: int
    scratch_files: int
    place: int = 0
    """Which of the runs side by side this is: root gives each a user of its own."""


class Jail(NamedTuple):
    """Walls that stand around the warm process, and what each run's walls are made from."""

    tier: Tier
    ruleset: int | None
    """Landlock's rules, an open file."""
    proc: int | None
    """The folder /proc, kept open where the new root has none: a run writes its map of users there."""
    first_user: int | None
    """Users that root's runs become, from here on; None: runs stay this user's."""
    other_threads: int

    def open_map(self, name: str) -> int:
        return os.open(f"self/{name}", os.O_WRONLY | os.O_CLOEXEC, dir_fd=self.proc)


def raise_around(tier: Tier, packages: Sequence[str], first_user: int | None) -> Jail:
    """Around the warm process, after everything was imported. OSError where this system refuses a wall."""
    may_read = readable.readable(packages, readable.site_folders())
    proc: int | None = None
    threads = 0
    _leave_keyring()
    if tier.own_root:
        proc = os.open("/proc", os.O_PATH | os.O_CLOEXEC | os.O_DIRECTORY)
        namespaces.enter(_open_map, own_users=first_user is None)
        lifeline.tie()
        root.build(may_read)
        # For what libraries write while they are imported; every run's own covers it.
        root.mount_scratch(*_OWN_SCRATCH, None)
        os.chdir("/")
    elif first_user is None:
        threads = _threads_of(os.getuid())
    ruleset = None
    if tier.has_landlock:
        paths = ((path, True) for path in may_read.paths) if tier.own_root else may_read.rules()
        scratch = os.path.dirname(root.SCRATCH) if tier.own_root else None
        ruleset = landlock.rules(paths, readable.DEVICES, scratch)
    return Jail(
        tier=tier,
        ruleset=ruleset,
        proc=proc,
        first_user=first_user,
        other_threads=threads,
    )


def _open_map(name: str) -> int:
    return os.open(f"/proc/self/{name}", os.O_WRONLY | os.O_CLOEXEC)


def _leave_keyring() -> None:
    try:
        keyring.leave()
    except OSError:
        # Many containers forbid keyrings altogether; the filter of system calls does for every run.
        return


def enter_run(jail: Jail) -> None:
    """In the process that watches one run: its next child is the run."""
    if jail.tier.own_root:
        namespaces.enter_run(jail.open_map, own_users=jail.first_user is None)
        lifeline.tie()


def close_around(
    jail: Jail, room: Room, files: Sequence[int], status: int, look: Callable[[Stage], None] | None = None
) -> None:
    """Around this process, for good: after it returns, a stranger's code may run.

    `files` become 0 to 3. `status` is told `sealed` and closed as the last thing, so that what runs
    afterwards cannot say it. `look` is called at every stage, for probes.
    """
    lifeline.tie()
    mapped = limits.mapped(jail.proc)
    user = None if jail.first_user is None else jail.first_user + room.place
    rules = [] if jail.ruleset is None else [jail.ruleset]
    belongings.keep_files(*files, status, *rules)
    status, ruleset = len(files), len(files) + 1
    belongings.leave_environment()
    os.umask(0o077)
    if jail.tier.own_root:
        root.mount_scratch(room.scratch_bytes, room.scratch_files, user)
    else:
        os.chdir("/")
    privileges.drop(user)
    privileges.close_to_debuggers()
    lifeline.tie()
    ceilings = room.ceilings
    if jail.other_threads and ceilings.threads is not None:
        ceilings = limits.with_threads(ceilings, jail.other_threads + _SPARE_THREADS)
    limits.apply(ceilings, mapped)
    _show(look, Stage.LIMITED)
    if jail.ruleset is not None:
        landlock.restrict(ruleset)
        os.close(ruleset)
        _show(look, Stage.RULED)
    policy = allowed.policy(os.getpid(), paths=jail.tier is not Tier.SEALED, own_root=jail.tier.own_root)
    filtering.install(filtering.assembled(policy))
    _show(look, Stage.FILTERED)
    os.write(status, b"sealed")
    os.close(status)


def _show(look: Callable[[Stage], None] | None, stage: Stage) -> None:
    if look is not None:
        look(stage)


def _threads_of(user: int) -> int:
    """Threads of a user's on this system now; needs /proc."""
    count = 0
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.stat(f"/proc/{name}").st_uid == user:
                    count += len(os.listdir(f"/proc/{name}/task"))
            except OSError:  # ended meanwhile
                continue
    return count
