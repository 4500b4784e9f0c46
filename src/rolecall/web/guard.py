"""What every answer of the server carries, and which requests are refused before Gradio sees them."""

from collections.abc import Iterable, Sequence
from typing import Any

CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio starts from inline scripts and compiles its templates, so these two cannot be closed.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' blob: data:",
        "media-src 'self' blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
_HEADERS = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(self), payment=()"),
)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_REFUSED = b"RoleCall does not answer under this name. Open the address that the terminal shows."


class Guard:
    """ASGI middleware: a Host that is not ours is refused (DNS rebinding), so is a foreign Origin."""

    def __init__(self, app: Any, hosts: Sequence[str] = LOOPBACK) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        if not self._ours(scope["headers"]):
            await _refuse(scope, send)
            return

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)

    def _ours(self, headers: Iterable[tuple[bytes, bytes]]) -> bool:
        found = {name.lower(): value.decode("latin-1") for name, value in headers}
        origin = found.get(b"origin")
        if origin is not None and _host(origin.partition("://")[2]) not in self._hosts:
            return False
        return _host(found.get(b"host", "")) in self._hosts


def _host(authority: str) -> str:
    """The name in `name:port` or `[v6]:port`, in lower case."""
    if authority.startswith("["):
        return authority.partition("]")[0].lower() + "]"
    return authority.partition(":")[0].lower()


async def _refuse(scope: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": 421, "headers": headers})
    await send({"type": "http.response.body", "body": _REFUSED})
