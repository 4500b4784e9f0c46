"""Real databases for the tests of the storage room."""

import os
import shutil
import socket
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolecall.storage import MemoryStore, open_store

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def _postgres_bin(name: str) -> str | None:
    for folder in BINARIES:
        if (folder / name).exists():
            return str(folder / name)
    return shutil.which(name)


def _as_other() -> list[str]:
    """PostgreSQL refuses to run as root, so root lends the work to the account made for it."""
    if os.name == "nt" or os.geteuid() != 0:
        return []
    for account in ("postgres", "nobody"):
        if subprocess.run(["id", account], capture_output=True, check=False).returncode == 0:
            return ["runuser", "-u", account, "--"]
    return []


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a private PostgreSQL cluster, thrown away afterwards; skips where there is none."""
    initdb, server = _postgres_bin("initdb"), _postgres_bin("pg_ctl")
    if not initdb or not server:
        pytest.skip("no PostgreSQL server binaries on this machine (Debian: apt install postgresql)")
    as_other = _as_other()
    if not as_other and hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("PostgreSQL does not run as root, and there is no other account to run it as")
    folder = Path(tempfile.mkdtemp(prefix="rolecall-pg-"))
    folder.chmod(0o755)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if as_other:
        shutil.chown(data, as_other[2])
        shutil.chown(folder, as_other[2])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = {"capture_output": True, "timeout": 120, "cwd": "/"}
    subprocess.run(
        [*as_other, initdb, "-D", str(data), "-U", "rolecall", "-A", "trust", "-E", "UTF8"], check=True, **run
    )
    options = f"-c fsync=off -c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories={folder}"
    log = str(folder / "log")
    start = [*as_other, server, "-D", str(data), "-l", log, "-w", "-t", "60", "-o", options, "start"]
    # no captured output: the server inherits the pipe and would keep it open
    subprocess.run(
        start, check=True, timeout=90, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield f"postgresql://rolecall@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*as_other, server, "-D", str(data), "-m", "immediate", "stop"], check=True, **run)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def fresh_database(postgres: str) -> str:
    """An empty database of its own in the cluster."""
    import psycopg

    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return postgres.rsplit("/", 1)[0] + f"/{name}"


class Ticking:
    """A clock that goes on by one second at every look, or jumps where told."""

    def __init__(self) -> None:
        from datetime import UTC, datetime

        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

    def __call__(self):
        from datetime import timedelta

        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path, clock: Ticking) -> Iterator:
    """Each kind of store, fresh."""
    if request.param == "memory":
        opened = MemoryStore(clock)
    elif request.param == "sqlite":
        opened = open_store(None, tmp_path, clock)
    else:
        opened = open_store(request.getfixturevalue("fresh_database"), tmp_path, clock)
    yield opened
    opened.close()
