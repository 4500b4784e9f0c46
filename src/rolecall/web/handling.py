"""What all handlers share: who asks, what an action carried, and how a failure is told."""

import logging
from collections.abc import Callable
from typing import Any

import gradio as gr

from rolecall.ports import RoleCallError
from rolecall.web.present import problem

_log = logging.getLogger("rolecall.web")

SORRY = (
    "Something went wrong inside RoleCall; what you wrote is kept. Try once more; the terminal that runs "
    "RoleCall shows what happened."
)

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""Of every event: no spinner over the page, no address for scripts."""

OwnerOf = Callable[[gr.Request], str]
Updates = dict[Any, Any]


def local_owner(request: gr.Request) -> str:
    """One person, one machine: everything belongs to `local`."""
    return "local"


def words_of(error: BaseException) -> str:
    """The sentence a user sees; what is not meant for them goes to the log."""
    if isinstance(error, RoleCallError):
        return error.message
    _log.error("A handler of the page failed", exc_info=error)
    return SORRY


def told(place: Any, updates: Callable[[], Updates]) -> Updates:
    """Runs a step of a handler; a failure becomes one sentence in `place`, success clears it."""
    try:
        return {place: "", **updates()}
    except Exception as error:
        return {place: problem(words_of(error))}


def carried(event: gr.EventData, name: str) -> str:
    """What a button of our own HTML carries in `data-<name>`; text from the browser, so data only."""
    data = event._data if isinstance(event._data, dict) else {}
    return str(data.get(name, ""))


def actions(*names: str) -> str:
    """Script of a gr.HTML: clicks on `data-do` and submitted forms become events of these names."""
    listed = ", ".join(f'"{name}"' for name in names)
    return f"window.rolecall.actions(element, trigger, watch, [{listed}]);"
