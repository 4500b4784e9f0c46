"""Tries a model out with short questions: whether it answers, and how it can be held to JSON."""

import time
from contextlib import aclosing, suppress
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from rolecall.domain.capabilities import Structured
from rolecall.domain.values import Value
from rolecall.llm.dialect import Dialect
from rolecall.llm.structured import CutOff
from rolecall.ports import ChatModel, FaultKind, Message, ModelFault, Prompt

_SLOW = 8.0


def _asked(words: str) -> Prompt:
    return Prompt(name="try_out", messages=(Message(role="user", content=words),))


_READY = _asked("Reply with the single word: ready")
# Only a server that keeps to the schema answers this with JSON. (OpenAI's wants the word said in any case.)
_COLOUR = _asked("Which is the colour of grass? Reply with one word, not with JSON.")
_COLOUR_IN_JSON = _asked("Which is the colour of grass? Reply in JSON.")
_SHORT = 80
"""Tokens of an answer."""


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
        pieces: Any = model.stream(_READY, max_tokens=256)
        async with aclosing(pieces):
            async for piece in pieces:
                said += piece
    except ModelFault as fault:
        seconds = time.monotonic() - begun
        if fault.kind is FaultKind.CUT_OFF and said.strip():
            return _works(model, seconds)
        return Verdict(ok=False, message=fault.message, seconds=seconds, kind=fault.kind)
    return _works(model, time.monotonic() - begun)


async def try_json(model: ChatModel) -> None:
    """Finds the strictest way in which a model's server is held to JSON, in at most three short questions.

    What it finds stands in the model's dialect; a model that has none is not asked.
    """
    dialect = getattr(model, "dialect", None)  # what wraps a model hands it on
    if not isinstance(dialect, Dialect):
        return
    dialect.find_out(structured=Structured.SCHEMA if dialect.asks_for_json else Structured.NONE)
    while (way := dialect.structured) is not Structured.NONE:
        held = await _held_to_json(model, dialect)
        if held is None:
            dialect.find_out(structured=None)
            return
        if held:
            return
        if dialect.structured is way:
            # It was taken without a word and not heeded, so the next one down is tried.
            dialect.give_up(way)


async def _held_to_json(model: ChatModel, dialect: Dialect) -> bool | None:
    """Whether the answer was JSON as asked for; None where a fault of the day hides it."""
    by_schema = dialect.structured is Structured.SCHEMA
    try:
        if by_schema:
            await model.fill(_COLOUR, _Colour, max_tokens=_SHORT, repairs=0)
        else:
            await model.fill(_COLOUR_IN_JSON, _Anything, max_tokens=_SHORT, repairs=0)
    except CutOff as fault:
        return fault.text.lstrip().startswith("{")
    except ModelFault as fault:
        return False if fault.kind in (FaultKind.UNUSABLE, FaultKind.EMPTY, FaultKind.CUT_OFF) else None
    return True


class _Colour(BaseModel):
    model_config = ConfigDict(extra="forbid")
    colour: Literal["green", "blue", "red"]


class _Anything(BaseModel):
    model_config = ConfigDict(extra="allow")


def _works(model: ChatModel, seconds: float) -> Verdict:
    if seconds > _SLOW:
        words = (
            f"{model.name} works but is slow: one word took {seconds:.0f} s; expect to wait for long answers."
        )
    else:
        words = f"{model.name} works: it answered in {seconds:.1f} s."
    return Verdict(ok=True, message=words, seconds=seconds)
