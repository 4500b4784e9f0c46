"""The one JSON file that holds everything an owner made, and how it is brought back."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rolecall.domain.passages import Document
from rolecall.ports import BadInput, Stored
from rolecall.storage.names import MAX_NAME, storable

FORMAT: Literal["rolecall-export"] = "rolecall-export"
VERSION = 1


class _Lenient(BaseModel):
    """Fields that a later version of the same format adds are left out, not refused."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ExportedStream(_Lenient):
    """One stream with all its events, oldest first."""

    stream: str = Field(min_length=1, max_length=MAX_NAME)
    events: tuple[Stored, ...] = Field(min_length=1)


class Exported(_Lenient):
    """Everything one owner made; never the key of a model."""

    format: Literal["rolecall-export"] = FORMAT
    version: int = VERSION
    exported_at: str = ""
    streams: tuple[ExportedStream, ...] = ()
    """Least recently changed first, so that restoring gives the same order."""
    documents: tuple[Document, ...] = ()
    """Oldest first."""
    preferences: dict[str, str] = {}


def checked_export(exported: Any) -> Exported:
    """Reads what a user brings; BadInput says why it is no export of ours."""
    if not isinstance(exported, dict) or exported.get("format") != FORMAT:
        raise BadInput(
            "This file is not an export of RoleCall; choose the JSON file that Settings > Export gave you."
        )
    version = exported.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadInput(
            f"This export has version {version}, and this RoleCall reads up to {VERSION}; update it first."
        )
    try:
        value = Exported.model_validate(exported)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadInput(
            f"This export is damaged at {field!r} ({first['msg']}); nothing was restored, try an older one."
        ) from error
    _refuse_odd_names(value)
    return value


def _refuse_odd_names(value: Exported) -> None:
    names = [stream.stream for stream in value.streams]
    names += [event.kind for stream in value.streams for event in stream.events]
    names += list(value.preferences)
    for name in names:
        if not name or len(name) > MAX_NAME or not all(map(storable, name)):
            raise BadInput(
                f"This export is damaged: the name {name[:40]!r} cannot be kept; nothing was restored."
            )


def continues(here: Sequence[Stored], there: Sequence[Stored]) -> bool:
    """True where one of the two is the beginning of the other: the same stream, exported earlier or later."""
    return all(_same(a, b) for a, b in zip(here, there, strict=False))


def _same(a: Stored, b: Stored) -> bool:
    return (a.kind, a.at, a.data) == (b.kind, b.at, b.data)


def beside(stream: str) -> Iterable[str]:
    """Names to try for a restored stream: its own first, then `-restored`, `-restored-2` and so on."""
    yield stream
    stem = stream[: MAX_NAME - 20]
    yield f"{stem}-restored"
    number = 2
    while True:
        yield f"{stem}-restored-{number}"
        number += 1
