"""The use cases: read a role, answer, draft."""
