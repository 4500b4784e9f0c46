"""The walls by name, and what each keeps. Knows no system, so that any can say which walls it lacks."""

WALLS = {
    "belongings": "no key and no open file of the app's comes along",
    "files": "only Python's libraries can be read",
    "writing": "nothing can be written but a small scratch in memory, gone with the run",
    "network": "no network, not even this machine's own",
    "processes": "other processes cannot be seen or signalled",
    "messages": "no shared memory or messages of the system's",
    "host name": "the machine's name is not seen",
    "keyring": "keys in the kernel's keyring are out of reach",
    "privileges": "no privileges, and no way to gain one",
    "limits": "memory, processor time, files and threads are bounded",
    "lifeline": "it dies with the app",
    "landlock": "the kernel's rules for files, ports and signals",
    "system calls": "only the system calls that ordinary Python needs",
}
"""Every wall that is built inside, and what it keeps; the clock and the bounds of output are the parent's."""
