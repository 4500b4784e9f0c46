"""Runs programs in the jail: a warm process forked per run, a channel of plain data, no trust."""
