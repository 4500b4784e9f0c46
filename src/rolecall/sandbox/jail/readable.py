"""Which files jailed code may read: the standard library, the libraries it works with, shared objects.

Never a whole folder of installed packages: the answers to the problems may lie in one.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
_SITE_FOLDERS = ("site-packages", "dist-packages")
_SYSTEM_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64")


class Readable(NamedTuple):
    """Real paths that may be read, and folders inside them that may not."""

    paths: tuple[str, ...]
    hidden: tuple[str, ...]

    def in_hidden(self, path: str) -> bool:
        """True where a path stands inside a hidden folder."""
        return any(_lies_in(path, folder) for folder in self.hidden)

    def rules(self) -> Iterator[tuple[str, bool]]:
        """Each path to allow and whether with its contents; folders that hold a hidden one are taken apart.

        False allows listing alone: an import looks a folder through before it opens a file.
        """
        for path in self.paths:
            if self.in_hidden(path):
                yield path, True
            else:
                yield from self._rules(path)

    def _rules(self, path: str) -> Iterator[tuple[str, bool]]:
        if path in self.hidden:
            return
        if not any(_lies_in(one, path) for one in self.hidden):
            yield path, True
            return
        yield path, False
        for name in sorted(os.listdir(path)):
            entry = os.path.join(path, name)
            if not os.path.islink(entry):
                yield from self._rules(entry)


def readable(packages: Iterable[str], site: Sequence[str]) -> Readable:
    """Needs /proc; to be called after everything was imported, so that the loaded libraries are known.

    `packages` are names of folders or modules in the `site` folders; what is not installed is left out.
    """
    standard = {os.path.realpath(os.path.dirname(os.__file__))} | {
        os.path.realpath(entry) for entry in sys.path if os.path.basename(entry) == "lib-dynload"
    }
    libraries = set(_from_site(packages, site))
    wanted = standard | libraries | set(_system_libraries())
    covered = wanted | {os.path.realpath(one) for one in site}
    for library in _loaded_libraries():
        # A library of some other place, such as a Python of its own: its folder, for those loaded later.
        if not any(_lies_in(library, folder) for folder in covered):
            wanted.add(os.path.dirname(library))
    paths = _outermost(path for path in wanted if os.path.exists(path))
    sites = {os.path.realpath(one) for one in site} | {
        os.path.join(folder, name) for folder in standard for name in _SITE_FOLDERS
    }
    hidden = [one for one in sites if os.path.isdir(one) and any(_lies_in(one, path) for path in paths)]
    # What may be read of a hidden folder stands for itself, after the folder that holds both.
    shown = [one for one in sorted(libraries) if any(_lies_in(one, folder) for folder in hidden)]
    return Readable(paths=tuple(dict.fromkeys((*sorted(paths), *shown))), hidden=tuple(_outermost(hidden)))


def _from_site(packages: Iterable[str], site: Sequence[str]) -> Iterator[str]:
    for folder in site:
        for package in packages:
            for name in (package, f"{package}.py", f"{package}.libs"):
                path = os.path.join(folder, name)
                if os.path.exists(path):
                    yield os.path.realpath(path)


def _system_libraries() -> Iterator[str]:
    """The folders that hold this machine's shared libraries, not those above them."""
    triplet = getattr(sys.implementation, "_multiarch", "")
    for folder in _SYSTEM_LIBRARIES:
        path = os.path.join(folder, triplet) if triplet else folder
        if os.path.isdir(path) and (triplet or folder.endswith("64")):
            yield os.path.realpath(path)


def _loaded_libraries() -> set[str]:
    with open("/proc/self/maps", encoding="utf-8", errors="replace") as maps:
        paths = {line.split(maxsplit=5)[-1].strip() for line in maps if "/" in line and ".so" in line}
    return {os.path.realpath(path) for path in paths if path.startswith("/")}


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _outermost(paths: Iterable[str]) -> list[str]:
    """Without those that lie in another."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(_lies_in(path, other) for other in kept):
            kept.append(path)
    return kept


def site_folders() -> tuple[str, ...]:
    """Where this interpreter finds installed packages."""
    return tuple(
        dict.fromkeys(
            os.path.realpath(entry)
            for entry in sys.path
            if os.path.basename(entry) in _SITE_FOLDERS and os.path.isdir(entry)
        )
    )
