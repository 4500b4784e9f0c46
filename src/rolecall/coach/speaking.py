"""One answer while it is being said: kept at every sentence, so that a crash loses at most the last one."""

from collections.abc import Callable, Iterable

from rolecall.coach.events import Cited, Ended, Noted, Said, Suggested
from rolecall.domain.conversation import Turn
from rolecall.domain.costs import Spent
from rolecall.domain.passages import Passage

_SENTENCE_ENDS = (".", "!", "?", "\n")
_KEEP_EVERY = 240
"""Characters between two checkpoints at least: a long answer is not one row per word."""


class Speaking:
    """Builds the coach's turn event by event; `keep` stores it as it stands."""

    def __init__(
        self, turn_id: str, keep: Callable[[Turn], None], spent: Callable[[], Spent] = Spent
    ) -> None:
        """`spent` tells what the models of this turn took so far."""
        self._turn = Turn(id=turn_id, speaker="coach", text="", interrupted=True)
        self._keep = keep
        self._spent = spent
        self._kept = 0

    @property
    def text(self) -> str:
        return self._turn.text

    @property
    def passages(self) -> tuple[Passage, ...]:
        return self._turn.passages

    def say(self, delta: str) -> Said:
        self._set(text=self._turn.text + delta)
        text = self._turn.text
        if len(text) - self._kept >= _KEEP_EVERY and text.rstrip(" ").endswith(_SENTENCE_ENDS):
            self._keep(self._turn)
            self._kept = len(text)
        return Said(delta=delta)

    def paragraph(self, text: str) -> Said:
        """Says a whole paragraph, apart from what came before."""
        return self.say(("\n\n" if self._turn.text else "") + text)

    def correct(self, text: str) -> None:
        """Replaces what was said by its verified form."""
        self._set(text=text)

    def cite(self, passages: Iterable[Passage]) -> Cited:
        self._set(passages=tuple(passages))
        return Cited(passages=self._turn.passages)

    def cite_all(self, given: Iterable[Passage], more: Iterable[Passage]) -> None:
        """Stands on passages a model was given, and after them on more that it was not."""
        first = tuple(given)
        known = {passage.id for passage in first}
        fresh = tuple(passage for passage in more if passage.id not in known)
        self._set(passages=(*first, *fresh), given=len(first))

    def ask_back(self, question: str) -> Said:
        """Asks what was meant, instead of an answer."""
        self._set(asks_back=True)
        return self.say(question)

    def note(self, message: str) -> Noted:
        self._set(note=f"{self._turn.note} {message}".strip())
        return Noted(message=message)

    def suggest(self, texts: tuple[str, ...]) -> Suggested:
        self._set(suggestions=texts)
        return Suggested(texts=texts)

    def by(self, engine: str, prompt: str = "", tokens: int = 0) -> None:
        """Records who speaks, from which prompt, and what it took."""
        self._set(engine=engine, prompt=prompt, tokens=self._turn.tokens + tokens)

    def end(self, *, interrupted: bool = False) -> Ended:
        """Stores the turn as finished, or as far as it came."""
        self._set(interrupted=interrupted)
        if (spent := self._spent()).calls:
            self._set(tokens=spent.tokens, cost=float(spent.cost))
        self._keep(self._turn)
        return Ended(turn_id=self._turn.id, interrupted=interrupted)

    def _set(self, **changes: object) -> None:
        self._turn = self._turn.model_copy(update=changes)
