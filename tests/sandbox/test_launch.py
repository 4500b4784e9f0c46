"""The walls around the child that parses, tried with children that try to get out."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from rolecall.sandbox.documents import SandboxedReader
from rolecall.sandbox.launch import ChildLauncher, Ending, Ran

posix = pytest.mark.skipif(os.name == "nt", reason="sessions and signals as on POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="namespaces and /proc are Linux's")


@pytest.fixture
def run(tmp_path: Path):
    """Runs a child made of these lines."""

    def runner(lines: str, data: bytes = b"", seconds: float = 5.0, most: int = 100_000) -> Ran:
        script = tmp_path / "child.py"
        script.write_text(textwrap.dedent(lines))
        return ChildLauncher(script).run(data, [], wall_seconds=seconds, output_bytes=most)

    return runner


WALLED = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parents[2] / "src")!r})
from rolecall.sandbox.parsing.walls import raise_walls
walls = raise_walls(256 << 20, 2, 5.0)
"""


def test_a_child_sees_no_environment_but_its_own(run, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("ROLECALL_API_KEY", "sk-secret")
    ran = run("import json, os; print(json.dumps(dict(os.environ)))")
    assert set(json.loads(ran.output)) <= {"PATH", "LANG", "LC_CTYPE", "SYSTEMROOT", "WINDIR"}


def test_a_child_that_sleeps_is_killed_in_time(run):
    started = time.monotonic()
    assert run("import time; time.sleep(60)", seconds=0.7).ending is Ending.TOO_SLOW
    assert time.monotonic() - started < 3


def test_a_child_that_never_reads_its_input_is_killed_in_time(run):
    started = time.monotonic()
    ran = run("import time; time.sleep(60)", data=b"x" * 5_000_000, seconds=0.7)
    assert ran.ending is Ending.TOO_SLOW
    assert time.monotonic() - started < 3


@posix
def test_a_child_that_ignores_every_signal_is_killed(run):
    ran = run(
        """
        import signal, time
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        while True: time.sleep(1)
        """,
        seconds=0.7,
    )
    assert ran.ending is Ending.TOO_SLOW


def test_a_flood_of_output_is_cut_off(run):
    ran = run("import os\nwhile True: os.write(1, b'x' * 65536)")
    assert ran.ending is Ending.TOO_MUCH
    assert ran.output == b""


def test_a_child_that_dies_is_told_from_one_that_is_slow(run):
    assert run("import os; os.abort()").ending is Ending.DIED
    assert run("raise SystemExit(3)").ending is Ending.DIED
    assert run("print('x')").ending is Ending.DONE


@posix
def test_a_grandchild_that_keeps_the_pipe_open_does_not_hold_the_caller(run):
    started = time.monotonic()
    ran = run(
        """
        import os, time
        if os.fork() == 0:
            os.setsid()
            time.sleep(20)
        """,
        seconds=0.7,
    )
    assert ran.ending in (Ending.TOO_SLOW, Ending.DIED)
    assert time.monotonic() - started < 6


@linux
def test_a_walled_child_gets_no_memory_file_or_network(run):
    ran = run(
        WALLED
        + """
import json, socket
said = {}
try:
    bytearray(1 << 30); said["memory"] = "got"
except MemoryError:
    said["memory"] = "refused"
try:
    with open("/tmp/rolecall-out", "w") as f: f.write("x" * 10)
    said["file"] = "written"
except OSError:
    said["file"] = "refused"
try:
    socket.create_connection(("127.0.0.1", 9), timeout=1); said["network"] = "reached"
except OSError as error:
    said["network"] = error.strerror
print(json.dumps({"walls": walls, **said}))
"""
    )
    said = json.loads(ran.output)
    assert (said["memory"], said["file"]) == ("refused", "refused")
    if "no network" in said["walls"]:
        assert said["network"] == "Network is unreachable"


@linux
def test_a_walled_child_that_loops_is_ended_by_the_kernel(run):
    assert run(WALLED + "\nwhile True: pass", seconds=8.0).ending is Ending.TOO_SLOW


@posix
def test_the_walls_of_this_machine_are_named():
    walls = SandboxedReader().walls()
    assert "clean environment" in walls
    assert "killed after 15 s" in walls
    if sys.platform == "linux":
        assert "memory 1024 MiB" in walls


@posix
def test_a_reading_child_outlives_neither_its_limit_nor_a_killed_parent(tmp_path):
    parent = tmp_path / "parent.py"
    parent.write_text(
        f"import sys; sys.path.insert(0, {str(Path(__file__).parents[2] / 'src')!r})\n"
        "from rolecall.sandbox.documents import SandboxedReader\n"
        "from rolecall.sandbox.limits import Limits\n"
        "import subprocess\n"
        "real = subprocess.Popen\n"
        "class Told(real):\n"
        "    def __init__(self, *a, **k):\n"
        "        super().__init__(*a, **k); print(self.pid, flush=True)\n"
        "subprocess.Popen = Told\n"
        "SandboxedReader(Limits(wall_seconds=2.0)).read(b'<html>' + b'<b><i><p>' * 500_000, 'a.html')\n"
    )
    process = subprocess.Popen(
        [sys.executable, str(parent)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    child = int(process.stdout.readline())
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    deadline = time.monotonic() + 10
    while _alive(child) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_thread_that_ends_does_not_take_its_child_along(tmp_path):
    script = tmp_path / "child.py"
    script.write_text("import sys, time; sys.stdin.read(); time.sleep(0.5); print('whole')")
    found: list[Ran] = []
    thread = threading.Thread(
        target=lambda: found.append(ChildLauncher(script).run(b"", [], wall_seconds=5, output_bytes=100))
    )
    thread.start()
    thread.join()
    assert found[0].output.strip() == b"whole"


def test_no_reader_at_all_is_a_different_sentence(monkeypatch):
    from rolecall.ports import BadInput

    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(BadInput, match="No reader could be started"):
        SandboxedReader().read(b"<html><p>x", "a.html")
    assert SandboxedReader().walls() == ()


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense",
        b"[]",
        b'{"text": 4}',
        b'{"other": 1}',
        b"[" * 90_000,
        b'{"text": "\xff"}',
        b'{"total": -1}',
    ],
)
def test_a_child_that_answers_nonsense_counts_as_a_broken_document(answer):
    from rolecall.ports import BadInput

    class Taken:
        def run(self, data, arguments, *, wall_seconds, output_bytes):
            return Ran(ending=Ending.DONE, output=answer)

    with pytest.raises(BadInput, match=r"'a\.html' is damaged"):
        SandboxedReader(launcher=Taken()).read(b"<html><p>x", "a.html")
