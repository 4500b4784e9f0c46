"""Tries a model out with one short question, for the connect panel's test button."""

import time
from contextlib import aclosing, suppress
from typing import Any

from rolecall.domain.values import Value
from rolecall.ports import ChatModel, FaultKind, Message, ModelFault, Prompt

_QUESTION = Prompt(
    name="try_out", messages=(Message(role="user", content="Reply with the single word: ready"),)
)
_SLOW = 8.0


class Verdict(Value):
    """Whether a model can be used, in one sentence."""

    ok: bool
    message: str
    seconds: float
    kind: FaultKind | None = None
    """What was wrong, None where all is well."""


async def try_out(model: ChatModel) -> Verdict:
    """Asks for one word and says what came of it; raises nothing but bugs."""
    # Importing a vendor's library is not the model's slowness; what fails here fails again below.
    with suppress(Exception):
        await model.prepare()
    begun = time.monotonic()
    said = ""
    try:
        # 256 leaves room for the thoughts of reasoning models, which count as answer tokens.
        pieces: Any = model.stream(_QUESTION, max_tokens=256)
        async with aclosing(pieces):
            async for piece in pieces:
                said += piece
    except ModelFault as fault:
        seconds = time.monotonic() - begun
        if fault.kind is FaultKind.CUT_OFF and said.strip():
            return _works(model, seconds)
        return Verdict(ok=False, message=fault.message, seconds=seconds, kind=fault.kind)
    return _works(model, time.monotonic() - begun)


def _works(model: ChatModel, seconds: float) -> Verdict:
    if seconds > _SLOW:
        words = (
            f"{model.name} works but is slow: one word took {seconds:.0f} s; expect to wait for long answers."
        )
    else:
        words = f"{model.name} works: it answered in {seconds:.1f} s."
    return Verdict(ok=True, message=words, seconds=seconds)
