"""An email draft as HTML: its checks as ticks, its history, and the ways to take it along."""

from collections.abc import Sequence

from rolecall.coach.eml import mailto
from rolecall.domain.composing import YOUR_NAME
from rolecall.domain.mail import Check, Draft, Purpose, Tone
from rolecall.domain.roles import Addressee
from rolecall.web.words import one_line, plain

TONES = (("Warm", Tone.WARM.value), ("Neutral", Tone.NEUTRAL.value), ("Direct", Tone.DIRECT.value))
ADDRESSEES = (
    ("Recruiter", Addressee.RECRUITER.value),
    ("Hiring manager", Addressee.HIRING_MANAGER.value),
    ("Future colleague", Addressee.PEER.value),
)
PURPOSES = (
    ("First questions", Purpose.FIRST.value),
    ("Ask again, kindly", Purpose.RE_ASK.value),
    ("After silence", Purpose.FOLLOW_UP.value),
    ("Thank you", Purpose.THANKS.value),
    ("Decline", Purpose.DECLINE.value),
    ("After the interview", Purpose.FEEDBACK.value),
    ("Before the next round", Purpose.NEXT_ROUND.value),
)
_SHORT = {"facts": "facts of the role only"}
_TOLD_IN_NUMBERS = ("questions", "length")
_WHO = {
    Addressee.RECRUITER: "the recruiter",
    Addressee.HIRING_MANAGER: "the hiring manager",
    Addressee.PEER: "a future colleague",
}


def heading(draft: Draft | None, drafts: Sequence[Draft] = ()) -> str:
    """Title of the email's part of the card, and its history."""
    if draft is None:
        return (
            '<div class="mail-head none"><h2>The email</h2><p>What is left unsaid can be asked in one short '
            'email, written for you to send.</p><button type="button" class="act" data-do="write_email">'
            "Write the email</button></div>"
        )
    to = draft.to_name or _WHO[draft.to]
    note = f'<p class="note">{plain(draft.note)}</p>' if draft.note else ""
    return (
        f'<div class="mail-head" data-draft="{plain(draft.id)}"><h2>Email to {plain(one_line(to, 60))}</h2>'
        f"{_history(draft, drafts)}{note}</div>"
    )


def _history(draft: Draft, drafts: Sequence[Draft]) -> str:
    if len(drafts) < 2:
        return ""
    rows = "".join(
        f'<li><button type="button" data-do="open_draft" data-draft="{plain(d.id)}"'
        f"{' aria-current=true' if d.id == draft.id else ''}>{number}. {_described(d)}</button></li>"
        for number, d in reversed(list(enumerate(drafts, start=1)))
    )
    return (
        f'<details class="fold"><summary>Drafts <span class="count">{len(drafts)}</span></summary>'
        f'<ul class="drafts">{rows}</ul></details>'
    )


def _described(draft: Draft) -> str:
    purpose = {value: name for name, value in PURPOSES}[draft.purpose.value]
    return plain(f"{draft.tone.value.capitalize()}, {purpose.lower()}, to {draft.to_name or _WHO[draft.to]}")


def checks(draft: Draft | None) -> str:
    """The contract's lines as ticks; a line that does not hold says why."""
    if draft is None:
        return ""
    ticks = "".join(_tick(check) for check in draft.checks)
    return f'<ul class="ticks" aria-label="Checks of this email" aria-live="polite">{ticks}</ul>'


def _tick(check: Check) -> str:
    if not check.ok:
        words = f"{check.name}: {check.detail}" if check.detail else check.name
        return f'<li class="broken"><span class="hidden-words">Not yet. </span>{plain(words)}</li>'
    words = (
        check.detail
        if check.name in _TOLD_IN_NUMBERS and check.detail
        else _SHORT.get(check.name, check.name)
    )
    return f'<li class="held" title="{plain(check.detail)}">{plain(words)}</li>'


def needs_name(draft: Draft) -> bool:
    """Whether the user is asked for their own name."""
    return YOUR_NAME in draft.needs


def actions(draft: Draft) -> str:
    """Copy, save, or open in the user's own mail program; RoleCall never sends."""
    return (
        '<div class="row"><button type="button" class="act" data-copy="mail">Copy</button>'
        '<button type="button" class="quiet" data-do="save_eml">Save as .eml</button>'
        f'<a class="quiet" href="{plain(mailto(draft))}">Open in mail</a></div>'
        '<p class="soft">You send it from your own mail program. RoleCall never sends anything.</p>'
    )
