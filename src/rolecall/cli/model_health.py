"""What `rolecall doctor` says of models: the connected one, the servers on this machine, the local engine."""

import asyncio
from typing import TYPE_CHECKING

from rolecall.domain.capabilities import Capabilities, FoundServer, in_words
from rolecall.domain.values import Value
from rolecall.ports import RoleCallError, StoreFault, Wall
from rolecall.settings import Settings

if TYPE_CHECKING:
    from rolecall.coach.connecting import Engines


class Looked(Value):
    """What was seen of a part that has more to it than one line."""

    detail: str
    walls: tuple[Wall, ...] = ()
    servers: tuple[FoundServer, ...] = ()
    capabilities: Capabilities | None = None


def model(settings: Settings) -> Looked:
    """The connected model, tried with one small call."""
    return _model_looked_at(settings, thoroughly=False)


def model_tried(settings: Settings) -> Looked:
    """The connected model, with what a few small calls find of its abilities."""
    return _model_looked_at(settings, thoroughly=True)


def _model_looked_at(settings: Settings, *, thoroughly: bool) -> Looked:
    from rolecall.wiring import engines_alone

    try:
        with engines_alone(settings) as engines:
            return asyncio.run(_connected(engines, thoroughly=thoroughly))
    except StoreFault:  # a RoleCall runs beside this: what is connected on its pages is its own
        return asyncio.run(_of_settings(settings))


async def _connected(engines: "Engines", *, thoroughly: bool) -> Looked:
    """The model that this machine's user connected, on the Settings page or by the environment."""
    from rolecall.wiring import OWNER, try_word

    connected = engines.model(OWNER)
    if connected is None:
        raise RoleCallError("none connected; the built-in engine speaks")
    if thoroughly:
        verdict = await engines.try_connection(OWNER, engines.connection(OWNER), "")
        words, known = verdict.message, engines.capabilities(OWNER)
    else:
        verdict, known = await try_word(connected), await engines.ask_server(OWNER)
        can = in_words(known)
        words = f"{verdict.message} It {can}." if can else verdict.message
    if not verdict.ok:
        raise RoleCallError(words)
    return Looked(detail=words, capabilities=known)


async def _of_settings(settings: Settings) -> Looked:
    from rolecall.wiring import build_model, try_word

    wanted = build_model(settings)
    if wanted is None:
        raise RoleCallError("none in the settings; the RoleCall that is running may have one of its own")
    verdict = await try_word(wanted)
    if not verdict.ok:
        raise RoleCallError(verdict.message)
    return Looked(detail=verdict.message)


def servers(_: Settings) -> Looked:
    """Model servers that answer on this machine."""
    from rolecall.wiring.models import find_servers

    here = asyncio.run(find_servers())
    if not here:
        raise RoleCallError("none answers on this machine (Ollama, LM Studio, llama.cpp, vLLM)")
    found = "; ".join(f"{one.name} at {one.address} with {_named(one.models)}" for one in here)
    return Looked(detail=f"{found}. None is used unless you connect it on the Settings page", servers=here)


def _named(models: tuple[str, ...]) -> str:
    if not models:
        return "no model yet"
    more = len(models) - 3
    return ", ".join(models[:3]) + (f" and {more} more" if more > 0 else "")


def local_engine(_: Settings) -> str:
    """Whether RoleCall can run a model file itself."""
    from importlib.metadata import version
    from importlib.util import find_spec

    if find_spec("xllamacpp") is None:
        raise RoleCallError("the extra `local` is not installed")
    return f"xllamacpp {version('xllamacpp')} runs model files on this machine"
