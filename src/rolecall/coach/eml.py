"""A draft as a file and as a link that mail programs open unsent. RoleCall itself never sends."""

import re
import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from urllib.parse import quote

from rolecall.domain.mail import Draft
from rolecall.domain.naming import clean_name
from rolecall.ports import BadInput

# CRLF; headers folded at 78 characters; bodies as quoted-printable, in lines of at most 76 (allowed: 998).
_POLICY = SMTP.clone(max_line_length=78, cte_type="7bit")
# Narrower than RFC 5322 on purpose: what is refused here could only be a mistake or a header in disguise.
_ADDRESS = re.compile(r"[A-Za-z0-9_%+'-]+(?:\.[A-Za-z0-9_%+'-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")


def to_eml(draft: Draft, *, to_address: str = "", date: datetime | None = None) -> bytes:
    """The draft as an .eml file: UTF-8, `X-Unsent: 1` (Outlook and others then open it for editing).

    `to_address` stays empty where no address is known; the user fills it in. `date` is left out where None.
    Raises BadInput where the address is not one.
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    message["Subject"] = one_line(draft.subject)
    message["To"] = _recipient(draft.to_name, to_address)
    if date is not None:
        message["Date"] = format_datetime(date)
    message.set_content(_body(draft.body), charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def mailto(draft: Draft, *, to_address: str = "") -> str:
    """A `mailto:` address with subject and body, for the user's own mail program (RFC 6068)."""
    address = quote(_address(to_address).addr_spec, safe="@") if to_address else ""
    body = _body(draft.body).rstrip("\n").replace("\n", "\r\n")
    return f"mailto:{address}?subject={quote(one_line(draft.subject), safe='')}&body={quote(body, safe='')}"


def file_name(draft: Draft) -> str:
    """A file name for the download: the subject in plain letters."""
    plain = unicodedata.normalize("NFKD", draft.subject).encode("ascii", "ignore").decode()
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return f"{'-'.join(words)[:60].strip('-').lower() or 'email'}.eml"


def one_line(text: str) -> str:
    """A header's text: line breaks and other controls, which could start another header, become spaces."""
    kept = (" " if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") else char for char in text)
    return " ".join("".join(kept).split())


def _body(text: str) -> str:
    """Line ends unified, controls and lone surrogates out, a line break at the end."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = (
        "".join(c for c in line if c == "\t" or unicodedata.category(c) not in ("Cc", "Cs")) for line in lines
    )
    return "\n".join(line.rstrip() for line in clean).strip("\n") + "\n"


def _recipient(name: str, address: str) -> str | Address:
    if not address:
        return ""
    known = _address(address)
    return Address(display_name=clean_name(name), username=known.username, domain=known.domain)


def _address(text: str) -> Address:
    if not _ADDRESS.fullmatch(text):
        raise BadInput(f"{text!r} is not an email address; leave it empty or type it like name@host.")
    return Address(addr_spec=text)
