"""A debrief as a file to keep: Markdown, PDF, or JSON with the mock's own values."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Literal

from rolecall.coach.debriefing import Redone
from rolecall.coach.pdf import to_pdf
from rolecall.domain import code_results
from rolecall.domain import debrief_words as words
from rolecall.domain.debrief_handout import debrief_handout
from rolecall.domain.handout_markdown import to_markdown
from rolecall.domain.mocks import MockState
from rolecall.domain.problems import Fault
from rolecall.ports import BadInput

Form = Literal["md", "pdf", "json"]
FORMS: tuple[Form, ...] = ("md", "pdf", "json")
_LONGEST_NAME = 60
_INTERNAL = {"prompt", "tokens", "echo", "manner", "heard", "start", "end", "seed", "made"}
"""Fields that mean nothing outside RoleCall."""
_WORDED: Mapping[str, Callable[[float], str]] = {
    "coverage": words.share_words,
    "score": lambda score: words.score_shown(score, hide=True),
    "level": lambda level: words.level_shown(level, hide=True),
    "own_level": lambda level: words.level_shown(level, hide=True),
}
"""Numbers that have words where numbers are hidden."""
_DROPPED = {
    *("price", "rests_on", "of", "own_difference", "own_against_coverage", "unfinished", "hints"),
    *("passed", "total", "times", "at_most", "peak_mb"),
}
"""Numbers that have none."""
_MEASURED = {*code_results.MEASURED, Fault.SLOW}
"""Verdicts and faults whose message is a measurement."""


def export_debrief(
    state: MockState,
    form: str,
    *,
    made_on: date | None = None,
    redone: Redone | None = None,
    hide_numbers: bool = False,
) -> tuple[str, bytes]:
    """The last debrief and the transcript: a file name and its bytes. Raises BadInput for another form.

    Without `made_on` it bears the day of the mock's last event, so that the same mock is the same file.
    """
    if form not in FORMS:
        raise BadInput(f"There is no export {form!r}; choose md, pdf or json.")
    made_on = made_on or date.fromisoformat((state.updated_at or state.started_at)[:10])
    name = f"rolecall-{_slug(state.planned.title)}-{state.started_at[:10]}.{form}"
    if form == "json":
        return name, _json(state, hide_numbers)
    before = redone.before if redone is not None else None
    handout = debrief_handout(state, before, made_on, hide_numbers=hide_numbers)
    return name, to_pdf(handout) if form == "pdf" else to_markdown(handout).encode()


def _json(state: MockState, hide: bool) -> bytes:
    plan = state.planned
    debriefs = [code_results.without_numbers(one) for one in state.debriefs] if hide else state.debriefs
    value = {
        "title": plan.title,
        "request": plan.request.model_dump(mode="json"),
        "rounds": [planned.model_dump(mode="json") for planned in plan.rounds],
        "notes": list(plan.notes),
        "started_at": state.started_at,
        "ended_at": state.ended_at,
        "ended": state.ended,
        "transcript": [
            {"time": at, "at": said.at, **said.by.model_dump(mode="json")} for at, said in words.timed(state)
        ],
        "own_ratings": state.ratings,
        "debriefs": [debrief.model_dump(mode="json") for debrief in debriefs],
    }
    if hide:
        value["own_ratings"] = {
            question: {name: words.level_shown(level, hide=True) for name, level in levels.items()}
            for question, levels in state.ratings.items()
        }
    return json.dumps(_readable(value, hide), ensure_ascii=True, indent=1).encode() + b"\n"


def _readable(value: Any, hide: bool) -> Any:
    if isinstance(value, list):
        return [_readable(one, hide) for one in value]
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if name not in _INTERNAL}
        if hide:
            measured = kept.get("verdict") in _MEASURED or kept.get("fault") in _MEASURED
            dropped = _DROPPED | ({"message"} if measured else set())
            kept = {name: _worded(name, one) for name, one in kept.items() if name not in dropped}
        return {name: _readable(one, hide) for name, one in kept.items()}
    return value


def _worded(name: str, value: Any) -> Any:
    if name in _WORDED and isinstance(value, int | float):
        return _WORDED[name](value)
    if name == "why":
        return words.why_shown(value, hide=True)
    if name == "notes":
        return [words.note_shown(note, hide=True) for note in value]
    return value


def _slug(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_NAME].strip("-") or "mock"
