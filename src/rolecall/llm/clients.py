"""Vendors' clients, each made once: making one takes tens of milliseconds, and many bring the same model."""

import asyncio
from collections import OrderedDict
from typing import Any

from rolecall.llm.spec import ModelSpec, build_chat

_KEPT = 64
"""Clients of one event loop; the one that was asked for longest ago goes first."""

_Made = OrderedDict[ModelSpec, asyncio.Future[Any]]


class Clients:
    """LangChain's chat models by what they speak to; equal specs, keys included, share one.

    HTTP connections belong to the event loop that opened them, so each loop has clients of its own.
    """

    def __init__(self) -> None:
        self._loops: dict[asyncio.AbstractEventLoop, _Made] = {}

    async def of(self, spec: ModelSpec) -> Any:
        """The client for `spec`; who comes while it is made waits for it. What failed is tried anew."""
        made = self._here()
        making = made.get(spec)
        if making is None or (making.done() and making.exception() is not None):
            # Importing LangChain and its provider takes seconds; other streams go on meanwhile.
            making = made[spec] = asyncio.ensure_future(asyncio.to_thread(build_chat, spec))
        made.move_to_end(spec)
        while len(made) > _KEPT:
            made.popitem(last=False)
        # A turn that is stopped must not take away what others wait for.
        return await asyncio.shield(making)

    def _here(self) -> _Made:
        """What was made in the running loop. What was made in loops that are closed is let go."""
        loop = asyncio.get_running_loop()
        if loop not in self._loops:
            self._loops = {old: made for old, made in self._loops.items() if not old.is_closed()}
            self._loops[loop] = OrderedDict()
        return self._loops[loop]
