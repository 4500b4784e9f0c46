"""What a file really is, by its first bytes and its name."""

import re
from enum import StrEnum

from rolecall.ports import BadInput

READ = ".txt, .md, .pdf, .docx, .eml and .html"
PASTE = "or paste the text instead"


class Kind(StrEnum):
    """The kinds of file that are read."""

    TEXT = "text"
    PDF = "pdf"
    DOCX = "docx"
    EML = "eml"
    HTML = "html"


SHOWN = {
    Kind.TEXT: "plain text",
    Kind.PDF: "a PDF",
    Kind.DOCX: "a Word document (.docx)",
    Kind.EML: "an email (.eml)",
    Kind.HTML: "a web page (.html)",
}

_BY_NAME = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
    ".eml": Kind.EML,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
}

_FOREIGN = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or a recording"),
    (b"BM", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"\x1f\x8b", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"BZh", "an archive"),
    (b"\xfd7zXZ", "an archive"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(rb"<(!doctype\s+html|html|head|body)[\s>]", re.I)
_DRAWING = re.compile(rb"<(!doctype\s+)?svg[\s>]", re.I)
_TAG = re.compile(rb"<(p|div|br|h[1-6]|ul|ol|li|table|span|a|section|article|html|body)\b[^<>]{0,500}>", re.I)
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes, name: str, extension: str) -> tuple[Kind, str]:
    """The kind, and a note where the name says something else.

    What the bytes prove goes before what the name claims; where they prove nothing the name must be one that
    is read. Raises BadInput with the sentence for the user.
    """
    start = data[:4096]
    claimed = _BY_NAME.get(extension)
    found = _proven(start, data, name, extension)
    if found is None and claimed is None:
        raise BadInput(
            f"{name!r} is not a kind of file that is read ({READ}); save it as one of these, {PASTE}."
        )
    if found is None or found is claimed:
        return _claimed(claimed, start, data, name), ""
    if claimed in (Kind.PDF, Kind.DOCX) and found not in (Kind.PDF, Kind.DOCX):
        raise BadInput(
            f"{name!r} is named {extension} but is {SHOWN[found]}; rename it if that is meant, {PASTE}."
        )
    if claimed is None and found is Kind.HTML and extension:
        raise BadInput(
            f"{name!r} is not a kind of file that is read ({READ}); save it as one of these, {PASTE}."
        )
    called = f"is named {extension}" if extension else "has no ending in its name"
    return found, f"{name!r} {called} but is {SHOWN[found]}; it was read as that."


def _proven(start: bytes, data: bytes, name: str, extension: str) -> Kind | None:
    """The kind that the first bytes prove, None where they could be any text."""
    bare = start.removeprefix(_UTF8_MARK)
    if bare.lstrip()[:5] == b"%PDF-" or (extension == ".pdf" and b"%PDF-" in start[:1024]):
        return Kind.PDF
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        # the directory of a zip stands at its end, and holds the names unpacked
        if extension == ".docx" or b"word/document" in data[-64 * 1024 :] or b"[Content_Types].xml" in start:
            return Kind.DOCX
        raise BadInput(f"{name!r} is an archive; unpack it and choose the file inside, {PASTE}.")
    if start.startswith(_OLE):
        raise BadInput(
            f"{name!r} is an old or password-protected Office file;"
            f" save it as .docx without a password, {PASTE}."
        )
    if bare.startswith(b"{\\rtf"):
        raise BadInput(f"{name!r} is a rich-text file (RTF); save it as .docx or .txt, {PASTE}.")
    if _DRAWING.match(_first_element(bare)):
        raise BadInput(f"{name!r} is a drawing (SVG), not a text; choose another file, {PASTE}.")
    for magic, what in _FOREIGN:
        if start.startswith(magic) and (len(magic) > 2 or b"\0" in start):
            raise BadInput(f"{name!r} is {what}, not a text; choose one of {READ}, {PASTE}.")
    if _PAGE.match(_first_element(bare)):
        return Kind.HTML
    return None


def _first_element(start: bytes) -> bytes:
    """From the first thing that is no blank, comment or declaration; a loop, since a pattern could hang."""
    rest = start.lstrip()
    while rest.startswith((b"<!--", b"<?xml")):
        end = b"-->" if rest.startswith(b"<!--") else b"?>"
        _, found, after = rest.partition(end)
        if not found:
            return b""
        rest = after.lstrip()
    return rest


def _claimed(claimed: Kind | None, start: bytes, data: bytes, name: str) -> Kind:
    """The claimed kind, as far as the bytes allow it."""
    if claimed is Kind.PDF and b"%PDF-" not in start:
        raise BadInput(f"{name!r} is named .pdf but is no PDF; export it as PDF again, {PASTE}.")
    if claimed is Kind.DOCX and not start.startswith(b"PK"):
        raise BadInput(f"{name!r} is named .docx but is no Word document; save it as .docx again, {PASTE}.")
    if claimed is Kind.HTML and not start.startswith(_UTF16) and not _TAG.search(data):
        return Kind.TEXT
    assert claimed is not None  # kind_of refused a name that claims nothing and bytes that prove nothing
    return claimed
