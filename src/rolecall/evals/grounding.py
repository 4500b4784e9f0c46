"""Measures how answers are held to their passages, and when the coach asks back, on labelled texts.

The rules were written while looking at one half of the cases; the other half decides whether the bars hold.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.asking_back import Spoken, Standing
from rolecall.domain.grounding import Grounded
from rolecall.domain.passages import Passage
from rolecall.domain.values import Value
from rolecall.domain.verifying import Material

CASES = ROOT / "knowledge" / "evals"
CITED, INVENTED, UNSUPPORTED, ADVICE, ASKED = 0.9, 0.1, 0.15, 0.85, 0.9
"""The bars on the kept half: true claims with their passage, false ones shown, advice kept, turns decided."""

_BESIDE = "You could ask them which of these they would look at first, and then perhaps ask why."
"""Advice enough for an answer, so that it is the sentence beside it that is judged."""

HalfName = Literal["tuned", "kept"]
Verify = Callable[[str, Material], Grounded]
AskBack = Callable[[str, Standing], bool]


class Sentence(Value):
    """A sentence as a model wrote it, with the citation it put."""

    text: str
    wrote: tuple[int, ...]
    label: Literal["supported", "unsupported", "invented", "advice"]
    passage: int = 0
    """The passage that supports it, from 1."""


class GivenPassage(Value):
    heading: str
    text: str


class GroundingCase(Value):
    """Sentences beneath one question."""

    half: HalfName
    question: str
    role: str = ""
    passages: tuple[GivenPassage, ...]
    sentences: tuple[Sentence, ...]


class AskingCase(Value):
    """A turn, where it stands, and whether the coach should ask back."""

    half: HalfName
    text: str
    asks: bool
    before: tuple[dict[Literal["you", "coach", "asked"], str], ...] = ()
    roles: tuple[str, ...] = ()
    role: str = ""


class _GroundingCases(Value):
    cases: tuple[GroundingCase, ...]


class _AskingCases(Value):
    cases: tuple[AskingCase, ...]


class Half(Value):
    """The figures of one half; shares are 0 to 1."""

    sentences: int
    supported_with_their_passage: float
    unsupported_cited: float
    """Share of the claims no passage makes that were shown with a citation."""
    unsupported_shown: float
    invented_shown: float
    advice_kept: float
    turns: int
    turns_decided_right: float
    asked_in_vain: int
    """Clear turns on which the coach asked back."""
    asked_too_little: int


class Missed(Value):
    """Something of the tuned half that came out otherwise."""

    text: str
    wanted: str
    got: str


class GroundingReport(Value):
    """The figures of `rolecall eval grounding`."""

    kept: Half
    tuned: Half
    holds: bool
    misses: tuple[Missed, ...]
    """Of the tuned half alone: the other one stays unread."""


class _Fate(NamedTuple):
    half: str
    sentence: Sentence
    shown: bool
    cited: tuple[int, ...]


class _Decided(NamedTuple):
    case: AskingCase
    asked: bool


def load_cases(folder: Path = CASES) -> tuple[tuple[GroundingCase, ...], tuple[AskingCase, ...]]:
    """Both files of cases. Raises ContentError naming the file and the field."""
    return (
        load_yaml(folder / "grounding.yaml", _GroundingCases).cases,
        load_yaml(folder / "asking_back.yaml", _AskingCases).cases,
    )


def measure(
    verify: Verify, asks_back: AskBack, grounding: Sequence[GroundingCase], asking: Sequence[AskingCase]
) -> GroundingReport:
    """Verifies every sentence by itself, decides every turn, and counts."""
    fates = [fate for case in grounding for fate in _fates(case, verify)]
    decided = [_Decided(case, asks_back(case.text, standing(case))) for case in asking]
    kept, tuned = (_half(name, fates, decided) for name in ("kept", "tuned"))
    return GroundingReport(
        kept=kept,
        tuned=tuned,
        holds=kept.supported_with_their_passage >= CITED
        and kept.unsupported_cited <= UNSUPPORTED
        and kept.invented_shown <= INVENTED
        and kept.advice_kept >= ADVICE
        and kept.turns_decided_right >= ASKED,
        misses=tuple(_misses(fates, decided)),
    )


def standing(case: AskingCase) -> Standing:
    """Where the turn of a case stands."""
    before = [
        Spoken(speaker="user" if who == "you" else "coach", text=text, asks_back=who == "asked")
        for said in case.before
        for who, text in said.items()
    ]
    return Standing(before=tuple(before), roles=case.roles, role=case.role)


def _fates(case: GroundingCase, verify: Verify) -> Iterator[_Fate]:
    passages = tuple(
        Passage(id=f"p{at}", source="Guide", heading=one.heading, text=one.text)
        for at, one in enumerate(case.passages, start=1)
    )
    material = Material(passages=passages, facts=case.role, asked=case.question)
    for sentence in case.sentences:
        marks = "".join(f"[{number}]" for number in sentence.wrote)
        made = verify(f"{_BESIDE} {sentence.text[:-1]} {marks}{sentence.text[-1]}", material)
        rest = made.text.removeprefix(_BESIDE).strip()
        yield _Fate(case.half, sentence, bool(rest), made.cited)


def _half(name: str, fates: Sequence[_Fate], decided: Sequence[_Decided]) -> Half:
    mine = [fate for fate in fates if fate.half == name]
    turns = [one for one in decided if one.case.half == name]

    def share(label: str, holds: Callable[[_Fate], bool]) -> float:
        some = [fate for fate in mine if fate.sentence.label == label]
        return sum(map(holds, some)) / max(1, len(some))

    return Half(
        sentences=len(mine),
        supported_with_their_passage=share("supported", _right),
        unsupported_cited=share("unsupported", lambda fate: fate.shown and bool(fate.cited)),
        unsupported_shown=share("unsupported", lambda fate: fate.shown),
        invented_shown=share("invented", lambda fate: fate.shown),
        advice_kept=share("advice", lambda fate: fate.shown),
        turns=len(turns),
        turns_decided_right=sum(one.asked == one.case.asks for one in turns) / max(1, len(turns)),
        asked_in_vain=sum(one.asked and not one.case.asks for one in turns),
        asked_too_little=sum(one.case.asks and not one.asked for one in turns),
    )


def _right(fate: _Fate) -> bool:
    return fate.shown and fate.sentence.passage in fate.cited


def _misses(fates: Sequence[_Fate], decided: Sequence[_Decided]) -> Iterator[Missed]:
    for fate in fates:
        one = fate.sentence
        good = {
            "supported": _right(fate),
            "unsupported": not (fate.shown and fate.cited),
            "invented": not fate.shown,
            "advice": fate.shown,
        }[one.label]
        if fate.half == "tuned" and not good:
            got = f"shown with {list(fate.cited)}" if fate.shown else "cut"
            yield Missed(text=one.text, wanted=f"{one.label} {one.passage or ''}".strip(), got=got)
    for turn in decided:
        if turn.case.half == "tuned" and turn.asked != turn.case.asks:
            wanted, got = ("asks", "answers") if turn.case.asks else ("answers", "asks")
            yield Missed(text=turn.case.text, wanted=wanted, got=got)


def labels(cases: Sequence[GroundingCase]) -> Counter[str]:
    """How many sentences there are of each label."""
    return Counter(sentence.label for case in cases for sentence in case.sentences)
