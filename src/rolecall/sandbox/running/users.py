"""Which users root's runs become: numbers that nobody has, one per run side by side."""

import os

_HIGH = 1_900_000_000
"""Above what systems give to people, services and containers, below what they keep free."""
_SPREAD = 100_000
_LOW, _LOW_ROOM = 60_001, 5_000
"""For containers that have 65536 users: above services, below nobody."""


def first_user(places: int) -> int | None:
    """The first of `places` unused users, another for each app; None for whoever is root in name alone."""
    if os.geteuid() != 0:
        return None
    with open("/proc/self/uid_map", encoding="ascii") as lines:
        spans = [(int(line.split()[0]), int(line.split()[2])) for line in lines]
    end = max(start + count for start, count in spans)
    if end > _HIGH + _SPREAD * places:
        return _HIGH + (os.getpid() % _SPREAD) * places
    if end > _LOW + _LOW_ROOM:
        return _LOW + (os.getpid() * places) % (_LOW_ROOM - places)
    return None
