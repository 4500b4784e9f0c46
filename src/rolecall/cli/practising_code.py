"""Coding rounds in the terminal: the file the candidate edits, runs of it, and their results as tables."""

import stat
import tempfile
from pathlib import Path

from rolecall.cli import show
from rolecall.cli.trial_tables import examples_of, tell_trial
from rolecall.coach.practising import Practice
from rolecall.domain.mocks import MockState
from rolecall.domain.problems import ProblemFolder
from rolecall.domain.programs import LONGEST_SOURCE
from rolecall.ports import BadInput
from rolecall.wiring import OWNER

_LONGEST_FILE = 4 * LONGEST_SOURCE
"""Bytes: no character of UTF-8 takes more than four."""
HELP = (
    "/run tries the examples, /run EXPR a call of your own, /submit runs the hidden checks, "
    "/statement shows the task again, /code says where the file is."
)
WISHES = frozenset({"/run", "/submit", "/statement", "/code"})


class CodeDesk:
    """The file of the open coding problem, and what the candidate wishes of it."""

    def __init__(self, practice: Practice, folder: Path) -> None:
        self._practice = practice
        self._folder = folder
        self._problem: ProblemFolder | None = None
        self._path = Path()
        self._helped = False

    @property
    def is_open(self) -> bool:
        """True where the open question is answered in code."""
        return self._problem is not None

    def turn_to(self, state: MockState) -> None:
        """Where the open question is another problem than before: its statement, and a file to edit."""
        problem = self._practice.editor.problem(state) if state.ended is None else None
        if problem is not None and (self._problem is None or problem.id != self._problem.id):
            self._problem = problem
            self._tell_task()
            self._lay_out(state)
            if not self._helped:
                show.say(HELP)
            self._helped = True
        self._problem = problem

    async def wish(self, state: MockState, name: str, rest: str) -> MockState:
        """One of WISHES. Raises BadInput where there is no problem, or the file cannot be read."""
        if self._problem is None:
            raise BadInput(f"This question is answered in words; there is nothing for {name!r} here.")
        match name:
            case "/run":
                return await self._practice.run(OWNER, state.id, self.text(), rest)
            case "/submit":
                return await self._practice.submit(OWNER, state.id, self.text())
            case "/statement":
                self._tell_task()
            case "/code":
                if self._path.exists():
                    show.say(f"{self._path.resolve()}")
                else:
                    self._lay_out(state)
        return state

    def text(self) -> str:
        """What stands in the file. Raises BadInput with one sentence where that cannot be had."""
        name = str(self._path)
        try:
            about = self._path.stat()
            if not stat.S_ISREG(about.st_mode):
                raise BadInput(f"{name!r} is not a file; move it away, and /code writes your code anew.")
            data = self._path.read_bytes() if about.st_size <= _LONGEST_FILE else None
        except FileNotFoundError:
            raise BadInput(
                f"The file {name!r} is gone; save it again, or /code brings back what was kept."
            ) from None
        except OSError as error:
            raise BadInput(f"The file {name!r} cannot be read ({error.strerror}).") from error
        if data is None:
            raise BadInput(
                f"The file {name!r} is larger than a program of {LONGEST_SOURCE:,} characters; shorten it."
            )
        try:
            # Editors of some systems put a mark before the text and carriage returns at its line ends.
            return data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise BadInput(
                f"The file {name!r} is not UTF-8 at byte {error.start}; save it as UTF-8."
            ) from error

    def keep(self, state: MockState, *, aloud: bool = False) -> None:
        """Keeps what stands in the file; `aloud` where it is about to count, and could not be read."""
        if self._problem is None or state.ended is not None:
            return
        try:
            self._practice.editor.keep(OWNER, state, self.text())
        except BadInput as error:
            if aloud:
                show.say(f"{error.message} What was kept of it last counts.")

    def tell(self, state: MockState, place: int) -> None:
        """The run or submission at this place of what was said, as a table."""
        tell_trial(state, place, self._practice.editor)

    def _tell_task(self) -> None:
        assert self._problem is not None
        problem = self._problem.problem
        show.out(f"{problem.kind}, level {problem.level}, about {problem.minutes} minutes\n")
        show.out(self._problem.statement.strip() + "\n")
        more = examples_of(self._problem)
        if more:
            show.out(more + "\n")

    def _lay_out(self, state: MockState) -> None:
        """A file with the starter, or with what was kept; one that is there already is left as it is."""
        assert self._problem is not None
        name = f"{self._problem.id}.py"
        text = self._practice.editor.text(OWNER, state)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._path = self._written(self._folder / name, text)
        except OSError as error:
            why = f"The folder {str(self._folder)!r} cannot be written ({error.strerror})"
            self._folder = _elsewhere(why, state.id)
            self._path = self._written(self._folder / name, text, why)

    def _written(self, path: Path, text: str, why: str = "") -> Path:
        """The path, with the text in it unless a file was there. Raises OSError."""
        try:
            with path.open("x", encoding="utf-8", errors="replace", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            show.say(f"{str(path)!r} is there already and is used as it is; write your code into it.")
        else:
            told = f"rite your code into {str(path)!r}."
            show.say(f"{why}; w{told}" if why else f"W{told}")
        return path


def _elsewhere(why: str, mock_id: str) -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="rolecall-"))
    except OSError as error:
        raise BadInput(
            f"{why}, nor can a temporary one; name another with"
            f" `rolecall practise --resume {mock_id} --code DIR`."
        ) from error
