"""An audit as HTML: what stands out, duties by rounds, where the time goes, texts ready to paste."""

from collections.abc import Sequence

from rolecall.domain.audits.counting import counted_of, rows_in_words
from rolecall.domain.audits.findings import of_tracks
from rolecall.domain.audits.telling import NOT_SAID, STATES, because, told_round
from rolecall.domain.audits.values import (
    Audit,
    Counts,
    Duty,
    DutyState,
    Finding,
    FindingKind,
    Fix,
    KindShare,
    Round,
)
from rolecall.web.stacks import stacks
from rolecall.web.words import one_line, plain

INTRODUCTION = (
    '<header class="intro"><h1>Hiring teams</h1><p>Paste the ad and the interview loop that is to fill it. '
    "You will see which duties a round really tests, where the time goes, and texts that bring the two "
    'together.</p><p class="soft">Nothing you paste here is stored or sent: the audit is made on this '
    "machine and is gone when you leave the page.</p></header>"
)
EXAMPLE = (
    '<div class="row"><button type="button" class="quiet" data-do="try_example">Try it with an example'
    "</button></div>"
)
_TRACKS = {"research": "research", "applied": "applied", "engineering": "engineering"}
_HOW = {"kind": "tested by its kind", "words": "touched by what is told of it"}


def working() -> str:
    """While the texts are read."""
    return '<p class="note" role="status">Reading the ad and the loop …</p>'


def page(audit: Audit) -> str:
    """The whole result."""
    name = ", ".join(part for part in (audit.title, audit.company) if part)
    heading = plain(one_line(name, 120)) if name else "The ad and the loop"
    fit = '<p class="held verdict">The loop fits the ad; there is nothing to propose.</p>'
    notes = "".join(f'<p class="note">{plain(note)}</p>' for note in (*audit.notes, *audit.loop.notes))
    return (
        f'<section class="audit-head"><h2>{heading}</h2><p class="lead">{plain(audit.summary)}</p>'
        f"{fit if audit.fits else ''}{notes}"
        '<p class="row"><button type="button" class="quiet" data-do="save_audit">Save as Markdown</button>'
        f"</p></section>{findings(audit.findings, audit.counts)}"
        f"{matrix(audit.duties, audit.loop.rounds, audit.counts)}"
        f"{times(audit)}{fixes(audit)}"
    )


def findings(found: Sequence[Finding], counts: Counts) -> str:
    """What stands out, numbered, with the ad's words and the candidate's view."""
    if not found:
        return ""
    rows = "".join(_finding(one) for one in found)
    return (
        f'<section><h2>What stands out <span class="count">{counts.points}</span></h2>'
        f'<ol class="findings">{rows}</ol></section>'
    )


def _finding(found: Finding) -> str:
    quotes = "".join(f"<blockquote>“{plain(one_line(q.quote, 400))}”</blockquote>" for q in found.quotes)
    view = (
        f'<p class="soft">{plain(found.candidate)}</p>'
        if found.candidate and found.kind is not FindingKind.AD_SILENT
        else ""
    )
    return f"<li><p>{plain(found.text)}</p>{quotes}{view}</li>"


def matrix(duties: Sequence[Duty], rounds: Sequence[Round], counts: Counts) -> str:
    """Sentences of the ad down, rounds across; each mark is told in words too."""
    told = [duty for duty in duties if duty.state is not DutyState.UNREAD]
    if not told:
        return ""
    sorts = rows_in_words(counts, unread=False)
    below = f'<p class="soft">{plain(sorts)}</p>' if sorts else ""
    if counts.unread:
        match, them = ("matches", "it") if counts.unread == 1 else ("match", "them")
        below += (
            f'<p class="soft">{counted_of(counts.unread, "more sentence")} of the ad {match} nothing that '
            f"the coach knows, so nothing is said of {them}.</p>"
        )
    head = "".join(
        f'<th scope="col"><span class="hidden-words">Round </span>{one.n}'
        f'<span class="hidden-words">: {plain(one_line(one.name, 60))}</span></th>'
        for one in rounds
    )
    rows = "".join(_duty(duty, rounds) for duty in told)
    return (
        f"<section><h2>What the ad says, and which rounds test it</h2>{_loop(rounds)}"
        '<p class="soft marks"><span><i class="cell kind"></i> by the kind of round</span> '
        '<span><i class="cell words"></i> only by what is told of it</span></p>'
        '<div class="wide" role="region" tabindex="0" aria-label="Duties by rounds"><table class="matrix">'
        f'<thead><tr><th scope="col">The ad</th>{head}<th scope="col">State</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{below}</section>"
    )


def _duty(duty: Duty, rounds: Sequence[Round]) -> str:
    how = {evidence.round: evidence for evidence in duty.tested_by}
    cells = ""
    for one in rounds:
        evidence = how.get(one.n)
        if evidence is None:
            cells += '<td class="none"><span class="hidden-words">not tested</span></td>'
            continue
        cells += (
            f'<td class="hit" data-round="{one.n}" title="{plain(evidence.why)}">'
            f'<i class="cell {evidence.how}"></i><span class="hidden-words">{_HOW[evidence.how]}</span></td>'
        )
    return (
        f'<tr><th scope="row">{plain(one_line(duty.said.quote, 260))}</th>{cells}'
        f'<td class="duty {duty.state.value}">{STATES[duty.state]}</td></tr>'
    )


def _loop(rounds: Sequence[Round]) -> str:
    rows = "".join(_round(one) for one in rounds)
    return f'<ol class="loop" aria-label="The loop as told">{rows}</ol>'


def _round(one: Round) -> str:
    n, name, kind, minutes, who, scored = told_round(one)
    long = minutes if minutes == NOT_SAID else f"{minutes} min"
    facts = ((kind, "kind"), (long, "minutes"), (who, "who"), (scored, "what is scored"))
    said = ", ".join(plain(one_line(fact, 80)) for fact, _ in facts if fact != NOT_SAID)
    unsaid = ", ".join(label for fact, label in facts if fact == NOT_SAID)
    left = f'<span class="unsaid">not said: {unsaid}</span>' if unsaid else ""
    return f'<li value="{n}"><b>{plain(one_line(name, 90))}</b> <span class="soft">{said}</span> {left}</li>'


def times(audit: Audit) -> str:
    """The loop's time by kind beside the ad's work, and both profiles as bars."""
    profile = audit.profile
    if not profile.kinds:
        return ""
    ad, loop = (
        {track.value: part for track, part in of_tracks(one).items()} for one in (audit.shares, profile)
    )
    both = stacks((("The ad", ad), ("The loop", loop)), _TRACKS, summing=False)
    rows = "".join(_kind(share) for share in profile.kinds)
    measure = "time" if profile.measure == "minutes" else "rounds, as not every round says its minutes"
    told = "".join(f"<p>{plain(sentence)}</p>" for sentence in audit.in_words)
    return (
        f'<section><h2>Where the time goes</h2>{told}<figure class="kinds"><figcaption>By kind of round, '
        f"counted in {measure}</figcaption><ul>{rows}</ul>"
        '<p class="soft pair-key"><span><i class="loop-part"></i>of the loop</span>'
        '<span><i class="ad-part"></i>of the ad’s work it could show</span></p></figure>'
        f"<h3>The ad’s profile and the loop’s</h3>{both}</section>"
    )


def _kind(share: KindShare) -> str:
    loop, work = round(100 * share.share), round(100 * share.duties)
    minutes = f", {share.minutes} min" if share.minutes else ""
    count = f"{share.rounds} round{'' if share.rounds == 1 else 's'}{minutes}"
    over = " over" if share.over else ""
    much = " <em>over-tested</em>" if share.over else ""
    told = f"{share.label}: {loop} % of the loop, {work} % of the ad's work"
    return (
        f'<li class="kind-row{over}"><span>{plain(share.label)} <span class="soft">{count}</span>{much}'
        "</span>"
        f'<svg viewBox="0 0 100 22" preserveAspectRatio="none" role="img" aria-label="{plain(told)}">'
        '<rect class="rail" x="0" y="2" width="100" height="8"/>'
        '<rect class="rail" x="0" y="12" width="100" height="8"/>'
        f'<rect class="loop-part" x="0" y="2" width="{loop}" height="8"/>'
        f'<rect class="ad-part" x="0" y="12" width="{work}" height="8"/></svg>'
        f'<span class="pair"><b>{loop} %</b><span>{work} %</span></span></li>'
    )


def fixes(audit: Audit) -> str:
    """Each change with its text in a box to copy."""
    if not audit.fixes:
        return ""
    rows = "".join(_fix(audit, fix) for fix in audit.fixes)
    return (
        f'<section><h2>Texts ready to paste <span class="count">{len(audit.fixes)}</span></h2>'
        f'<p class="soft">What stands in [brackets] only you know.</p><ul class="fixes">{rows}</ul></section>'
    )


def _fix(audit: Audit, fix: Fix) -> str:
    return (
        f'<li class="boxed-text"><h3>{plain(fix.title)}</h3>'
        f'<p class="soft">{plain(fix.why)} {plain(because(audit, fix))}</p>'
        f'<div class="paste" tabindex="0" role="group" aria-label="{plain(fix.title)}">'
        f"{plain(fix.text)}</div>"
        '<p class="row"><button type="button" class="quiet" data-copy="box" '
        f'aria-label="Copy: {plain(fix.title)}">Copy</button></p></li>'
    )
