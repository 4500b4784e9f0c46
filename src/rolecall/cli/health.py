"""What `rolecall doctor` looks at: each part tried for real, with what its absence costs."""

import platform
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

from rolecall.cli.model_health import Looked, local_engine, model, model_tried, servers
from rolecall.domain.capabilities import Capabilities, FoundServer
from rolecall.domain.values import Value
from rolecall.ports import RoleCallError, Wall
from rolecall.settings import Settings


class Finding(Value):
    """One part of RoleCall on this machine."""

    name: str
    ok: bool
    detail: str
    needed: bool = True
    """False where everything still works without it."""
    cost: str = ""
    """What its absence costs."""
    walls: tuple[Wall, ...] = ()
    """Of the sandbox: every wall, whether it stands, and why not."""
    servers: tuple[FoundServer, ...] = ()
    """Of the model servers: those that answer on this machine."""
    capabilities: Capabilities | None = None
    """Of the connected model: what is known of it."""


class _Part(Value):
    name: str
    needed: bool
    cost: str


Look = Callable[[Settings], "str | Looked"]


def findings(settings: Settings, *, try_model: bool = False) -> list[Finding]:
    """Tries every part; a part that fails is a finding, never an error.

    `try_model` finds out what the connected model can do, in a few small calls instead of one.
    """
    # Two at once: the sandbox is mostly waited for.
    with ThreadPoolExecutor(2) as pool:
        looks = [(part, model_tried if try_model and look is model else look) for part, look in _PARTS]
        tried = [pool.submit(_tried, part, look, settings) for part, look in looks]
        return [one.result() for one in tried]


def _tried(part: _Part, look: Look, settings: Settings) -> Finding:
    try:
        looked, ok = look(settings), True
    except RoleCallError as error:
        looked, ok = error.message, False
    except Exception as error:  # a doctor reports what is broken instead of breaking
        looked, ok = f"{type(error).__name__}: {error}", False
    seen = looked if isinstance(looked, Looked) else Looked(detail=looked)
    return Finding(
        name=part.name,
        ok=ok,
        detail=seen.detail,
        needed=part.needed,
        cost="" if ok else part.cost,
        walls=seen.walls,
        servers=seen.servers,
        capabilities=seen.capabilities,
    )


def _python(_: Settings) -> str:
    return f"{platform.python_version()} on {platform.system()} {platform.machine()}"


def _content(_: Settings) -> str:
    from rolecall.wiring import guides, knowledge, prompts

    knowledge()
    prompts()
    loaded = guides()
    return f"{sum(len(guide.sections) for guide in loaded)} guide sections in {len(loaded)} files"


def _folder(settings: Settings) -> str:
    from rolecall.storage.folder import DataFolder

    with DataFolder(settings.data) as folder:
        return f"{folder.path} can be written and is free"


def _store(settings: Settings) -> str:
    from rolecall.storage.opening import open_store

    if settings.database_url:
        host = urlsplit(settings.database_url).hostname or "the local socket"
        open_store(settings.database_url, settings.data).close()
        return f"PostgreSQL at {host} answers"
    import sqlite3

    return f"SQLite {sqlite3.sqlite_version} in the data folder"


def _embedder(settings: Settings) -> str:
    from rolecall.retrieval.embedders import make_embedder

    embedder = make_embedder(settings.embedder)
    embedder.queries(["a question"])
    if settings.embedder == "auto" and not embedder.name.startswith("e5"):
        raise RoleCallError(f"{embedder.name} ({embedder.dimension} dimensions) stands in for e5")
    return f"{embedder.name}, {embedder.dimension} dimensions, on this machine"


def _vectors(_: Settings) -> str:
    import tempfile
    from pathlib import Path

    from rolecall.retrieval.embedders import HashingEmbedder
    from rolecall.retrieval.retriever import HybridRetriever
    from rolecall.wiring import guides

    with tempfile.TemporaryDirectory(prefix="rolecall-doctor-") as folder:
        retriever = HybridRetriever(Path(folder), guides()[:1], HashingEmbedder())
        try:
            retriever.sync({})
            if not retriever.search("interview").passages:
                raise RoleCallError("Chroma answers nothing; reinstall with `make install`.")
        finally:
            retriever.close()
    return "Chroma embedded: an index was made, filled and searched"


def _sandbox(settings: Settings) -> Looked:
    from rolecall.wiring import build_runner

    runner = build_runner(settings)
    try:
        stands = runner.stands()
        return Looked(detail=f"{stands} holds candidates' code{_wanted(settings)}", walls=runner.walls())
    finally:
        runner.close()


def _files(settings: Settings) -> str:
    from rolecall.wiring import build_files

    reader = build_files(settings)
    try:
        reader.read(b"<html><body><p>A page.</p></body></html>", "page.html")
        if stands := reader.stands():
            return f"a page was read in the jail: {stands}{_wanted(settings)}"
        walls = ", ".join(reader.walls())
        return f"a page was read in a process of its own ({walls}), without the jail: {reader.why_not()}"
    finally:
        reader.close()


def _wanted(settings: Settings) -> str:
    """What an administrator demands, where it is more than the least."""
    weakest = Settings.model_fields["sandbox"].default
    return "" if settings.sandbox == weakest else f"; ROLECALL_SANDBOX asks for {settings.sandbox} at least"


def _torch(_: Settings) -> str:
    from importlib.metadata import version
    from importlib.util import find_spec

    if find_spec("torch") is None:
        raise RoleCallError("not installed")
    return f"{version('torch')}, for problems that need it"


def _linter(_: Settings) -> str:
    from rolecall.sandbox.linting import RuffLinter

    if why := RuffLinter().why_not():
        raise RoleCallError(why)
    return "ruff read a line of code in a process of its own"


def _tokens(_: Settings) -> str:
    from rolecall.llm.tokens import counter

    tokens = counter("gpt-4o")
    tokens.count("a few words")
    if not tokens.exact:
        raise RoleCallError("tiktoken's vocabulary is not on this machine")
    return "tiktoken counts exactly"


def _browser(_: Settings) -> str:
    import shutil

    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return f"{name} is here"
    raise RoleCallError("no Chromium found")


_PARTS: list[tuple[_Part, Look]] = [
    (_Part(name="Python", needed=True, cost=f"RoleCall needs 3.11 or later, not {sys.version}"), _python),
    (_Part(name="Knowledge", needed=True, cost="nothing works; run `rolecall check`"), _content),
    (_Part(name="Data folder", needed=True, cost="nothing can be kept; set ROLECALL_DATA"), _folder),
    (_Part(name="Database", needed=True, cost="nothing can be kept"), _store),
    (_Part(name="Vector store", needed=True, cost="no answers from the guides"), _vectors),
    (
        _Part(name="Embedder", needed=False, cost="search finds less (measured: `rolecall eval search`)"),
        _embedder,
    ),
    (_Part(name="File reader", needed=True, cost="only pasted text can be read"), _files),
    (
        _Part(
            name="Sandbox",
            needed=False,
            cost="code of coding rounds is not run; everything else works as it does elsewhere",
        ),
        _sandbox,
    ),
    (_Part(name="Torch", needed=False, cost="problems that need it are left out"), _torch),
    (_Part(name="Linter", needed=False, cost="debriefs say nothing about the hygiene of code"), _linter),
    (_Part(name="Token counts", needed=False, cost="tokens are estimated"), _tokens),
    (
        _Part(
            name="Model",
            needed=False,
            cost="answers are quoted from the guides and mails composed from templates",
        ),
        model,
    ),
    (
        _Part(
            name="Model servers",
            needed=False,
            cost="no model here to connect to; start one of them, or let RoleCall run a model file itself",
        ),
        servers,
    ),
    (
        _Part(
            name="Local engine",
            needed=False,
            cost="RoleCall runs no model file itself; in its folder run: make local",
        ),
        local_engine,
    ),
    (_Part(name="Browser for tests", needed=False, cost="the page's tests are skipped"), _browser),
]
