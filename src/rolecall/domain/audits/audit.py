"""Holds a team's ad and its interview loop against each other."""

from collections.abc import Sequence

from rolecall.domain.audits.counting import OF_THE_FIT, counted, counted_of, summary
from rolecall.domain.audits.duties import duties
from rolecall.domain.audits.findings import FEW, Findings, in_words
from rolecall.domain.audits.fixes import Fixes
from rolecall.domain.audits.loop import read_loop
from rolecall.domain.audits.matrix import Matrix, filled, profile
from rolecall.domain.audits.rubric import read_rubric
from rolecall.domain.audits.rules import AuditRules
from rolecall.domain.audits.values import Audit, Counts, Duty, DutyState, Finding, FindingKind, TeamRubric
from rolecall.domain.interviews import Rubric
from rolecall.domain.patterns import Patterns
from rolecall.domain.roles import RoleReading


def audit(
    ad: str,
    reading: RoleReading,
    loop_text: str,
    rubric_text: str,
    *,
    rules: AuditRules,
    patterns: Patterns,
    rubrics: Sequence[Rubric],
) -> Audit:
    """The matrix of duties and rounds, what it shows, and texts that would mend it.

    `reading` is that of the ad alone. A loop without rounds gives no findings; the caller refuses it. A loop
    that fits the ad gets no fixes.
    """
    loop = read_loop(loop_text, rules)
    found = duties(ad, reading, rules, patterns)
    matrix = Matrix(loop, rules)
    shares = profile(loop, found, rules, matrix)
    done = filled(found, shares, matrix)
    rubric = read_rubric(rubric_text, rules) if rubric_text.strip() else None
    findings = Findings(reading, loop, rules).all(done, shares, rubric)
    fits = _fits(done, findings) and bool(loop.rounds)
    fixes = () if fits else Fixes(reading, loop, rules, rubrics, findings).all(done, shares)
    counts = counted(done, loop, findings)
    return Audit(
        title=reading.title,
        company=reading.company,
        track=reading.track,
        shares=reading.shares,
        confidence=reading.confidence,
        title_suggests=reading.title_suggests,
        loop=loop,
        rubric=rubric,
        duties=done,
        profile=shares,
        in_words=tuple(in_words(reading, shares, counts)),
        fits=fits,
        summary=summary(counts, fits=fits),
        counts=counts,
        findings=findings,
        fixes=fixes,
        notes=tuple(_notes(reading, loop.notes, counts, rubric)),
    )


def _fits(found: Sequence[Duty], findings: Sequence[Finding]) -> bool:
    """Nothing stands out but a few untested sentences among many."""
    read = [duty for duty in found if duty.state is not DutyState.UNREAD]
    untested = sum(duty.state is DutyState.UNTESTED for duty in read)
    kinds = {one.kind for one in findings if one.kind in OF_THE_FIT}
    # An ad of which nothing could be read fits nothing: silence is not evidence.
    return (
        bool(read) and kinds <= {FindingKind.UNTESTED, FindingKind.UNBACKED} and untested <= FEW * len(read)
    )


def _notes(reading: RoleReading, told: Sequence[str], counts: Counts, rubric: TeamRubric | None) -> list[str]:
    notes = [*reading.notes, *told]
    if counts.unread:
        notes.append(
            f"{counted_of(counts.unread, 'sentence')} of the ad matched nothing I know; "
            "I say nothing of that part."
        )
    if rubric is not None and not rubric.lines:
        notes.append("I found no criteria in the rubric; write one a line.")
    return notes
