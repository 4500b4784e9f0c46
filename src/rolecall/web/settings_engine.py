"""The box of the Settings page in which a model is found, tried, used and dropped."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from rolecall.coach.connecting import Connection
from rolecall.domain.engines import LOCAL
from rolecall.ports import BadInput
from rolecall.web import present
from rolecall.web.engine_view import engine_panel, found_servers
from rolecall.web.handling import QUIET, OwnerOf, Updates, actions, carried, told, words_of

if TYPE_CHECKING:
    from rolecall.coach.coach import Coach

_PROVIDERS = (
    ("OpenAI", "openai"),
    ("A server that speaks OpenAI’s protocol: vLLM, Ollama, llama.cpp, LM Studio", "server"),
    ("A model file on this machine", LOCAL),
    ("Another provider", "other"),
)
_MODELS = {
    "openai": "gpt-5-mini",
    "server": "As the server names it",
    LOCAL: "/path/to/model.gguf, or a name that `rolecall fetch --list` shows",
    "other": "As the provider names it",
}
_FILLED = "Filled in. Test it, then use it."


@dataclass(frozen=True)
class EngineParts:
    """The components of the box, top to bottom."""

    now: gr.HTML
    found: gr.HTML
    provider: gr.Radio
    other: gr.Textbox
    model: gr.Textbox
    address: gr.Textbox
    key: gr.Textbox
    test: gr.Button
    use: gr.Button
    off: gr.Button
    verdict: gr.HTML

    @property
    def connection(self) -> list[Any]:
        return [self.provider, self.other, self.model, self.address, self.key]

    @property
    def shown(self) -> list[Any]:
        return [self.now, *self.connection, self.off]


def lay_out() -> EngineParts:
    """Makes the components; called inside the page's Blocks."""
    with gr.Column(elem_classes="box"):
        now = gr.HTML(elem_id="settings-engine", apply_default_css=False)
        found = gr.HTML(
            elem_id="settings-found",
            apply_default_css=False,
            js_on_load=actions("fill_found", "look_again"),
        )
        provider = gr.Radio(_PROVIDERS, value="openai", label="Provider", elem_classes="lines")
        other = _line(
            "Its name, as LangChain knows it", "anthropic, google_genai, mistralai ...", shown=False
        )
        model = _line("Model", _MODELS["openai"])
        address = _line("Address", "http://127.0.0.1:8080/v1", shown=False)
        key = gr.Textbox(
            label="Key",
            type="password",
            max_lines=1,
            max_length=500,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off", spellcheck=False),
        )
        with gr.Row(elem_classes="buttons"):
            test = gr.Button("Test", size="sm")
            use = gr.Button("Use this model", size="sm", variant="primary")
            off = gr.Button("Back to the built-in engine", size="sm")
        verdict = gr.HTML(elem_id="settings-verdict", apply_default_css=False)
    return EngineParts(now, found, provider, other, model, address, key, test, use, off, verdict)


def _line(label: str, placeholder: str, *, shown: bool = True) -> gr.Textbox:
    return gr.Textbox(label=label, placeholder=placeholder, max_lines=1, max_length=500, visible=shown)


@dataclass(frozen=True)
class EngineActs:
    """Handlers of the box; `everywhere` shows what else a change of engine touches."""

    coach: "Coach"
    parts: EngineParts
    owner_of: OwnerOf
    everywhere: Callable[[str, str], Updates]

    def provider_chosen(self, provider: str) -> Updates:
        return self._form(provider)

    async def look(self, request: gr.Request) -> Updates:
        """What answers on this machine, and what the connected model's server tells; both within seconds."""
        owner, engines = self.owner_of(request), self.coach.engines
        try:
            servers, _ = await asyncio.gather(engines.servers_here(), engines.ask_server(owner, again=True))
        except Exception as error:
            return {self.parts.found: present.problem(words_of(error)), self.parts.now: gr.skip()}
        return {
            self.parts.found: found_servers(servers),
            self.parts.now: engine_panel(engines.state(owner)),
        }

    def fill_found(self, event: gr.EventData) -> Updates:
        """A server that was found goes into the form, and nowhere else."""
        form = self._form("server", address=carried(event, "address"))
        return {
            **form,
            self.parts.provider: "server",
            self.parts.model: gr.Textbox(value=carried(event, "model"), placeholder=_MODELS["server"]),
            self.parts.verdict: present.verdict(_FILLED, ok=True),
        }

    async def test(  # noqa: PLR0917 - Gradio hands over each component's value
        self, provider: str, other: str, model: str, address: str, key: str, request: gr.Request
    ) -> Updates:
        """A few small calls with what is typed; nothing is connected."""
        try:
            wanted = _wanted((provider, other, model, address, key))
            verdict = await self.coach.engines.try_connection(self.owner_of(request), *wanted)
        except Exception as error:
            return {self.parts.verdict: present.problem(words_of(error))}
        return {self.parts.verdict: present.verdict(verdict.message, ok=verdict.ok)}

    async def use(  # noqa: PLR0917 - Gradio hands over each component's value
        self, role: str, provider: str, other: str, model: str, address: str, key: str, request: gr.Request
    ) -> Updates:
        """From now on this model speaks, on the Coach page too."""
        owner = self.owner_of(request)
        try:
            self.coach.engines.connect(owner, *_wanted((provider, other, model, address, key)))
            await self.coach.engines.ask_server(owner, again=True)
        except Exception as error:
            return {self.parts.verdict: present.problem(words_of(error))}
        words = present.verdict("From now on this model speaks.", ok=True)
        return told(self.parts.verdict, lambda: {**self.everywhere(owner, role), self.parts.verdict: words})

    def off(self, role: str, request: gr.Request) -> Updates:
        """Back to the built-in engine."""
        owner = self.owner_of(request)

        def disconnected() -> Updates:
            self.coach.engines.disconnect(owner)
            words = present.verdict("The built-in engine speaks again; the key is forgotten.", ok=True)
            return {**self.everywhere(owner, role), self.parts.verdict: words}

        return told(self.parts.verdict, disconnected)

    def refresh(self, owner: str) -> Updates:
        """The box as things stand now."""
        parts, engines = self.parts, self.coach.engines
        state, connection = engines.state(owner), engines.connection(owner)
        provider = _choice(connection.provider, connection.address)
        return {
            **self._form(
                provider,
                address=connection.address,
                other=connection.provider if provider == "other" else "",
                has_key=connection.has_key,
            ),
            parts.now: engine_panel(state),
            parts.provider: provider,
            parts.model: gr.Textbox(value=connection.model, placeholder=_MODELS[provider]),
            parts.off: gr.Button(visible=state.is_model),
        }

    def _form(
        self, provider: str, *, address: str | None = None, other: str | None = None, has_key: bool = False
    ) -> Updates:
        """Which fields a provider needs; None leaves what is typed."""
        parts = self.parts
        kept: dict[str, Any] = {} if address is None else {"value": address}
        named: dict[str, Any] = {} if other is None else {"value": other}
        # The key itself never comes back to the page.
        emptied: dict[str, Any] = {} if address is None else {"value": ""}
        hint = "Only where the server asks for one" if provider == "server" else "sk-..."
        return {
            parts.other: gr.Textbox(visible=provider == "other", **named),
            parts.model: gr.Textbox(placeholder=_MODELS[provider]),
            parts.address: gr.Textbox(visible=provider in ("server", "other"), **kept),
            parts.key: gr.Textbox(
                visible=provider != LOCAL,
                placeholder="Saved; type to replace it" if has_key else hint,
                **emptied,
            ),
        }


def _choice(provider: str, address: str) -> str:
    if provider in ("", "openai"):
        return "server" if address else "openai"
    return LOCAL if provider == LOCAL else "other"


def _wanted(typed: Sequence[str]) -> tuple[Connection, str]:
    """The connection and its key, from `EngineParts.connection`."""
    provider, other, model, address, key = typed
    if provider == LOCAL:
        return Connection(provider=LOCAL, model=model), ""
    name = other.strip() if provider == "other" else "openai"
    if not name:
        raise BadInput("Name the provider, for example 'anthropic'.")
    if provider == "server" and not address.strip():
        raise BadInput("Give the server's address, for example http://127.0.0.1:8080/v1.")
    address = "" if provider == "openai" else address
    return Connection(provider=name, model=model, address=address), key


def wire(acts: EngineActs, role: gr.components.Component, everywhere: Sequence[Any]) -> None:
    """Events of the box; `everywhere` is what a change of engine may update."""
    parts = acts.parts
    form = [parts.other, parts.model, parts.address, parts.key]
    filled = [*form, parts.provider, parts.verdict]
    parts.provider.input(acts.provider_chosen, parts.provider, form, **QUIET)
    parts.found.fill_found(acts.fill_found, None, filled, **QUIET)
    parts.found.look_again(acts.look, None, [parts.found, parts.now], **QUIET)
    parts.test.click(acts.test, parts.connection, parts.verdict, **QUIET)
    parts.use.click(acts.use, [role, *parts.connection], list(everywhere), **QUIET)
    parts.off.click(acts.off, role, list(everywhere), **QUIET)
