"""Which model the settings ask for, and how one is made; a vendor is imported only when it is asked for."""

from rolecall.coach.connecting import Connect, Connection, Verdict
from rolecall.domain.capabilities import Capabilities, FoundServer
from rolecall.domain.engines import LOCAL
from rolecall.ports import BadInput, ChatModel
from rolecall.settings import Settings
from rolecall.wiring.local import local_connector


def build_model(settings: Settings) -> ChatModel | None:
    """The model of the settings, or None for the built-in engine."""
    connection = connection_of(settings)
    if not connection.model:
        return None
    return connector(settings)(connection, settings.api_key.get_secret_value())


def connection_of(settings: Settings) -> Connection:
    provider, _, name = settings.model.partition(":") if ":" in settings.model else ("", "", settings.model)
    if settings.model and not name:
        raise BadInput(f"ROLECALL_MODEL is {settings.model!r}; write provider:name, e.g. openai:gpt-5-mini.")
    key = bool(settings.api_key.get_secret_value())
    return Connection(provider=provider or "openai", model=name, address=settings.base_url, has_key=key)


def connector(settings: Settings) -> Connect:
    """Makes models as the settings want them; imports the vendor only when one is asked for."""
    from rolecall.llm.breaker import Breakers
    from rolecall.llm.clients import Clients

    breakers, clients = Breakers(), Clients()
    local = local_connector(settings)

    def make(connection: Connection, key: str) -> ChatModel:
        from pydantic import SecretStr

        from rolecall.llm.models import ModelSpec, connect

        if connection.provider == LOCAL:
            return local(connection, key)

        return connect(
            ModelSpec(
                name=f"{connection.provider}:{connection.model}",
                base_url=connection.address,
                api_key=SecretStr(key),
                context_tokens=settings.context_tokens,
                context_is_set="context_tokens" in settings.model_fields_set,
                first_word=settings.first_word,
                silence=settings.silence,
                deadline=settings.deadline,
            ),
            breakers.of(connection.address, connection.model, key),
            clients,
        )

    return make


async def try_model(model: ChatModel) -> Verdict:
    """Small calls to a model: whether it answers, and how it can be held to JSON; then a clear verdict."""
    from rolecall.llm.trial import try_json, try_out

    verdict = await try_out(model)
    if verdict.ok:
        await try_json(model)
    return Verdict(ok=verdict.ok, message=verdict.message)


async def try_word(model: ChatModel) -> Verdict:
    """One small call to a model, and a clear verdict."""
    from rolecall.llm.trial import try_out

    verdict = await try_out(model)
    return Verdict(ok=verdict.ok, message=verdict.message)


async def ask_server(connection: Connection, key: str, trying: bool) -> Capabilities:
    """What a server of OpenAI's protocol tells of itself; where `trying`, what it does not tell is tried."""
    from rolecall.llm.capabilities import asked_of, takes_tools
    from rolecall.llm.models import OPENAI

    if connection.provider != "openai":
        return Capabilities()
    told = Capabilities()
    if connection.address:
        told = await asked_of(connection.address, key, connection.model)
    if trying and told.tools is None:
        takes = await takes_tools(connection.address or OPENAI, key, connection.model)
        told = told.model_copy(update={"tools": takes})
    return told


async def find_servers() -> tuple[FoundServer, ...]:
    """Model servers at their usual ports of this machine."""
    from rolecall.llm.finding import servers_here

    return await servers_here()
