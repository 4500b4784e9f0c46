"""Brings a database to the schema of this code by numbered migrations."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from rolecall.ports import StoreFault

MIGRATIONS = Path(__file__).parent / "migrations"
# One number for all RoleCall processes on one PostgreSQL: two that start at once migrate one after the other.
_MIGRATION_LOCK = 7_652_553_225


def newest() -> str:
    """The revision this code was written for: the highest number among the migration files."""
    return max(path.name[1:5] for path in (MIGRATIONS / "versions").glob("v[0-9]*.py"))


def upgrade(engine: Engine, where: str) -> None:
    """Runs the migrations that are missing, in one transaction.

    Raises StoreFault where the database was written by a newer RoleCall. `where` names it in the sentence.
    """
    with engine.connect() as reading:
        if _present(reading) == newest():
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATION_LOCK})
        present = _present(connection)
        if present > newest():
            raise StoreFault(
                f"The store {where} was written by a newer RoleCall (schema {present}, this one knows"
                f" {newest()}); update RoleCall, or choose another data folder."
            )
        if present < newest():
            _run(connection)


def _present(connection: Connection) -> str:
    """The revision of the database, empty where it is new."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _run(connection: Connection) -> None:
    # Imported here: at most starts nothing is to be migrated, and Alembic takes half a second to import.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
