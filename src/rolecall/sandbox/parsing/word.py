"""Text of a Word document: paragraphs, tables, lists and text boxes in reading order, through python-docx."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from rolecall.sandbox.parsing.outcome import Bounds, Parsed, RefusedError, Why

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_LARGE = 1 << 20
"""Unpacked bytes below which a member may be packed as tightly as it likes."""
_SKIPPED = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr")
)


def prepare() -> None:
    """Imports what parsing needs."""
    import docx.document  # noqa: F401


def parse(data: bytes, bounds: Bounds) -> Parsed:
    """The text of the body, with the first page's header before it."""
    names = _checked_zip(data, bounds)
    part = _opened(data)
    parsed = Parsed(bounds.text_chars)
    hidden = [0]
    for text in _headers(part):
        parsed.add(text + "\n")
    for line in _blocks(part.document.element.body, hidden):
        parsed.add(line + "\n")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        parsed.notes.append("The document contains macros; they were ignored.")
    if hidden[0]:
        parsed.notes.append(f"{hidden[0]:,} characters of hidden text were left out.")
    return parsed


def _checked_zip(data: bytes, bounds: Bounds) -> list[str]:
    """Names of the members, after looking at the sizes the archive states: unpacking stops at those."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise RefusedError(Why.BROKEN) from error
    if len(members) > bounds.zip_entries or sum(member.file_size for member in members) > bounds.zip_bytes:
        raise RefusedError(Why.BOMB)
    for member in members:
        if member.file_size > _LARGE and member.file_size > bounds.zip_ratio * max(member.compress_size, 1):
            raise RefusedError(Why.BOMB)
        if member.flag_bits & 1:
            raise RefusedError(Why.ENCRYPTED)
    names = [member.filename for member in members]
    if "[Content_Types].xml" not in names:
        raise RefusedError(Why.NOT_DOCX)
    return names


def _opened(data: bytes) -> Any:
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    # A document with macros is read like any other; what the macros are is never looked at.
    PartFactory.part_type_for[_MACRO] = DocumentPart
    PartFactory.part_type_for[_TEMPLATE] = DocumentPart
    part = Package.open(BytesIO(data)).main_document_part
    if not isinstance(part, DocumentPart):
        raise RefusedError(Why.NOT_DOCX)
    return part


def _headers(part: Any) -> list[str]:
    """Text of the first section's header: where a CV often keeps the name."""
    try:
        paragraphs = part.document.sections[0].header.paragraphs
        return [text for paragraph in paragraphs if (text := paragraph.text.strip())]
    except (IndexError, KeyError, AttributeError, ValueError):
        return []


def _blocks(container: Any, hidden: list[int]) -> Iterator[str]:
    """Lines of a container of paragraphs and tables."""
    for child in container:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, hidden)
        elif child.tag == f"{_W}tbl":
            for row in child.iter(f"{_W}tr"):
                if _owner(row, "tbl") is child:
                    yield _row(row, hidden)
            yield ""
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _blocks(child, hidden)


def _row(row: Any, hidden: list[int]) -> str:
    cells = [cell for cell in row.iter(f"{_W}tc") if _owner(cell, "tr") is row]
    texts = ["; ".join(line for line in _blocks(cell, hidden) if line.strip()) for cell in cells]
    return " | ".join(text for text in texts if text)


def _owner(element: Any, name: str) -> Any:
    return next(element.iterancestors(f"{_W}{name}"), None)


def _paragraph(paragraph: Any, hidden: list[int]) -> Iterator[str]:
    text = "".join(_runs(paragraph, hidden)).strip()
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = (style.get(f"{_W}val") or "").lower() if style is not None else ""
    if text and named.startswith(("heading", "title")):
        yield ""
    listed = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or named.startswith("list")
    yield f"- {text}" if text and listed and not named.startswith("heading") else text
    for box in paragraph.iter(f"{_W}txbxContent"):
        # Word writes each text box twice, the second time for old programs.
        if next(box.iterancestors(_FALLBACK), None) is None and _owner(box, "p") is not None:
            yield from _blocks(box, hidden)


def _runs(element: Any, hidden: list[int]) -> Iterator[str]:
    """Text of the runs below, without deleted or hidden ones and without text boxes."""
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "\t"
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag == f"{_W}txbxContent" or tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
            continue
        elif tag == f"{_W}r" and _vanishes(child):
            hidden[0] += sum(len(text.text or "") for text in child.iter(f"{_W}t"))
        else:
            yield from _runs(child, hidden)


def _vanishes(run: Any) -> bool:
    vanish = run.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off")
