"""Which model to speak to, and the vendor's client for it."""

from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, SecretStr

from rolecall.domain.values import Value

OPENAI = "https://api.openai.com/v1"
_CONNECTING = 10.0
"""Seconds until a host that swallows connections counts as not there."""


class ModelSpec(Value):
    """Which model to speak to, where, and how long to wait for it."""

    name: str
    """`provider:model`, e.g. `openai:gpt-5-mini`; with an OpenAI-compatible server `openai:<its model>`."""
    base_url: str = ""
    """Address of an OpenAI-compatible server, most end in /v1; empty for the provider's own."""
    api_key: SecretStr = SecretStr("")
    context_tokens: int = Field(default=8192, gt=0)
    """How much prompt and answer the model can hold, as far as nothing better is known."""
    context_is_set: bool = False
    """True where `context_tokens` is the user's own figure, which outweighs what the server tells."""
    first_word: float = Field(default=45.0, gt=0)
    """Seconds to wait for the first word."""
    silence: float = Field(default=20.0, gt=0)
    """Seconds to wait between two words; one and a half times as long is the measure of being too slow."""
    deadline: float = Field(default=300.0, gt=0)
    """Seconds for the whole answer, retries and repairs included; at most 120 where nobody sees it grow."""
    retries: int = Field(default=2, ge=0)
    backoff: float = Field(default=0.6, gt=0)
    """Seconds before the first retry; each further one waits twice as long. Two outlast a quick restart."""
    temperature: float | None = None
    """None: the provider's own with OpenAI (its reasoning models accept no other), 0.2 with other servers."""

    @property
    def provider(self) -> str:
        return self.name.partition(":")[0]

    @property
    def model(self) -> str:
        return self.name.partition(":")[2]


def build_chat(spec: ModelSpec) -> Any:
    """LangChain's chat model for one event loop; imports the vendor, which takes seconds."""
    import langsmith
    from langchain.chat_models import init_chat_model

    # Traces would carry the candidate's texts to a third party.
    langsmith.configure(enabled=False)
    key = spec.api_key.get_secret_value().strip()  # pasted keys bring their line's end along
    if spec.provider == "openai":
        return _over_http(spec, key)
    given: dict[str, Any] = {"base_url": spec.base_url, "api_key": key, "temperature": spec.temperature}
    return init_chat_model(
        spec.model,
        model_provider=spec.provider,
        max_retries=0,
        **{name: value for name, value in given.items() if value not in ("", None)},
    )


def _over_http(spec: ModelSpec, key: str) -> Any:
    import ssl

    import openai
    from langchain.chat_models import init_chat_model

    # Our own deadlines end every wait (patience.py); the client's reads must not end one before them.
    timeout = openai.Timeout(spec.deadline, connect=min(_CONNECTING, spec.first_word))
    trusted: dict[str, Any] = {}
    if not (near := on_this_machine(spec.base_url)):
        pass
    elif spec.base_url.startswith("https:"):
        # A certificate of one's own is named in SSL_CERT_FILE, which counts on this machine as well.
        trusted["verify"] = ssl.create_default_context()
    # Servers at home ask for no key, but the client wants one.
    return init_chat_model(
        spec.model,
        model_provider="openai",
        base_url=spec.base_url or OPENAI,
        api_key=key or "none",
        timeout=timeout,
        max_retries=0,
        stream_chunk_timeout=None,
        use_responses_api=False,
        http_async_client=openai.DefaultAsyncHttpxClient(
            timeout=timeout,
            trust_env=not near,  # a proxy cannot reach loopback
            **trusted,
        ),
    )


def on_this_machine(address: str) -> bool:
    """True for addresses that only this machine answers."""
    return urlsplit(address).hostname in ("127.0.0.1", "localhost", "::1")


def is_address(address: str) -> bool:
    """True for an http or https address with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
