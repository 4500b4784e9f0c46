"""Which engine speaks for an owner: the built-in one, or a model they connected."""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Protocol, runtime_checkable
from urllib.parse import urlsplit

from rolecall.coach.metering import Metered
from rolecall.coach.remembering import Remembering
from rolecall.coach.spending import Spending
from rolecall.coach.suiting import Suiting
from rolecall.domain.capabilities import Capabilities, FoundServer, in_words
from rolecall.domain.costs import Price
from rolecall.domain.engines import LOCAL, ModelJob, model_name
from rolecall.domain.values import Value
from rolecall.ports import BadInput, ChatModel, ModelFault, Store, StoreFault

_PREFERENCE = "connection"
_OFF = "built-in"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_CLOUD = re.compile(r"[:-]cloud$")
"""Ends the names of models that an Ollama on this machine passes on to elsewhere."""
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
    """Who it is and where the words go."""
    can: str = ""
    """What is known of its abilities, '' where nothing is."""


class Secrets(Protocol):
    """Keeps model keys out of everything that is exported, logged or shown."""

    def get(self, owner: str) -> str: ...

    def set(self, owner: str, key: str) -> None: ...

    def forget(self, owner: str) -> None: ...


Connect = Callable[[Connection, str], ChatModel]
"""Makes a model from a connection and a key; raises RoleCallError where it cannot."""
TryOut = Callable[[ChatModel], Awaitable[Verdict]]
AskServer = Callable[[Connection, str, bool], Awaitable[Capabilities]]
"""What the server of a connection tells of itself and its model; the last: whether a call may be spent."""
FindServers = Callable[[], Awaitable[tuple[FoundServer, ...]]]


@runtime_checkable
class Learns(Protocol):
    """A model that can be told what is known of it, and tells what more it finds out in use."""

    def know(self, known: Capabilities, noted: Callable[[Capabilities], None]) -> None: ...


async def _tells_nothing(_connection: Connection, _key: str, _trying: bool) -> Capabilities:
    return Capabilities()


async def _finds_none() -> tuple[FoundServer, ...]:
    return ()


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
        ask: AskServer = _tells_nothing,
        find: FindServers = _finds_none,
        spending: Spending | None = None,
    ) -> None:
        self.spending = spending or Spending(store)
        self.suiting = Suiting(store, prompts)
        self._store = store
        self._secrets = secrets
        self._connect = connect
        self._try_out = try_out
        self._default = default
        self._default_key = key
        self._ask = ask
        self._find = find
        self._remembering = Remembering(store)
        self._asked: set[tuple[str, Connection]] = set()
        self._tested: set[tuple[str, tuple[str, str, str]]] = set()
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
            self._introduce(owner, connection, known[1])
            self._models[owner] = known
        return self._metered(owner, connection, known[1], job, role)

    def capabilities(self, owner: str) -> Capabilities:
        """What is known of the connected model; empty for the built-in engine."""
        return self._remembering.of(owner, _identity(self.connection(owner)))

    async def ask_server(self, owner: str, *, again: bool = False) -> Capabilities:
        """What the connected model's server tells of itself, remembered; once in a process unless `again`.

        A server that does not answer changes nothing of what is known.
        """
        connection = self.connection(owner)
        if not connection.model or ((owner, connection) in self._asked and not again):
            return self.capabilities(owner)
        self._asked.add((owner, connection))
        told = await self._ask(connection, self._key(owner, connection), False)
        self._keep(owner, connection, self.capabilities(owner).with_newer(told))
        known = self._models.get(owner)
        if known is not None and known[0] == connection:
            self._introduce(owner, connection, known[1])
        return self.capabilities(owner)

    async def servers_here(self) -> tuple[FoundServer, ...]:
        """Model servers that answer on this machine; none of them is used by being found."""
        return await self._find()

    def state(self, owner: str) -> EngineState:
        connection = self.connection(owner)
        if not connection.model:
            return EngineState(name="built-in", is_model=False, sentence=BUILT_IN_SENTENCE)
        name = _named(connection)
        return EngineState(
            name=name,
            is_model=True,
            sentence=f"{name}: {_where(connection)}",
            can=in_words(self.capabilities(owner)),
        )

    async def try_connection(self, owner: str, connection: Connection, key: str) -> Verdict:
        """A few small calls, and a clear verdict; nothing is connected, what it can do is remembered."""
        try:
            connection = checked(connection)
            key = key or self._key(owner, connection)
            model, found = self._connect(connection, key), [Capabilities()]
            if isinstance(model, Learns):
                # Nothing older is believed, so that everything is tried anew; how, hangs on the server.
                found.append(await self._ask(connection, key, False))
                model.know(found[-1], found.append)
            verdict = await self._try_out(self._metered(owner, connection, model, None, ""))
            if not verdict.ok:
                return verdict
            known = found[-1].with_newer(await self._ask(connection, key, True))
        except (BadInput, ModelFault) as fault:
            return Verdict(ok=False, message=fault.message)
        self._keep(owner, connection, known)
        self._tested.add((owner, _identity(connection)))
        can = in_words(known)
        return verdict.model_copy(update={"message": f"{verdict.message} It {can}."}) if can else verdict

    def connect(self, owner: str, connection: Connection, key: str) -> None:
        """Uses this model from now on; an empty key keeps the one saved for the same server."""
        connection = checked(connection)
        self._connect(connection, key or self._key(owner, connection))
        if (owner, _identity(connection)) not in self._tested:
            self._remembering.forget(owner, _identity(connection))
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

    def _metered(
        self, owner: str, connection: Connection, model: ChatModel, job: ModelJob | None, role: str
    ) -> Metered:
        """The model as it is handed out: every call counted, on this account, under the owner's caps."""
        price = self._price(owner, connection)
        return Metered(model, self.spending, owner, price=price, job=job, role=role)

    def price(self, owner: str) -> Price | None:
        """What the connected model costs; None where that is not known."""
        return self._price(owner, self.connection(owner))

    def _price(self, owner: str, connection: Connection) -> Price | None:
        provider, model, address = _identity(connection)
        return self.spending.price(owner, provider, model, address, here=stays_here(connection))

    def _introduce(self, owner: str, connection: Connection, model: ChatModel) -> None:
        """Tells a model what is remembered of it, and remembers what it finds out."""
        if isinstance(model, Learns):
            known = self._remembering.of(owner, _identity(connection))
            model.know(known, lambda newer: self._keep(owner, connection, newer))

    def _keep(self, owner: str, connection: Connection, known: Capabilities) -> None:
        # What cannot be kept (a full disk) is found out again; no answer should fail for it.
        with suppress(StoreFault):
            self._remembering.keep(owner, _identity(connection), known)

    def _key(self, owner: str, connection: Connection) -> str:
        """The key known for this server: one given for another must never be sent to it."""
        saved = self._secrets.get(owner)
        if saved and _same_server(connection, self.connection(owner)):
            return saved
        return self._default_key if _same_server(connection, self._default) else ""


def _named(connection: Connection) -> str:
    """As ChatModel.name."""
    return model_name(connection.provider, connection.model)


def _identity(connection: Connection) -> tuple[str, str, str]:
    return connection.provider or "openai", connection.model, connection.address


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


def stays_here(connection: Connection) -> bool:
    """True for a model that runs on this machine."""
    if connection.provider == LOCAL:
        return True
    host = urlsplit(connection.address).hostname
    return host in _LOOPBACK and not _CLOUD.search(connection.model)


def _where(connection: Connection) -> str:
    host = urlsplit(connection.address).hostname
    if connection.provider == LOCAL:
        return "a model in RoleCall itself, nothing leaves this machine"
    if host in _LOOPBACK and _CLOUD.search(connection.model):
        return "what you write here is sent on by the server on this machine to its makers’ computers"
    if host in _LOOPBACK:
        return "a model on this machine, nothing leaves it"
    return f"what you write here is sent to {host or connection.provider}"
