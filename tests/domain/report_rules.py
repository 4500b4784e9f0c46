"""The rules reports are read by, loaded once, and sources made from plain texts."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rolecall.content.patterns import load_patterns
from rolecall.content.reports import load_loops, load_reports
from rolecall.domain.reading import read_role
from rolecall.domain.reports import ReportRules, compare
from rolecall.domain.reports.evidence import Loops
from rolecall.domain.reports.values import Comparison
from rolecall.domain.roles import RoleReading, Source, SourceKind

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


@cache
def rules() -> ReportRules:
    return ReportRules(load_reports(KNOWLEDGE), load_patterns(KNOWLEDGE))


@cache
def loops() -> Loops:
    return load_loops(KNOWLEDGE).weights


def a_source(text: str, kind: SourceKind = SourceKind.REPORT) -> Source:
    return Source(id=hashlib.sha256(text.encode()).hexdigest()[:12], kind=kind, text=text)


def read(sources: Sequence[Source]) -> RoleReading:
    return read_role(sources, rules().patterns)


def compared(promised: Sequence[str] | str, tested: Sequence[str] | str) -> Comparison:
    """Ads beside reports, by markers alone."""
    ads = [promised] if isinstance(promised, str) else promised
    reports = [tested] if isinstance(tested, str) else tested
    return compare(
        [a_source(one, SourceKind.AD) for one in ads],
        [a_source(one) for one in reports],
        rules(),
        loops(),
        read,
    )
