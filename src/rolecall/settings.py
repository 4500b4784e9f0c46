"""Every knob of RoleCall, from the environment (ROLECALL_*) or a .env file; the only reader of either."""

from decimal import Decimal
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from rolecall.ports import BadInput


class Settings(BaseSettings):
    """Each field is one knob; its name upper-cased, with ROLECALL_ before it, is the variable."""

    model_config = SettingsConfigDict(
        env_prefix="ROLECALL_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    model: str = ""
    """`provider:name`, for example `openai:gpt-5-mini`; empty for the built-in engine."""
    base_url: str = ""
    """Address of any OpenAI-compatible server, for example `http://127.0.0.1:8080/v1`."""
    api_key: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("ROLECALL_API_KEY", "OPENAI_API_KEY", "api_key")
    )
    """Key for the model; OPENAI_API_KEY works as well."""
    first_word: float = Field(default=45.0, gt=0)
    """Seconds to wait for a model's first word."""
    silence: float = Field(default=20.0, gt=0)
    """Seconds a model may be silent between two words."""
    deadline: float = Field(default=300.0, gt=0)
    """Seconds a whole answer of a model may take; at most 120 where you do not see it grow."""
    context_tokens: int = Field(default=8192, ge=1024)
    """Tokens the model can read at once."""
    threads: int | None = Field(default=None, ge=1, le=512)
    """Threads of the local engine; one a physical core, one left free from four on, where none are named."""
    hub: str = Field(
        default="https://huggingface.co", validation_alias=AliasChoices("ROLECALL_HUB", "HF_ENDPOINT", "hub")
    )
    """Where `rolecall fetch` gets model files, for a mirror of your own; HF_ENDPOINT works as well."""
    hub_token: SecretStr = Field(
        default=SecretStr(""), validation_alias=AliasChoices("ROLECALL_HUB_TOKEN", "HF_TOKEN", "hub_token")
    )
    """Token for repositories the hub keeps closed; HF_TOKEN works as well."""
    day_tokens: int | None = Field(default=None, ge=0)
    """Tokens a model may take in a day; 500000 that are not free where none are named, 0 for no cap."""
    day_cost: Decimal | None = Field(default=None, ge=0)
    """US dollars a model may cost in a day; 2 where none are named, 0 for no cap."""
    turn_tokens: int = Field(default=32_000, ge=0)
    """Tokens a single call of a model may take, prompt, answer and repairs together; 0 for no limit."""
    prices: Path | None = None
    """File with prices of your own, in the form of knowledge/prices.yaml; they outweigh those."""
    data: Path = Field(default_factory=lambda: user_data_path("rolecall", appauthor=False))
    """Folder for what you make: roles, drafts, documents, the search index."""
    database_url: str = ""
    """PostgreSQL instead of SQLite, for example `postgresql+psycopg://user@host/rolecall`."""
    embedder: str = "auto"
    """`e5` (best, Linux and macOS arm64), `static` (small and quick), or `auto`."""
    port: int | None = Field(default=None, ge=1, le=65535)
    """Port of the page; 7860, or the next free one, where none is named."""
    sandbox: Literal["full", "namespaces", "landlock", "sealed"] = "sealed"
    """Weakest sandbox you accept: `full`, `namespaces`, `landlock` (for documents too) or `sealed` (any)."""


def load() -> Settings:
    """The settings of this process. Raises BadInput naming the variable that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = f"ROLECALL_{str(fault['loc'][0]).upper().removeprefix('ROLECALL_')}"
        raise BadInput(
            f"The setting {name!r} cannot be used: {fault['msg']}; correct or unset it."
        ) from error
