"""Text of an email: who wrote when about what, and the best body part."""

from email.message import EmailMessage, Message
from typing import Any

from rolecall.sandbox.parsing import page
from rolecall.sandbox.parsing.outcome import Bounds, Parsed, RefusedError, Why

_SHOWN = ("Subject", "From", "To", "Date")
_LONGEST_HEADER = 500
_MOST_PARTS = 500
"""Parts of one message that are looked at."""


def prepare() -> None:
    """Imports what parsing needs."""
    import email.policy

    page.prepare()
    # The parser of headers builds itself at first use.
    str(EmailMessage(policy=email.policy.default))


def parse(data: bytes, bounds: Bounds) -> Parsed:
    """Headers on lines of their own, an empty line, then the body; attachments are named, never read."""
    from email import message_from_bytes
    from email.policy import default

    message = message_from_bytes(data, policy=default)
    parsed = Parsed(bounds.text_chars)
    headers = [f"{name}: {value}" for name in _SHOWN if (value := _header(message, name))]
    plain, html, attached = _parts(message)
    body = next((text for part in plain if (text := _content(part)).strip()), "")
    if not body.strip():
        body = _from_html(html, bounds, parsed)
    if not body.strip() and not any(header.startswith("Subject") for header in headers):
        raise RefusedError(Why.NO_TEXT)
    parsed.add("\n".join([*headers, "", body.replace("\r\n", "\n").strip(), ""]).lstrip())
    if attached:
        some = ", ".join(attached[:5]) + (" and others" if len(attached) > 5 else "")
        parsed.notes.append(f"Attachments were not read: {some}.")
    return parsed


def _from_html(html: list[Message], bounds: Bounds, parsed: Parsed) -> str:
    for part in html:
        found = page.parse(_content(part), bounds)
        if found.text.strip():
            parsed.notes += found.notes
            return found.text
    return ""


def _header(message: Message, name: str) -> str:
    try:
        value = str(message.get(name, ""))
    except Exception:  # the library's parser of headers raises many things on hostile ones
        return ""
    return " ".join(value.split())[:_LONGEST_HEADER]


def _parts(message: Message) -> tuple[list[Message], list[Message], list[str]]:
    """Plain parts, HTML parts, names of attachments; no recursion, and not into forwarded messages."""
    plain: list[Message] = []
    html: list[Message] = []
    attached: list[str] = []
    stack: list[Any] = [message]
    for _ in range(_MOST_PARTS):
        if not stack:
            break
        part = stack.pop()
        kind = part.get_content_type()
        name = _name(part)
        if name or part.get_content_disposition() == "attachment" or kind == "message/rfc822":
            attached.append(repr(name or f"({kind})"))
        elif part.is_multipart():
            stack += reversed(part.get_payload())
        elif kind in ("text/plain", "text/html"):
            (plain if kind == "text/plain" else html).append(part)
        else:
            attached.append(repr(f"({kind})"))
    return plain, html, attached


def _name(part: Message) -> str:
    try:
        return " ".join((part.get_filename() or "").split())[-80:]
    except Exception:  # as for headers
        return "attachment"


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError, ValueError):
        try:
            return payload.decode("utf-8")
        except UnicodeDecodeError:
            return payload.decode("cp1252", "replace")
