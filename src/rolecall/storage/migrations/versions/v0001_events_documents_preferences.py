"""The first tables: events with the heads of their streams, documents, preferences."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

_SQLITE_APPEND_ONLY = """
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END
"""
_POSTGRES_APPEND_ONLY = """
CREATE FUNCTION events_never_change() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'events are append-only'; END $$;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
FOR EACH ROW EXECUTE FUNCTION events_never_change()
"""


def upgrade() -> None:
    op.create_table(
        "events",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.UniqueConstraint("owner", "stream", "seq", name="one_event_per_seq"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "streams",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Text, nullable=False),
        sa.Column("last_seq", sa.Integer, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("last_number", _NUMBER, nullable=False),
    )
    op.create_index("streams_newest", "streams", ["owner", "updated_at", "last_number"])
    op.create_table(
        "documents",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=True),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("added_at", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("owner", "id", name="one_document_per_text"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "preferences",
        sa.Column("owner", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_SQLITE_APPEND_ONLY if on_sqlite else _POSTGRES_APPEND_ONLY)
