"""Reads a role from its sources: by rules, and with a model's additions where one is connected."""

import asyncio
from collections.abc import Sequence
from functools import lru_cache

from rolecall.coach.with_model import add_to_reading
from rolecall.domain.knowledge import Knowledge
from rolecall.domain.questions import ask
from rolecall.domain.reading import detect_kind, in_english, orders_a_program, read_role
from rolecall.domain.reading.tracks import Likeness
from rolecall.domain.roles import RoleReading, Source, SourceKind, Topic
from rolecall.ports import BadInput, ChatModel, Prompts

MOST_CHARACTERS = 200_000
"""Of one pasted text; the rest is left out and said."""


class Reading:
    """The use case behind `rolecall read` and the role's card."""

    def __init__(self, knowledge: Knowledge, prompts: Prompts, likeness: Likeness | None = None) -> None:
        """`likeness` compares sentences with prototypes; without it the markers alone decide."""
        self._knowledge = knowledge
        self._prompts = prompts
        self._likeness = likeness
        # A role is read for its title and again for its card, by rules and again for a model to add to.
        self._read_once = lru_cache(maxsize=8)(self._by_rules)

    def kind_of(self, text: str) -> SourceKind:
        return detect_kind(text, self._knowledge.patterns)

    def read(self, sources: Sequence[Source]) -> RoleReading:
        """The built-in engine's reading. Raises BadInput where there is nothing to read."""
        told = [source for source in sources if source.text.strip()]
        if not told:
            raise BadInput("There is no text to read; paste the ad or the recruiter's message.")
        return self._read_once(tuple(told))

    async def read_with(self, sources: Sequence[Source], model: ChatModel) -> RoleReading:
        """The built-in reading with what a model adds; every quote verified. Raises ModelFault."""
        read = await asyncio.to_thread(self.read, sources)
        return self.asked(await add_to_reading(model, self._prompts, read, sources, self._shows))

    def _shows(self, source: Source, quote: str, topic: Topic | None) -> bool:
        """Orders to a program show nothing; words on a topic name it, where the rules can read them."""
        patterns = self._knowledge.patterns
        if orders_a_program(quote, patterns):
            return False
        if topic is None or not in_english(source.text, patterns):
            return True
        return topic in self._knowledge.chat.topics_of(quote)

    def _by_rules(self, sources: tuple[Source, ...]) -> RoleReading:
        return self.asked(read_role(sources, self._knowledge.patterns, self._likeness))

    def asked(self, reading: RoleReading) -> RoleReading:
        """The reading with the questions its open topics yield."""
        if reading.track == "not_ml":
            return reading
        questions = ask(reading, self._knowledge.questions)
        return reading.model_copy(update={"questions": questions})


def clipped(text: str) -> tuple[str, tuple[str, ...]]:
    """A pasted text up to the limit, and a note on what was left out."""
    if len(text) <= MOST_CHARACTERS:
        return text, ()
    left = len(text) - MOST_CHARACTERS
    return text[:MOST_CHARACTERS], (
        f"The text is long: I read the first {MOST_CHARACTERS:,} characters and left out {left:,}.",
    )
