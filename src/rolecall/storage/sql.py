"""The store over SQLAlchemy: the same few statements for SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from rolecall.domain.passages import Document
from rolecall.ports import Stored, StreamSummary
from rolecall.storage.clock import Clock, stamp, system_clock
from rolecall.storage.exports import Exported, ExportedStream, beside, checked_export, continues
from rolecall.storage.faults import told
from rolecall.storage.names import checked_name, cleaned, packed, unpacked
from rolecall.storage.tables import documents, events, preferences, streams

_EVERYTHING = (events, streams, documents, preferences)


class SqlStore:
    """What users made, durable when a call returns; safe between threads and between processes.

    Every failure is a StoreFault. `notes` holds what the user should know of the opening, and `rescued` is
    true where a damaged store was replaced.
    """

    def __init__(
        self,
        engine: Engine,
        where: str,
        *,
        folder: Path | None = None,
        notes: tuple[str, ...] = (),
        clock: Clock = system_clock,
    ) -> None:
        self._engine = engine
        self._where = where
        self._folder = folder
        self._clock = clock
        self._upsert = sqlite.insert if engine.dialect.name == "sqlite" else postgresql.insert
        self.notes = notes
        self.rescued = bool(notes)

    def __repr__(self) -> str:
        return f"SqlStore({self._where!r})"

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # writes: SQLite then takes its write lock at BEGIN, and waits for it instead of failing midway
        with (
            told(self._where, self._folder),
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @contextmanager
    def _reading(self, *, snapshot: bool = False) -> Iterator[Connection]:
        # snapshot: several queries see one moment under other writers; in SQLite every transaction does
        asked = snapshot and self._engine.dialect.name == "postgresql"
        options = {"isolation_level": "REPEATABLE READ"} if asked else {}
        with (
            told(self._where, self._folder),
            self._engine.connect().execution_options(**options) as connection,
        ):
            yield connection

    def append(self, owner: str, stream: str, kind: str, data: dict[str, Any]) -> Stored:
        """Adds one event at the end of a stream; on disk when it returns."""
        checked_name("owner", owner)
        checked_name("stream", stream)
        checked_name("kind", kind)
        text = packed(data)
        with self._writing() as connection:
            seq = self._add(connection, owner, stream, [(kind, at := stamp(self._clock), text)])
        return Stored(seq=seq, kind=kind, at=at, data=unpacked(text))

    def _add(self, connection: Connection, owner: str, stream: str, rows: list[tuple[str, str, str]]) -> int:
        """Writes (kind, at, packed data) rows after the last one; returns the last seq.

        The head's row is locked by its upsert first, so that of two writers the second gets the next number.
        """
        fresh: dict[str, Any] = {
            "owner": owner,
            "stream": stream,
            "kind": rows[0][0],
            "updated_at": rows[-1][1],
        }
        fresh |= {"last_seq": len(rows), "events": len(rows), "last_number": 0}
        head = self._upsert(streams).values(fresh)
        grown = head.on_conflict_do_update(
            index_elements=["owner", "stream"],
            set_={
                "last_seq": streams.c.last_seq + len(rows),
                "events": streams.c.events + len(rows),
                "updated_at": head.excluded.updated_at,
            },
        ).returning(streams.c.last_seq)
        last: int = connection.execute(grown).scalar_one()
        connection.execute(
            insert(events),
            [
                {"owner": owner, "stream": stream, "seq": seq, "kind": kind, "at": at, "data": text}
                for seq, (kind, at, text) in enumerate(rows, last - len(rows) + 1)
            ],
        )
        newest = (
            select(events.c.number)
            .where(events.c.owner == owner, events.c.stream == stream, events.c.seq == last)
            .scalar_subquery()
        )
        connection.execute(
            update(streams)
            .where(streams.c.owner == owner, streams.c.stream == stream)
            .values(last_number=newest)
        )
        return last

    def events(self, owner: str, stream: str, *, after: int = 0) -> list[Stored]:
        """The events of a stream, oldest first, those after a number only."""
        checked_name("owner", owner)
        with self._reading() as connection:
            return self._events(connection, owner, stream, after)

    def _events(self, connection: Connection, owner: str, stream: str, after: int = 0) -> list[Stored]:
        rows = connection.execute(
            select(events.c.seq, events.c.kind, events.c.at, events.c.data)
            .where(events.c.owner == owner, events.c.stream == stream, events.c.seq > after)
            .order_by(events.c.seq)
        )
        return [Stored(seq=seq, kind=kind, at=at, data=unpacked(data)) for seq, kind, at, data in rows]

    def streams(self, owner: str, prefix: str = "") -> list[StreamSummary]:
        """The owner's streams, newest first; `kind` is that of a stream's first event."""
        checked_name("owner", owner)
        with self._reading() as connection:
            return self._streams(connection, owner, prefix)

    def _streams(self, connection: Connection, owner: str, prefix: str = "") -> list[StreamSummary]:
        wanted = select(streams.c.stream, streams.c.kind, streams.c.updated_at, streams.c.events).where(
            streams.c.owner == owner
        )
        if prefix:
            # substr, not LIKE: `_` and `%` in a prefix are plain letters, and case counts on every database
            wanted = wanted.where(func.substr(streams.c.stream, 1, len(prefix)) == prefix)
        rows = connection.execute(wanted.order_by(streams.c.updated_at.desc(), streams.c.last_number.desc()))
        return [
            StreamSummary(stream=stream, kind=kind, updated_at=at, events=count)
            for stream, kind, at, count in rows
        ]

    def delete(self, owner: str, stream: str) -> None:
        """Forgets a stream."""
        checked_name("owner", owner)
        with self._writing() as connection:
            for table in (streams, events):
                connection.execute(delete(table).where(table.c.owner == owner, table.c.stream == stream))

    def delete_everything(self, owner: str) -> None:
        """Forgets all that an owner made, in the file too: SQLite overwrites what it deletes.

        Damaged files that were kept aside go with the last owner of a SQLite store, since they hold copies.
        """
        checked_name("owner", owner)
        with self._writing() as connection:
            for table in (streams, events, documents, preferences):
                connection.execute(delete(table).where(table.c.owner == owner))
            last = not any(connection.execute(select(table).limit(1)).first() for table in _EVERYTHING)
        if self._folder is not None:
            from rolecall.storage.sqlite import forget_traces

            with told(self._where, self._folder):
                forget_traces(self._engine, self._folder, kept_aside=last)

    def export(self, owner: str) -> dict[str, Any]:
        """Everything the owner made, ready for `json.dumps`; never a key."""
        checked_name("owner", owner)
        with self._reading(snapshot=True) as connection:
            found = [
                ExportedStream(stream=head.stream, events=tuple(self._events(connection, owner, head.stream)))
                for head in reversed(self._streams(connection, owner))
            ]
            kept = select(preferences.c.name, preferences.c.value).where(preferences.c.owner == owner)
            return Exported(
                exported_at=stamp(self._clock),
                streams=tuple(found),
                documents=tuple(reversed(self._documents(connection, owner))),
                preferences={row.name: row.value for row in connection.execute(kept)},
            ).model_dump(mode="json")

    def restore(self, owner: str, exported: dict[str, Any]) -> int:
        """Brings an export back beside what is there, all or nothing; returns how many events and documents
        were new.

        A stream that went on after the export stays as it is; one that went another way is kept, and the
        exported one stands beside it as `<stream>-restored`. Raises BadInput where it is no export.
        """
        checked_name("owner", owner)
        value = checked_export(exported)
        with self._writing() as connection:
            added = sum(self._restore_stream(connection, owner, stream) for stream in value.streams)
            added += sum(self._put(connection, owner, document) for document in value.documents)
            for name, text in value.preferences.items():
                self._prefer(connection, owner, name, text)
        return added

    def _restore_stream(self, connection: Connection, owner: str, exported: ExportedStream) -> int:
        for name in beside(exported.stream):
            here = self._events(connection, owner, name)
            if continues(here, exported.events):
                new = [(event.kind, event.at, packed(event.data)) for event in exported.events[len(here) :]]
                if new:
                    self._add(connection, owner, name, new)
                return len(new)
        raise AssertionError("beside() never ends")

    def put_document(self, owner: str, document: Document) -> bool:
        """Keeps a document; False where its id is there already."""
        checked_name("owner", owner)
        checked_name("document", document.id)
        with self._writing() as connection:
            return self._put(connection, owner, document)

    def _put(self, connection: Connection, owner: str, document: Document) -> bool:
        row = {"owner": owner, "id": document.id, "kind": document.kind, "size": document.size}
        row |= {"name": cleaned(document.name), "text": cleaned(document.text)}
        row["added_at"] = document.added_at or stamp(self._clock)
        put = self._upsert(documents).values(row).on_conflict_do_nothing(index_elements=["owner", "id"])
        return connection.execute(put.returning(documents.c.number)).first() is not None

    def documents(self, owner: str) -> list[Document]:
        """The owner's documents, newest first."""
        checked_name("owner", owner)
        with self._reading() as connection:
            return self._documents(connection, owner)

    def _documents(self, connection: Connection, owner: str) -> list[Document]:
        rows = connection.execute(
            select(documents)
            .where(documents.c.owner == owner)
            .order_by(documents.c.added_at.desc(), documents.c.number.desc())
        )
        return [
            Document(
                id=row.id, name=row.name, kind=row.kind, text=row.text, added_at=row.added_at, size=row.size
            )
            for row in rows
        ]

    def all_documents(self) -> dict[str, list[Document]]:
        """Of every owner: only for rebuilding the index."""
        with self._reading() as connection:
            owners = connection.execute(select(documents.c.owner).distinct().order_by(documents.c.owner))
            return {owner: self._documents(connection, owner) for owner in owners.scalars().all()}

    def remove_document(self, owner: str, document_id: str) -> None:
        """Forgets one document."""
        checked_name("owner", owner)
        with self._writing() as connection:
            connection.execute(
                delete(documents).where(documents.c.owner == owner, documents.c.id == document_id)
            )

    def preference(self, owner: str, name: str) -> str:
        """What the owner prefers; empty where never said."""
        checked_name("owner", owner)
        wanted = select(preferences.c.value).where(preferences.c.owner == owner, preferences.c.name == name)
        with self._reading() as connection:
            return connection.execute(wanted).scalar() or ""

    def prefer(self, owner: str, name: str, value: str) -> None:
        """Remembers a preference."""
        checked_name("owner", owner)
        checked_name("preference", name)
        with self._writing() as connection:
            self._prefer(connection, owner, name, value)

    def _prefer(self, connection: Connection, owner: str, name: str, value: str) -> None:
        row = self._upsert(preferences).values(owner=owner, name=name, value=cleaned(value))
        connection.execute(
            row.on_conflict_do_update(index_elements=["owner", "name"], set_={"value": row.excluded.value})
        )

    def close(self) -> None:
        """Lets go of the database; what was written is already safe."""
        self._engine.dispose()
