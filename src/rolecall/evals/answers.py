"""Measures what becomes of whole answers of a model: sound ones reach the user, the others do not.

Each is said by a model that says nothing else, in a whole coach with the real guides. The rules were written
while looking at one half of the cases; the other half decides whether the bars hold.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from rolecall.coach.coach import Coach
from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.conversation import GENERAL, Turn
from rolecall.domain.values import Value
from rolecall.ports import ChatModel, FaultKind, ModelFault, Prompt, T

CASES = ROOT / "knowledge" / "evals" / "answers.yaml"
OWNER = "local"
GOOD, BAD = 0.9, 0.9
"""The bars on the kept half: sound answers shown as the model's own, and the others kept away."""
KEPT = 0.8
"""Share of an answer's words that must be left of it."""

HalfName = Literal["tuned", "kept"]
_WORD = re.compile(r"[^\W_]+")
_CITED = re.compile(r"\[\d+\]")


class AnswerCase(Value):
    """One answer beneath a question."""

    half: HalfName
    good: bool
    question: str
    says: str
    in_role: bool = False
    """Asked in the conversation about the ad of the file."""
    cites: bool = False
    """A sound answer whose citations hold."""
    gone: tuple[str, ...] = ()
    """Words of a bad answer that must not be left where the rest is."""


class Played(NamedTuple):
    """What became of a case."""

    case: AnswerCase
    turn: Turn
    asked: bool


class AnswerCases(Value):
    """knowledge/evals/answers.yaml."""

    ad: str
    cases: tuple[AnswerCase, ...]


class AnswerHalf(Value):
    """The figures of one half; shares are 0 to 1."""

    good: int
    good_shown: float
    bad: int
    bad_kept_away: float
    unasked: int
    """Cases in which no model was asked: they say nothing of either."""


class Lost(Value):
    """An answer that came out otherwise, with what was shown instead."""

    question: str
    said: str
    shown: str


class AnswersReport(Value):
    """The figures of `rolecall eval answers`."""

    kept: AnswerHalf
    tuned: AnswerHalf
    holds: bool
    misses: tuple[Lost, ...]
    """Of the tuned half alone: the other one stays unread."""


class _Says:
    """A ChatModel that says one text."""

    name = "scripted:answers"
    context_tokens = 8192

    def __init__(self, text: str) -> None:
        self._text = text
        self.asked = False
        """True once it was its turn to speak."""

    def count(self, text: str) -> int:
        return len(text) // 4

    async def prepare(self) -> None:
        """Nothing to do."""

    async def stream(self, prompt: Prompt, *, max_tokens: int = 1024) -> AsyncIterator[str]:
        self.asked = True
        for piece in re.findall(r"\S+\s*|\s+", self._text):
            yield piece

    async def fill(self, prompt: Prompt, schema: type[T], *, max_tokens: int = 2048, repairs: int = 1) -> T:
        raise ModelFault(FaultKind.UNUSABLE, f"{self.name} fills no schema.")


def load_cases(path: Path = CASES) -> AnswerCases:
    """Raises ContentError naming the field."""
    return load_yaml(path, AnswerCases)


def measure(coach_of: Callable[[ChatModel | None], Coach], cases: AnswerCases) -> AnswersReport:
    """Lets each answer be said once, each in a fresh conversation, and counts."""
    return asyncio.run(_measure(coach_of, cases))


async def _measure(coach_of: Callable[[ChatModel | None], Coach], cases: AnswerCases) -> AnswersReport:
    played = [await play(coach_of, case, cases.ad) for case in cases.cases]
    halves = {name: _half([one for one in played if one.case.half == name]) for name in ("kept", "tuned")}
    kept = halves["kept"]
    return AnswersReport(
        kept=kept,
        tuned=halves["tuned"],
        holds=kept.good_shown >= GOOD and kept.bad_kept_away >= BAD and not kept.unasked,
        misses=tuple(
            Lost(question=one.case.question, said=one.case.says, shown=_shown(one))
            for one in played
            if one.case.half == "tuned" and not (one.asked and came_right(one))
        ),
    )


async def play(coach_of: Callable[[ChatModel | None], Coach], case: AnswerCase, ad: str) -> Played:
    """The question in a fresh conversation, answered by a model that says the case's text."""
    model = _Says(case.says)
    coach, role = coach_of(model), GENERAL
    if case.in_role:
        async for _ in coach.say(OWNER, GENERAL, ad):
            pass
        role = coach.roles(OWNER)[0].id
    async for _ in coach.say(OWNER, role, case.question):
        pass
    return Played(case, coach.open(OWNER, role).turns[-1], model.asked)


def came_right(played: Played) -> bool:
    """True where a sound answer was shown as the model's, or a bad one was not."""
    case, turn = played.case, played.turn
    own = turn.engine == _Says.name
    if not case.good:
        return not own or (bool(case.gone) and not any(words in turn.text for words in case.gone))
    said, left = (_WORD.findall(_CITED.sub("", text)) for text in (case.says, turn.text))
    cited = _CITED.search(turn.text) is not None
    marked = cited or "general advice" in turn.note
    return own and len(left) >= KEPT * len(said) and marked and cited >= case.cites


def _shown(played: Played) -> str:
    turn = played.turn
    return f"{turn.engine}{'' if played.asked else ', no model asked'}: {turn.text} ({turn.note})"


def _half(played: Sequence[Played]) -> AnswerHalf:
    good, bad = ([came_right(one) for one in played if one.case.good is wanted] for wanted in (True, False))
    return AnswerHalf(
        good=len(good),
        good_shown=sum(good) / max(1, len(good)),
        bad=len(bad),
        bad_kept_away=sum(bad) / max(1, len(bad)),
        unasked=sum(not one.asked for one in played),
    )
