"""File names as strangers give them, made fit to show."""

import re
import unicodedata

LONGEST = 100
"""Characters of a name that are kept; its extension always is."""
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,10}$")


def clean_name(name: str) -> str:
    """The base name only, without control or direction characters; `file` where nothing is left.

    A name is shown and stored, never opened: a path in it is a lie or an attack.
    """
    base = re.split(r"[/\\]", name.replace("\0", "/"))[-1]
    base = "".join(letter for letter in base if unicodedata.category(letter)[0] != "C")
    base = " ".join(base.split()).strip(" ")
    if not base.strip("."):
        return "file"
    if len(base) > LONGEST:
        end = extension(base)
        base = base[: LONGEST - len(end) - 1] + "…" + base[len(base) - len(end) :]
    return base


def extension(name: str) -> str:
    """With its dot, in small letters; empty where there is none."""
    found = _EXTENSION.search(name)
    return found.group().lower() if found and found.start() > 0 else ""
