"""Measures what becomes of whole answers of a model: sound ones are kept whole, the others are not.

Each stands beside the sections of the guides it was written from, whatever search would find for its question
today. The rules were written while looking at one half; the other half decides whether the bars hold.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.grounding import Grounded
from rolecall.domain.passages import Passage
from rolecall.domain.values import Value
from rolecall.domain.verifying import Material

CASES = ROOT / "knowledge" / "evals" / "answers.yaml"
GOOD, BAD = 0.9, 0.9
"""The bars on the kept half: sound answers that are kept, and others that are not."""
KEPT = 0.8
"""Share of an answer's words that must be left of it."""

HalfName = Literal["tuned", "kept"]
Verify = Callable[[str, Material], Grounded]
_WORD = re.compile(r"[^\W_]+")
_CITED = re.compile(r"\[\d+\]")


class AnswerCase(Value):
    """One answer beneath a question."""

    half: HalfName
    good: bool
    question: str
    given: tuple[str, ...]
    """Ids of the sections it was written from; `[1]` is the first."""
    says: str
    in_role: bool = False
    """Asked in the conversation about the ad of the file."""
    cites: bool = False
    """A sound answer whose citations hold."""
    gone: tuple[str, ...] = ()
    """Words of a bad answer that must not be left where the rest is."""


class AnswerCases(Value):
    """knowledge/evals/answers.yaml."""

    ad: str
    cases: tuple[AnswerCase, ...]


class Played(NamedTuple):
    """What became of a case."""

    case: AnswerCase
    made: Grounded


class AnswerHalf(Value):
    """The figures of one half; shares are 0 to 1."""

    good: int
    good_kept: float
    """Share of the sound answers that are kept nearly whole and marked as what they are."""
    bad: int
    bad_kept_away: float


class Lost(Value):
    """An answer that came out otherwise, with what was left of it."""

    question: str
    said: str
    left: str


class AnswersReport(Value):
    """The figures of `rolecall eval answers`."""

    kept: AnswerHalf
    tuned: AnswerHalf
    holds: bool
    misses: tuple[Lost, ...]
    """Of the tuned half alone: the other one stays unread."""


def load_cases(path: Path = CASES) -> AnswerCases:
    """Raises ContentError naming the field."""
    return load_yaml(path, AnswerCases)


def measure(verify: Verify, sections: Mapping[str, Passage], rules: str, cases: AnswerCases) -> AnswersReport:
    """Verifies each answer beside its sections; `rules` is the fixed text of the prompt."""
    played = [
        Played(case, verify(case.says, material(case, sections, rules, cases.ad))) for case in cases.cases
    ]
    halves = {name: _half([one for one in played if one.case.half == name]) for name in ("kept", "tuned")}
    kept = halves["kept"]
    return AnswersReport(
        kept=kept,
        tuned=halves["tuned"],
        holds=kept.good_kept >= GOOD and kept.bad_kept_away >= BAD,
        misses=tuple(
            Lost(
                question=one.case.question,
                said=one.case.says,
                left=" | ".join((one.made.text, *one.made.problems)),
            )
            for one in played
            if one.case.half == "tuned" and not came_right(one)
        ),
    )


def material(case: AnswerCase, sections: Mapping[str, Passage], rules: str, ad: str) -> Material:
    """What the answer may rest on. Raises KeyError for a section that is no longer there."""
    return Material(
        passages=tuple(sections[name] for name in case.given),
        facts=ad if case.in_role else "",
        asked=case.question,
        question=case.question,
        rules=rules,
    )


def came_right(played: Played) -> bool:
    """True where a sound answer was kept and marked, or a bad one was not."""
    case, made = played
    if not case.good:
        return not made.text or (bool(case.gone) and not any(words in made.text for words in case.gone))
    said, left = (_WORD.findall(_CITED.sub("", text)) for text in (case.says, made.text))
    marked = bool(made.cited) or any("general advice" in problem for problem in made.problems)
    return len(left) >= KEPT * len(said) and marked and bool(made.cited) >= case.cites


def _half(played: Sequence[Played]) -> AnswerHalf:
    good, bad = ([came_right(one) for one in played if one.case.good is wanted] for wanted in (True, False))
    return AnswerHalf(
        good=len(good),
        good_kept=sum(good) / max(1, len(good)),
        bad=len(bad),
        bad_kept_away=sum(bad) / max(1, len(bad)),
    )
