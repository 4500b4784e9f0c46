"""Short ways to promises for tests: sources of our own, and the rules as they are shipped."""

from rolecall.content.promises import load_promises
from rolecall.domain.promises import Promise, find_promises, settle
from rolecall.domain.roles import Source, SourceKind

RULES = load_promises()


def source(text: str, kind: str = "message", name: str = "") -> Source:
    return Source(id=name or f"{kind}-{abs(hash(text))}", kind=SourceKind(kind), text=text)


def found(text: str, kind: str = "message") -> tuple[Promise, ...]:
    return find_promises([source(text, kind)], RULES)


def quotes(text: str, kind: str = "message") -> list[str]:
    return [spoken.quote for promise in found(text, kind) for spoken in promise.quotes]


def settled(promised: str, later: str, kind: str = "message", after: str = "report") -> dict[str, str]:
    """State by what was said."""
    promises = find_promises([source(promised, kind, "first")], RULES)
    return {one.said: one.state.value for one in settle(promises, [source(later, after, "then")], RULES)}
