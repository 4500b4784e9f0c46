"""A scene for hostile submissions: things worth stealing, doors to knock at, and what shows a break-in."""

import ctypes
import json
import os
import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from rolecall.coach.judging_code import CodeJudge
from rolecall.domain.problems import Case, Judged, Problem, ProblemFolder, ProblemLimits, Verdict
from rolecall.sandbox.jail.tiers import Tier
from rolecall.sandbox.running.runner import Runner

SECONDS = 3.0
TIER = "SANDBOX_TIER_OF_TESTS"
"""Environment variable that has the scene try one tier alone."""
_SHARED_MEMORY = 0x5B1CA11
PROBLEM = ProblemFolder(
    id="window",
    problem=Problem(
        title="Largest window sum",
        kind="numpy",
        entry_point="solve",
        limits=ProblemLimits(seconds=SECONDS),
        cases=(
            Case(call="solve([3, -1, 4, 1, -5, 9], 2)", expected=5),
            Case(call="solve([1, 2, 3], 3)", expected=6),
            Case(call="solve([], 3)", expected=0),
            Case(call="solve(list(range(-50, 50)), 7)", expected=322),
            Case(call="solve([5, -9, 5, 5, -9, 5], 4)"),
        ),
    ),
    reference="""def solve(nums, k):
    if k <= 0 or k > len(nums):
        return 0
    best = total = sum(nums[:k])
    for new, old in zip(nums[k:], nums):
        total += new - old
        best = max(best, total)
    return best
""",
)


@dataclass(frozen=True)
class Scene:
    """What a submission may try to reach, and the judge it is handed to."""

    judge: CodeJudge
    runner: Runner
    places: dict[str, str]
    """Placeholder to what stands for it."""
    canary: str
    secret: Path
    reached: list[str]

    def placed(self, source: str, mark: str) -> str:
        for name, value in {**self.places, "MARK": mark}.items():
            source = source.replace(f"@@{name}@@", value)
        return source


@contextmanager
def scene() -> Iterator[Scene]:
    """Everything is real and reachable from here: only the sandbox is to stand between."""
    canary = f"CANARY-{secrets.token_hex(8)}"
    reached: list[str] = []
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rolecall-scene-")))
        home.chmod(0o755)
        secret = home / "id_rsa"
        (home / "hidden_tests.json").write_text(json.dumps([{"args": [[1], 1], "expected": 1, "c": canary}]))
        (home / ".env").write_text(f"OPENAI_API_KEY={canary}\n")
        secret.write_text(canary)
        old = os.environ.get("OPENAI_API_KEY")
        os.environ["OPENAI_API_KEY"] = canary
        stack.callback(_put_back, "OPENAI_API_KEY", old)
        doors = {
            "tcp": socket.create_server(("127.0.0.1", 0)),
            "udp": socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
            "unix": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
            "abstract": socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
        }
        doors["udp"].bind(("127.0.0.1", 0))
        doors["unix"].bind(str(home / "door"))
        (home / "door").chmod(0o777)
        abstract = f"rolecall-{secrets.token_hex(6)}"
        doors["abstract"].bind("\0" + abstract)
        for name, door in doors.items():
            stack.enter_context(door)
            if name in ("unix", "abstract"):
                door.listen(1)
            threading.Thread(target=_keep, args=(name, door, reached), daemon=True).start()
        tier = os.environ.get(TIER)
        runner = Runner(only=(Tier(tier),) if tier else None)
        stack.callback(runner.close)
        places = {
            "PORT": str(doors["tcp"].getsockname()[1]),
            "UDP": str(doors["udp"].getsockname()[1]),
            "UNIX": str(home / "door"),
            "ABSTRACT": abstract,
            "SECRET": str(secret),
            "HOME": str(home),
            "APPDIR": str(home),
            "HIDDEN": str(home / "hidden_tests.json"),
            "CANARY": canary,
        }
        yield Scene(CodeJudge(runner), runner, places, canary, secret, reached)


def break_in(scene: Scene, judged: Judged, mark: str, seconds: float) -> str:
    """What shows that a submission got through; empty where nothing does."""
    said = judged.model_dump_json()
    signs = {
        "accepted": judged.verdict is Verdict.ACCEPTED,
        "no verdict": judged.verdict is Verdict.NOT_RUN,
        "it says so": "PWNED[" in said,
        "the canary got out": scene.canary in said,
        f"a door was reached: {scene.reached}": bool(scene.reached),
        "it listened": "LISTENING" in judged.stdout,
        "it lives on": bool(left_over(scene.runner)),
        "a file stayed": bool(_marked(mark)),
        "too late": seconds > SECONDS + 2.0,
        "too much memory": judged.peak_mb > 1300,
        "the secret changed": scene.secret.read_text() != scene.canary,
        "shared memory stayed": ctypes.CDLL(None).shmget(_SHARED_MEMORY, 0, 0) >= 0,
    }
    return ", ".join(sign for sign, there in signs.items() if there)


def left_over(runner: Runner, patience: float = 0.5) -> list[int]:
    """Processes of runs that still live after `patience` seconds; the warm process itself is none."""
    warm = runner._nursery.warm().process.pid
    end = time.monotonic() + patience
    while True:
        alive = [number for number in _session(warm) if number != warm]
        if not alive or time.monotonic() > end:
            return alive
        time.sleep(0.01)


def _session(leader: int) -> list[int]:
    """Processes of a session: whatever a run starts stays in the warm process's, unless it got out of all."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError):
                if os.getsid(int(name)) == leader:
                    found.append(int(name))
    return found


def _marked(mark: str) -> list[str]:
    places = {
        "/tmp",
        "/dev/shm",
        "/var/tmp",
        os.getcwd(),
        os.path.expanduser("~"),
        os.path.dirname(os.__file__),
    }
    found = []
    for place in places:
        with suppress(OSError):
            found += [name for name in os.listdir(place) if mark in name]
    return found


def _keep(name: str, door: socket.socket, reached: list[str]) -> None:
    """Notes whoever comes; ends when the door is closed."""
    with suppress(OSError):
        while True:
            if name == "udp":
                door.recvfrom(64)
            else:
                door.accept()[0].close()
            reached.append(name)


def _put_back(name: str, old: str | None) -> None:
    if old is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = old
