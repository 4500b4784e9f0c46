"""The engines over a store: with the rest of the house, or alone for a look at them."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from rolecall.coach.connecting import AskServer, Connection, Engines, Secrets
from rolecall.content.knowledge import load_prompts
from rolecall.domain.capabilities import Capabilities, Structured
from rolecall.domain.engines import LOCAL
from rolecall.ports import RoleCallError, Store
from rolecall.settings import Settings
from rolecall.wiring.local import build_shelf, local_connector
from rolecall.wiring.models import ask_server, connection_of, connector, find_servers, try_model
from rolecall.wiring.spending import build_spending


def build_engines(settings: Settings, store: Store, secrets: Secrets) -> Engines:
    """Which engine speaks for whom, by the settings and by what the owners chose."""
    return Engines(
        store=store,
        secrets=secrets,
        connect=connector(settings),
        try_out=try_model,
        ask=_asker(settings),
        find=find_servers,
        default=connection_of(settings),
        key=settings.api_key.get_secret_value(),
        prompts=load_prompts().fingerprint,
        spending=build_spending(settings, store),
    )


def _asker(settings: Settings) -> AskServer:
    async def ask(connection: Connection, key: str, trying: bool) -> Capabilities:
        if connection.provider == LOCAL:
            return await asyncio.to_thread(_told_by_file, settings, connection)
        return await ask_server(connection, key, trying)

    return ask


def _told_by_file(settings: Settings, connection: Connection) -> Capabilities:
    """What RoleCall's own llama.cpp does with a model file: read from the file, which is not loaded."""
    try:
        build_shelf(settings).find(connection.model)
    except RoleCallError:
        return Capabilities()
    return Capabilities(
        server="llama.cpp",
        structured=Structured.SCHEMA,
        streams=True,
        context_tokens=local_connector(settings)(connection, "").context_tokens,
    )


@contextmanager
def engines_alone(settings: Settings) -> Iterator[Engines]:
    """The engines without index, reader or sandbox. Raises StoreFault where another RoleCall runs."""
    from rolecall.storage.folder import DataFolder
    from rolecall.storage.opening import open_store
    from rolecall.storage.secrets import SecretKeeper

    with ExitStack() as stack:
        folder = stack.enter_context(DataFolder(settings.data))
        store = open_store(settings.database_url or None, folder.path)
        stack.callback(store.close)
        yield build_engines(settings, store, SecretKeeper(folder.path))
