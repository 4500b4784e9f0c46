"""Measures the built-in judge on explanations of coding problems: one's own, and another problem's.

Two halves of the problems are told apart by their ids: what the judge knows of coding questions was fitted on
one of them, the other shows what is to be expected.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from zlib import crc32

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.interviews import InterviewQuestion, RoundKind
from rolecall.domain.judgements import JudgedAs
from rolecall.domain.judging.hearing import heard
from rolecall.domain.judging.parts import parts
from rolecall.domain.judging.relevance import Alike, relevance, topic_odds
from rolecall.domain.judging.rules import JudgingRules
from rolecall.domain.values import Value

OWN = ROOT / "knowledge" / "evals" / "explanations.yaml"
GOOD, PLAIN, OTHER = 0.95, 0.75, 0.1
"""What is asked: own good and plain explanations covered at least so far, another problem's less."""


class Explained(Value):
    """What was said about one problem."""

    good: dict[str, str] = {}
    """By id of the criterion it speaks to, in the order in which it is said."""
    plain: str = ""
    brief: str = ""

    @property
    def full(self) -> str:
        return " ".join(self.good.values())


class Explanations(Value):
    """knowledge/evals/explanations.yaml."""

    vague: tuple[str, ...]
    explained: dict[str, Explained]


class Half(Value):
    """Shares of criteria that were covered, 0 to 1."""

    problems: int
    good: float
    """By the problem's own good explanation."""
    plain: float
    """By its own short one in plain words."""
    brief: float
    """The first criterion alone, by one sentence about it."""
    alone: float
    """The criterion that a part of a good explanation speaks to, by this part alone."""
    unsaid: float
    """The criteria that this part does not speak to."""
    other: float
    """By good and plain explanations of every other problem."""


class ExplanationsReport(Value):
    """What was measured."""

    fitted: Half
    """Problems whose explanations the weights were fitted on."""
    held_back: Half
    vague: float
    """Criteria covered by what fits every problem, of all problems."""
    nearest_right: float
    """Good and plain explanations whose topic is nearest to their own problem, of all."""
    explanations: int
    holds: bool
    """Whether the bars are reached on the half that was held back, and nothing vague is covered."""
    misses: tuple[str, ...]
    """Problem, what was said, and which criterion was not covered; or whose problem was nearer."""
    left_out: tuple[str, ...]
    """Problems that cannot be practised here."""


class _Ear:
    """The judge of coding questions."""

    def __init__(self, rules: JudgingRules, alike: Alike) -> None:
        self._rules = rules.of(RoundKind.CODING)
        self._alike = alike

    def covered(self, question: InterviewQuestion, answer: str) -> tuple[bool, ...]:
        judged = heard(question.text, question.criteria, answer, self._alike, self._rules)
        return tuple(one.state is JudgedAs.COVERED for one in judged)

    def odds(self, question: InterviewQuestion, answer: str) -> float:
        """Log-odds that the answer speaks to the question."""
        found = relevance(
            question.text, question.criteria, answer, parts(answer), alike=self._alike, rules=self._rules
        )
        return topic_odds(found.topic, self._rules.weights)


def load_explanations(path: Path = OWN) -> Explanations:
    return load_yaml(path, Explanations)


def is_fitted(problem: str) -> bool:
    """Whether the weights have seen explanations of this problem; it hangs on the id alone."""
    return crc32(problem.encode()) % 2 == 0


def measure(
    questions: Iterable[InterviewQuestion], said: Explanations, rules: JudgingRules, alike: Alike
) -> ExplanationsReport:
    """Every explanation of a problem that can be practised here, against all of these problems."""
    ear = _Ear(rules, alike)
    known = {question.id: question for question in questions}
    own = {name: one for name, one in said.explained.items() if name in known}
    misses: list[str] = []
    halves = [
        _half(ear, known, {name: one for name, one in own.items() if is_fitted(name) is fitted}, misses)
        for fitted in (True, False)
    ]
    vague = _share(
        ear.covered(question, text.format(title=question.subject))
        for text in said.vague
        for question in known.values()
    )
    nearest = [
        _nearest(ear, known, name, text)
        for name, one in own.items()
        for text in (one.full, one.plain)
        if text
    ]
    misses += [f"{name}: nearer to {found}" for name, found in nearest if found != name]
    held = halves[1]
    return ExplanationsReport(
        fitted=halves[0],
        held_back=held,
        vague=vague,
        nearest_right=fmean(name == found for name, found in nearest) if nearest else 0.0,
        explanations=sum(bool(text) for one in own.values() for text in (one.full, one.plain, one.brief)),
        holds=held.good >= GOOD and held.plain >= PLAIN and held.other < OTHER and vague == 0,
        misses=tuple(misses),
        left_out=tuple(name for name in said.explained if name not in known),
    )


def _half(
    ear: _Ear,
    known: Mapping[str, InterviewQuestion],
    own: Mapping[str, Explained],
    misses: list[str],
) -> Half:
    figures: dict[str, list[Sequence[bool]]] = {
        name: [] for name in ("good", "plain", "brief", "alone", "unsaid", "other")
    }
    for name, one in own.items():
        question = known[name]
        ids = [criterion.id for criterion in question.criteria]
        for kind, text in (("good", one.full), ("plain", one.plain)):
            if not text:
                continue
            covered = ear.covered(question, text)
            figures[kind].append(covered)
            misses += [f"{name}: {kind}, {ids[n]}" for n, found in enumerate(covered) if not found]
            figures["other"] += [
                ear.covered(another, text) for other, another in known.items() if other != name
            ]
        if one.brief:
            figures["brief"].append(ear.covered(question, one.brief)[:1])
        for spoken, text in one.good.items():
            covered = ear.covered(question, text)
            at = ids.index(spoken)
            figures["alone"].append((covered[at],))
            figures["unsaid"].append((*covered[:at], *covered[at + 1 :]))
    return Half(problems=len(own), **{kind: _share(found) for kind, found in figures.items()})


def _nearest(ear: _Ear, known: Mapping[str, InterviewQuestion], name: str, text: str) -> tuple[str, str]:
    """The problem, and the one whose topic the text is nearest to."""
    return name, max(known, key=lambda other: ear.odds(known[other], text))


def _share(found: Iterable[Sequence[bool]]) -> float:
    flat = [one for some in found for one in some]
    return fmean(flat) if flat else 0.0
