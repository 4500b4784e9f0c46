"""PostgreSQL: several processes on one database, and clear words without the password."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from rolecall.ports import StoreFault
from rolecall.storage import open_store

pytestmark = pytest.mark.postgres

WRITER = """
import sys
sys.path.insert(0, {src!r})
from pathlib import Path
from rolecall.storage import open_store
store = open_store({url!r}, Path("/nowhere"))
for number in range(100):
    store.append("ann", "s", "said", {{"n": number}})
"""


def test_processes_that_start_at_once_migrate_once_and_lose_no_event(fresh_database, tmp_path):
    script = WRITER.format(src=str(Path(__file__).parents[2] / "src"), url=fresh_database)
    writers = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    store = open_store(fresh_database, tmp_path)
    assert [event.seq for event in store.events("ann", "s")] == list(range(1, 301))
    store.close()


def test_events_cannot_be_changed_even_by_hand(fresh_database, tmp_path):
    import psycopg

    store = open_store(fresh_database, tmp_path)
    store.append("ann", "s", "k", {})
    with psycopg.connect(fresh_database) as raw, pytest.raises(psycopg.Error, match="append-only"):
        raw.execute("UPDATE events SET data = '{}'")
    store.close()


def test_a_database_of_a_newer_program_is_refused(fresh_database, tmp_path):
    import psycopg

    open_store(fresh_database, tmp_path).close()
    with psycopg.connect(fresh_database) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreFault, match="newer RoleCall"):
        open_store(fresh_database, tmp_path)


def test_a_connection_the_server_dropped_is_made_again(fresh_database, tmp_path):
    import psycopg

    store = open_store(fresh_database, tmp_path)
    store.append("ann", "s", "k", {})
    with psycopg.connect(fresh_database, autocommit=True) as raw:
        raw.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert store.append("ann", "s", "k", {}).seq == 2
    store.close()


def test_a_database_that_does_not_exist_is_named(postgres, tmp_path):
    with pytest.raises(StoreFault, match=r"'nowhere' .* does not exist"):
        open_store(postgres.rsplit("/", 1)[0] + "/nowhere", tmp_path)


@pytest.mark.parametrize("port", [1, 9])
def test_a_server_that_is_away_is_named_without_the_password(tmp_path, port):
    started = time.monotonic()
    with pytest.raises(StoreFault) as refused:
        open_store(f"postgresql://ann:hunter2@127.0.0.1:{port}/rolecall", tmp_path)
    assert time.monotonic() - started < 8
    assert "cannot be reached; start the database server" in refused.value.message
    assert "hunter2" not in refused.value.message


@pytest.mark.parametrize(
    "url",
    ["mysql://u:hunter2@h/d", "nonsense hunter2", "sqlite:///hunter2.db", "postgresql+asyncpg://hunter2"],
)
def test_an_address_of_another_kind_is_refused_without_repeating_it(tmp_path, url):
    with pytest.raises(StoreFault, match="postgresql://user:password@host/database") as refused:
        open_store(url, tmp_path)
    assert "hunter2" not in refused.value.message
