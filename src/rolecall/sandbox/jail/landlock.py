"""Landlock: rules of the kernel's for files, ports and signals that a process puts on itself for good."""

import os
import stat
import struct
from collections.abc import Iterable

from rolecall.sandbox.jail import kernel

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_DIR, _MAKE_REG, _REFER, _TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
_IN_FIRST = (1 << 13) - 1
_SINCE = ((2, _REFER), (3, _TRUNCATE), (5, 1 << 15))
"""Version that brought a right: renaming between folders, truncating, commands to devices."""
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_READ = _READ_FILE | _READ_DIR
_SCRATCH = _READ | _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
"""Neither links, sockets, pipes nor devices."""
_PORTS, _PORTS_SINCE = 3, 4
_SCOPES, _SCOPES_SINCE = 3, 6
"""Sockets with abstract names, and signals, stay among the jailed."""
_ASK_VERSION, _PATH_BENEATH = 1, 1
LEAST_ALONE = 3
"""Version that can stand for a root folder of its own: before it files could be truncated."""


def version() -> int:
    """0 where the kernel has no Landlock or it is switched off."""
    try:
        return kernel.call("landlock_create_ruleset", None, 0, _ASK_VERSION)
    except OSError:
        return 0


def rules(readable: Iterable[tuple[str, bool]], devices: Iterable[str], scratch: str | None) -> int:
    """A set of rules, as an open file: made once, put on every run by `restrict`.

    `readable`: paths, each with whether its contents may be read or only its names.
    """
    have = version()
    rights = _IN_FIRST
    for since, right in _SINCE:
        rights |= right if have >= since else 0
    ports = _PORTS if have >= _PORTS_SINCE else 0
    scopes = _SCOPES if have >= _SCOPES_SINCE else 0
    asked = struct.pack("<QQQ", rights, ports, scopes)
    known = asked[: 8 if have < _PORTS_SINCE else 16 if have < _SCOPES_SINCE else 24]
    ruleset = kernel.call("landlock_create_ruleset", known, len(known), 0)
    for path, contents in readable:
        _allow(ruleset, path, (_READ if contents else _READ_DIR) & rights)
    for device in devices:
        _allow(ruleset, device, (_READ_FILE | (_WRITE_FILE if device == "/dev/null" else 0)) & rights)
    if scratch is not None:
        _allow(ruleset, scratch, _SCRATCH & rights)
    return ruleset


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        file = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:  # what is not there need not be allowed
        return
    try:
        if not stat.S_ISDIR(os.fstat(file).st_mode):
            rights &= _OF_FILES
        if rights:
            rule = struct.pack("<Qi", rights, file)
            kernel.call("landlock_add_rule", ruleset, _PATH_BENEATH, rule, 0)
    finally:
        os.close(file)


def restrict(ruleset: int) -> None:
    """From here on, for this process and all it starts. Needs `privileges.forbid_new` before."""
    kernel.call("landlock_restrict_self", ruleset, 0)


def probe(folder: str) -> str:
    """Empty where something is refused that only these rules refuse.

    `folder` is one that can be written but for them: the scratch, where links may not be made.
    """
    path = os.path.join(folder, "rolecall-probe-link")
    try:
        os.symlink("nowhere", path)
    except OSError:
        return ""
    os.unlink(path)
    return "a link was made where the rules allow none"
