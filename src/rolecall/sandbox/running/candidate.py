"""A run's own life: takes a program and calls it, one at a time, and answers what each gave.

Whatever is in this process belongs to the program that runs in it: no expected value ever is.
"""

import builtins
import io
import linecache
import os
import random
import sys
import types
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

from rolecall.domain import forbidding
from rolecall.sandbox.running import framing, guarding, wire

PACKAGES = (
    "numpy",
    "torch",
    "torchgen",
    "functorch",
    "sympy",
    "mpmath",
    "networkx",
    "jinja2",
    "markupsafe",
    "fsspec",
    "filelock",
    "typing_extensions",
    "nvidia",
    "triton",
)
"""What a program may import beside the standard library, where it is installed: numpy, torch and its own."""
_OFTEN = """
    numpy.ma
    asyncio collections contextlib copy dataclasses datetime decimal fractions functools heapq itertools
    json logging math operator queue re statistics string tempfile threading time typing
    concurrent.futures bisect abc enum inspect traceback concurrent.futures.thread encodings.idna
"""
EVERYTHING = """
    abc argparse array ast base64 bz2 calendar cmath codecs collections.abc colorsys csv ctypes difflib
    dis email.message fnmatch getpass glob gzip hashlib hmac html importlib.resources io ipaddress
    keyword linecache lzma numpy.ctypeslib numpy.fft numpy.lib.stride_tricks numpy.linalg numpy.ma
    numpy.polynomial numpy.testing pathlib pickle platform pprint secrets select selectors shutil signal
    socket sqlite3 struct subprocess sysconfig textwrap timeit token tokenize types unittest.mock uuid
    warnings weakref xml.etree.ElementTree zipfile zlib
"""
"""Imported as well where no file can be opened later."""
SOLUTION = "<solution>"
_LONGEST_MESSAGE = 2_000
_MOST_LINES = 30


def prepare() -> None:
    """Imports what every run needs. No module here may start a thread."""
    import numpy as np
    import numpy.random

    np.zeros(1)


def later(extra: Sequence[str], everything: bool) -> list[str]:
    """What programs often use, to be imported while nobody asks for a run; `extra` is there from the start.

    `everything`: also what they seldom use, and all at once, where nothing can be imported in a run.
    """
    for name in (*extra, *((*_OFTEN.split(), *EVERYTHING.split()) if everything else ())):
        with suppress(ImportError):  # some builds of Python leave parts out
            __import__(name)
    if "torch" in extra:
        with suppress(Exception):  # only sooner or later
            _warm_torch()
    return [] if everything else _OFTEN.split()


def _warm_torch() -> None:
    """What torch imports at the first step of an optimiser takes longer than most programs."""
    import tempfile

    torch: Any = __import__("torch.optim")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = folder
        weight = torch.ones(2, requires_grad=True)
        optimiser = torch.optim.SGD([weight], lr=0.1)
        weight.sum().backward()
        optimiser.step()
    del os.environ["TORCHINDUCTOR_CACHE_DIR"]


def live() -> NoReturn:
    """Until the app closes the channel. Every way out is `os._exit`: no farewell of the program's runs."""
    try:
        _open_streams()
        opening = framing.receive()
        _seed(opening["seed"])
        solution = _loaded(opening["source"], tuple(opening["forbidden"]))
        place = 0
        while True:
            call = framing.receive()
            place += 1
            _answer({"call": place} | _called(call, solution, place))
    except EOFError:
        os._exit(0)
    except BaseException as error:  # the channel itself failed, or the program broke what answers
        os.write(2, f"\nthe run could not go on: {type(error).__name__}\n".encode())
        os._exit(70)


def _loaded(source: str, forbidden: tuple[str, ...]) -> dict[str, Any]:
    """Answers what of the forbidden the text names, runs it, and answers how that went."""
    source = source.removeprefix("\ufeff")
    answer: dict[str, Any] = {"call": 0}
    try:
        code, named = forbidding.compiled(source, SOLUTION, forbidden)
        answer["named"] = [[one.name, one.line] for one in named]
    except BaseException as error:
        _answer({"call": 0, "named": [], "error": _error(error)})
        raise EOFError from None
    linecache.cache[SOLUTION] = (len(source), None, source.splitlines(keepends=True), SOLUTION)
    guarding.guard(tuple(map(forbidding.full_name, forbidden)), SOLUTION)
    module = types.ModuleType("solution")
    module.__dict__.update(__builtins__=builtins, __file__=SOLUTION)
    # Nothing of the machinery's under the name that programs look at first.
    sys.modules["solution"] = sys.modules["__main__"] = module
    # Said before a line of the program runs: afterwards anything on the channel may be its own words.
    framing.send(framing.framed(answer))
    try:
        exec(code, module.__dict__)  # noqa: S102  what the jail is for
    except BaseException as error:
        _answer({"call": 0, "error": _error(error)})
        raise EOFError from None
    _answer({"call": 0})
    return module.__dict__


def _called(call: dict[str, Any], solution: dict[str, Any], place: int) -> dict[str, Any]:
    _seed(call["seed"])
    scope = {**solution, "np": sys.modules["numpy"]}
    if "torch" in sys.modules:
        scope["torch"] = sys.modules["torch"]
    try:
        scope |= _plain_builtins(solution)
        scope |= {name: wire.read(value) for name, value in call["inputs"].items()}
        exec(compile(call["setup"], "<setup>", "exec"), scope)  # noqa: S102
        code = compile(call["call"].strip(), "<call>", "eval")
        if call["timed"]:
            # The app's clock starts with its word, and stops at the next one of ours.
            framing.send(framing.framed({"call": place, "ready": True}))
            framing.receive()
        value = eval(code, scope)  # noqa: S307
        if call["timed"]:
            # It stops while this waits: the kernel brings a process's clock up to date when it rests.
            framing.send(framing.framed({"call": place, "done": True}))
            framing.receive()
        return {"value": wire.written(value)}
    except BaseException as error:
        return {"error": _error(error)}


def _plain_builtins(solution: dict[str, Any]) -> dict[str, Any]:
    """Built-ins that a case means and the program hides: `sum` by a star import, `max` by a number.

    What the program defines itself under such a name stands: it may be what the problem asks for.
    """
    hidden = [name for name in solution.keys() & vars(builtins).keys() if not name.startswith("_")]
    return {name: getattr(builtins, name) for name in hidden if _only_hides(name, solution[name])}


def _only_hides(name: str, value: Any) -> bool:
    """Whether a value under a built-in's name is no function of the program's own."""
    home = str(getattr(value, "__module__", None) or "numpy")
    return not callable(value) or (home != "solution" and getattr(sys.modules.get(home), name, None) is value)


def _answer(message: dict[str, Any]) -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(BaseException):  # the program may have closed or replaced it
            stream.flush()
    if touched := guarding.touched():
        message["touched"] = list(touched)
    framing.send(framing.framed(message))


def _error(error: BaseException) -> dict[str, Any]:
    """Kind, words, and the lines of the program it came through, the innermost last."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == SOLUTION:
            lines.append([trace.tb_lineno, trace.tb_frame.f_code.co_name])
        trace = trace.tb_next
    message = str(error)
    if isinstance(error, SyntaxError):
        lines, message = [[error.lineno or 0, ""]], error.msg
    return {
        "kind": type(error).__name__[:100],
        "message": message[:_LONGEST_MESSAGE],
        "lines": lines[-_MOST_LINES:],
        "memory": isinstance(error, MemoryError),
        "forbidden": isinstance(error, guarding.ForbiddenError),
        "too_much": isinstance(error, wire.TooMuchError),
    }


def _seed(seed: int) -> None:
    random.seed(seed)
    sys.modules["numpy"].random.seed(seed % 2**32)
    if "torch" in sys.modules:
        sys.modules["torch"].manual_seed(seed)


def _open_streams() -> None:
    """Streams of this process's own, not copies of what the warm process may have written into."""
    sys.stdin = io.TextIOWrapper(io.FileIO(0, "r", closefd=False), "utf-8")
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), "utf-8", "replace", line_buffering=False)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), "utf-8", "replace", line_buffering=True)
