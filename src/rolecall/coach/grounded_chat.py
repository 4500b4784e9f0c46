"""An answer of the chat in a model's words: its prompt, which only grows at its end, and its stream.

Each turn's passages stay in its own message when it becomes history, and passages are numbered on through the
conversation. So every prompt begins with all of the one before, and servers that keep prefixes reuse it. What
is shown and stored counts each turn's passages from 1; `shown_numbers` translates.
"""

import re
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

from rolecall.domain.conversation import Turn
from rolecall.domain.excerpts import excerpt
from rolecall.domain.grounding import harmless
from rolecall.domain.passages import Passage
from rolecall.domain.texts import fit, visible
from rolecall.ports import ChatModel, Message, Prompt, Prompts

ANSWER_PROMPT = "answer"
ANSWER_TOKENS = 700
"""Room for an answer; a thinking model's thoughts come out of it too."""
PASSAGES = 3
PASSAGE_WORDS = 90
"""About so many words of a passage are given, in whole sentences."""
HISTORY_TOKENS = 5_000
"""Most that earlier turns may take, however large the model: every token of them is paid for again."""
_HEAD_TOKENS = 1_900
"""Of a prompt without history: rules, role, summary, passages, question, and the marks around them."""
_ROUGHLY = 0.85
"""A model's own tokens may be more than we count."""
_ROLE_TOKENS, _EARLIER_TOKENS = 400, 350
_QUESTION_WORDS = (220, 80)
"""Of a long turn its beginning and its end: the question stands in one of them."""
_SAID_WORDS = 160
_CITATION = re.compile(r"\[(\d+)\]")
_FENCE = "```"
_OPEN_CITATION = re.compile(r"[\[【][\s\d,;]{0,12}$")


@dataclass(frozen=True)
class Asked:
    """A prompt and how its numbers are those of the turn."""

    prompt: Prompt
    numbers: Mapping[int, Passage] = field(default_factory=dict)
    """Every passage of the conversation that may be cited, by its number in the prompt."""
    own: Mapping[int, int] = field(default_factory=dict)
    """The turn's own numbers, from 1, by those of the prompt."""


def answer_prompt(
    prompts: Prompts,
    question: str,
    passages: Sequence[Passage],
    *,
    history: Sequence[Turn] = (),
    role: str = "",
    earlier: str = "",
    count: Callable[[str], int],
    room: int = 8192,
) -> Asked:
    """The prompt behind an answer; its `name` is what a turn records.

    `history` are the turns that are not folded, oldest first; `earlier` tells those that are; `room` is the
    model's `context_tokens`.
    """
    share = min(1.0, max(0.1, (room * _ROUGHLY - ANSWER_TOKENS) / _HEAD_TOKENS))
    head = {
        "role": fit([role], int(_ROLE_TOKENS * share), count)[0],
        "earlier": fit([earlier], int(_EARLIER_TOKENS * share), count)[0],
    }
    words = max(15, int(PASSAGE_WORDS * share))
    numbered = _Numbered(words)
    messages: list[Message] = []
    name = ""
    for said in [*_exchanges(history), _Exchange(question, tuple(passages), len(passages), None)]:
        given = numbered.given(said)
        asked = prompts.render(
            ANSWER_PROMPT,
            question=_clipped(said.user, share),
            passages=given.fresh,
            again=" ".join(f"[{number}]" for number in given.again),
            **(head if not messages else dict.fromkeys(head, "")),
        )
        name = asked.name
        messages += asked.messages if not messages else asked.messages[1:]
        if said.coach:
            messages.append(Message(role="assistant", content=numbered.answer(said)))
    own = {numbered.known[passage.id]: at for at, passage in enumerate(passages, start=1)}
    return Asked(Prompt(name=name, messages=_alternating(messages)), numbered.passages, own)


def kept_history(
    history: Sequence[Turn], count: Callable[[str], int], room: int
) -> tuple[Sequence[Turn], Sequence[Turn]]:
    """(turns to fold, turns to keep): all are kept while they fit; then half of what fits is, at once.

    In big steps, because the prompts after a fold share nothing with those before.
    """
    budget = max(0, min(HISTORY_TOKENS, int(room * _ROUGHLY) - ANSWER_TOKENS - _HEAD_TOKENS))
    spent, half = 0, len(history)
    for at in range(len(history) - 1, -1, -1):
        spent += _tokens_of(history[at], count)
        if history[at].speaker == "user" and spent <= budget // 2:
            half = at
        if spent > budget:
            return history[:half], history[half:]
    return (), history


async def answer(model: ChatModel, asked: Asked) -> AsyncIterator[str]:
    """Streams a model's answer as it may be shown, in the turn's own numbers. Raises ModelFault.

    Images and tags are made harmless as they come: a picture's address could carry the conversation away.
    """
    pieces: Any = model.stream(asked.prompt, max_tokens=ANSWER_TOKENS)
    held, fences = "", 0
    async with aclosing(pieces):
        async for piece in pieces:
            # What may yet become an image, a tag, a citation or a fence of code waits for what comes next.
            text = held + visible(piece)
            held = text[_safe_until(text) :]
            ready = harmless(text[: len(text) - len(held)])
            if shown := shown_numbers(ready, asked.own, fences):
                yield shown
            fences += ready.count(_FENCE)
    if held:
        yield harmless(held)


def shown_numbers(text: str, own: Mapping[int, int], fences: int = 0) -> str:
    """The text with the turn's own numbers for the prompt's; numbers of earlier turns stay away.

    `fences` of code stood before it: between two of them a bracket is no citation.
    """

    def mapped(match: re.Match[str]) -> str:
        number = own.get(int(match.group(1)))
        return f"[{number}]" if number else ""

    parts = enumerate(text.split(_FENCE), start=fences)
    return _FENCE.join(part if at % 2 else _CITATION.sub(mapped, part) for at, part in parts)


def _safe_until(text: str) -> int:
    cited = _OPEN_CITATION.search(text)
    if cited:
        return cited.start() - text[: cited.start()].endswith("!")
    open_fence = len(text) - len(text.rstrip("`")) if not text.endswith(_FENCE) else 0
    return len(text) - max(text.endswith(("!", "<")), open_fence)


@dataclass(frozen=True)
class _Exchange:
    """A user's turn and the answer to it; None while it is being answered."""

    user: str
    passages: tuple[Passage, ...]
    given: int
    coach: Turn | None


@dataclass(frozen=True)
class _Given:
    fresh: list[dict[str, object]]
    again: list[int]


class _Numbered:
    """Numbers for passages, on through a conversation; each is the same whenever it is given again."""

    def __init__(self, words: int) -> None:
        self._words = words
        self._told: dict[str, str] = {}
        self.known: dict[str, int] = {}
        self.passages: dict[int, Passage] = {}

    def given(self, said: _Exchange) -> _Given:
        fresh: list[dict[str, object]] = []
        again: list[int] = []
        for passage in said.passages[: said.given]:
            number = self.known.setdefault(passage.id, len(self.known) + 1)
            self.passages[number] = passage
            text = "\n".join(excerpt(said.user, passage.text, self._words, opens=passage.id[:4] != "doc:"))
            if text in self._told.get(passage.id, ""):
                again.append(number)
                continue
            self._told[passage.id] = self._told.get(passage.id, "") + text
            fresh.append({"number": number, "heading": passage.heading or passage.source, "text": text})
        return _Given(fresh, again)

    def answer(self, said: _Exchange) -> str:
        """What the coach said, in the conversation's numbers."""
        assert said.coach is not None
        places = enumerate(said.coach.passages, start=1)
        own = {at: self.known[passage.id] for at, passage in places if passage.id in self.known}
        return shown_numbers(harmless(_first_words(said.coach.text, _SAID_WORDS)), own)


def _exchanges(history: Sequence[Turn]) -> list[_Exchange]:
    found: list[_Exchange] = []
    for turn in history:
        if turn.speaker == "user":
            found.append(_Exchange(turn.text, (), 0, None))
        elif found and turn.text.strip():
            before = found.pop()
            given = turn.given or len(turn.passages)
            found.append(_Exchange(before.user, turn.passages, given, turn))
    return found


def _alternating(messages: Sequence[Message]) -> tuple[Message, ...]:
    """Neighbours of one speaker joined: many chat templates accept no two in a row."""
    joined: list[Message] = []
    for message in messages:
        if joined and joined[-1].role == message.role:
            content = f"{joined[-1].content}\n\n{message.content}"
            joined[-1] = joined[-1].model_copy(update={"content": content})
        else:
            joined.append(message)
    return tuple(joined)


def _clipped(text: str, share: float) -> str:
    """A turn as a prompt has it: of a long one the beginning and the end."""
    words = text.split()
    first, last = (max(20, int(part * share)) for part in _QUESTION_WORDS)
    if len(words) <= first + last:
        return text.strip()
    return f"{' '.join(words[:first])} … {' '.join(words[-last:])}"


def _first_words(text: str, most: int) -> str:
    """The beginning of a text, cut between lines or sentences where it is long."""
    if len(text.split()) <= most:
        return text.strip()
    kept = " ".join(text.split()[:most])
    end = max(kept.rfind(mark) for mark in (". ", "? ", "! ", "] "))
    return f"{kept[: end + 1] if end > len(kept) // 2 else kept} …"


def _tokens_of(turn: Turn, count: Callable[[str], int]) -> int:
    """About what a turn takes of a prompt."""
    if turn.speaker == "user":
        return count(_clipped(turn.text, 1.0)) + 20
    given = turn.given or len(turn.passages)
    # A passage may come to somewhat more words than asked for, and has marks and a heading around it.
    return count(_first_words(turn.text, _SAID_WORDS)) + int(given * (PASSAGE_WORDS * 1.5 + 25)) + 10
