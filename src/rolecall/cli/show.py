"""Values as people read them in a terminal; --json prints the same values as they are."""

import json
import re
import sys
from typing import Any

from pydantic import BaseModel

from rolecall.domain.mail import Draft
from rolecall.domain.passages import Evidence
from rolecall.domain.roles import RoleReading, Topic, TopicState
from rolecall.domain.telling import tell_questions, tell_reading

# C0 and C1 controls, escapes included, would let a pasted text drive the terminal; newline and tab may stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_MARKS = {TopicState.ANSWERED: "●", TopicState.PARTIAL: "◐", TopicState.MISSING: "○"}


def out(text: str) -> None:
    """Prints to stdout with everything taken out that would drive the terminal."""
    print(_CONTROL.sub("", text))


def say(text: str) -> None:
    """A message beside the result, on stderr."""
    print(_CONTROL.sub("", text), file=sys.stderr)


def as_json(value: BaseModel | dict[str, Any]) -> None:
    """One JSON object on stdout and nothing else."""
    data = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    print(json.dumps(data, ensure_ascii=False, indent=2))


def show_reading(reading: RoleReading, labels: dict[Topic, str]) -> None:
    heading = ", ".join(part for part in (reading.title, reading.company) if part)
    if heading:
        out(f"{heading}\n")
    out(plain(tell_reading(reading, labels)))
    if reading.track == "not_ml":
        return
    out("\nWhat you need to know")
    for topic, label in labels.items():
        finding = reading.topics[topic]
        quote = f"  “{' '.join(finding.quote.split())}”" if finding.quote else ""
        out(f"  {_MARKS[finding.state]} {label}{quote}")
    out("\nWhat you could ask")
    out(plain(tell_questions(reading)))


def show_draft(draft: Draft) -> None:
    out(f"Subject: {draft.subject}\n\n{draft.body}")
    for check in draft.checks:
        say(f"{'✓' if check.ok else '✗'} {check.name}: {check.detail}")
    if draft.note:
        say(draft.note)


def show_evidence(evidence: Evidence) -> None:
    if evidence.weak:
        out("I have nothing on that in the guides or your library. The nearest:\n")
    for number, passage in enumerate(evidence.passages, start=1):
        out(f"[{number}] {passage.heading} — {passage.source} ({passage.score:.2f})\n{passage.text}\n")
    if not evidence.passages:
        out("The library is empty.")


def plain(markdown: str) -> str:
    """Markdown of our own telling without its marks."""
    return re.sub(r"\*{1,2}([^*\n]+)\*{1,2}", r"\1", markdown).replace("\n> ", "\n    ")
