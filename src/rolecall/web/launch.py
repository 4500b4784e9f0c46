"""Starts the page on this machine: address, limits, headers, and a sentence where the port is taken."""

import os
import socket
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rolecall.ports import RoleCallError
from rolecall.web.guard import LOOPBACK, Guard
from rolecall.web.theme import head, style_sheet, theme

DEFAULT_PORT = 7860
_MOST_AT_ONCE = 256
"""Events that run at once: Gradio's own 40 would let the forty-first answer wait until another one ends."""
_PORTS_TRIED = 20
MOST_UPLOAD = "10mb"
"""Of one file; readers state their own, lower limits in words."""


class PortTaken(RoleCallError):
    """Another program listens on the wanted port."""


class OpenDoor(RoleCallError):
    """Listening where others could come in, without anything that asks who they are."""


def serve(
    app: Any,
    port: int | None = None,
    *,
    host: str = "127.0.0.1",
    hosts: Sequence[str] = LOOPBACK,
    blocked: Sequence[Path] = (),
    open_browser: bool = False,
    block: bool = True,
    tell: Callable[[str], None] = print,
) -> str:
    """Serves a `build_app` page and returns its address; blocks until stopped unless told otherwise.

    `blocked`: folders that are never served, such as the data folder. Raises PortTaken, and OpenDoor
    where `host` is reachable by others and no `hosts` of a proxy in front are named.
    """
    if host not in ("127.0.0.1", "localhost", "::1") and tuple(hosts) == LOOPBACK:
        raise OpenDoor(
            f"RoleCall has no login, so it does not listen on {host!r}; leave the address at 127.0.0.1, or "
            "put a proxy with a login in front and name the hosts it answers for."
        )
    chosen = free_port(port, host)
    if port is None and chosen != DEFAULT_PORT:
        tell(f"Port {DEFAULT_PORT} is in use, so RoleCall took {chosen}.")
    prepare_environment()
    _, address, _ = app.launch(**launch_options(host, chosen, hosts, blocked, open_browser))
    tell(f"RoleCall is at {address} (stop it with Ctrl+C).")
    if block:
        app.block_thread()
    return str(address)


def launch_options(
    host: str, port: int, hosts: Sequence[str], blocked: Sequence[Path], open_browser: bool
) -> dict[str, Any]:
    """Everything Gradio is told at launch; what it would do by default is closed where it leaks."""
    from starlette.middleware import Middleware

    return {
        "server_name": host,
        "server_port": port,
        "inbrowser": open_browser,
        "prevent_thread_lock": True,
        "share": False,
        "quiet": True,
        "show_error": False,
        "allowed_paths": [],
        "blocked_paths": [str(path) for path in blocked],
        "max_threads": _MOST_AT_ONCE,
        "max_file_size": MOST_UPLOAD,
        "strict_cors": True,
        "ssr_mode": False,
        "pwa": False,
        "mcp_server": False,
        "enable_monitoring": False,
        # Gradio would keep every call, a typed key included, in the browser's storage.
        "run_history": False,
        "footer_links": [],
        "theme": theme(),
        "css": style_sheet(),
        "head": head(),
        "app_kwargs": {
            "middleware": [Middleware(Guard, hosts=(*hosts, host))],
            "docs_url": None,
            "redoc_url": None,
            "openapi_url": None,
        },
    }


def prepare_environment() -> None:
    """Switches off what Gradio would send or look up, and gives its uploads a private folder."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    if "GRADIO_TEMP_DIR" not in os.environ:
        # mkdtemp makes it 0700: a shared /tmp/gradio would show one user's files to another.
        os.environ["GRADIO_TEMP_DIR"] = tempfile.mkdtemp(prefix="rolecall-")


def free_port(wanted: int | None, host: str = "127.0.0.1") -> int:
    """The wanted port, or the first free one from 7860 where none is wanted. Raises PortTaken."""
    if wanted is not None:
        if _is_free(wanted, host):
            return wanted
        raise PortTaken(
            f"Port {wanted} is in use by another program; stop that one, or choose another port with "
            f"`rolecall serve --port {wanted + 1}`."
        )
    for port in range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED):
        if _is_free(port, host):
            return port
    last = DEFAULT_PORT + _PORTS_TRIED - 1
    raise PortTaken(f"Ports {DEFAULT_PORT} to {last} are all in use; name a free one with --port.")


def _is_free(port: int, host: str) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True
