"""Programs are run as they would expect, their ends are told apart, and nothing of a run stays."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from rolecall.domain.data import Array, Bag, Other
from rolecall.domain.programs import Call, Job, Outcome, ProgramLimits
from rolecall.ports import SandboxFault, SandboxUnavailable
from rolecall.sandbox.jail.tiers import Tier, unsupported
from rolecall.sandbox.running import nursery as nursery_module
from rolecall.sandbox.running.runner import Runner
from tests.sandbox.hostile import left_over
from tests.sandbox.people import TOP

pytestmark = pytest.mark.skipif(bool(unsupported()), reason=f"no jail here: {unsupported()}")


@pytest.fixture(scope="module")
def runner():
    one = Runner()
    yield one
    one.close()


def value_of(runner, call, source="", **call_options):
    result = runner.run(Job(source=source, calls=(Call(call=call, **call_options),)))
    assert result.outcome is Outcome.OK, result
    return result.answers[0].value


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("[1, 2.5, None, True, 'x']", [1, 2.5, None, True, "x"]),
        ("(1, [2, (3,)])", (1, [2, (3,)])),
        ("{'a': {1: 2}}", {"a": {1: 2}}),
        ("{3}", Bag(items=(3,))),
        ("1j", 1j),
        ("b'\\xff'", b"\xff"),
        ("(n * n for n in range(3))", [0, 1, 4]),
        ("map(str, range(2))", ["0", "1"]),
        ("np.arange(3, dtype='int16')", Array(dtype="int16", shape=(3,), raw=b"\0\0\1\0\2\0")),
        ("np.float64(0.5)", Array(dtype="float64", shape=(), raw=b"\0\0\0\0\0\0\xe0?")),
        ("np.array(['a', 'b'])", ["a", "b"]),
        (
            "np.arange(4).reshape(2, 2).T[:, :1]",
            Array(dtype="int64", shape=(2, 1), raw=b"\0" * 8 + b"\1" + b"\0" * 7),
        ),
        ("len", Other(kind="builtin_function_or_method", text="<built-in function len>")),
    ],
)
def test_values_come_back_as_data(runner, call, value):
    assert value_of(runner, call) == value


def test_setup_inputs_and_names_of_the_program_are_in_scope(runner):
    array = Array(dtype="float64", shape=(2,), raw=b"\0" * 16)
    inputs = {"x": array, "pairs": [(1, "a")], "table": {2: None}}
    answer = value_of(
        runner,
        "[f(x).tolist(), pairs, table, y]",
        source="import numpy\ndef f(x):\n    return x + 1",
        setup="y = np.ones(1).sum() + len(pairs)",
        inputs=inputs,
    )
    assert answer[:3] == [[1.0, 1.0], [(1, "a")], {2: None}]
    assert answer[3].numbers() == [2.0]


def test_what_a_program_prints_is_kept_and_made_harmless(runner):
    source = (
        "import sys\nprint('a\\x1b[2Jb\\u202e')\nprint('e', file=sys.stderr)\ndef f():\n    print('called')"
    )
    result = runner.run(Job(source=source, calls=(Call(call="f()"),)))
    assert result.stdout == "a\\x1b[2Jb\\u202e\ncalled\n"
    assert result.stderr == "e\n"


def test_only_the_beginning_of_much_output_is_kept(runner):
    limits = ProgramLimits(output_kb=1)
    result = runner.run(Job(source="print('x' * 5000)", limits=limits))
    assert result.outcome is Outcome.OK
    assert result.stdout == "x" * 1024 + "\n… 3,977 more bytes were left out."


def test_an_error_names_the_programs_own_lines_alone(runner):
    source = "import json\n\ndef outer(t):\n    return inner(t)\n\ndef inner(t):\n    return json.loads(t)\n"
    result = runner.run(Job(source=source, calls=(Call(call="outer('{')"), Call(call="1"))))
    assert result.outcome is Outcome.RUNTIME_ERROR
    error = result.answers[0].error
    assert error is not None
    assert error.kind == "JSONDecodeError"
    assert [(p.line, p.function, p.text) for p in error.places] == [
        (4, "outer", "return inner(t)"),
        (7, "inner", "return json.loads(t)"),
    ]
    assert result.answers[1].value == 1  # the next call is made all the same


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f(:\n  pass", "SyntaxError: invalid syntax (line 1: def f(:)"),
        ("x = 1\n  y = 2", "IndentationError: unexpected indent (line 2: y = 2)"),
        ("a\0b", "null bytes"),
        ("import nothing_of_this_name", "ModuleNotFoundError"),
        ("1 / 0", "ZeroDivisionError: division by zero (line 1: 1 / 0)"),
        ("raise SystemExit(0)", "SystemExit: 0 (line 1"),
        ("x = '\ud800'", "surrogates not allowed"),
        ("(" * 100_000, "too many nested parentheses"),
        ("-" * 200_000 + "1", ""),
    ],
)
def test_a_program_that_cannot_be_loaded_says_why(runner, source, words):
    result = runner.run(Job(source=source, calls=(Call(call="1"),)))
    assert result.outcome in (Outcome.RUNTIME_ERROR, Outcome.MEMORY_LIMIT, Outcome.CRASHED), result
    assert words in result.message
    assert result.answers == ()


def test_a_program_that_is_too_long_is_not_run(runner):
    assert "longer than" in runner.run(Job(source="#" * 1_000_001)).message


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(runner):
    assert value_of(runner, "f()", source="\ufeffdef f():\r\n    return 1\r\n") == 1


@pytest.mark.parametrize(
    ("source", "outcome"),
    [
        ("while True: pass", Outcome.TIME_LIMIT),
        ("x = bytearray(2 << 30)", Outcome.MEMORY_LIMIT),
        ("import numpy as np\nx = np.ones(1 << 28)", Outcome.MEMORY_LIMIT),
        ("import os\nos._exit(0)", Outcome.RUNTIME_ERROR),
        ("import os\nos.abort()", Outcome.CRASHED),
        ("import ctypes\nctypes.string_at(0)", Outcome.CRASHED),
        ("while True: print('x' * 65536)", Outcome.OUTPUT_LIMIT),
        ("import os\nos.write(3, b'\\0\\0\\0\\1x')", Outcome.CRASHED),
    ],
)
def test_each_way_to_end_badly_is_told_apart(runner, source, outcome):
    result = runner.run(Job(source=source, calls=(Call(call="1"),), limits=ProgramLimits(seconds=2)))
    assert result.outcome is outcome, result
    assert result.message.endswith(".") or ":" in result.message


def test_an_answer_that_is_too_large_is_not_read(runner):
    limits = ProgramLimits(answer_mb=1)
    result = runner.run(Job(source="", calls=(Call(call="np.zeros(1 << 20)"),), limits=limits))
    assert result.outcome is Outcome.OUTPUT_LIMIT


def test_time_and_memory_are_seen_from_outside(runner):
    source = """
import time
def busy():
    end = time.process_time() + 0.2
    while time.process_time() < end: pass
def idle(): time.sleep(0.2)
def big(): return bytearray(200 << 20).count(1)
"""
    calls = tuple(Call(call=f"{name}()") for name in ("busy", "idle", "big"))
    result = runner.run(Job(source=source, calls=calls))
    busy, idle, _ = result.answers
    assert busy.cpu_seconds >= 0.18
    assert idle.seconds >= 0.19
    assert idle.cpu_seconds < 0.1
    assert 200 < result.peak_mb < 400
    assert result.seconds >= 0.38


def test_the_clock_kills_close_to_its_limit(runner):
    begun = time.monotonic()
    runner.run(Job(source="import time\ntime.sleep(60)", limits=ProgramLimits(seconds=0.5)))
    assert time.monotonic() - begun < 2.5


def test_random_numbers_come_from_the_seed(runner):
    draw = Call(call="[random.random(), float(np.random.rand())]", setup="import random")
    calls = (draw, draw.model_copy(update={"seed": 5}))
    one, again, other = (runner.run(Job(source="", calls=calls, seed=seed)).answers for seed in (1, 1, 2))
    assert [a.value for a in one] == [a.value for a in again]
    assert one[0].value != other[0].value
    assert one[0].value != one[1].value


def test_forbidden_names_are_found_in_the_text_and_at_run_time(runner):
    named = runner.run(Job(source="import numpy as n\nx = n.sort([2, 1])", forbidden=("np.sort",)))
    assert (named.outcome, named.forbidden) == (Outcome.FORBIDDEN, ("np.sort (line 2)",))
    detour = (
        "import numpy\ndef f():\n try: return getattr(numpy, 'so' + 'rt')([1])\n except Exception: return 0"
    )
    reached = runner.run(Job(source=detour, calls=(Call(call="f()"),), forbidden=("np.sort",)))
    assert (reached.outcome, reached.forbidden) == (Outcome.FORBIDDEN, ("numpy.sort",))
    own = "import numpy as np\ndef f():\n    return np.median([3, 1, 2])"
    assert (
        runner.run(Job(source=own, calls=(Call(call="f()"),), forbidden=("np.sort",))).outcome is Outcome.OK
    )


def test_ordinary_libraries_work(runner):
    source = """
import asyncio, concurrent.futures, csv, dataclasses, tempfile, threading, os
import numpy as np

async def later():
    await asyncio.sleep(0.001)
    return 1

def everything():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        squares = list(pool.map(lambda n: n * n, range(4)))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'a.npy')
        np.save(path, np.arange(3))
        loaded = np.load(path).tolist()
    return [asyncio.run(later()), squares, loaded, float(np.linalg.svd(np.eye(3))[1].sum())]
"""
    assert value_of(runner, "everything()", source=source) == [1, [0, 1, 4, 9], [0, 1, 2], 3.0]


def test_nothing_of_one_run_is_there_in_the_next(runner):
    source = "import builtins as b, os\nseen = [hasattr(b, 'left'), os.listdir()]\nb.left = 1\nopen('f', 'w')"
    for _ in range(3):
        assert value_of(runner, "seen", source=source) == [False, []]


def test_runs_side_by_side_do_not_meet_and_none_is_lost(runner):
    def one(number):
        kinds = (
            (f"def f(): return {number}", Outcome.OK),
            ("def f(): return 1 / 0", Outcome.RUNTIME_ERROR),
            ("import os\nos._exit(1)", Outcome.RUNTIME_ERROR),
            ("import os\nopen('x', 'w').write('x')\ndef f(): return os.listdir('.')", Outcome.OK),
        )
        source, outcome = kinds[number % 4]
        result = runner.run(Job(source=source, calls=(Call(call="f()"),)))
        assert result.outcome is outcome, result
        if number % 4 == 0:
            assert result.answers[0].value == number
        if number % 4 == 3:
            assert result.answers[0].value == ["x"]
        return number

    with ThreadPoolExecutor(32) as pool:
        assert sorted(pool.map(one, range(64))) == list(range(64))
    assert left_over(runner) == []


def test_no_open_file_stays_behind(runner):
    runner.run(Job(source=""))
    before = len(os.listdir("/proc/self/fd"))
    for source in ("", "1/0", "import os\nos._exit(0)"):
        runner.run(Job(source=source))
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_warm_process_that_was_killed_is_replaced(runner):
    os.kill(runner._nursery.warm().process.pid, signal.SIGKILL)
    assert value_of(runner, "1 + 1") == 2


def test_a_warm_process_killed_under_a_run_is_the_sandboxes_fault_alone():
    own = Runner()
    try:
        warm = own._nursery.warm()
        threading.Timer(0.5, lambda: os.kill(warm.process.pid, signal.SIGKILL)).start()
        with pytest.raises(SandboxFault, match="says nothing about the program"):
            own.run(Job(source="import time\ntime.sleep(5)"))
        assert own.run(Job(source="")).outcome is Outcome.OK
    finally:
        own.close()


def test_a_sandbox_started_by_a_thread_that_ended_goes_on():
    own = Runner()
    try:
        for _ in range(3):
            thread = threading.Thread(target=own.run, args=(Job(source=""),))
            thread.start()
            thread.join()
        first = own._nursery.warm().process.pid
        assert own.run(Job(source="")).outcome is Outcome.OK
        assert own._nursery.warm().process.pid == first
    finally:
        own.close()


APP = """
import sys, threading, time
from rolecall.domain.programs import Job
from rolecall.sandbox.running.runner import Runner
runner = Runner()
runner.run(Job(source=''))
threading.Thread(target=runner.run, args=(Job(source='while True: pass'),), daemon=True).start()
time.sleep(0.3)
print(runner._nursery.warm().process.pid, flush=True)
time.sleep(60)
"""


def test_nothing_survives_an_app_that_is_killed():
    environment = {**os.environ, "PYTHONPATH": str(TOP / "src")}
    app = subprocess.Popen([sys.executable, "-c", APP], env=environment, stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    with app:
        session = int(app.stdout.readline())
        app.kill()
    for _ in range(200):
        alive = [name for name in os.listdir("/proc") if name.isdigit() and _in_session(int(name), session)]
        if not alive:
            return
        time.sleep(0.02)
    raise AssertionError(alive)


def _in_session(number, session):
    try:
        return os.getsid(number) == session
    except OSError:
        return False


FORKS = """
import os, signal, threading
from rolecall.domain.programs import Job
from rolecall.sandbox.running.runner import Runner
runner = Runner()
runner.run(Job(source=''))
over = threading.Event()
threading.Thread(target=over.wait).start()
process = os.fork()
if process == 0:
    signal.alarm(30)
    ran = runner.run(Job(source='')).outcome.value
    runner.close()
    os._exit(0 if ran == 'ok' else 1)
status = os.waitpid(process, 0)[1]
first = runner._nursery.warm().process.pid
ran = runner.run(Job(source='')).outcome.value
over.set()
print(status, ran, first == runner._nursery.warm().process.pid)
"""


def test_an_app_with_threads_may_fork_and_both_go_on():
    environment = {**os.environ, "PYTHONPATH": str(TOP / "src")}
    said = subprocess.run(
        [sys.executable, "-c", FORKS],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert said.stdout.split() == ["0", "ok", "True"], said.stderr


async def test_a_caller_that_is_cancelled_gives_its_place_back(runner):
    limits = ProgramLimits(seconds=0.5)
    for _ in range(runner._places.qsize() + 1):
        waiting = asyncio.create_task(
            asyncio.to_thread(runner.run, Job(source="while 1: pass", limits=limits))
        )
        await asyncio.sleep(0.05)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    result = await asyncio.to_thread(runner.run, Job(source=""))
    assert result.outcome is Outcome.OK
    assert left_over(runner) == []


def test_a_warm_process_killed_under_a_crowd_loses_no_submission_silently():
    own = Runner()
    source = "import time\n\ndef f(n):\n    time.sleep(0.1)\n    return n * n\n"

    def ask(number: int) -> bool | None:
        try:
            result = own.run(Job(source=source, calls=(Call(call=f"f({number})"),)))
        except SandboxFault:
            return None
        return result.outcome is Outcome.OK and result.answers[0].value == number * number

    try:
        own.run(Job(source=""))
        with ThreadPoolExecutor(32) as pool:
            asked = [pool.submit(ask, number) for number in range(32)]
            for _ in range(2):
                time.sleep(0.3)
                os.kill(own._nursery.warm().process.pid, signal.SIGKILL)
        found = [one.result() for one in asked]
        assert False not in found
        assert found.count(None) <= 2 * own._places.qsize()
    finally:
        own.close()


def test_a_runner_may_be_closed_twice_and_under_a_run():
    own = Runner()
    own.run(Job(source=""))
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(own.run, Job(source="import time\ntime.sleep(5)"))
        time.sleep(0.3)
        own.close()
        own.close()
        with pytest.raises((SandboxFault, SandboxUnavailable)):
            running.result()


def test_a_closed_runner_leaves_no_process():
    own = Runner()
    own.run(Job(source=""))
    warm = own._nursery.warm().process
    own.close()
    assert warm.poll() is not None
    with pytest.raises(SandboxUnavailable):
        own.run(Job(source=""))


def test_the_walls_are_named_with_what_they_keep(runner):
    walls = {wall.name: wall for wall in runner.walls()}
    if runner.tier() is Tier.FULL:
        assert all(wall.stands for wall in walls.values()), walls
    assert all(wall.keeps for wall in walls.values())
    assert runner.stands().startswith(runner.tier().value)


def test_a_wall_that_does_not_hold_is_a_refusal_and_no_weaker_run(monkeypatch):
    monkeypatch.setattr(nursery_module, "unsupported", lambda: "")
    own = Runner(only=(Tier.FULL,))
    own._nursery._prove = lambda warm: {"network": "a port of this machine was reached"}
    with pytest.raises(SandboxUnavailable, match=r"full: network \(a port of this machine was reached\)"):
        own.run(Job(source=""))
    own.close()


def test_a_tier_stronger_than_this_system_has_is_a_refusal_with_the_next_step():
    own = Runner(only=())
    with pytest.raises(SandboxUnavailable) as refused:
        own.run(Job(source=""))
    assert "user namespaces" in refused.value.message
    own.close()


def test_other_systems_are_refused_with_what_to_use(monkeypatch):
    for module in (nursery_module,):
        monkeypatch.setattr(module, "unsupported", lambda: "it needs Linux")
    own = Runner(only=())
    with pytest.raises(SandboxUnavailable, match="Docker or WSL 2"):
        own.run(Job(source=""))
    own.close()


def test_torch_runs_where_it_is_installed(runner):
    pytest.importorskip("torch")
    source = """
import torch

def trained():
    layer = torch.nn.Linear(2, 1)
    optimiser = torch.optim.AdamW(layer.parameters(), lr=0.1)
    x, y = torch.ones(8, 2), torch.zeros(8, 1)
    first = torch.nn.functional.mse_loss(layer(x), y).item()
    for _ in range(20):
        loss = torch.nn.functional.mse_loss(layer(x), y)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return [loss.item() < first, torch.ones(2, dtype=torch.bfloat16)]
"""
    job = Job(
        source=source, calls=(Call(call="trained()"),), needs=("torch",), limits=ProgramLimits(seconds=30)
    )
    result = runner.run(job)
    assert result.outcome is Outcome.OK, result
    better, ones = result.answers[0].value
    assert better is True
    assert ones.numbers() == [1.0, 1.0]


def test_a_library_that_is_not_installed_is_named():
    own = Runner()
    with pytest.raises(SandboxUnavailable, match="'nothing_of_this_name', which is not installed"):
        own.run(Job(source="", needs=("nothing_of_this_name",)))
    own.close()
