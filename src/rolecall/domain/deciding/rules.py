"""What may be answered, and what would turn a reading: the values behind knowledge/deciding.yaml."""

from typing import Self

from pydantic import Field, model_validator

from rolecall.domain.roles import Topic, Track
from rolecall.domain.values import Value


class PossibleAnswer(Value):
    """One answer an open topic may get."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    topic: Topic
    leans: tuple[Track, ...]
    """The tracks it speaks for; empty where it says nothing of the work."""
    short: str = Field(min_length=10)
    """Ends the sentence `If they say that ...`."""
    text: str = Field(min_length=20)
    """As a reply would word it; read by the same rules as any reply."""


class DecidingRules(Value):
    """knowledge/deciding.yaml."""

    answers: tuple[PossibleAnswer, ...]
    turning: dict[Track, tuple[str, ...]] = Field(min_length=len(Track))
    """Sentences on the work by the track they point at, tried one more at a time."""

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        ids = [answer.id for answer in self.answers]
        if len(set(ids)) != len(ids):
            raise ValueError("answers: two have one id")
        for topic in Topic:
            if sum(answer.topic is topic for answer in self.answers) < 2:
                raise ValueError(f"answers: {topic} has fewer than two, so nothing could turn on it")
        if len({len(some) for some in self.turning.values()}) != 1:
            raise ValueError("turning: every track needs as many sentences as the others")
        return self
