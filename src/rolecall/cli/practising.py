"""`rolecall practise`: a mock interview in the terminal."""

import asyncio
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from rolecall.cli import show
from rolecall.cli.material import sources_from
from rolecall.coach.coach import Coach
from rolecall.domain.clock import WARNINGS
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import LOOP, EndReason, Interviewer, Line, MockRequest, MockState, Mode
from rolecall.domain.roles import RoleReading
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import OWNER, build_files, build_reading, opened, practice_knowledge

_HELP = (
    "Answer in as many lines as you like; an empty line sends. "
    "/hint, /time, /pause, /end (with a debrief), /leave (without a score)."
)

_WISH = re.compile(r"/[a-z]+")


def practise(  # noqa: PLR0917 - the command's options, as typer wants them
    what: Annotated[
        str, typer.Argument(metavar="ROUND|loop", help=f"{', '.join(RoundKind)}, or {LOOP}.")
    ] = "",
    role: Annotated[list[str] | None, typer.Option(help="An ad or a message: what the role is like.")] = None,
    paper: Annotated[
        str, typer.Option(help="Your own paper (PDF, .md, .txt, .docx) to be asked about.")
    ] = "",
    question: Annotated[list[str] | None, typer.Option(help="Ask exactly this question of the bank.")] = None,
    minutes: Annotated[int, typer.Option(min=2, max=180, help="How long.")] = 20,
    seed: Annotated[int | None, typer.Option(help="The same seed asks the same questions.")] = None,
    interviewer: Annotated[Interviewer, typer.Option(help="Who sits opposite.")] = Interviewer.NEUTRAL,
    mode: Annotated[Mode, typer.Option(help="With or without help on the way.")] = Mode.COACHED,
    drift: Annotated[
        bool, typer.Option("--drift", help="Rehearse a deep dive that slides into trivia.")
    ] = False,
    resume: Annotated[str, typer.Option(help="Id of an unfinished mock to take up again.")] = "",
    out: Annotated[Path | None, typer.Option(help="Also write the debrief: .md, .pdf or .json.")] = None,
    bank: Annotated[
        bool, typer.Option("--list", help="Show the questions of the bank, or of one round.")
    ] = False,
) -> int:
    """Hold a mock interview in the terminal, then see the debrief."""
    if bank:
        return _list(what)
    if out is not None:
        _check_out(out)
    request = MockRequest(
        what=what or RoundKind.RESEARCH_DEEP_DIVE,
        interviewer=interviewer,
        mode=mode,
        minutes=minutes,
        drift=drift,
        seed=seed,
        question_ids=tuple(question or ()),
    )
    if not (what or paper or question or resume):
        raise BadInput(f"Name a round ({', '.join(_kinds())}) or {LOOP}.")
    reading = _read(role)
    with opened(load()) as house:
        session = _Session(house.coach, reading, paper)
        return session.hold(request, resume, out)


class _Session:
    """One mock, held over standard input and output."""

    def __init__(self, coach: Coach, reading: RoleReading | None, paper: str) -> None:
        self._coach = coach
        self._reading = reading
        self._paper = paper

    def hold(self, request: MockRequest, resume: str, out: Path | None) -> int:
        # Typing is waited for outside the event loop: inside, the first Ctrl-C would do nothing.
        with asyncio.Runner() as loop:
            state = loop.run(self._begun(request, resume))
            if state.ended is None:
                state = self._talked(loop, state, resumed=bool(resume))
            if state.ended is None:
                # Standard input ended: what was said is kept, and the mock can be taken up again.
                self._coach.practice.pause(OWNER, state.id)
                show.say(f"Kept. Take it up again with `rolecall practise --resume {state.id}`.")
                return 0
            if state.ended is EndReason.ABORTED:
                show.say("Ended without a score; the transcript is kept.")
                return 0
            if state.debrief is None:
                state = loop.run(self._coach.debriefing.debrief(OWNER, state.id))
        self._tell(state, out)
        return 0

    def _talked(self, loop: asyncio.Runner, state: MockState, *, resumed: bool) -> MockState:
        """The conversation, until the mock or what is typed ends."""
        show.say(f"{state.planned.title}, {state.request.minutes} minutes. {_HELP}")
        for note in state.planned.notes:
            show.say(note)
        self._say(state, since=max(0, len(state.lines) - 1) if resumed else 0)
        try:
            for text in _answers():
                before = len(state.lines)
                try:
                    state = loop.run(self._taken(state, text))
                except BadInput as error:
                    # Too long, for one: the sentence is refused and not the mock.
                    show.say(error.message)
                self._say(state, since=before)
                if state.ended is not None:
                    break
                self._warn(state)
        except KeyboardInterrupt:
            show.say("")
        return self._coach.practice.open(OWNER, state.id)

    async def _begun(self, request: MockRequest, resume: str) -> MockState:
        practice = self._coach.practice
        if resume:
            state = await practice.come_back(OWNER, resume)
            return state if state.ended is not None else practice.resume(OWNER, resume)
        if self._paper:
            file = read_bytes(self._paper)
            return await self._coach.practice_on_paper(OWNER, request, Path(self._paper).name, file)
        return await practice.start(OWNER, request, reading=self._reading)

    async def _taken(self, state: MockState, text: str) -> MockState:
        practice = self._coach.practice
        match text:
            case "/hint":
                return await practice.hint(OWNER, state.id)
            case "/pause":
                practice.pause(OWNER, state.id)
                show.say("The clock stands; your next answer starts it again.")
                return practice.open(OWNER, state.id)
            case "/time":
                self._warn(state, always=True)
                return state
            case "/end":
                return await practice.end(OWNER, state.id)
            case "/leave":
                return practice.abort(OWNER, state.id)
        if _WISH.fullmatch(text):
            raise BadInput(f"There is no {text!r}. {_HELP}")
        return await practice.answer(OWNER, state.id, text)

    def _warn(self, state: MockState, *, always: bool = False) -> None:
        tick = self._coach.practice.tick(OWNER, state.id)
        if always or tick.warning in WARNINGS:
            left = round(tick.clock.left)
            show.say(f"{left // 60}:{left % 60:02d} left.")

    def _say(self, state: MockState, since: int) -> None:
        for line in state.lines[since:]:
            _show_line(line)

    def _tell(self, state: MockState, out: Path | None) -> None:
        from rolecall.coach.exporting import export_debrief

        hidden = self._coach.hides_numbers(OWNER)
        redone = self._coach.debriefing.redone(OWNER, state.id)
        form = out.suffix.lower().removeprefix(".") if out is not None else "md"
        _, data = export_debrief(state, form, redone=redone, hide_numbers=hidden)
        if out is None:
            show.out(data.decode())
            return
        try:
            out.write_bytes(data)
        except OSError as error:
            raise BadInput(
                f"The file {str(out)!r} cannot be written ({error.strerror}); the debrief is kept, get it "
                f"with `rolecall practise --resume {state.id} --out FILE`."
            ) from error
        show.say(f"Wrote {out}.")


def read_bytes(path: str) -> bytes:
    """A file as it is. Raises BadInput naming it."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadInput(f"The file {path!r} cannot be read ({error.strerror}).") from error


def _check_out(out: Path) -> None:
    """Before the mock and not after it. Raises BadInput naming the file."""
    if out.suffix.lower() not in (".md", ".pdf", ".json"):
        raise BadInput(f"The debrief cannot be written as {out.name!r}; name a .md, .pdf or .json file.")
    if out.is_dir() or not out.parent.is_dir():
        raise BadInput(f"The file {str(out)!r} cannot be written; name a file in a folder that is there.")


def _kinds() -> list[RoundKind]:
    """The rounds that the bank has questions for."""
    return [kind for kind in RoundKind if practice_knowledge().bank.of_kind(kind)]


def _answers() -> Iterator[str]:
    """What is typed: lines up to an empty one are one answer, a line of `/` and one word is a wish.

    An answer that was begun goes out before the mock is ended, and waits for its empty line otherwise.
    """
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    lines: list[str] = []
    for line in sys.stdin:
        text = line.rstrip("\r\n")
        wish = text.strip().lower()
        if _WISH.fullmatch(wish):
            if lines and wish in ("/end", "/leave"):
                yield "\n".join(lines)
                lines = []
            yield wish
        elif text.strip():
            lines.append(text)
        elif lines:
            yield "\n".join(lines)
            lines = []
    if lines:
        yield "\n".join(lines)


def _show_line(line: Line) -> None:
    if line.feedback:
        show.out(f"  ({line.feedback})")
    show.out(f"\n{line.text}\n")
    if line.note:
        show.say(line.note)


def _read(role: list[str] | None) -> RoleReading | None:
    if not role:
        return None
    reading = build_reading()
    sources, notes = sources_from(role, None, build_files(), reading)
    for note in notes:
        show.say(note)
    return reading.read(sources)


def _list(what: str) -> int:
    kinds = [kind for kind in _kinds() if not what or kind == what]
    if not kinds:
        raise BadInput(f"There is no round {what!r}; choose one of {', '.join(_kinds())}.")
    for kind in kinds:
        for question in practice_knowledge().bank.of_kind(kind):
            show.out(
                f"{question.id}  [{kind}, {question.track}, {question.difficulty} of 5]  {question.text}"
            )
    return 0
