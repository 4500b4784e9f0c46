"""Runs programs in the jail: a warm process forked per run, a channel of plain data, a parent that trusts nothing."""
