"""A mock killed at any moment loses at most the sentence being typed, and goes on to a proper end."""

import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolecall.domain.mocks import Answer, InterviewerMove, MockState
from rolecall.storage.clock import system_clock
from rolecall.storage.opening import open_store
from tests.coach.rooms import OWNER, room

KILLS = 100
TURNS = 4
SENTENCES = 5

# Imports once, then forks a process a round: each child is a mock of its own on a file of its own.
CANDIDATE = """
    import asyncio, json, os, signal, sys, time
    from pathlib import Path
    from rolecall.domain.mocks import MockRequest
    from rolecall.storage.clock import system_clock
    from rolecall.storage.opening import open_store
    from tests.coach.rooms import OWNER, room
    from tests.coach.test_killed_mock import SENTENCES, TURNS, sentence

    async def sit(folder, note):
        store = open_store(None, folder)
        practice = room(store, system_clock)
        state = await practice.start(OWNER, MockRequest(minutes=30, seed=1))
        note(["started", state.id])
        for turn in range(TURNS):
            draft = ""
            for number in range(SENTENCES):
                draft += sentence(turn, number)
                practice.tick(OWNER, state.id, draft)
                note(["kept", turn, number])
            await practice.answer(OWNER, state.id, draft)
            note(["answered", turn])
        await practice.end(OWNER, state.id)
        note(["ended"])
        store.close()

    def run(folder):
        with open(folder / "log", "a", buffering=1) as log:
            asyncio.run(sit(folder, lambda what: log.write(json.dumps(what) + chr(10))))

    # Whatever is imported or loaded at first use is there before the first fork.
    asyncio.run(sit(Path(sys.argv[1]), lambda what: None))
    print("ready", flush=True)
    for line in sys.stdin:
        folder, seconds = json.loads(line)
        begun = time.monotonic()
        child = os.fork()
        if not child:
            code = 1
            try:
                run(Path(folder))
                code = 0
            finally:
                os._exit(code)
        if seconds is not None:
            time.sleep(seconds)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        print(json.dumps([time.monotonic() - begun, os.WIFSIGNALED(status), status]), flush=True)
"""


def sentence(turn: int, number: int) -> str:
    return f"In turn {turn} this is sentence {number} on the baseline of the {turn * 7 + number}th run. "


def noted(folder: Path) -> list[list[object]]:
    """What the killed process was sure of, in order; the last line may be torn."""
    lines = (folder / "log").read_text(encoding="utf-8").split("\n")[:-1] if (folder / "log").exists() else []
    return [json.loads(line) for line in lines]


def check_nothing_was_lost(log: list[list[object]], state: MockState, draft: str) -> None:
    """Everything that was said to be kept is there, in an answer or in the draft."""
    told = [said.by.text for said in state.said if isinstance(said.by, Answer)]
    for what, *where in log:
        if what == "answered":
            assert told[int(str(where[0]))] == "".join(
                sentence(int(str(where[0])), n) for n in range(SENTENCES)
            )
        if what == "kept":
            turn, number = int(str(where[0])), int(str(where[1]))
            written = told[turn] if turn < len(told) else draft
            assert written.startswith("".join(sentence(turn, n) for n in range(number + 1)))
    for before, after in zip(state.said, state.said[1:], strict=False):
        assert not (isinstance(before.by, Answer) and isinstance(after.by, Answer))


async def go_on(folder: Path, log: list[list[object]]) -> MockState:
    """Reopens what a killed process left, checks it, and plays it to its end."""
    store = open_store(None, folder)
    try:
        assert store.notes == ()
        practice = room(store, system_clock)
        mocks = practice.mocks(OWNER)
        mock_id = mocks[0].id
        check_nothing_was_lost(log, practice.open(OWNER, mock_id), practice.draft(OWNER, mock_id))
        state = await practice.come_back(OWNER, mock_id)
        assert state.waiting is False
        if state.ended is None:
            state = await practice.answer(
                OWNER, mock_id, practice.draft(OWNER, mock_id) or "The baseline won."
            )
            state = await practice.end(OWNER, mock_id)
        return state
    finally:
        store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """In memory where there is such a folder: a killed process loses no more there than on a disk."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as made:
        yield Path(made)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_a_mock_killed_at_a_hundred_random_points_loses_at_most_the_sentence_being_typed(
    folder: Path,
) -> None:
    empty = folder / "empty"
    open_store(None, empty).close()
    draw = random.Random(20260302)
    places = set()
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(CANDIDATE), str(folder / "warm")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

        def sit(name: str, seconds: float | None) -> tuple[Path, float, bool]:
            own = folder / name
            shutil.copytree(empty, own)
            print(json.dumps([str(own), seconds]), file=process.stdin, flush=True)
            lasted, killed, status = json.loads(process.stdout.readline())
            assert killed or status == 0
            return own, float(lasted), bool(killed)

        sat, whole, killed = sit("whole", None)
        assert not killed
        assert noted(sat)[-1] == ["ended"]
        for number in range(KILLS):
            sat, _, killed = sit(f"killed{number}", draw.uniform(0, whole))
            log = noted(sat)
            places.add(tuple(map(str, log[-1])) if log else ())
            if not log:
                continue  # killed before the first question was stored: there is nothing to lose yet
            state = asyncio.run(go_on(sat, log))
            assert state.ended is not None
            assert state.lines[-1].move is InterviewerMove.WRAP_UP
            assert sum(line.move is InterviewerMove.WRAP_UP for line in state.lines) == 1
            shutil.rmtree(sat)
        process.stdin.close()
    assert len(places) > TURNS * SENTENCES / 2, "the kills must be spread over the mock"


def test_the_check_sees_a_sentence_that_was_lost() -> None:
    log: list[list[object]] = [["started", "m1"], ["kept", 0, 0], ["kept", 0, 1]]
    check_nothing_was_lost(log, MockState(id="m1"), sentence(0, 0) + sentence(0, 1))
    with pytest.raises(AssertionError):
        check_nothing_was_lost(log, MockState(id="m1"), sentence(0, 0))
