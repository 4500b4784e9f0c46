"""A keyring of the kernel's for this session alone: keys of the user's are not found in it."""

from rolecall.sandbox.jail import kernel

_GET_KEYRING_ID, _JOIN_SESSION = 0, 1
_SESSION = -3


def leave() -> None:
    """Joins a new, empty session keyring."""
    kernel.call("keyctl", _JOIN_SESSION, None)


def number() -> int | None:
    """The session keyring of this process; None where the kernel has none or does not say."""
    try:
        return kernel.call("keyctl", _GET_KEYRING_ID, _SESSION, 0)
    except OSError:
        return None


def probe(outside: int | None) -> str:
    """Empty where the session keyring is another than the app's (`outside`), or there is none."""
    inside = number()
    return "the app's keyring is in reach" if inside is not None and inside == outside else ""
