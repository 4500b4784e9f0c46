"""What a connected model can do: asked of the server's own pages, each in its makers' way, else tried."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Any

from rolecall.domain.capabilities import Capabilities
from rolecall.llm.finding import kind_of, models_in
from rolecall.llm.pages import answer_of, json_of, page_of, visiting

_PATIENCE = 2.0
_OLLAMAS_LEAST = 4096
"""Tokens that Ollama gives a model where nobody asked for more (its documentation of 2026)."""
_SIZES = range(256, 100_000_000)
_NUM_CTX = re.compile(r"(?m)^\s*(?:PARAMETER\s+)?num_ctx\s+(\d+)\s*$")
_TOOL = {
    "type": "function",
    "function": {"name": "look_up", "parameters": {"type": "object", "properties": {}}},
}


async def asked_of(address: str, key: str, model: str, *, seconds: float = _PATIENCE) -> Capabilities:
    """What the server tells of itself and of the model; empty where it tells nothing.

    No question is put to the model and nothing is loaded for it.
    """
    told = _Told(Capabilities())
    try:
        async with asyncio.timeout(seconds), visiting(address, key) as client:
            await _ask(client, address.rstrip("/"), model, told)
    except (TimeoutError, OSError):
        pass  # what was told until then holds
    return told.known


async def takes_tools(address: str, key: str, model: str, *, seconds: float = 20.0) -> bool | None:
    """Whether a call that offers a tool is taken: one small call; None where that says nothing."""
    question = [{"role": "user", "content": "Say: ready"}]
    sent = {"model": model, "messages": question, "tools": [_TOOL], "max_completion_tokens": 16}
    try:
        async with asyncio.timeout(seconds), visiting(address, key) as client:
            answer = await answer_of(client, f"{address.rstrip('/')}/chat/completions", sent=sent)
    except (TimeoutError, OSError):
        return None
    if answer is None:
        return None
    if answer.status == 200:
        return True if _dict(json_of(answer.data)).get("choices") else None
    refused = answer.status in (400, 422) and b"tool" in answer.data[:4000].lower()
    return False if refused else None


class _Told:
    """What was told so far."""

    def __init__(self, known: Capabilities) -> None:
        self.known = known

    def add(self, **found: Any) -> None:
        self.known = self.known.model_copy(update={k: v for k, v in found.items() if v is not None})


async def _ask(client: Any, address: str, model: str, told: _Told) -> None:
    root = address.removesuffix("/v1")
    listed = await page_of(client, f"{address}/models")
    entries = (models_in(listed) if listed else None) or []
    entry = next((one for one in entries if one["id"] == model), entries[0] if len(entries) == 1 else {})
    kind = kind_of(listed) if listed else ""
    if listed and not kind:
        kind = await _kind_by_pages(client, root)
    told.add(server=kind or None, context_tokens=_size(entry.get("max_model_len")))
    if teller := _TELLERS.get(kind):
        await teller(client, root, model, told)


async def _kind_by_pages(client: Any, root: str) -> str:
    """Ollama and LM Studio have pages that nobody else has; their lists of models may lack a sign."""
    version = await page_of(client, f"{root}/api/version")
    if version and isinstance(version.fields.get("version"), str):
        return "Ollama"
    models = await page_of(client, f"{root}/api/v0/models")
    return "LM Studio" if models and models_in(models) is not None else ""


async def _llama_cpp(client: Any, root: str, model: str, told: _Told) -> None:
    page = await page_of(client, f"{root}/props")
    if page is None:
        return
    settings, takes = (
        _dict(page.fields.get("default_generation_settings")),
        page.fields.get("chat_template_caps"),
    )
    told.add(
        context_tokens=_size(settings.get("n_ctx")), tools=_yes_or_no(_dict(takes).get("supports_tools"))
    )


async def _ollama(client: Any, root: str, model: str, told: _Told) -> None:
    loaded = await page_of(client, f"{root}/api/ps")
    running = [_dict(one) for one in _list(loaded.fields.get("models") if loaded else None)]
    names = {model, f"{model}:latest"}
    now = next((one for one in running if {one.get("name"), one.get("model")} & names), {})
    told.add(context_tokens=_size(now.get("context_length")))
    page = await page_of(client, f"{root}/api/show", sent={"model": model})
    if page is None:
        return
    can = page.fields.get("capabilities")
    told.add(tools="tools" in can if isinstance(can, list) else None)
    if told.known.context_tokens is None:
        told.add(context_tokens=_ollamas_context(page.fields))


def _ollamas_context(shown: dict[str, Any]) -> int | None:
    """What it will give the model once it is loaded, at the least; not what the model was trained for."""
    asked_for = _NUM_CTX.search(str(shown.get("parameters", "")))
    if asked_for and (size := _size(int(asked_for[1][:12]))):
        return size
    facts = _dict(shown.get("model_info"))
    trained = next((_size(facts[name]) for name in facts if str(name).endswith(".context_length")), None)
    return min(trained, _OLLAMAS_LEAST) if trained else None


async def _lm_studio(client: Any, root: str, model: str, told: _Told) -> None:
    listed = await page_of(client, f"{root}/api/v0/models")
    if listed is not None:
        named = (_dict(entry) for entry in _list(listed.fields.get("data")))
        entry = next((one for one in named if one.get("id") == model), {})
        can = entry.get("capabilities")
        told.add(
            context_tokens=_size(entry.get("loaded_context_length")),
            tools="tool_use" in can if isinstance(can, list) else None,
        )
        return
    newer = await page_of(client, f"{root}/api/v1/models")
    named = (_dict(entry) for entry in _list(newer.fields.get("models") if newer else None))
    entry = next((one for one in named if one.get("key") == model), {})
    instances = [_dict(_dict(one).get("config")) for one in _list(entry.get("loaded_instances"))]
    sizes = [size for one in instances if (size := _size(one.get("context_length")))]
    told.add(
        context_tokens=min(sizes, default=None),
        tools=_yes_or_no(_dict(entry.get("capabilities")).get("trained_for_tool_use")),
    )


_TELLERS: dict[str, Callable[[Any, str, str, _Told], Awaitable[None]]] = {
    "llama.cpp": _llama_cpp,
    "Ollama": _ollama,
    "LM Studio": _lm_studio,
}


def _size(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value in _SIZES else None


def _yes_or_no(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
