"""Measures whether a pasted text is taken for what it is, on labelled texts in many voices.

The marks were written while looking at one half of the texts; the other half decides whether the bar holds.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rolecall.content.files import ROOT, load_folder
from rolecall.domain.roles import SourceKind
from rolecall.domain.values import Value

CASES = ROOT / "knowledge" / "evals" / "kinds"
FOUND, MACRO_F1 = 0.9, 0.85
"""The bar, on the half that was not looked at: reports found, and the mean F1 over the kinds."""

Detect = Callable[[str], SourceKind]


class KindCases(Value):
    """Texts of one kind."""

    kind: SourceKind
    tuned: tuple[str, ...]
    untouched: tuple[str, ...]


class Half(Value):
    """The figures of one half; shares are 0 to 1."""

    texts: int
    macro_f1: float
    found: dict[SourceKind, float]
    """Share of the texts of a kind that were taken for it."""
    precise: dict[SourceKind, float]
    """Share of the texts taken for a kind that are of it."""
    ads_as_reports: int


class Taken(Value):
    """A text that was taken for another kind."""

    kind: SourceKind
    taken_for: SourceKind
    text: str


class KindsReport(Value):
    """The figures of `rolecall eval kinds`."""

    untouched: Half
    tuned: Half
    holds: bool
    misses: tuple[Taken, ...]
    """Of the tuned half alone: the other one stays unread."""


class _Told(NamedTuple):
    kind: SourceKind
    taken_for: SourceKind
    text: str


def load_cases(folder: Path = CASES) -> tuple[KindCases, ...]:
    """Every file of texts. Raises ContentError naming the file."""
    return tuple(load_folder(folder, KindCases).values())


def measure(detect: Detect, cases: Sequence[KindCases]) -> KindsReport:
    """Takes every text for a kind, and counts."""
    tuned = [_Told(one.kind, detect(text), text) for one in cases for text in one.tuned]
    other = [_Told(one.kind, detect(text), text) for one in cases for text in one.untouched]
    untouched = _half(other)
    return KindsReport(
        untouched=untouched,
        tuned=_half(tuned),
        holds=untouched.found.get(SourceKind.REPORT, 0.0) >= FOUND
        and untouched.macro_f1 >= MACRO_F1
        and untouched.ads_as_reports == 0,
        misses=tuple(
            Taken(kind=one.kind, taken_for=one.taken_for, text=" ".join(one.text.split())[:120])
            for one in tuned
            if one.kind is not one.taken_for
        ),
    )


def _half(told: Sequence[_Told]) -> Half:
    kinds = sorted({one.kind for one in told})
    found, precise, f1 = {}, {}, []
    for kind in kinds:
        right = sum(one.kind is kind and one.taken_for is kind for one in told)
        found[kind] = right / sum(one.kind is kind for one in told)
        precise[kind] = right / max(1, sum(one.taken_for is kind for one in told))
        f1.append(2 * found[kind] * precise[kind] / max(found[kind] + precise[kind], 1e-9))
    return Half(
        texts=len(told),
        macro_f1=sum(f1) / max(1, len(f1)),
        found=found,
        precise=precise,
        ads_as_reports=sum(one.kind is SourceKind.AD and one.taken_for is SourceKind.REPORT for one in told),
    )
