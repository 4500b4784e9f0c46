"""Fetches one file from a hub: by name, revision and checksum, taken up again where it was left.

The hub is asked for the file's commit, size and sha256 (`X-Repo-Commit`, `X-Linked-Size`, `X-Linked-Etag` of
a HEAD, as huggingface_hub does); the bytes come from that commit. No other host is called, but those the hub
itself sends the download to.
"""

import hashlib
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from rolecall.llm.local.downloading import (
    GO_ON,
    MOST_REDIRECTS,
    MOVED,
    Broken,
    Download,
    Hub,
    Offer,
    accept,
    size,
)
from rolecall.llm.local.gguf import is_part
from rolecall.llm.local.planning import MIB, gib
from rolecall.llm.local.shelf import PART, RECORD, Fetched, Shelf, Wanted
from rolecall.ports import BadInput, Progress, StoreFault

_SHA = re.compile(r"[0-9a-f]{64}")
_MARGIN = 256 * MIB

Tell = Callable[[str], None]


def fetch(
    wanted: Wanted,
    shelf: Shelf,
    hub: Hub,
    *,
    now: Callable[[], str],
    tell: Tell,
    progress: Progress,
    free: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
) -> Path:
    """Returns the whole, checked file; one that is there already is checked again and nothing is fetched.

    Raises BadInput with the next step where it cannot be had; what came so far stays.
    """
    import httpx
    from filelock import FileLock, Timeout

    if is_part(wanted.file):
        raise BadInput(f"The file {wanted.file!r} is one part of several; choose a model in one file.")
    if wanted.sha256 and not _SHA.fullmatch(wanted.sha256):
        raise BadInput(f"The checksum {wanted.sha256!r} is none; a sha256 has 64 digits from 0 to f.")
    local = urlsplit(hub.address).hostname in ("127.0.0.1", "localhost", "::1")
    try:
        with httpx.Client(timeout=hub.silence, trust_env=not local) as client:
            offer = _offer(client, wanted, hub)
            sha256 = wanted.sha256 or offer.sha256
            if not sha256:
                raise BadInput(
                    f"The hub names no checksum for {wanted.file!r}; find out its sha256 and name it with "
                    "--sha256."
                )
            if offer.sha256 and sha256 != offer.sha256:
                raise BadInput(
                    f"The hub's {wanted.file!r} at {wanted.revision!r} has the checksum {offer.sha256}, not "
                    "the one given; nothing was fetched. Check --revision and --sha256."
                )
            path = shelf.place(wanted.repo, wanted.file, sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{path}.lock", timeout=0):
                told = _record(wanted, offer, sha256, hub, now)
                if not path.is_file():
                    part = path.with_name(path.name + PART)
                    tell(
                        f"Fetching {wanted.repo}/{wanted.file} ({offer.commit[:12] or wanted.revision}), "
                        f"{gib(offer.bytes)}, from {urlsplit(hub.address).hostname} to {path}."
                    )
                    _room(part, offer.bytes, free)
                    Download(client, wanted, offer, hub).finish(part, progress)
                    _check(part, sha256, tell)
                    os.replace(part, path)
                else:
                    tell(f"{path} is there already; checking it.")
                    _check(path, sha256, lambda _: None)
                _write_record(path, told)
                return path
    except Broken as error:
        raise BadInput(f"The hub {hub.address!r} is busy ({error}); try again in some minutes.") from error
    except Timeout as error:
        raise BadInput("This file is being fetched by another process; wait for it.") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(hub, error) from error
    except OSError as error:
        raise StoreFault(
            f"The model file cannot be kept in {str(shelf.folder)!r} ({error.strerror or error}); "
            f"free some room or set ROLECALL_DATA; {GO_ON}."
        ) from error


def _offer(client: Any, wanted: Wanted, hub: Hub) -> Offer:
    """Asks the hub itself; where its answer sends to another place of the hub, that place."""
    address = hub.address_of(wanted, wanted.revision)
    for _ in range(MOST_REDIRECTS):
        answer = client.head(address, headers=hub.headers_for(address), follow_redirects=False)
        headers = answer.headers
        if answer.status_code in MOVED and "x-linked-size" not in headers:
            target = urljoin(address, headers.get("location", ""))
            if hub.owns(target):  # the repository was renamed
                address = target
                continue
        accept(answer.status_code, wanted, hub)
        size = headers.get("x-linked-size") or headers.get("content-length", "")
        if not size.isdigit() or not int(size):
            raise BadInput(f"The hub does not say how large {wanted.file!r} is; it cannot be fetched safely.")
        sha256 = headers.get("x-linked-etag", headers.get("etag", "")).removeprefix("W/").strip('"').lower()
        return Offer(
            commit=headers.get("x-repo-commit", ""),
            sha256=sha256 if _SHA.fullmatch(sha256) else "",
            bytes=int(size),
        )
    raise BadInput(f"The hub {hub.address!r} sends from place to place; check ROLECALL_HUB.")


def _check(path: Path, sha256: str, tell: Tell) -> None:
    tell("Checking it.")
    found = checksum(path)
    if found != sha256:
        raise BadInput(
            f"The file has the checksum {found}, not {sha256}; it is not used, and kept as {str(path)!r}. "
            "Delete it and fetch it again."
        )


def checksum(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _room(part: Path, whole: int, free: Callable[[Path], int]) -> None:
    needed, there = whole - size(part) + _MARGIN, free(part.parent)
    if there < needed:
        raise BadInput(
            f"There is not enough room in {str(part.parent)!r}: {gib(needed)} are needed and {gib(there)} "
            "free; free some or set ROLECALL_DATA to another disk."
        )


def _record(wanted: Wanted, offer: Offer, sha256: str, hub: Hub, now: Callable[[], str]) -> Fetched:
    return Fetched(
        repo=wanted.repo,
        file=wanted.file,
        revision=wanted.revision,
        commit=offer.commit,
        sha256=sha256,
        bytes=offer.bytes,
        address=hub.address,
        fetched_at=now(),
    )


def _write_record(path: Path, told: Fetched) -> None:
    record = path.with_name(path.name + RECORD)
    new = record.with_name(record.name + ".new")
    new.write_text(told.model_dump_json(indent=2) + "\n", encoding="utf-8")
    os.replace(new, record)


def _unreachable(hub: Hub, error: Exception) -> BadInput:
    return BadInput(
        f"The hub {hub.address!r} cannot be reached ({type(error).__name__}); check the connection and "
        f"ROLECALL_HUB; {GO_ON}."
    )
