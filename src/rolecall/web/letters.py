"""An email draft as HTML: its checks as ticks, its history, and the ways to take it along."""

from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

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
)
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
    needs = "".join(
        f'<p class="note">It still needs {plain(need)}; add it below and write again.</p>'
        for need in draft.needs
    )
    ticks = "".join(_tick(check) for check in draft.checks)
    return f'<ul class="ticks" aria-label="Checks of this email" aria-live="polite">{ticks}</ul>{needs}'


def _tick(check: Check) -> str:
    state = "held" if check.ok else "broken"
    spoken = "" if check.ok else '<span class="hidden-words">Not yet: </span>'
    return f'<li class="{state}">{spoken}{plain(check.detail or check.name)}</li>'


def actions(subject: str, body: str) -> str:
    """Copy, save, or open in the user's own mail program; RoleCall never sends."""
    return (
        '<div class="row"><button type="button" class="act" data-copy="mail">Copy</button>'
        '<button type="button" class="quiet" data-do="save_eml">Save as .eml</button>'
        f'<a class="quiet" href="{plain(mailto(subject, body))}">Open in mail</a></div>'
        '<p class="soft">You send it from your own mail program. RoleCall never sends anything.</p>'
    )


def unsent_mail(draft: Draft) -> bytes:
    """The draft as an .eml file that mail programs open as an unsent message (RFC 5322, CRLF, UTF-8)."""
    message = EmailMessage(policy=SMTP.clone(max_line_length=76))
    message["Subject"] = " ".join(draft.subject.split())
    message["X-Unsent"] = "1"
    message.set_content("\n".join(draft.body.splitlines()) + "\n", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def mailto(subject: str, body: str) -> str:
    """A `mailto:` address without addressee (RFC 6068): CRLF line ends, percent-encoded UTF-8."""
    lines = "\r\n".join(body.splitlines())
    return f"mailto:?subject={quote(' '.join(subject.split()), safe='')}&body={quote(lines, safe='')}"
