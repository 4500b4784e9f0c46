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
from rolecall.cli.practising_code import HELP as CODE_HELP
from rolecall.cli.practising_code import WISHES, CodeDesk
from rolecall.cli.question_list import MINUTES, kinds, tell_questions, usual_minutes
from rolecall.coach.coach import Coach
from rolecall.domain.clock import LAST_WORD, WARNINGS
from rolecall.domain.debrief_words import note_shown
from rolecall.domain.interviews import RoundKind
from rolecall.domain.mocks import LOOP, EndReason, Interviewer, Line, MockRequest, MockState, Mode
from rolecall.domain.roles import RoleReading
from rolecall.ports import BadInput
from rolecall.settings import load
from rolecall.wiring import OWNER, build_files, build_reading, opened

_HELP = (
    "Answer in as many lines as you like; an empty line sends. "
    "/hint, /time, /pause, /end (with a debrief), /leave (without a score)."
)
_WISH = re.compile(r"/[a-z]+")
_OWN_CALL = re.compile(r"/run\s+(\S.*)", re.IGNORECASE)


def practise(  # noqa: PLR0917 - the command's options, as typer wants them
    what: Annotated[
        str, typer.Argument(metavar="ROUND|loop", help=f"{', '.join(RoundKind)}, or {LOOP}.")
    ] = "",
    role: Annotated[list[str] | None, typer.Option(help="An ad or a message: what the role is like.")] = None,
    paper: Annotated[
        str, typer.Option(help="Your own paper (PDF, .md, .txt, .docx) to be asked about.")
    ] = "",
    question: Annotated[list[str] | None, typer.Option(help="Ask exactly this question of the bank.")] = None,
    minutes: Annotated[
        int | None,
        typer.Option(min=2, max=180, help=f"How long; {MINUTES}, or what the chosen problems need."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed asks the same questions.")] = None,
    interviewer: Annotated[Interviewer, typer.Option(help="Who sits opposite.")] = Interviewer.NEUTRAL,
    mode: Annotated[Mode, typer.Option(help="With or without help on the way.")] = Mode.COACHED,
    drift: Annotated[
        bool, typer.Option("--drift", help="Rehearse a deep dive that slides into trivia.")
    ] = False,
    resume: Annotated[str, typer.Option(help="Id of an unfinished mock to take up again.")] = "",
    out: Annotated[Path | None, typer.Option(help="Also write the debrief: .md, .pdf or .json.")] = None,
    code: Annotated[
        Path, typer.Option(help="Coding rounds: the folder of the file you write your code into.")
    ] = Path(),
    bank: Annotated[
        bool, typer.Option("--list", help="Show the questions of the bank, or of one round.")
    ] = False,
) -> int:
    """Hold a mock interview in the terminal, then see the debrief."""
    if bank:
        return tell_questions(what)
    if out is not None:
        _check_out(out)
    request = MockRequest(
        what=what or RoundKind.RESEARCH_DEEP_DIVE,
        interviewer=interviewer,
        mode=mode,
        minutes=minutes or usual_minutes(what, tuple(question or ())),
        drift=drift,
        seed=seed,
        question_ids=tuple(question or ()),
    )
    if not (what or paper or question or resume):
        raise BadInput(f"Name a round ({', '.join(kinds())}) or {LOOP}.")
    reading = _read(role)
    with opened(load()) as house:
        session = _Session(house.coach, reading, paper, code)
        return session.hold(request, resume, out)


class _Session:
    """One mock, held over standard input and output."""

    def __init__(self, coach: Coach, reading: RoleReading | None, paper: str, code: Path) -> None:
        self._coach = coach
        self._reading = reading
        self._paper = paper
        self._desk = CodeDesk(coach.practice, code)

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
            show.say(note_shown(note, hide=self._coach.hides_numbers(OWNER)))
        if resumed and state.lines:
            _show_line(state.lines[-1])
        else:
            self._say(state, since=0)
        self._desk.turn_to(state)
        try:
            for text in _answers():
                before = len(state.said)
                try:
                    state = loop.run(self._taken(state, text))
                except BadInput as error:
                    # Too long, for one: the sentence is refused and not the mock.
                    show.say(error.message)
                self._say(state, since=before)
                self._desk.turn_to(state)
                if state.ended is not None:
                    break
                self._desk.keep(state)
                self._warn(state)
        except KeyboardInterrupt:
            show.say("")
        self._desk.keep(state)
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
        own = _OWN_CALL.fullmatch(text)
        name, rest = ("/run", own[1]) if own else (text, "")
        if self._desk.is_open and self._is_late(state, text) and text != "/leave":
            # Whatever was wished for came too late: what stands in the file counts now.
            self._desk.keep(state, aloud=True)
            return await practice.end(OWNER, state.id, "" if _is_wish(text) else text)
        if name in WISHES:
            return await self._desk.wish(state, name, rest)
        if _WISH.fullmatch(text):
            return await self._wished(state, text)
        return await practice.answer(OWNER, state.id, text)

    async def _wished(self, state: MockState, text: str) -> MockState:
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
                self._desk.keep(state, aloud=True)
                return await practice.end(OWNER, state.id)
            case "/leave":
                return practice.abort(OWNER, state.id)
        raise BadInput(f"There is no {text!r}. {_HELP}{f' {CODE_HELP}' * self._desk.is_open}")

    def _warn(self, state: MockState, *, always: bool = False) -> None:
        tick = self._coach.practice.tick(OWNER, state.id)
        if always or tick.warning in WARNINGS:
            left = round(tick.clock.left)
            show.say(f"{left // 60}:{left % 60:02d} left.")

    def _is_late(self, state: MockState, text: str) -> bool:
        """True where nothing more is asked: an answer now would end the mock without the code."""
        left = self._coach.practice.tick(OWNER, state.id).clock.left
        return left <= 1 if _is_wish(text) else left < LAST_WORD

    def _say(self, state: MockState, since: int) -> None:
        for place, said in enumerate(state.said[since:], since):
            if isinstance(said.by, Line):
                _show_line(said.by)
            else:
                self._desk.tell(state, place)

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
        wish = text.strip()
        if _is_wish(wish):
            wish = wish if _OWN_CALL.fullmatch(wish) else wish.lower()
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


def _is_wish(text: str) -> bool:
    """A line of `/` and one word, or a call to run."""
    return bool(_WISH.fullmatch(text.lower()) or _OWN_CALL.fullmatch(text))


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
