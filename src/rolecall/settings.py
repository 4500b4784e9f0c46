"""Every knob of RoleCall, from the environment (ROLECALL_*) or a .env file; the only reader of either."""

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
