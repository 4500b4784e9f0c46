"""An audit as a document to keep and to share with the team."""

from collections.abc import Iterator
from datetime import date

from rolecall.domain.audits.counting import rows_in_words
from rolecall.domain.audits.findings import of_tracks, per_cent
from rolecall.domain.audits.telling import MARKS, STATES, because, marks, one_line, share_row, told_round
from rolecall.domain.audits.values import Audit, FindingKind
from rolecall.domain.handouts import Bar, Bars, Block, Bullets, Handout, Heading, Paragraph, Quotation, Table
from rolecall.domain.roles import Track


def audit_handout(audit: Audit, made_on: date) -> Handout:
    """Summary, loop, matrix, time, findings, and the texts to paste."""
    about = ", ".join(part for part in (audit.title, audit.company) if part)
    return Handout(
        title=f"The ad and the loop: {about or 'a role'}",
        subtitle=audit.summary,
        made_on=made_on,
        blocks=(
            *_loop(audit),
            *_matrix(audit),
            *_time(audit),
            *_findings(audit),
            *_fixes(audit),
            *_notes(audit),
        ),
    )


def _loop(audit: Audit) -> Iterator[Block]:
    yield Heading(text="The loop as told")
    yield Table(
        header=("Round", "Name", "Kind", "Minutes", "Who", "What is scored"),
        rows=tuple(told_round(one) for one in audit.loop.rounds),
        caption="What is not said is left open.",
    )


def _matrix(audit: Audit) -> Iterator[Block]:
    yield Heading(text="What the ad says, and which rounds test it")
    if not audit.duties:
        yield Paragraph(text="No sentence of the ad tells of the work.")
        return
    numbers = [one.n for one in audit.loop.rounds]
    yield Table(
        header=("The ad", *(str(n) for n in numbers), "State"),
        rows=tuple(
            (one_line(duty.said.quote), *marks(duty, numbers), STATES[duty.state]) for duty in audit.duties
        ),
        caption=f"{MARKS['kind']} by the kind of round, {MARKS['words']} by what is told of it.",
    )
    rows = rows_in_words(audit.counts, unread=True)
    if rows:
        yield Paragraph(text=rows, muted=True)
    reasons = [
        f"{one_line(duty.said.quote, 60)}: round {evidence.round}, {evidence.why}"
        for duty in audit.duties
        for evidence in duty.tested_by
    ]
    if reasons:
        yield Bullets(items=tuple(reasons))


def _time(audit: Audit) -> Iterator[Block]:
    yield Heading(text="Where the time goes")
    yield Table(
        header=("Kind", "Rounds", "Minutes", "Of the loop", "Of the ad's work it could show"),
        rows=tuple(share_row(share) for share in audit.profile.kinds),
    )
    for sentence in audit.in_words:
        yield Paragraph(text=sentence)
    ad, loop = of_tracks(audit.shares), of_tracks(audit.profile)
    yield Bars(
        title="Tracks: the loop's time, and the ad",
        bars=tuple(
            Bar(
                label=track.value.capitalize(),
                share=loop[track],
                shown=f"loop {per_cent(loop[track])}, ad {per_cent(ad[track])}",
                mark=ad[track],
            )
            for track in Track
        ),
        mark_means="What the ad says of the work.",
    )


def _findings(audit: Audit) -> Iterator[Block]:
    if not audit.findings:
        return
    yield Heading(text="What stands out")
    for number, finding in enumerate(audit.findings, start=1):
        yield Paragraph(text=f"({number}) {finding.text}")
        for said in finding.quotes:
            yield Quotation(text=said.quote, source="the ad")
        if finding.candidate and finding.kind is not FindingKind.AD_SILENT:
            yield Paragraph(text=finding.candidate, muted=True)


def _fixes(audit: Audit) -> Iterator[Block]:
    if not audit.fixes:
        if audit.fits:
            yield Paragraph(text="The loop fits the ad; there is nothing to propose.")
        return
    yield Heading(text="Texts ready to paste")
    yield Paragraph(text="What stands in [brackets] only you know.", muted=True)
    for fix in audit.fixes:
        yield Heading(text=fix.title, level=2)
        yield Paragraph(text=f"{fix.why} {because(audit, fix)}", muted=True)
        yield Quotation(text=fix.text)


def _notes(audit: Audit) -> Iterator[Block]:
    for note in audit.notes:
        yield Paragraph(text=note, muted=True)
