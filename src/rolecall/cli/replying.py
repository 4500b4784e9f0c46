"""`rolecall reply`: which of the questions a reply answers, with the words that do it."""

import json as json_
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from rolecall.cli import show
from rolecall.cli.batch import run_batch, text_of
from rolecall.cli.material import read_path
from rolecall.coach.replying import Replying
from rolecall.domain.replies.again import to_re_ask
from rolecall.domain.replies.values import AnswerState, PutQuestion, ReplyReading
from rolecall.ports import BadInput
from rolecall.wiring import build_files, build_replying

_MARKS = {
    AnswerState.ANSWERED: "●",
    AnswerState.PARTLY: "◐",
    AnswerState.DEFERRED: "…",
    AnswerState.DODGED: "◌",
    AnswerState.LEFT: "○",
}
_WORDS = {
    AnswerState.ANSWERED: "answered",
    AnswerState.PARTLY: "partly answered",
    AnswerState.DEFERRED: "put off, honestly",
    AnswerState.DODGED: "talked around",
    AnswerState.LEFT: "left open",
}


def reply(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The reply, or - for standard input.")] = "",
    asked: Annotated[
        str, typer.Option(help="What `email --json` printed, or a JSON list of questions.")
    ] = "",
    batch: Annotated[
        str, typer.Option(help="A file of JSON requests, one a line; - for standard input.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout, nothing else.")] = False,
) -> int:
    """See which of your questions a reply answers, and what was asked back."""
    replying = build_replying()
    if batch:
        return run_batch(batch, lambda request: _answered(request, replying))
    if not file or not asked:
        raise BadInput("Name the reply, and with --asked the file that holds what was asked.")
    questions = questions_in(_loaded(asked), asked)
    read = read_path(file, build_files())
    reading = replying.read(read.text, questions)
    for note in read.notes:
        show.say(note)
    if json:
        show.as_json(reading)
    else:
        _tell(reading)
    return 0


def questions_in(data: Any, name: str) -> tuple[PutQuestion, ...]:
    """The questions of a draft, or of a list; those without a number are numbered in their order.

    Raises BadInput naming the file and what is wrong with it.
    """
    given = data.get("questions") if isinstance(data, dict) else data
    if not isinstance(given, list):
        raise BadInput(f"{name!r} holds no questions; give what `rolecall email --json` printed, or a list.")
    found = []
    for n, one in enumerate(given, start=1):
        fields = {"text": one} if isinstance(one, str) else one
        if not isinstance(fields, dict):
            raise BadInput(f"Question {n} of {name!r} must be a text, or an object with 'topic' and 'text'.")
        known = {key: fields[key] for key in ("n", "topic", "text") if fields.get(key) is not None}
        try:
            found.append(PutQuestion.model_validate({"n": n, **known}))
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise BadInput(f"Question {n} of {name!r}: the field {where!r} cannot be used.") from error
    return tuple(found)


def _loaded(path: str) -> Any:
    try:
        return json_.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadInput(f"There is no file {path!r}; check the path given by --asked.") from error
    except OSError as error:
        raise BadInput(f"The file {path!r} cannot be read ({error.strerror}).") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path!r} is not JSON; give what `rolecall email --json` printed.") from error


def _answered(request: dict[str, Any], replying: Replying) -> dict[str, Any]:
    text = text_of(request, "text")
    given = request.get("asked")
    if not isinstance(given, list):
        raise BadInput("The field 'asked' must be a list of {'n', 'topic', 'text'}.")
    reading = replying.read(text, questions_in(given, "asked"))
    return {
        "states": [{"n": one.n, "state": one.state, "quote": one.quote} for one in reading.states],
        "asks_back": [one.quote for one in reading.asks_back],
    }


def _tell(reading: ReplyReading) -> None:
    for state in reading.states:
        show.out(f"{_MARKS[state.state]} {state.n}. {state.text}")
        open_ = f" ({state.missing})" if state.state is AnswerState.PARTLY and state.missing else ""
        show.out(f"    {_WORDS[state.state]}{open_}")
        if state.quote:
            show.out(f"    “{' '.join(state.quote.split())}”")
    if reading.asks_back:
        show.out("\nThey ask you")
        for asked in reading.asks_back:
            show.out(f"  “{' '.join(asked.quote.split())}”")
    steps = to_re_ask(reading)
    again = [step for step in steps if step.step == "re_ask"]
    waiting = [step for step in steps if step.step == "waiting_for"]
    if again:
        show.out("\nYou could ask again")
        for step in again:
            show.out(f"  {step.n}. {step.text}")
    if waiting:
        show.out("\nWaiting for: " + ", ".join(f"question {step.n}" for step in waiting))
    for note in reading.notes:
        show.out(f"\n{note}")
