"""Model servers on this machine, found at their usual ports; only their list of models is asked for."""

import asyncio
from collections.abc import Sequence
from typing import Any

from rolecall.domain.capabilities import FoundServer
from rolecall.domain.texts import visible
from rolecall.llm.pages import Page, page_of, visiting, within

USUAL_PORTS = (11434, 1234, 8080, 8000)
"""Of Ollama, LM Studio, llama.cpp and vLLM."""
UNNAMED = "A model server"
_PATIENCE = 0.5
_MOST_MODELS = 30
_LONGEST_NAME = 300
# What each writes into its list of models, by which it is known wherever it listens.
_OWNERS = {
    "llamacpp": "llama.cpp",
    "vllm": "vLLM",
    "organization_owner": "LM Studio",
    "library": "Ollama",
}


async def servers_here(
    ports: Sequence[int] = USUAL_PORTS, *, seconds: float = _PATIENCE
) -> tuple[FoundServer, ...]:
    """Who answers on loopback with a list of models, all ports asked at once, in their order."""
    async with visiting("http://127.0.0.1") as client:
        asked = await asyncio.gather(*(_server_at(client, port, seconds) for port in ports))
    return tuple(server for server in asked if server is not None)


async def _server_at(client: Any, port: int, seconds: float) -> FoundServer | None:
    address = f"http://127.0.0.1:{port}/v1"
    page = await within(seconds, page_of(client, f"{address}/models"))
    if page is None or (models := models_in(page)) is None:
        return None
    names = [str(model["id"]) for model in models if "embed" not in model["id"].lower()]
    return FoundServer(name=kind_of(page) or UNNAMED, address=address, models=tuple(names[:_MOST_MODELS]))


def models_in(page: Page) -> list[dict[str, Any]] | None:
    """The entries of an OpenAI-compatible list of models; None where the page is no such list."""
    listed = page.fields.get("data", ())
    if page.fields.get("object") != "list" or not isinstance(listed, list | None):
        return None
    entries = [entry for entry in listed or () if isinstance(entry, dict) and _is_name(entry.get("id"))]
    return entries if len(entries) == len(listed or ()) else None


def kind_of(page: Page) -> str:
    """Whose list of models it is, '' where nothing in it says."""
    if page.by.lower().startswith("llama.cpp"):
        return "llama.cpp"
    owners = [entry.get("owned_by") for entry in models_in(page) or ()]
    return next((_OWNERS[owner] for owner in owners if isinstance(owner, str) and owner in _OWNERS), "")


def _is_name(name: object) -> bool:
    """A name that people can see and type; others are tricks or accidents."""
    return (
        isinstance(name, str)
        and 0 < len(name) <= _LONGEST_NAME
        and name.isprintable()
        and visible(name) == name
    )
