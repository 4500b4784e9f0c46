"""A process killed in the middle of an answer loses at most the sentence being said."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rolecall.coach.book import RoleBook
from rolecall.domain.conversation import GENERAL
from rolecall.storage.opening import open_store

SPEAKER = """
    import asyncio, sys
    from pathlib import Path
    from rolecall.coach.book import RoleBook
    from rolecall.coach.speaking import Speaking
    from rolecall.domain.conversation import GENERAL, Said, Turn
    from rolecall.storage.opening import open_store

    book = RoleBook(open_store(None, Path(sys.argv[1])))
    book.append("local", GENERAL, Said(turn=Turn(id="u1", speaker="user", text="What marks it?")))
    speaking = Speaking("c1", lambda turn: book.append("local", GENERAL, Said(turn=turn)))
    for number in range(100_000):
        speaking.say(f"This is sentence number {number} of a long answer. ")
        if number == 40:
            print("said", flush=True)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_answer_is_there_again_up_to_its_last_sentences(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(SPEAKER), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "said\n"
        os.kill(process.pid, signal.SIGKILL)
    state = RoleBook(open_store(None, tmp_path)).open("local", GENERAL)
    asked, answered = state.turns
    assert asked.text == "What marks it?"
    assert answered.interrupted
    assert "sentence number 30" in answered.text
