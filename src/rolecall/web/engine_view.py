"""The engine as HTML: who speaks and what it can do, and the model servers found on this machine."""

from collections.abc import Sequence

from rolecall.coach.connecting import EngineState
from rolecall.domain.capabilities import FoundServer
from rolecall.web.words import one_line, plain

_SHOWN = 6
"""Models of one server; the others are folded."""
_AGAIN = '<button type="button" class="tool" data-do="look_again">Look again</button>'
_WITHOUT = "Everything works without a model. With one, answers and emails read better; every quote and "
_CHECKED = "citation is still checked by code. A key stays on this machine, out of logs and exports."


def engine_panel(state: EngineState) -> str:
    """Which engine speaks now, where the words go, and in one line what it can do."""
    name, _, rest = state.sentence.partition(": ")
    can = f'<p class="soft" id="settings-can">It {plain(state.can)}.</p>' if state.can else ""
    return (
        f'<h2>Who writes the words</h2><p class="engine"><b>{plain(name)}</b>'
        f"{': ' + plain(rest) if rest else ''}</p>{can}<p>{_WITHOUT}{_CHECKED}</p>"
    )


def found_servers(servers: Sequence[FoundServer]) -> str:
    """What answers on this machine, each model a button that fills in the form."""
    if not servers:
        return (
            '<p class="soft">Ollama, LM Studio, llama.cpp and vLLM were looked for at their usual ports of '
            f"this machine; none answers. {_AGAIN}</p>"
        )
    listed = "".join(f"<li>{_server(server)}</li>" for server in servers)
    return (
        f'<h3>Found on this machine</h3><ul class="servers">{listed}</ul>'
        f'<p class="soft">A click fills in the form; nothing is used before you say so. {_AGAIN}</p>'
    )


def _server(server: FoundServer) -> str:
    host = server.address.removeprefix("http://").removesuffix("/v1")
    head = f'<b>{plain(server.name)}</b> <span class="soft">at {plain(host)}</span>'
    if not server.models:
        return f'{head}<p class="soft">It has no model yet; load one there, then look again.</p>'
    first, rest = server.models[:_SHOWN], server.models[_SHOWN:]
    more = (
        f'<details><summary class="soft">{len(rest)} more</summary>{_buttons(server, rest)}</details>'
        if rest
        else ""
    )
    return f"{head}{_buttons(server, first)}{more}"


def _buttons(server: FoundServer, models: Sequence[str]) -> str:
    buttons = "".join(
        f'<button type="button" class="quiet" data-do="fill_found" data-address="{plain(server.address)}" '
        f'data-model="{plain(model)}" aria-label="Fill in {plain(model)} of {plain(server.name)}" '
        f'title="{plain(model)}">{plain(_short(model))}</button>'
        for model in models
    )
    return f'<div class="row">{buttons}</div>'


def _short(model: str) -> str:
    """A file's name without its folders; a name in the form owner/model stays."""
    is_file = model.startswith("/") or model.lower().endswith(".gguf")
    return one_line(model.rsplit("/", 1)[-1] if is_file else model, 60)
