"""One small JSON page of a model server, within bounds of time and size; what is anything else is no page."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from rolecall.domain.values import Value

_LARGEST = 2_000_000
"""Bytes; a list of models or the description of one is far smaller."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_OK = 200


class Answer(Value):
    """What came back to one request."""

    status: int
    data: bytes
    by: str
    """What the server calls itself in its headers."""


class Page(Value):
    """A JSON object that a server answered with status 200."""

    fields: dict[str, Any]
    by: str = ""


@asynccontextmanager
async def visiting(address: str, key: str = "") -> AsyncIterator[Any]:
    """A client for the pages of one server, which follows no redirect; the caller bounds the time.

    Raises OSError where the proxy settings of this machine cannot be used.
    """
    import httpx

    # Uncompressed, so that the bound on size is one on what is sent.
    headers = {"accept-encoding": "identity"}
    if key.strip() and key.isascii():
        headers["authorization"] = f"Bearer {key.strip()}"
    there = urlsplit(address).hostname not in LOOPBACK  # a proxy cannot reach loopback
    try:
        client = httpx.AsyncClient(headers=headers, trust_env=there, timeout=60)
    except ValueError as error:
        raise OSError(str(error)) from error
    async with client:
        yield client


async def answer_of(client: Any, url: str, *, sent: dict[str, Any] | None = None) -> Answer | None:
    """The answer to GET, or to POST of `sent`; None where none comes, or more than a page."""
    import httpx

    data = b""
    try:
        async with client.stream("GET" if sent is None else "POST", url, json=sent) as answer:
            async for piece in answer.aiter_raw():
                data += piece
                if len(data) > _LARGEST:
                    return None
            return Answer(status=answer.status_code, data=data, by=answer.headers.get("server", ""))
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        return None


async def page_of(client: Any, url: str, *, sent: dict[str, Any] | None = None) -> Page | None:
    """The page; None where the answer is not status 200 and a JSON object."""
    answer = await answer_of(client, url, sent=sent)
    if answer is None or answer.status != _OK:
        return None
    fields = json_of(answer.data)
    return Page(fields=fields, by=answer.by) if isinstance(fields, dict) else None


def json_of(data: bytes) -> Any:
    """What the JSON says, None where it is none."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


async def within(seconds: float, page: Awaitable[Page | None]) -> Page | None:
    """The page where it comes in time."""
    try:
        async with asyncio.timeout(seconds):
            return await page
    except TimeoutError:
        return None
