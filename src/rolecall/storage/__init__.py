"""What a user made: append-only events over SQLite or PostgreSQL."""

from rolecall.storage.folder import DataFolder
from rolecall.storage.memory import MemoryStore
from rolecall.storage.opening import open_store
from rolecall.storage.secrets import SecretKeeper

__all__ = ["DataFolder", "MemoryStore", "SecretKeeper", "open_store"]
