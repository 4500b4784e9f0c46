"""The library as HTML: what is in it, what came of a drop, what a search found."""

from collections.abc import Sequence
from typing import Protocol

from rolecall.domain.passages import Document, Evidence, Passage
from rolecall.web.words import one_line, plain, rich

INTRODUCTION = (
    '<header class="intro"><h1>Library</h1><p>The coach answers from its guides and from what you add here: '
    "notes, guides, a CV, a paper. Your documents stay in your data folder.</p>"
    '<p class="soft">.txt .md .pdf .docx .eml .html, up to 5 MB each</p></header>'
)
PATTERNS = (
    "<h2>Role patterns</h2><p>Interview reports that you kept without names, from the card of a role. They "
    "are cited like your other documents. Save them as a file to share, or drop a file of somebody "
    "else's here.</p>"
)
_KINDS = {"guide": "Guide", "note": "Note", "cv": "CV", "paper": "Paper", "pattern": "Role pattern"}


class Added(Protocol):
    """What came of one dropped document."""

    @property
    def document(self) -> Document: ...
    @property
    def passages(self) -> int: ...
    @property
    def duplicate(self) -> bool: ...
    @property
    def notes(self) -> tuple[str, ...]: ...


def listing(documents: Sequence[Document]) -> str:
    """The documents, newest first, with size and date."""
    if not documents:
        return '<section><h2>Your documents</h2><p class="soft">None yet.</p></section>'
    rows = "".join(
        f"<li><span><b>{plain(one_line(d.name, 80))}</b> "
        f'<span class="soft">{_KINDS.get(d.kind, "Note")}, {size(d.size)}, {plain(d.added_at[:10])}</span>'
        f"</span>"
        f'<button type="button" class="tool" data-do="remove_document" data-document="{plain(d.id)}" '
        f'aria-label="Remove {plain(one_line(d.name, 80))}">Remove</button></li>'
        for d in documents
    )
    return (
        f'<section><h2>Your documents <span class="count">{len(documents)}</span></h2>'
        f'<ul class="shelf">{rows}</ul></section>'
    )


def notes(told: Sequence[str]) -> str:
    """What happened at the start: an index that was rebuilt, a store that was rescued."""
    return "".join(f'<p class="note">{plain(note)}</p>' for note in told)


def size(count: int) -> str:
    """Bytes in words: 812 bytes, 1.2 kB, 3.4 MB."""
    if count < 1000:
        return f"{count} bytes"
    if count < 1_000_000:
        return f"{count / 1000:.1f} kB"
    return f"{count / 1_000_000:.1f} MB"


def progress(name: str, what: str, share: float) -> str:
    """One file under way."""
    percent = round(100 * min(max(share, 0.0), 1.0))
    return (
        f'<p class="note" role="status">{plain(one_line(name, 60))}: {plain(what)}'
        f'<progress max="100" value="{percent}" aria-label="{plain(what)}">{percent} %</progress></p>'
    )


def added(result: Added) -> str:
    """What came of one file, in a sentence."""
    name = plain(one_line(result.document.name, 60))
    notes = " ".join(plain(note) for note in result.notes)
    if result.duplicate:
        return f"<li>{name} is in your library already; nothing was added. {notes}</li>"
    pieces = f"{result.passages} passage{'' if result.passages == 1 else 's'}"
    return f"<li>{name} was added: {pieces} can be found and cited now. {notes}</li>"


def not_added(name: str, words: str) -> str:
    """Why one file could not be added."""
    return f'<li class="problem">{plain(one_line(name, 60))} was not added. {plain(words)}</li>'


def told_of(items: Sequence[str]) -> str:
    """The results of a drop, file by file."""
    return f'<ul class="told" role="status">{"".join(items)}</ul>' if items else ""


def brought(added: int, known: int) -> str:
    """What came of a file of patterns."""
    there = f" {known} {'was' if known == 1 else 'were'} in your library already." if known else ""
    new = f"{added} pattern{'' if added == 1 else 's'} added." if added or not known else "Nothing was added."
    return f'<p class="note" role="status">{new}{there}</p>'


def found(evidence: Evidence) -> str:
    """The passages a search found, best first; weak evidence is called so."""
    if not evidence.passages:
        return '<p class="note" role="status">Nothing was found. Try other words.</p>'
    weak = (
        '<p class="note" role="status">Nothing answers this. The nearest passages:</p>'
        if evidence.weak
        else ""
    )
    items = "".join(_found(passage) for passage in evidence.passages)
    return f'{weak}<ol class="found">{items}</ol>'


def _found(passage: Passage) -> str:
    return (
        f"<li><details><summary><b>{plain(passage.heading or passage.source)}</b> "
        f'<span class="soft">{plain(passage.source)}</span></summary>'
        f'<div class="passage">{rich(passage.text)}</div></details></li>'
    )
