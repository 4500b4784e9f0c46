"""Measures the comparison of promise and report on labelled cases: verdicts, evidence, quotes, rounds."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from rolecall.content.files import ROOT, load_yaml
from rolecall.domain.reports.comparing import LEAST_KINDS
from rolecall.domain.reports.values import CompareVerdict, Comparison, Stretch, TestedKind, ToldRound
from rolecall.domain.roles import Source, SourceKind
from rolecall.domain.values import Value
from rolecall.ports import BadInput

Compare = Callable[[Sequence[Source], Sequence[Source]], Comparison]
"""Compares promised sources with tested ones."""

CASES = ROOT / "knowledge" / "evals" / "reports.yaml"
FILE = "interview_reports.jsonl"
BAR = 0.85
"""Share of right verdicts, where the label is a match or a mismatch, that the untouched half must reach."""
_LABELS: dict[str, CompareVerdict] = {"yes": "mismatch", "no": "match", "unclear": "unclear"}
_ROUND = re.compile(r"^([a-z_]+) (\d+|-)(?: x(\d+))?$")


class Text(Value):
    kind: SourceKind
    text: str


class LabelledReport(Value):
    """A promise and a report, with what a careful reader makes of them."""

    id: str
    half: Literal["tuned", "untouched", "real"]
    voice: str
    promised: tuple[Text, ...]
    tested: tuple[Text, ...]
    label: CompareVerdict
    rounds: tuple[str, ...] = ()
    """`coding 45 x3`: kind, minutes of one such round or `-`, and how many; empty where none are labelled."""

    @field_validator("rounds")
    @classmethod
    def _readable(cls, rounds: tuple[str, ...]) -> tuple[str, ...]:
        for one in rounds:
            match = _ROUND.match(one)
            if not match or match[1] not in set(TestedKind):
                raise ValueError(f"round {one!r} is not written as `kind minutes xN`")
        return rounds

    def told(self) -> Iterator[tuple[TestedKind, float | None]]:
        """Each labelled round by itself."""
        for one in self.rounds:
            match = _ROUND.match(one)
            if match:
                minutes = None if match[2] == "-" else float(match[2])
                yield from [(TestedKind(match[1]), minutes)] * int(match[3] or 1)


class ReportCases(Value):
    """knowledge/evals/reports.yaml."""

    cases: tuple[LabelledReport, ...] = Field(min_length=2)


class ReportScore(Value):
    """How right the comparisons of one set are; shares are 0 to 1."""

    cases: int
    decided: int
    """Cases labelled a match or a mismatch."""
    verdict: float
    """Right verdicts among those; `unclear` counts as wrong."""
    mismatches_found: float
    matches_found: float
    opposite: int
    """A match called a mismatch, or the reverse (wanted: 0)."""
    unclear: int
    abstained: float
    """Of the cases labelled unclear."""
    thin_mismatches: int
    """Mismatches with fewer than two kinds of evidence (wanted: 0)."""
    quotes: int
    quotes_verbatim: float
    rounds: int
    """Labelled rounds."""
    rounds_found: float | None
    """Of those, the share whose kind was told as often; None where none are labelled."""
    rounds_right: float | None
    """Of the rounds told, the share that is labelled."""
    minutes: int
    """Labelled lengths."""
    minutes_right: float | None


class Miss(Value):
    """A case whose verdict was not the label."""

    case: str
    wanted: str
    said: str


class ReportsReport(Value):
    """The figures of `rolecall eval reports`."""

    tuned: ReportScore
    untouched: ReportScore
    """Cases the rules were never tuned on."""
    real_title: ReportScore | None
    """Real accounts beside the title alone; None where the data is not there."""
    real_pitch: ReportScore | None
    """The same beside title and pitch, with the rounds as a list below the account."""
    misses: tuple[Miss, ...]
    """Of the tuned half."""

    @property
    def holds(self) -> bool:
        """Whether the bars are reached."""
        some = [self.tuned, self.untouched, *filter(None, (self.real_title, self.real_pitch))]
        sound = all(one.thin_mismatches == 0 and one.quotes_verbatim == 1 for one in some)
        return self.untouched.verdict >= BAR and sound


def load_cases(path: Path = CASES) -> tuple[LabelledReport, ...]:
    return load_yaml(path, ReportCases).cases


def measure(compare: Compare, cases: Sequence[LabelledReport], data: Path | None = None) -> ReportsReport:
    """Compares every case; `data` is a folder that may hold real accounts."""
    halves = {half: [case for case in cases if case.half == half] for half in ("tuned", "untouched")}
    real = _real(data / FILE) if data is not None and (data / FILE).is_file() else None
    return ReportsReport(
        tuned=score(compare, halves["tuned"]),
        untouched=score(compare, halves["untouched"]),
        real_title=score(compare, real[0]) if real else None,
        real_pitch=score(compare, real[1]) if real else None,
        misses=tuple(
            Miss(case=case.id, wanted=case.label, said=said.verdict)
            for case in halves["tuned"]
            if (said := _compared(compare, case)).verdict != case.label
        ),
    )


def score(compare: Compare, cases: Sequence[LabelledReport]) -> ReportScore:
    """The figures of one set of cases."""
    pairs = [(case, _compared(compare, case)) for case in cases]
    decided = [(case, said) for case, said in pairs if case.label != "unclear"]
    unclear = [said for case, said in pairs if case.label == "unclear"]
    quotes = [mark for case, said in pairs for mark in _verbatim(case, said)]
    rounds = [_rounds(case, said.rounds) for case, said in pairs if case.rounds]
    return ReportScore(
        cases=len(pairs),
        decided=len(decided),
        verdict=_share([said.verdict == case.label for case, said in decided]),
        mismatches_found=_share(
            [said.verdict == "mismatch" for case, said in decided if case.label == "mismatch"]
        ),
        matches_found=_share([said.verdict == "match" for case, said in decided if case.label == "match"]),
        opposite=sum(said.verdict not in (case.label, "unclear") for case, said in decided),
        unclear=len(unclear),
        abstained=_share([said.verdict == "unclear" for said in unclear]),
        thin_mismatches=sum(
            said.verdict == "mismatch"
            and len({one.kind for one in said.evidence if one.points == "mismatch"}) < LEAST_KINDS
            for _, said in pairs
        ),
        quotes=len(quotes),
        quotes_verbatim=_share(quotes),
        rounds=sum(one.labelled for one in rounds),
        rounds_found=_known(sum(one.both for one in rounds), sum(one.labelled for one in rounds)),
        rounds_right=_known(sum(one.both for one in rounds), sum(one.told for one in rounds)),
        minutes=sum(one.lengths for one in rounds),
        minutes_right=_known(sum(one.right for one in rounds), sum(one.lengths for one in rounds)),
    )


def _compared(compare: Compare, case: LabelledReport) -> Comparison:
    return compare([_source(one) for one in case.promised], [_source(one) for one in case.tested])


def _source(one: Text) -> Source:
    digest = hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return Source(id=digest, kind=one.kind, text=one.text)


def _verbatim(case: LabelledReport, said: Comparison) -> Iterator[bool]:
    """For every quote whether it stands in its source, at its offsets where it has any."""
    texts = {(source := _source(one)).id: source.text for one in (*case.promised, *case.tested)}
    placed: list[Stretch] = [one.said for one in said.rounds]
    if said.promised.said is not None:
        placed.append(said.promised.said)
    for one in placed:
        yield texts[one.source][one.start : one.end] == one.quote
    for signal in (*said.promised.signals, *said.tested.signals):
        yield texts[signal.source][signal.start : signal.end] == signal.quote
    for reason in said.evidence:
        yield bool(reason.quote) and reason.quote in texts[reason.source]
    for pledge in said.promises:
        yield texts[pledge.source][pledge.start : pledge.end] == pledge.quote
        if pledge.evidence:
            yield pledge.evidence in texts[pledge.evidence_source]


class _Rounds(Value):
    labelled: int
    told: int
    both: int
    lengths: int
    right: int


def _rounds(case: LabelledReport, told: Sequence[ToldRound]) -> _Rounds:
    wanted = list(case.told())
    said = [(one.kind, one.minutes) for one in told for _ in range(one.count)]
    kinds = Counter(kind for kind, _ in wanted) & Counter(kind for kind, _ in said)
    sized = Counter(one for one in wanted if one[1] is not None)
    return _Rounds(
        labelled=len(wanted),
        told=len(said),
        both=kinds.total(),
        lengths=sized.total(),
        right=(sized & Counter(said)).total(),
    )


def _real(path: Path) -> tuple[list[LabelledReport], list[LabelledReport]]:
    """The real accounts twice: beside the title alone, and beside title and pitch with the rounds listed.

    Raises BadInput where the file holds no such data.
    """
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        plain = [_case(row, row["role_title"], row["account"]) for row in rows]
        listed = [
            _case(
                row,
                f"{row['role_title']}\nPitched as {row['pitched_as']}",
                "\n".join([row["account"], *(f"- {one}" for one in row["rounds"])]),
            )
            for row in rows
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"The accounts {path.name!r} cannot be read ({error}); name their folder with --data."
        ) from error
    return plain, listed


def _case(row: dict[str, str], promised: str, tested: str) -> LabelledReport:
    return LabelledReport(
        id=row["id"],
        half="real",
        voice=row.get("text_kind", ""),
        promised=(Text(kind=SourceKind.AD, text=promised),),
        tested=(Text(kind=SourceKind.REPORT, text=tested),),
        label=_LABELS[row["mismatch"]],
    )


def _share(marks: Sequence[bool]) -> float:
    return _part(sum(marks), len(marks))


def _known(part: int, whole: int) -> float | None:
    return _part(part, whole) if whole else None


def _part(part: int, whole: int) -> float:
    """1 where there was nothing to get wrong."""
    return round(part / whole, 4) if whole else 1.0
