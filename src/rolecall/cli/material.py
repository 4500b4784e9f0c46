"""Files and standard input turned into the sources of one role."""

import sys
from collections.abc import Sequence
from pathlib import Path

from rolecall.coach.library import text_id
from rolecall.coach.reading import Reading, clipped
from rolecall.domain.roles import Source, SourceKind
from rolecall.ports import BadInput, FileReader, ReadFile

STDIN = "-"


def read_path(path: str, files: FileReader) -> ReadFile:
    """The text of a file, or of standard input for `-`. Raises BadInput naming the file."""
    data = read_bytes(path)
    return files.read(data, "standard input.txt" if path == STDIN else Path(path).name)


def read_bytes(path: str) -> bytes:
    """A file, or standard input for `-`, as it is. Raises BadInput naming the file."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path!r}; check the path.") from error
    except IsADirectoryError as error:
        raise BadInput(f"{path!r} is a folder; name the files in it.") from error
    except OSError as error:
        raise BadInput(f"The file {path!r} cannot be read ({error.strerror}).") from error


def write_bytes(path: str, data: bytes) -> None:
    """Writes a file, or to standard output for `-`. Raises BadInput naming the file."""
    if path == STDIN:
        sys.stdout.buffer.write(data + b"\n")
        return
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise BadInput(f"The file {path!r} cannot be written ({error.strerror}).") from error


def sources_from(
    paths: Sequence[str], kind: SourceKind | None, files: FileReader, reading: Reading
) -> tuple[list[Source], list[str]]:
    """One source a file, and what the user should know of reading them."""
    sources: list[Source] = []
    notes: list[str] = []
    for path in paths:
        read = read_path(path, files)
        notes += read.notes
        sources.append(source(read.text, kind, reading, read.name))
    return sources, notes


def source(text: str, kind: SourceKind | str | None, reading: Reading, name: str = "") -> Source:
    """A text as a source; its kind is found where none is given. Raises BadInput."""
    if not text.strip():
        raise BadInput("The text is empty; give the ad or the message.")
    text, _ = clipped(text)
    return Source(id=text_id(text), kind=kind_named(kind) or reading.kind_of(text), text=text, name=name)


def kind_named(kind: SourceKind | str | None) -> SourceKind | None:
    """The kind of a name, None for none or `auto`. Raises BadInput for a name that is no kind."""
    if kind in (None, "", "auto"):
        return None
    try:
        return SourceKind(str(kind))
    except ValueError as error:
        raise BadInput(f"The kind {kind!r} is unknown; use one of {', '.join(SourceKind)}.") from error
