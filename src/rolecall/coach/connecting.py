"""Which engine speaks for an owner: the built-in one, or a model they connected."""

from collections.abc import Awaitable, Callable
from typing import Protocol
from urllib.parse import urlsplit

from rolecall.coach.suiting import Suiting
from rolecall.domain.engines import ModelJob
from rolecall.domain.values import Value
from rolecall.ports import BadInput, ChatModel, ModelFault, Store

_PREFERENCE = "connection"
_OFF = "built-in"
BUILT_IN_SENTENCE = "Built-in engine: no model connected, nothing leaves this machine"


class Verdict(Value):
    """What the test button found."""

    ok: bool
    message: str


class Connection(Value):
    """How a model is reached. The key is kept elsewhere and never part of this value."""

    provider: str = ""
    model: str = ""
    address: str = ""
    """Base URL of an OpenAI-compatible server; empty for the provider's own."""
    has_key: bool = False


class EngineState(Value):
    """Who speaks, in the words the page shows."""

    name: str
    is_model: bool
    sentence: str


class Secrets(Protocol):
    """Keeps model keys out of everything that is exported, logged or shown."""

    def get(self, owner: str) -> str: ...

    def set(self, owner: str, key: str) -> None: ...

    def forget(self, owner: str) -> None: ...


Connect = Callable[[Connection, str], ChatModel]
"""Makes a model from a connection and a key; raises RoleCallError where it cannot."""
TryOut = Callable[[ChatModel], Awaitable[Verdict]]


class Engines:
    """One owner's engine; a choice on the page outweighs the environment's."""

    def __init__(
        self,
        *,
        store: Store,
        secrets: Secrets,
        connect: Connect,
        try_out: TryOut,
        default: Connection,
        key: str,
        prompts: str = "",
    ) -> None:
        self.suiting = Suiting(store, prompts)
        self._store = store
        self._secrets = secrets
        self._connect = connect
        self._try_out = try_out
        self._default = default
        self._default_key = key
        self._models: dict[str, tuple[Connection, ChatModel]] = {}

    def connection(self, owner: str) -> Connection:
        """What is connected; an empty one means the built-in engine."""
        chosen = self._store.preference(owner, _PREFERENCE)
        if chosen == _OFF:
            return Connection()
        if chosen:
            connection = Connection.model_validate_json(chosen)
            return connection.model_copy(update={"has_key": bool(self._secrets.get(owner))})
        return self._default

    def model(self, owner: str, job: ModelJob | None = None, role: str = "") -> ChatModel | None:
        """The connected model, or None for the built-in engine.

        `job` is what it is wanted for and `role` on whose account; without a job it is the model as such, to
        try it out or to show its name.
        """
        connection = self.connection(owner)
        if not connection.model:
            return None
        if job is not None and not self.suiting.may(owner, _named(connection), job):
            return None
        known = self._models.get(owner)
        if known is None or known[0] != connection:
            known = (connection, self._connect(connection, self._key(owner, connection)))
            self._models[owner] = known
        return known[1]

    def state(self, owner: str) -> EngineState:
        connection = self.connection(owner)
        if not connection.model:
            return EngineState(name="built-in", is_model=False, sentence=BUILT_IN_SENTENCE)
        name = _named(connection)
        return EngineState(name=name, is_model=True, sentence=f"{name}: {_where(connection)}")

    async def try_connection(self, owner: str, connection: Connection, key: str) -> Verdict:
        """One small call, and a clear verdict; nothing is saved."""
        try:
            connection = checked(connection)
            return await self._try_out(self._connect(connection, key or self._key(owner, connection)))
        except (BadInput, ModelFault) as fault:
            return Verdict(ok=False, message=fault.message)

    def connect(self, owner: str, connection: Connection, key: str) -> None:
        """Uses this model from now on; an empty key keeps the one saved for the same server."""
        connection = checked(connection)
        self._connect(connection, key or self._key(owner, connection))
        if key:
            self._secrets.set(owner, key)
        elif not _same_server(connection, self.connection(owner)):
            self._secrets.forget(owner)
        self._models.pop(owner, None)
        self._store.prefer(owner, _PREFERENCE, connection.model_dump_json(exclude={"has_key"}))

    def disconnect(self, owner: str) -> None:
        """Back to the built-in engine; the key is forgotten."""
        self._secrets.forget(owner)
        self._models.pop(owner, None)
        self._store.prefer(owner, _PREFERENCE, _OFF)

    def reached(self, owner: str) -> tuple[Connection, str]:
        """What is connected with its key, for what else the same server can do: its voice."""
        connection = self.connection(owner)
        return connection, self._key(owner, connection)

    def _key(self, owner: str, connection: Connection) -> str:
        """The key known for this server: one given for another must never be sent to it."""
        saved = self._secrets.get(owner)
        if saved and _same_server(connection, self.connection(owner)):
            return saved
        return self._default_key if _same_server(connection, self._default) else ""


def _named(connection: Connection) -> str:
    """As ChatModel.name."""
    return f"{connection.provider or 'openai'}:{connection.model}"


def _same_server(one: Connection, other: Connection) -> bool:
    return (one.provider or "openai", one.address) == (other.provider or "openai", other.address)


def checked(connection: Connection) -> Connection:
    """The connection with its blanks trimmed. Raises BadInput where it cannot be right."""
    provider, model = connection.provider.strip().lower() or "openai", connection.model.strip()
    address = connection.address.strip()
    if not model:
        raise BadInput("Name the model to use, for example 'gpt-5-mini' or the name your server shows.")
    if address and urlsplit(address).scheme not in ("http", "https"):
        raise BadInput(f"The address {address!r} must start with http:// or https://.")
    return Connection(provider=provider, model=model, address=address)


def _where(connection: Connection) -> str:
    host = urlsplit(connection.address).hostname
    if host in ("127.0.0.1", "localhost", "::1"):
        return "a model on this machine, nothing leaves it"
    return f"what you write here is sent to {host or connection.provider}"
