"""Takes the bytes of one file from a hub, as often as the connection breaks, and never more than promised."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from pydantic import SecretStr

from rolecall.domain.values import Value
from rolecall.llm.local.planning import gib
from rolecall.llm.local.shelf import Wanted
from rolecall.ports import BadInput, Progress

MOST_REDIRECTS = 5
MOVED = frozenset({301, 302, 303, 307, 308})
GO_ON = "what came is kept; run the same command again to go on"


class Hub(Value):
    """Where files come from, and how patiently."""

    address: str
    token: SecretStr = SecretStr("")
    silence: float = 30.0
    """Seconds without a byte after which the connection is given up."""
    slowest: float = 2048.0
    """Bytes a second, over `patience`, below which it is given up."""
    patience: float = 60.0
    tries: int = 4
    """How often it is taken up again with nothing new in between."""
    pause: float = 1.0
    """Seconds before it is taken up again, twice as long each time."""

    def address_of(self, wanted: Wanted, revision: str) -> str:
        """Where the file is in one version of the repository."""
        version = quote(revision, safe="")
        return f"{self.address.rstrip('/')}/{wanted.repo}/resolve/{version}/{quote(wanted.file)}"

    def headers_for(self, address: str) -> dict[str, str]:
        """The token goes to the hub alone."""
        # Sizes and ranges are those of the file, not of a packed form of it.
        headers = {"User-Agent": "rolecall", "Accept-Encoding": "identity"}
        token = self.token.get_secret_value().strip()
        if token and self.owns(address):
            headers["Authorization"] = f"Bearer {token}"
        return headers

    def owns(self, address: str) -> bool:
        mine, other = urlsplit(self.address), urlsplit(address)
        return (mine.scheme, mine.netloc) == (other.scheme, other.netloc)


class Offer(Value):
    """What the hub says of a file."""

    commit: str
    sha256: str
    """Empty where the hub does not say."""
    bytes: int


class Broken(Exception):
    """The connection ended early; worth taking up again."""


def accept(status: int, wanted: Wanted, hub: Hub) -> None:
    if status in (401, 403):
        raise BadInput(
            f"The hub keeps {wanted.repo!r} closed, or it does not exist; check the name, or accept its "
            "terms there and set HF_TOKEN."
        )
    if status in (404, 410):
        raise BadInput(
            f"The hub has no {wanted.file!r} in {wanted.repo!r} at {wanted.revision!r}; check the name on "
            f"{hub.address}/{wanted.repo}."
        )
    if status == 429:
        raise Broken("too many requests")
    if status >= 500:
        raise Broken(f"status {status}")
    if status >= 400:
        raise BadInput(f"The hub answered {status} for {wanted.file!r}; check the name and ROLECALL_HUB.")


class Download:
    """One file on its way into its part."""

    def __init__(self, client: Any, wanted: Wanted, offer: Offer, hub: Hub) -> None:
        self._client = client
        self._wanted = wanted
        self._offer = offer
        self._hub = hub
        self._address = hub.address_of(wanted, offer.commit or wanted.revision)

    def finish(self, part: Path, progress: Progress) -> None:
        """Takes it up again after each break, until it is whole or nothing more comes: then BadInput."""
        tries, before = 0, size(part)
        while (have := size(part)) < self._offer.bytes:
            if tries > self._hub.tries:
                raise BadInput(
                    f"The download broke off {tries} times at {gib(have)} of {gib(self._offer.bytes)}; "
                    f"{GO_ON}."
                )
            if tries:
                time.sleep(self._hub.pause * 2 ** (tries - 1))
            with suppress(Broken):
                self._take(part, progress)
            tries, before = (1, size(part)) if size(part) > before else (tries + 1, before)
        if size(part) > self._offer.bytes:
            raise self._too_much(part)

    def _take(self, part: Path, progress: Progress) -> None:
        """One connection's worth, appended to the part."""
        import httpx

        have = size(part)
        try:
            with self._opened({"Range": f"bytes={have}-"} if have else {}) as answer:
                accept(answer.status_code, self._wanted, self._hub)
                if have and answer.status_code != 206:
                    have = 0  # it knows no ranges and sends all again; only then is what came given up
                elif have and not answer.headers.get("content-range", "").startswith(f"bytes {have}-"):
                    raise Broken("another range than asked for")
                self._write(answer.iter_raw(), part, have, progress)
        except (httpx.TransportError, httpx.StreamError) as error:
            raise Broken(str(error)) from error

    def _write(self, pieces: Iterator[bytes], part: Path, have: int, progress: Progress) -> None:
        begun, got = time.monotonic(), 0
        with part.open("r+b" if part.exists() else "wb") as file:
            file.truncate(have)
            file.seek(have)
            for piece in pieces:
                got += len(piece)
                file.write(piece)
                if have + got > self._offer.bytes:
                    raise self._too_much(part)
                progress("Fetching", (have + got) / self._offer.bytes)
                lasted = time.monotonic() - begun
                if lasted > self._hub.patience and got / lasted < self._hub.slowest:
                    raise BadInput(
                        f"The hub sends only {got / lasted:.0f} bytes a second; try again later; {GO_ON}."
                    )

    @contextmanager
    def _opened(self, extra: Mapping[str, str]) -> Iterator[Any]:
        """The answer with the bytes, from where the hub sends it."""
        address = self._address
        for _ in range(MOST_REDIRECTS):
            headers = {**self._hub.headers_for(address), **extra}
            with self._client.stream("GET", address, headers=headers, follow_redirects=False) as answer:
                if answer.status_code not in MOVED:
                    yield answer
                    return
                address = urljoin(address, answer.headers.get("location", ""))
            if urlsplit(address).scheme != "https" and urlsplit(self._hub.address).scheme == "https":
                raise BadInput(
                    f"The hub sends the download to {address!r}, unencrypted; it was not followed."
                )
        raise BadInput(f"The hub {self._hub.address!r} sends from place to place; check ROLECALL_HUB.")

    def _too_much(self, part: Path) -> BadInput:
        return BadInput(
            f"The hub sent more than the {self._offer.bytes:,} bytes it named for {self._wanted.file!r}; "
            f"it is not used, and kept as {str(part)!r}. Delete it and fetch it again."
        )


def size(path: Path) -> int:
    """Bytes of a file, 0 where there is none."""
    return path.stat().st_size if path.is_file() else 0
