"""Seccomp: the kernel asks a small program before every system call of a jailed process."""
