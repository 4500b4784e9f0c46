"""SQLite under what happens to files: kills, full disks, damage, newer programs."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from rolecall.domain.passages import Document
from rolecall.ports import StoreFault
from rolecall.storage import open_store
from rolecall.storage.schema import MIGRATIONS, newest

FILE = "rolecall.sqlite3"
posix = pytest.mark.skipif(os.name == "nt", reason="signals, modes and mounts as on POSIX")


def filled(folder: Path, events: int = 300) -> None:
    store = open_store(None, folder)
    exported = {
        "format": "rolecall-export",
        "version": 1,
        "streams": [
            {
                "stream": f"role/{n}",
                "events": [
                    {
                        "seq": i,
                        "kind": "said",
                        "at": "2026-01-01T00:00:00.000+00:00",
                        "data": {"text": f"{i} " * 60},
                    }
                    for i in range(1, events // 3 + 1)
                ],
            }
            for n in range(3)
        ],
    }
    assert store.restore("ann", exported) == events
    store.put_document("ann", Document(id="d1", name="cv.pdf", text="my cv"))
    store.prefer("ann", "tone", "warm")
    store.close()


def kept(store) -> int:
    return sum(len(store.events("ann", summary.stream)) for summary in store.streams("ann"))


def test_what_was_stored_is_there_after_a_restart(tmp_path):
    filled(tmp_path)
    store = open_store(None, tmp_path)
    assert kept(store) == 300
    assert (store.notes, store.rescued) == ((), False)
    assert store.preference("ann", "tone") == "warm"
    store.close()


def test_every_commit_is_forced_to_the_disk(tmp_path):
    store = open_store(None, tmp_path)
    with store._engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
    }
    store.close()


def test_events_cannot_be_changed_even_by_hand(tmp_path):
    filled(tmp_path, 3)
    with (
        closing(sqlite3.connect(tmp_path / FILE)) as raw,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        raw.execute("UPDATE events SET data = '{}'")


@posix
def test_only_its_user_can_read_the_store(tmp_path):
    folder = tmp_path / "new"
    store = open_store(None, folder)
    store.append("ann", "s", "k", {})
    assert folder.stat().st_mode & 0o777 == 0o700
    for path in folder.glob(f"{FILE}*"):
        assert path.stat().st_mode & 0o077 == 0, path
    store.close()


@pytest.mark.parametrize("name", ["with space", "Ünïcode 数据", "100% [odd] 'quoted'", "q?a=b#c"])
def test_a_folder_of_any_name_will_do(tmp_path, name):
    store = open_store(None, tmp_path / name)
    store.append("ann", "s", "k", {})
    store.close()
    assert (tmp_path / name / FILE).exists()


WRITER = """
import sys
sys.path.insert(0, {src!r})
from pathlib import Path
from rolecall.storage import open_store
store = open_store(None, Path({folder!r}))
number = len(store.events("ann", "s"))
while True:
    number += 1
    store.append("ann", "s", "said", {{"n": number, "text": "x" * 500}})
    print(number, flush=True)
"""


@posix
def test_a_kill_in_the_middle_of_writing_loses_no_acknowledged_event(tmp_path):
    script = WRITER.format(src=str(Path(__file__).parents[2] / "src"), folder=str(tmp_path))
    acknowledged = 0
    for round_ in range(10):
        process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        first = int(process.stdout.readline())
        assert first > acknowledged, "an acknowledged event is gone"
        time.sleep(0.02 + 0.007 * round_)
        process.send_signal(signal.SIGKILL)
        acknowledged = max([first, *map(int, process.stdout.read().split("\n")[:-1])])
        process.stdout.close()
        process.wait()
    store = open_store(None, tmp_path)
    assert store.notes == ()
    numbers = [event.data["n"] for event in store.events("ann", "s")]
    assert numbers == list(range(1, len(numbers) + 1))
    # one more may have been written and killed before it could be told
    assert len(numbers) in (acknowledged, acknowledged + 1)
    store.close()


def test_two_stores_on_one_file_append_without_losing_a_number(tmp_path):
    one, two = open_store(None, tmp_path), open_store(None, tmp_path)
    seqs = [store.append("ann", "s", "k", {}).seq for _ in range(20) for store in (one, two)]
    assert seqs == list(range(1, 41))
    one.close()
    two.close()


def test_a_store_that_another_program_holds_is_said_to_be_in_use(tmp_path, monkeypatch):
    from rolecall.storage import sqlite

    monkeypatch.setattr(sqlite, "BUSY_WAIT", 0.2)
    store = open_store(None, tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreFault, match="in use by another program"):
            store.append("ann", "s", "k", {})
        other.execute("ROLLBACK")
    assert store.append("ann", "s", "k", {}).seq == 1
    store.close()


def damaged_by(name: str, path: Path) -> None:
    data = path.read_bytes()
    if name == "truncated":
        path.write_bytes(data[: len(data) // 2])
    elif name == "cut within a page":
        path.write_bytes(data[: len(data) // 2 + 100])
    elif name == "zeroed header":
        path.write_bytes(bytes(100) + data[100:])
    elif name == "zeroed first page":
        path.write_bytes(bytes(4096) + data[4096:])
    elif name == "zeroed middle":
        half = len(data) // 8192 * 4096
        path.write_bytes(data[:half] + bytes(4096 * 2) + data[half + 4096 * 2 :])
    elif name == "random middle":
        half = len(data) // 8192 * 4096
        path.write_bytes(data[:half] + os.urandom(4096) + data[half + 4096 :])
    elif name == "all zero":
        path.write_bytes(bytes(len(data)))
    elif name == "random":
        path.write_bytes(os.urandom(len(data)))
    elif name == "no bytes":
        path.write_bytes(b"")


@pytest.mark.parametrize(
    ("damage", "at_least"),
    [
        ("truncated", 50),
        ("cut within a page", 50),
        ("zeroed header", 300),
        ("zeroed first page", 300),
        ("zeroed middle", 200),
        ("random middle", 200),
        ("all zero", 0),
        ("random", 0),
        ("no bytes", 0),
    ],
)
def test_a_damaged_store_is_kept_aside_and_what_can_be_read_comes_back(tmp_path, damage, at_least):
    filled(tmp_path)
    damaged_by(damage, tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    store = open_store(None, tmp_path)
    assert store.rescued
    (note,) = store.notes
    (aside,) = tmp_path.glob(f"{FILE}.damaged-*")
    assert aside.name in note
    assert aside.read_bytes() == before
    found = kept(store)
    assert found >= at_least
    assert f"{found} entries" in note
    for summary in store.streams("ann"):
        for event in store.events("ann", summary.stream):
            assert event.data == {"text": f"{event.seq} " * 60}
    last = max((event.seq for event in store.events("ann", "role/1")), default=0)
    assert store.append("ann", "role/1", "said", {}).seq > last
    store.close()
    again = open_store(None, tmp_path)
    assert (again.notes, kept(again)) == ((), found + 1)
    again.close()


def test_what_could_not_be_read_is_counted_in_the_note(tmp_path):
    filled(tmp_path)
    damaged_by("zeroed middle", tmp_path / FILE)
    store = open_store(None, tmp_path)
    found = kept(store)
    assert found < 300
    assert f"{found} entries ({300 - found} more are known and could not be read)" in store.notes[0]
    store.close()


def test_a_damaged_index_loses_nothing(tmp_path):
    filled(tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name LIKE '%autoindex_events%'"
        ).fetchone()
    data = bytearray((tmp_path / FILE).read_bytes())
    data[(root - 1) * 4096 : root * 4096] = os.urandom(4096)
    (tmp_path / FILE).write_bytes(data)
    store = open_store(None, tmp_path)
    assert store.rescued
    assert kept(store) == 300
    assert [document.name for document in store.documents("ann")] == ["cv.pdf"]
    assert store.preference("ann", "tone") == "warm"
    store.close()


def test_a_lost_main_file_beside_its_log_is_not_taken_for_a_new_store(tmp_path):
    store = open_store(None, tmp_path)
    store.append("ann", "s", "k", {"n": 1})
    copy = tmp_path / "copy"
    copy.mkdir()
    shutil.copy(tmp_path / f"{FILE}-wal", copy / f"{FILE}-wal")
    store.close()
    rescued = open_store(None, copy)
    assert "main file is gone" in rescued.notes[0]
    assert list(copy.glob(f"{FILE}.damaged-*-wal"))
    rescued.close()


def test_deleting_everything_leaves_no_trace_in_the_files(tmp_path):
    filled(tmp_path)
    damaged_by("zeroed middle", tmp_path / FILE)
    store = open_store(None, tmp_path)
    secret = "unforgettable-sentence"
    store.append("ann", "s", "k", {"text": secret})
    store.append("bob", "s", "k", {"text": "bobs"})
    store.delete_everything("ann")
    assert list(tmp_path.glob("*.damaged-*")), "bob is still there, and the damaged file may hold his things"
    store.delete_everything("bob")
    for path in tmp_path.iterdir():
        assert secret.encode() not in path.read_bytes(), path
    assert not list(tmp_path.glob("*.damaged-*"))
    store.close()


def test_a_store_of_a_newer_program_is_refused_and_left_alone(tmp_path):
    filled(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreFault, match=r"newer RoleCall \(schema 9999, this one knows .*; update RoleCall"):
        open_store(None, tmp_path)
    with closing(sqlite3.connect(tmp_path / FILE)) as raw:
        assert raw.execute("SELECT count(*) FROM events").fetchone() == (3,)


def test_the_migrations_lead_to_the_tables_of_the_code(tmp_path):
    from alembic.autogenerate import compare_metadata
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    from rolecall.storage.tables import metadata

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    assert ScriptDirectory.from_config(config).get_current_head() == newest()
    store = open_store(None, tmp_path)
    with store._engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    store.close()


FULL = """
import sys
sys.path.insert(0, {src!r})
from pathlib import Path
from rolecall.ports import StoreFault
from rolecall.storage import open_store
{limit}
store = open_store(None, Path({folder!r}))
number = 0
try:
    while number < 20_000:
        store.append("ann", "s", "said", {{"n": number + 1, "text": "x" * 5000}})
        number += 1
except StoreFault as fault:
    print(fault.message)
print(number, len(store.events("ann", "s")))
"""


def fill_up(folder: Path, limit: str = "") -> tuple[str, int]:
    script = FULL.format(src=str(Path(__file__).parents[2] / "src"), folder=str(folder), limit=limit)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120
    )
    message, numbers = done.stdout.strip().split("\n")
    written, readable = map(int, numbers.split())
    assert written == readable > 0
    return message, written


@posix
def test_on_a_full_disk_the_user_is_told_and_what_was_there_stays(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root can mount a small disk to fill")
    try:
        message, written = fill_up(disk / "data")
        assert "disk is full" in message
        assert str(disk / "data") in message
        # opening it again is refused or gives everything that was acknowledged
        try:
            store = open_store(None, disk / "data")
        except StoreFault as fault:
            message = fault.message
        else:
            assert len(store.events("ann", "s")) == written
            store.close()
        assert "disk is full" in message
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@posix
def test_a_file_that_may_not_grow_loses_nothing(tmp_path):
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3_000_000, 3_000_000))"
    message, written = fill_up(tmp_path, limit)
    assert message.endswith(".")
    assert str(tmp_path) in message
    store = open_store(None, tmp_path)
    assert len(store.events("ann", "s")) == written
    store.close()


def test_opening_again_and_again_is_quick(tmp_path):
    filled(tmp_path)
    started = time.monotonic()
    for _ in range(5):
        open_store(None, tmp_path).close()
    assert time.monotonic() - started < 5
