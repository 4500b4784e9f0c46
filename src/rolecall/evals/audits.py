"""Measures the audit on labelled ads and loops: rounds, kinds, minutes, findings; each half apart."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.audits.values import Audit, DutyState, LoopKind, Round, Said
from rolecall.domain.values import Value

Run = Callable[[str, str], Audit]
"""Audits an ad and a loop."""
CASES = ROOT / "knowledge" / "evals" / "audits.yaml"


class LabelledRound(Value):
    """A round as a careful reader finds it."""

    shown: str
    """Words of the loop that the round's quote must hold."""
    kind: LoopKind
    minutes: int | None


class LabelledAudit(Value):
    """One ad and loop of ours, with what a careful reader makes of them."""

    id: str
    half: Literal["tuned", "untouched"]
    ad: str
    loop: str
    rounds: tuple[LabelledRound, ...]
    untested: tuple[str, ...]
    """Words of the sentences about the work that no round tells anything about."""
    over: tuple[LoopKind, ...]
    fits: bool


class AuditCases(Value):
    """knowledge/evals/audits.yaml."""

    cases: tuple[LabelledAudit, ...] = Field(min_length=2)


class AuditScore(Value):
    """How right the audits of one half are, as shares."""

    cases: int
    rounds: int
    rounds_found: float
    """Of the labelled rounds."""
    rounds_right: float
    """Of the rounds told, those that are labelled."""
    kinds: float
    """Right kind, of the labelled rounds that were found."""
    minutes: float
    """Right length, or rightly none, of those."""
    untested_found: float
    untested_right: float
    over_found: float
    over_right: float
    fits: float
    """Whether the loop fits its ad."""


class AuditMiss(Value):
    """One case with what went wrong, in words."""

    case: str
    what: str


class AuditsReport(Value):
    """The figures of `rolecall eval audits`."""

    tuned: AuditScore
    """The rules were tuned while looking at these."""
    untouched: AuditScore
    quotes: int
    quotes_verbatim: float
    misses: tuple[AuditMiss, ...]
    """Of the tuned half alone: the other one stays unread."""


class _Marks:
    """Right and wrong, counted for one half."""

    def __init__(self) -> None:
        self.cases = 0
        self.held: dict[str, list[bool]] = {}

    def add(self, what: str, marks: Iterable[bool]) -> None:
        self.held.setdefault(what, []).extend(marks)

    def share(self, what: str) -> float:
        marks = self.held.get(what, [])
        return sum(marks) / len(marks) if marks else 1.0

    def score(self) -> AuditScore:
        names = [name for name in AuditScore.model_fields if name not in ("cases", "rounds")]
        rounds = len(self.held.get("rounds_found", []))
        return AuditScore.model_validate(
            {"cases": self.cases, "rounds": rounds, **{name: self.share(name) for name in names}}
        )


def load_cases(path: Path = CASES) -> tuple[LabelledAudit, ...]:
    """Raises ContentError naming the field."""
    return load_yaml(path, AuditCases).cases


def measure(run: Run, cases: Sequence[LabelledAudit]) -> AuditsReport:
    """Audits every case once."""
    halves = {"tuned": _Marks(), "untouched": _Marks()}
    quotes: list[bool] = []
    misses: list[AuditMiss] = []
    for case in cases:
        audit = run(case.ad, case.loop)
        quotes += [case.ad[said.start : said.end] == said.quote for said in _of_ad(audit)]
        quotes += [case.loop[said.start : said.end] == said.quote for said in _of_loop(audit)]
        halves[case.half].cases += 1
        wrong = [*_rounds(case, audit, halves[case.half]), *_findings(case, audit, halves[case.half])]
        if case.half == "tuned":
            misses += [AuditMiss(case=case.id, what=one) for one in wrong]
    return AuditsReport(
        tuned=halves["tuned"].score(),
        untouched=halves["untouched"].score(),
        quotes=len(quotes),
        quotes_verbatim=sum(quotes) / len(quotes) if quotes else 1.0,
        misses=tuple(misses),
    )


def _rounds(case: LabelledAudit, audit: Audit, marks: _Marks) -> Iterable[str]:
    left = list(audit.loop.rounds)
    for wanted in case.rounds:
        found = next((one for one in left if wanted.shown in one.said.quote), None)
        marks.add("rounds_found", [found is not None])
        if found is None:
            yield f"no round {wanted.shown!r}"
            continue
        left.remove(found)
        marks.add("kinds", [found.kind is wanted.kind])
        marks.add("minutes", [found.minutes == wanted.minutes])
        if (found.kind, found.minutes) != (wanted.kind, wanted.minutes):
            yield f"{wanted.shown!r}: {found.kind}, {found.minutes}; wanted {wanted.kind}, {wanted.minutes}"
    marks.add("rounds_right", [one not in left for one in audit.loop.rounds])
    yield from (f"{one.said.quote!r} is no round" for one in left)


def _findings(case: LabelledAudit, audit: Audit, marks: _Marks) -> Iterable[str]:
    untested = [one.said.quote for one in audit.duties if one.state is DutyState.UNTESTED]
    found = [any(words in quote for quote in untested) for words in case.untested]
    right = [any(words in quote for words in case.untested) for quote in untested]
    marks.add("untested_found", found)
    marks.add("untested_right", right)
    yield from (
        f"not told as untested: {one!r}" for one, ok in zip(case.untested, found, strict=True) if not ok
    )
    yield from (f"told as untested: {one!r}" for one, ok in zip(untested, right, strict=True) if not ok)
    over = [share.kind for share in audit.profile.kinds if share.over]
    marks.add("over_found", [kind in over for kind in case.over])
    marks.add("over_right", [kind in case.over for kind in over])
    if set(over) != set(case.over):
        yield f"over-tested {sorted(over)}; wanted {sorted(case.over)}"
    marks.add("fits", [audit.fits is case.fits])
    if audit.fits is not case.fits:
        yield f"fits: {audit.fits}"


def _of_ad(audit: Audit) -> list[Said]:
    return [duty.said for duty in audit.duties] + [
        said for finding in audit.findings for said in finding.quotes
    ]


def _of_loop(audit: Audit) -> list[Said]:
    def of(one: Round) -> list[Said | None]:
        return [one.said, one.kind_said, one.minutes_said, one.interviewers, one.scored]

    return [said for one in audit.loop.rounds for said in of(one) if said is not None]
