"""Measures how well a reading names the title and the company of an ad."""

import re
from collections.abc import Callable, Iterable, Sequence

from rolecall.domain.values import Value

_NAME_WORD = re.compile(r"[^\W_]+")

Pairs = Sequence[tuple[str, str]]
"""(the label, what the reading said) of each ad; nothing said is empty."""


class NameScore(Value):
    """How well title or company is named: shares of those named, and of all ads."""

    precision: float | None
    recall: float | None


class NamesScore(Value):
    """Right where equal but for large letters, or where one holds the other whole: `Fenn Labs`, `Fenn`."""

    title: NameScore
    company: NameScore
    title_exact: NameScore
    company_exact: NameScore


def names_score(titles: Pairs, companies: Pairs) -> NamesScore:
    """Precision and recall of title and company."""
    return NamesScore(
        title=_score(titles, _holds),
        company=_score(companies, _holds),
        title_exact=_score(titles, lambda wanted, said: wanted == said),
        company_exact=_score(companies, lambda wanted, said: wanted == said),
    )


def _score(pairs: Pairs, right: Callable[[str, str], bool]) -> NameScore:
    marks = [bool(said) and right(wanted.casefold(), said.casefold()) for wanted, said in pairs]
    return NameScore(
        precision=_share(mark for mark, (_, said) in zip(marks, pairs, strict=True) if said),
        recall=_share(marks),
    )


def _holds(wanted: str, said: str) -> bool:
    short, long = sorted((_spaced(wanted), _spaced(said)), key=len)
    return short in long


def _spaced(name: str) -> str:
    return f" {' '.join(_NAME_WORD.findall(name))} "


def _share(held: Iterable[bool]) -> float | None:
    marks = list(held)
    return sum(marks) / len(marks) if marks else None
