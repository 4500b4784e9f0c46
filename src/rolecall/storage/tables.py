"""The tables as the newest migration leaves them."""

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, Table, Text, UniqueConstraint

metadata = MetaData()

# SQLite numbers rows by itself only where the column is exactly INTEGER PRIMARY KEY.
_NUMBER = BigInteger().with_variant(Integer, "sqlite")

events = Table(
    "events",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("owner", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("owner", "stream", "seq", name="one_event_per_seq"),
    sqlite_autoincrement=True,
)
"""Append-only: a trigger refuses every UPDATE."""

streams = Table(
    "streams",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("stream", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("updated_at", Text, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("last_number", _NUMBER, nullable=False),
    Index("streams_newest", "owner", "updated_at", "last_number"),
)
"""The head of each stream: gives the next seq without a race and the lists without a scan."""

documents = Table(
    "documents",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("owner", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    UniqueConstraint("owner", "id", name="one_document_per_text"),
    sqlite_autoincrement=True,
)

preferences = Table(
    "preferences",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
