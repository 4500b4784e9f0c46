"""What a model server can do, as far as it is known, and servers found on this machine."""

from enum import StrEnum

from rolecall.domain.values import Value


class Structured(StrEnum):
    """How a server can be held to JSON, the strictest way first."""

    SCHEMA = "json_schema"
    OBJECT = "json_object"
    GRAMMAR = "grammar"
    """llama.cpp's own: a grammar of any JSON object."""
    NONE = "none"
    """Not at all: what it writes is read by a strict parser."""


class Capabilities(Value):
    """What is known of one model of one server; None and '' where nothing is."""

    server: str = ""
    """What kind of server it is, in its makers' spelling."""
    structured: Structured | None = None
    tools: bool | None = None
    streams: bool | None = None
    context_tokens: int | None = None
    """How much prompt and answer it holds as it runs now, which may be less than the model could."""

    def with_newer(self, newer: "Capabilities") -> "Capabilities":
        """What is known once `newer` was found out; of another kind of server nothing older holds."""
        if newer.server and self.server and newer.server != self.server:
            return newer
        known = newer.model_dump(exclude_none=True, exclude_defaults=True)
        return self.model_copy(update=known)


class FoundServer(Value):
    """A model server that answers on this machine; it was asked for nothing but its list of models."""

    name: str
    """Its kind, in its makers' spelling."""
    address: str
    """Base URL, ending in /v1."""
    models: tuple[str, ...]
    """As the server names them, in its order; may be empty."""


_STRUCTURED = {
    Structured.SCHEMA: "keeps to a JSON schema",
    Structured.OBJECT: "keeps to JSON, though not to a schema",
    Structured.GRAMMAR: "keeps to JSON by a grammar",
    Structured.NONE: "cannot be held to JSON, so its answers are read strictly",
}


def in_words(known: Capabilities) -> str:
    """One sentence without its full stop, or '' where nothing is known."""
    parts = []
    if known.context_tokens is not None:
        parts.append(f"holds {known.context_tokens:,} tokens at once")
    if known.structured is not None:
        parts.append(_STRUCTURED[known.structured])
    if known.streams is not None:
        parts.append("streams its words" if known.streams else "sends each answer whole")
    if known.tools is not None:
        parts.append("can call tools" if known.tools else "calls no tools")
    return ", ".join(parts)
