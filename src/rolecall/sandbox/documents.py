"""Reads the files people bring: text here, everything else in a walled-off child process."""

import json
import os
import threading

from pydantic import Field, NonNegativeInt, ValidationError

from rolecall.domain.values import Value
from rolecall.ports import BadInput, ReadFile, SandboxUnavailable
from rolecall.sandbox.kinds import PASTE, SHOWN, Kind, kind_of
from rolecall.sandbox.launch import ChildLauncher, Ending, Launcher, Ran
from rolecall.sandbox.limits import Limits
from rolecall.sandbox.names import clean_name, extension
from rolecall.sandbox.plain import cut, decode, is_blank, moved, tidy

_QUEUE_SECONDS = 60.0
"""How long a file waits for the ones before it."""
_MOST_NOTES = 10
_LONGEST_NOTE = 400

_REFUSED = {
    "encrypted": "{name!r} is protected by a password; save a copy without one, " + PASTE + ".",
    "scanned": "{name!r} holds pictures of pages but no text; paste the text instead.",
    "unreadable_letters": "{name!r} has letters that cannot be turned into text; paste the text instead.",
    "no_text": "{name!r} holds no text; choose another file, " + PASTE + ".",
    "bomb": "{name!r} unpacks to far more than a document should; save it again in Word, " + PASTE + ".",
    "not_docx": "{name!r} is an archive but no Word document; save it as .docx again, " + PASTE + ".",
    "too_big": "{name!r} needs too much memory to be read; save a shorter part of it, " + PASTE + ".",
    "broken": "{name!r} is damaged and cannot be read as {kind}; save it again, " + PASTE + ".",
}
_ENDED = {
    Ending.TOO_SLOW: "{name!r} took too long to read and was given up; save a shorter part of it, "
    + PASTE
    + ".",
    Ending.TOO_MUCH: _REFUSED["bomb"],
    Ending.DIED: _REFUSED["broken"],
    Ending.NOT_STARTED: "No reader could be started for {name!r}; try again in a minute, " + PASTE + ".",
}


class _Said(Value):
    """What the child may say; anything else counts as a broken document."""

    text: str = ""
    total: int = Field(default=0, ge=0)
    notes: tuple[str, ...] = ()
    pages: tuple[NonNegativeInt, ...] = ()
    refused: str = ""
    detail: str = ""
    walls: tuple[str, ...] = ()


class SandboxedReader:
    """Reads .txt .md .pdf .docx .eml .html into text; safe to call from many threads at once.

    Blocks while it reads (a child takes half a second, at most `Limits.wall_seconds`): call it from a worker
    thread, not from an event loop.
    """

    def __init__(self, limits: Limits | None = None, launcher: Launcher | None = None) -> None:
        self._limits = limits or Limits()
        self._launcher = launcher or ChildLauncher()
        self._places = threading.BoundedSemaphore(max(2, os.cpu_count() or 2))

    def read(self, data: bytes, name: str) -> ReadFile:
        """The text of a file, at most `Limits.text_chars` of it, with notes on the reading.

        Raises BadInput with one sentence that names the file and the next step.
        """
        shown = clean_name(name)
        if not data:
            raise BadInput(f"{shown!r} is empty (0 bytes); choose the file again, {PASTE}.")
        kind, note = kind_of(data, shown, extension(shown))
        if kind is Kind.TEXT:
            # Decoding stops a little after the limit: nobody reads the rest, but its size is told.
            text, guessed = decode(data, shown)
            return self._read_file(text, len(text), shown, (note, guessed))
        if len(data) > self._limits.file_bytes:
            raise BadInput(
                f"{shown!r} is larger than {self._limits.file_bytes >> 20} MB;"
                f" save a shorter part of it, {PASTE}."
            )
        said, behind = self._in_child(data, kind, shown)
        notes = tuple(_printable(one) for one in said.notes[:_MOST_NOTES])
        return self._read_file(said.text, said.total, shown, (note, *notes, behind), said.pages)

    def read_text(self, text: str, name: str = "") -> ReadFile:
        """Pasted text under the same limits; BadInput where there is nothing in it."""
        if is_blank(text):
            raise BadInput("There is no text here; paste an ad, a message or a question.")
        return self._read_file(text, len(text), clean_name(name) if name else "", ())

    def stands(self) -> str:
        """The jail that documents are read in, in a few words; empty where a plain child reads them."""
        return self._launcher.stands()

    def why_not(self) -> str:
        """Why there is no jail; empty where there is one."""
        return self._launcher.why_not()

    def close(self) -> None:
        """Ends what reading keeps ready; closed at exit where nobody calls it."""
        self._launcher.close()

    def walls(self) -> tuple[str, ...]:
        """The walls that stand around a child on this machine, for `rolecall doctor`; empty: none starts."""
        ran = self._run(b"<p>probe", Kind.HTML)
        try:
            return _Said.model_validate(json.loads(ran.output)).walls
        except (ValueError, RecursionError):
            return ()

    def _read_file(
        self, text: str, total: int, name: str, notes: tuple[str, ...], pages: tuple[int, ...] = ()
    ) -> ReadFile:
        limit = self._limits.text_chars
        kept, left_out = cut(tidy(text), limit, total if total > limit else None)
        if is_blank(kept):
            raise BadInput(f"{name!r} holds no text, only blanks; choose another file, {PASTE}.")
        return ReadFile(
            text=kept,
            name=name,
            notes=tuple(note for note in (*notes, left_out) if note),
            pages=tuple(min(at, len(kept)) for at in moved(pages, text)),
        )

    def _in_child(self, data: bytes, kind: Kind, name: str) -> tuple[_Said, str]:
        """What the child said, and what is to be said of the walls it was behind."""
        if not self._places.acquire(timeout=_QUEUE_SECONDS):
            raise BadInput(f"{name!r} waits behind too many other files; try it again in a minute.")
        try:
            ran = self._run(data, kind)
        except SandboxUnavailable as error:
            raise BadInput(
                f"{name!r} is not read here ({error.message.rstrip('.')}); paste the text instead."
            ) from error
        finally:
            self._places.release()
        if ran.ending is not Ending.DONE:
            raise BadInput(_ENDED[ran.ending].format(name=name, kind=SHOWN[kind]))
        try:
            said = _Said.model_validate(json.loads(ran.output))
        except (ValueError, RecursionError, ValidationError) as error:
            raise BadInput(_REFUSED["broken"].format(name=name, kind=SHOWN[kind])) from error
        if said.refused:
            sentence = _REFUSED.get(said.refused, _REFUSED["broken"])
            raise BadInput(sentence.format(name=name, kind=SHOWN[kind]))
        return said, ran.note

    def _run(self, data: bytes, kind: Kind) -> Ran:
        wanted = self._limits.model_dump(exclude={"file_bytes"})
        return self._launcher.run(
            data,
            [kind.value, json.dumps(wanted)],
            wall_seconds=self._limits.wall_seconds,
            output_bytes=self._limits.output_bytes,
        )


def _printable(note: str) -> str:
    return "".join(letter for letter in note if letter.isprintable())[:_LONGEST_NOTE]
