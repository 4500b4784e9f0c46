"""Models that serve on a laptop: what knowledge/models.yaml says of each."""

from typing import Self

from pydantic import Field, model_validator

from rolecall.domain.values import Value


class LocalCard(Value):
    """One model in one file, and what to expect of it."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    """As it is asked for: `rolecall fetch NAME`, `ROLECALL_MODEL=local:NAME`."""
    repo: str = Field(pattern=r"^[\w.-]+/[\w.-]+$")
    """The hub's repository, owner/name."""
    file: str = Field(pattern=r"^[\w./ +-]+\.gguf$")
    revision: str = "main"
    gigabytes: float = Field(gt=0)
    """Size of the file, in 10^9 bytes, as the hub shows it."""
    memory: int = Field(gt=0)
    """GB of memory of a machine it serves well on, other programs counted in."""
    licence: str
    expect: str
    """What follows from its size, in a sentence or two; `rolecall eval model` measures what it may do."""
    source: str
    """Where size, file name and licence were seen, and when."""


class LocalModels(Value):
    """The list, the smallest machine first."""

    models: tuple[LocalCard, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        names = [card.name for card in self.models]
        if len(set(names)) < len(names):
            raise ValueError("two models have the same name")
        if [card.memory for card in self.models] != sorted(card.memory for card in self.models):
            raise ValueError("the models are not in order of the memory they need")
        return self
