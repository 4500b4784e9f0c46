"""Text of a PDF, page by page, through pypdf."""

from io import BytesIO
from typing import Any

from rolecall.sandbox.parsing.outcome import Bounds, Parsed, RefusedError, Why

_ODD_SHARE = 0.3
"""Share of letters without meaning above which a text layer is useless."""


def prepare() -> None:
    """Imports what parsing needs."""
    import logging

    import pypdf  # noqa: F401

    logging.disable(logging.CRITICAL)


def parse(data: bytes, bounds: Bounds) -> Parsed:
    """The text of the first pages, with an empty line between pages."""
    reader = _opened(data)
    parsed = Parsed(bounds.text_chars)
    silent: list[int] = []
    read = 0
    pages = len(reader.pages)
    for number in range(min(pages, bounds.pages)):
        if parsed.full or bounds.late:
            break
        text = _page(reader, number)
        read += 1
        if text.strip():
            if parsed.total:
                parsed.add("\n\n")
            # Pages without text before this one begin here too.
            parsed.pages += [parsed.total] * (read - len(parsed.pages))
            parsed.add(text.strip("\r\n"))
        else:
            silent.append(number + 1)
    parsed.pages += [parsed.total] * (read - len(parsed.pages))
    _note(parsed, read, pages, silent)
    _judge(parsed)
    return parsed


def _opened(data: bytes) -> Any:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        reader = PdfReader(BytesIO(data), strict=False)
        # Many PDFs only forbid printing: those open with an empty password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedError(Why.ENCRYPTED)
        if len(reader.pages) == 0:
            raise RefusedError(Why.BROKEN)
    except (DependencyError, FileNotDecryptedError) as error:
        raise RefusedError(Why.ENCRYPTED) from error
    return reader


def _page(reader: Any, number: int) -> str:
    """The text of one page; a page that cannot be read is an empty one, so that the others are not lost."""
    try:
        text: str = reader.pages[number].extract_text()
    except MemoryError:
        raise
    except Exception:  # pypdf raises what a hostile page provokes
        return ""
    return text


def _note(parsed: Parsed, read: int, pages: int, silent: list[int]) -> None:
    if read < pages:
        kept = f"{parsed.limit:,} characters, from the first " if parsed.full else ""
        parsed.notes.append(f"Only the first {kept}{read:,} of {pages:,} pages were read.")
        parsed.stop()
    if silent and len(silent) < read:
        some = ", ".join(map(str, silent[:5])) + (" and others" if len(silent) > 5 else "")
        parsed.notes.append(f"No text could be read on {'page' if len(silent) == 1 else 'pages'} {some}.")


def _judge(parsed: Parsed) -> None:
    letters = [letter for letter in parsed.text if not letter.isspace()]
    if not letters:
        raise RefusedError(Why.SCANNED)
    odd = sum(letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter < " " for letter in letters)
    if odd > _ODD_SHARE * len(letters):
        raise RefusedError(Why.UNREADABLE_LETTERS)
