"""What a user made: append-only events over SQLite or PostgreSQL."""
