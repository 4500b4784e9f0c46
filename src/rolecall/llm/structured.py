"""Turns what a model wrote into a checked value, with at most one repair."""

import json
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from pydantic import ValidationError

from rolecall.llm.faults import fault_of
from rolecall.ports import FaultKind, Message, ModelFault, Prompt, T

# A candidate that does not hold is shown back to the model; more than this only costs tokens.
_SHOWN_BACK = 2000
_MOST_TRIES = 40

REPAIR = "That cannot be used: {why}. Answer again with only the corrected JSON object and nothing else."


class UnusableError(ValueError):
    """No JSON object in the text fits the schema; the words say why."""


def parsed(text: str, schema: type[T]) -> T:
    """The first JSON object in a text that fits the schema, whatever stands around it.

    Raises UnusableError, whose words a model can act on.
    """
    why = "there is no JSON object in it"
    for candidate in _objects(text):
        try:
            return schema.model_validate(candidate)
        except ValidationError as error:
            why = _first_faults(error)
    raise UnusableError(why)


async def filled(
    ask: Callable[[Prompt], Awaitable[str]], prompt: Prompt, schema: type[T], *, model: str, repairs: int
) -> T:
    """Asks, parses, asks again with the reason where the answer does not fit; then ModelFault(UNUSABLE)."""
    asked = prompt
    for left in range(repairs, -1, -1):
        text, fault = await _heard(ask, asked)
        try:
            return parsed(text, schema)
        except UnusableError as error:
            if fault is not None:
                raise fault from error
            if not left:
                raise fault_of(FaultKind.UNUSABLE, model) from error
            asked = _with_repair(prompt, text, str(error))
    raise AssertionError("repairs must not be negative")


class CutOff(ModelFault):
    """A fault that carries what had been said, which may be whole JSON all the same."""

    def __init__(self, fault: ModelFault, text: str) -> None:
        super().__init__(fault.kind, fault.message, retryable=fault.retryable)
        self.text = text


async def _heard(ask: Callable[[Prompt], Awaitable[str]], prompt: Prompt) -> tuple[str, ModelFault | None]:
    try:
        return await ask(prompt), None
    except CutOff as fault:
        return fault.text, fault


def _with_repair(prompt: Prompt, text: str, why: str) -> Prompt:
    back = Message(role="assistant", content=text[:_SHOWN_BACK] or "(nothing)")
    again = Message(role="user", content=REPAIR.format(why=why))
    return prompt.model_copy(update={"messages": (*prompt.messages, back, again)})


def _objects(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    place, tries = text.find("{"), 0
    while place >= 0 and tries < _MOST_TRIES:
        tries += 1
        try:
            value, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            end = place + 1
        else:
            if isinstance(value, dict):
                yield value
        place = text.find("{", end)


def _first_faults(error: ValidationError) -> str:
    faults = error.errors(include_url=False, include_input=False)[:3]
    return "; ".join(
        f"{'.'.join(map(str, fault['loc'])) or 'the object'}: {fault['msg']}" for fault in faults
    )
