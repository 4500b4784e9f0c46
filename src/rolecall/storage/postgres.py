"""Connects to PostgreSQL through psycopg 3."""

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from rolecall.ports import StoreFault

CONNECT_TIMEOUT = 5
"""Seconds until a server that does not answer counts as away."""
_SCHEMES = ("postgres", "postgresql", "postgresql+psycopg")


def connect(url: str) -> tuple[Engine, str]:
    """An engine that has not connected yet, and the words that name its database without the password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise _wrong_address() from error
    if address.drivername not in _SCHEMES:
        raise _wrong_address()
    query = {"connect_timeout": str(CONNECT_TIMEOUT), "application_name": "rolecall"} | dict(address.query)
    address = address.set(drivername="postgresql+psycopg", query=query)
    # pool_pre_ping: a server that was restarted costs one query, not one failed turn
    engine = create_engine(address, pool_pre_ping=True, pool_size=5, max_overflow=10, pool_timeout=10)
    return engine, _where(address)


def _where(address: URL) -> str:
    host = address.host or address.query.get("host", "this machine")
    return f"The PostgreSQL database {address.database or ''!r} on {host!s}"


def _wrong_address() -> StoreFault:
    # The address itself is not repeated: it can hold a password.
    return StoreFault(
        "The database address is not one of PostgreSQL; write it as"
        " postgresql://user:password@host/database, or leave it out to use SQLite."
    )
