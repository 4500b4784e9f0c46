"""What the debrief shows of code: the version that counts, what was measured of it, and what to learn."""

from collections.abc import Sequence

from rolecall.domain.debriefs import CodeShown, TimedShown, VersionShown
from rolecall.domain.hygiene import Finding
from rolecall.domain.problems import Verdict
from rolecall.web.code_text import clipped, listing
from rolecall.web.trials_view import outcome, submission_head, times
from rolecall.web.words import plain

_ROOM = 1.5
"""A bar is as wide as this many limits."""


def code(shown: CodeShown) -> str:
    """Everything about the code of one problem, below what was judged."""
    return (
        f'<section class="of-code"><h3>Your code</h3>{_counted(shown)}{_timed(shown.timed)}'
        f"{_findings(shown.findings, shown.number)}{_common(shown.common)}{_folds(shown)}</section>"
    )


def _counted(shown: CodeShown) -> str:
    if not shown.number:
        said = "Nothing was submitted that could be judged, so there are no facts about it."
        return f"<p>{said}</p>{_why_not(shown)}"
    count = sum(one.number > 0 for one in shown.versions)
    which = "Your only submission" if count == 1 else f"Submission {shown.number} of {count}, your best,"
    memory = f" {shown.peak_mb:,.0f} MB were held at most." if shown.peak_mb else ""
    message = f'<p class="said-of-it">{clipped(shown.message)}</p>' if shown.message else ""
    return (
        f"<p>{which} counts: {outcome(shown.verdict, shown.passed, shown.total)}{memory}</p>{message}"
        f"{listing(shown.source, name='The version that counts')}"
    )


def _why_not(shown: CodeShown) -> str:
    said = f": {clipped(shown.message)}" if shown.message else "."
    failed = any(one.verdict is Verdict.NOT_RUN for one in shown.versions)
    return f'<p class="note">The sandbox could not run what you submitted{said}</p>' if failed else ""


def _timed(timed: Sequence[TimedShown]) -> str:
    if not timed:
        return ""
    rows = "".join(_bar(one) for one in timed)
    return (
        f'<figure class="bars speeds"><figcaption>Time against the limit</figcaption><ul>{rows}</ul>'
        '<p class="soft bar-key"><i></i>the most that is allowed</p></figure>'
    )


def _bar(one: TimedShown) -> str:
    against = "our solution" if one.against == "reference" else "the starter"
    said = f"{times(one.times)} as long as {against}; at most {times(one.at_most)}"
    wide = 100 * min(1.0, one.times / (one.at_most * _ROOM))
    limit = 100 / _ROOM
    kind = "full" if one.ok else "full over"
    holds = "" if one.ok else ", too slow"
    return (
        f'<li><span class="bar-name">{clipped(one.case, 120)}</span>'
        f'<svg class="bar" viewBox="0 0 100 18" preserveAspectRatio="none" role="img" '
        f'aria-label="{plain(one.case[:120])}: {plain(said)}">'
        f'<rect class="rail" x="0" y="5" width="100" height="8"/>'
        f'<rect class="{kind}" x="0" y="5" width="{max(wide, 1):.1f}" height="8"/>'
        f'<line class="tick" x1="{limit:.1f}" x2="{limit:.1f}" y1="0" y2="18"/></svg>'
        f'<span class="bar-value">{plain(said)}{holds}</span></li>'
    )


def _findings(findings: Sequence[Finding] | None, number: int) -> str:
    if not number:
        return ""
    if findings is None:
        return '<h3>How clean it is</h3><p class="soft">No linter could look at it here.</p>'
    if not findings:
        return '<h3>How clean it is</h3><p class="soft">The linter found nothing.</p>'
    rows = "".join(
        f"<tr><td>{one.line}</td><td><code>{clipped(one.code, 20)}</code></td>"
        f"<td>{clipped(one.message, 300)}</td></tr>"
        for one in findings
    )
    return (
        '<h3>How clean it is</h3><table class="cells findings"><thead><tr><th scope="col">Line</th>'
        '<th scope="col">Rule</th><th scope="col">What the linter says</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _common(common: Sequence[str]) -> str:
    if not common:
        return ""
    listed = "".join(f"<li>{plain(one)}</li>" for one in common)
    return f'<h3>Mistakes that often fail these checks</h3><ul class="common">{listed}</ul>'


def _folds(shown: CodeShown) -> str:
    tells = f'<p class="soft tells">What this problem tells: {plain(shown.tells)}</p>' if shown.tells else ""
    versions = "".join(f"<li>{_version(one, at)}</li>" for at, one in enumerate(shown.versions))
    kept = (
        '<details class="fold versions-kept"><summary>Every version '
        f'<span class="count">{len(shown.versions)}</span></summary><ul>{versions}</ul></details>'
        if versions
        else ""
    )
    ours = (
        '<details class="fold ours"><summary>Our solution</summary>'
        f"{listing(shown.reference, name='Our solution')}</details>"
        if shown.reference
        else ""
    )
    where = f'<p class="soft tells">Run in the sandbox: {plain(shown.sandbox)}.</p>' if shown.sandbox else ""
    return f"{tells}{where}{kept}{ours}"


def _version(one: VersionShown, at: int) -> str:
    if one.verdict is None:
        head = "A run of your own"
    else:
        head = submission_head(one.number, outcome(one.verdict, one.passed, one.total))
        head += " It stood in the editor when the mock ended." if one.unsent else ""
    return f"<details><summary>{head}</summary>{listing(one.source, name=f'Version {at + 1}')}</details>"
