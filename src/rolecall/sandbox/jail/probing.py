"""Tries every wall from inside a real run, each before the next one could answer for it."""

from collections.abc import Callable
from typing import NamedTuple

from rolecall.sandbox.jail import (
    belongings,
    keyring,
    landlock,
    lifeline,
    limits,
    namespaces,
    privileges,
    root,
)
from rolecall.sandbox.jail.closing import Jail, Room, Stage
from rolecall.sandbox.jail.seccomp import filtering

_PUBLIC = "/tmp"  # noqa: S108  a folder that anybody may write to, but for the walls


class Outside(NamedTuple):
    """Things of the app's that a run must not reach, made for one probe."""

    secret: str
    """A readable file."""
    port: int
    """Of a listener on loopback."""
    process: int
    memory_key: int
    """Of a shared-memory segment; -1 where none could be made."""
    keyring: int | None


def probes(jail: Jail, room: Room, outside: Outside) -> dict[Stage, dict[str, Callable[[], str]]]:
    """What to try at each stage; a wall that a tier cannot have is not in it."""
    apart = jail.tier.own_root
    every: dict[str, Callable[[], str]] = {
        "files": lambda: root.probe_files(outside.secret, own_root=apart),
        "network": lambda: namespaces.probe_network(outside.port),
        "messages": lambda: namespaces.probe_messages(outside.memory_key),
        "keyring": lambda: keyring.probe(outside.keyring),
    }
    limited: dict[str, Callable[[], str]] = {
        "belongings": lambda: belongings.probe(belongings.KEPT_FILES + 1 + (jail.ruleset is not None)),
        "privileges": privileges.probe,
        "limits": lambda: limits.probe(room.ceilings, exact=not jail.other_threads),
        "lifeline": lifeline.probe,
    }
    last: dict[str, Callable[[], str]] = {
        "system calls": filtering.probe,
        "writing": lambda: root.probe_read_only(also=() if apart else (_PUBLIC,)),
    }
    if apart:
        limited |= every
        limited["processes"] = lambda: namespaces.probe_processes(outside.process)
        limited["host name"] = namespaces.probe_host_name
        limited["writing"] = lambda: root.probe_scratch(room.scratch_bytes, room.scratch_files)
    else:
        last |= every
        last["processes"] = lambda: namespaces.probe_signal(outside.process)
    ruled = {"landlock": lambda: landlock.probe(root.SCRATCH if apart else _PUBLIC)}
    return {
        Stage.LIMITED: limited,
        Stage.RULED: ruled if jail.tier.has_landlock else {},
        Stage.FILTERED: last,
    }


def look(jail: Jail, room: Room, outside: Outside, found: dict[str, str]) -> Callable[[Stage], None]:
    """For `close_around`: writes each wall tried into `found`, empty where it holds."""
    tries = probes(jail, room, outside)

    def at(stage: Stage) -> None:
        for wall, probe in tries[stage].items():
            try:
                said = probe()
            except Exception as error:  # a probe that breaks proves nothing
                said = f"could not be tried ({type(error).__name__}: {error})"
            found[wall] = found.get(wall) or said

    return at
