"""The base of every value in the domain: frozen, equal by value, JSON in and out."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value; unknown fields are an error, so that a typo in a file is found."""

    model_config = ConfigDict(frozen=True, extra="forbid")
