"""The walls around a stranger's code: each with what puts it up and what proves that it stands.

Everything here runs inside the jailed processes too and is imported before the first wall is up, so it knows
the standard library alone.
"""
