"""Opens the one store: SQLite in the data folder, or PostgreSQL by its address."""

from pathlib import Path
from typing import TYPE_CHECKING

from rolecall.ports import StoreFault
from rolecall.storage.clock import Clock, system_clock

if TYPE_CHECKING:
    from rolecall.storage.sql import SqlStore


def open_store(url: str | None, folder: Path, clock: Clock = system_clock) -> "SqlStore":
    """Opens the store, checked and with its newest schema.

    `url` is a PostgreSQL address (`postgresql://...`); without one the store is SQLite in `folder`. A damaged
    SQLite file is kept aside and what can be read of it is brought into a fresh one: see `store.notes`.
    Raises StoreFault.
    """
    from rolecall.storage.sql import SqlStore

    if not url:
        from rolecall.storage.sqlite import SqliteFile

        file = SqliteFile(Path(folder).expanduser(), clock)
        engine, notes = file.open()
        return SqlStore(engine, file.where, folder=file.folder, notes=notes, clock=clock)

    from rolecall.storage.faults import told
    from rolecall.storage.postgres import connect
    from rolecall.storage.schema import upgrade

    engine, where = connect(url)
    try:
        with told(where):
            upgrade(engine, where)
    except StoreFault:
        engine.dispose()
        raise
    return SqlStore(engine, where, clock=clock)
