"""How strong a jail is, by what holds it up; which of them this system can have is tried, not guessed."""

import sys
from enum import StrEnum

from rolecall.sandbox.jail import kernel, landlock


class Tier(StrEnum):
    """Strongest first. Each stops every attack of the tests; with more walls more must break at once."""

    FULL = "full"
    """Namespaces, Landlock and seccomp."""
    NAMESPACES = "namespaces"
    """Namespaces and seccomp: where the kernel has no Landlock."""
    LANDLOCK = "landlock"
    """Landlock and seccomp: where namespaces are forbidden, as in many containers. Nothing can be written."""
    SEALED = "sealed"
    """Seccomp alone: no file can be opened at all once the code starts, nothing can be imported anew."""

    @property
    def own_root(self) -> bool:
        return self in (Tier.FULL, Tier.NAMESPACES)

    @property
    def has_landlock(self) -> bool:
        return self in (Tier.FULL, Tier.LANDLOCK)


MADE_OF = {
    Tier.FULL: "namespaces, Landlock, seccomp",
    Tier.NAMESPACES: "namespaces, seccomp",
    Tier.LANDLOCK: "Landlock, seccomp",
    Tier.SEALED: "seccomp",
}


def worth_trying(least: Tier) -> tuple[Tier, ...]:
    """Tiers this kernel may have, strongest first, none weaker than `least`."""
    if unsupported():
        return ()
    have = landlock.version()
    possible = [
        tier
        for tier, fits in (
            (Tier.FULL, have > 0),
            (Tier.NAMESPACES, True),
            (Tier.LANDLOCK, have >= landlock.LEAST_ALONE),
            (Tier.SEALED, True),
        )
        if fits
    ]
    order = list(Tier)
    return tuple(tier for tier in possible if order.index(tier) <= order.index(least))


def unsupported() -> str:
    """Why no jail can stand here at all; empty where one may."""
    if sys.platform != "linux":
        return "it needs Linux"
    if not kernel.known_machine():
        import platform

        return f"it does not know the system calls of {platform.machine()!r} machines"
    return ""
