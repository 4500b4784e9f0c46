"""Splits a document of the user's own into passages of about one thought, by heading where it has any."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby, takewhile

from rolecall.domain.passages import Document, Passage

WHOLE = 300
"""Words up to which a text stays one passage: a short note is one thought."""
LARGEST = 200
"""Words of a passage of a longer text."""
SHORT = 50
"""Words below which a section is joined with its neighbour under the same heading."""
SMALLEST = 8
"""Words apart from links below which a piece of a longer text says nothing."""
MOST_PASSAGES = 4_000
"""Of one document: a book is enough, a dump is refused its tail."""

# Zero-width, bidi and tag characters hide words from the reader that the engine would see.
_HIDDEN = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f\U000e0000-\U000e007f\0]")
_HEADINGS = [("#" * level, f"h{level}") for level in range(1, 5)]
_LEVELS = {name for _, name in _HEADINGS}
_LINK = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<[^>]{1,300}>|https?://\S+|www\.\S+|\[\d+\]:.*")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MARKUP = re.compile(r"<[^>]*>|:[a-z_]+:|[*`#]+|\]\([^)]*\)|\[")
_ANY_HEADING = re.compile(r"^#{1,4} +\S", re.MULTILINE)
_LEAST_WHOLE = 2

Path = tuple[str, ...]
"""Titles of headings, outermost first."""


def split(document: Document) -> list[Passage]:
    """The passages of a document, in order, with ids `doc:<document id>#<n>` from 1.

    Pieces of links alone, pieces with next to no words and pieces said before are left out; a text
    that is short as a whole is kept as it is.
    """
    text = clean(document.text)
    kept: list[Passage] = []
    seen: set[str] = set()
    least = _LEAST_WHOLE if _length(text) <= WHOLE else SMALLEST
    for heading, piece in _pieces(text):
        key = " ".join(piece.lower().split())
        if said_words(piece) < least or key in seen:
            continue
        seen.add(key)
        kept.append(
            Passage(
                id=f"doc:{document.id}#{len(kept) + 1}", source=document.name, heading=heading, text=piece
            )
        )
        if len(kept) == MOST_PASSAGES:
            break
    return kept


def clean(text: str) -> str:
    """Text without characters that hide or reorder words, with plain line ends."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _HIDDEN.sub("", text).strip()


def said_words(text: str) -> int:
    """Words apart from links and mark-up; a text without spaces (Chinese) counts by character."""
    bare = _LINK.sub(" ", text)
    wide = sum(1 for letter in bare if "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af")
    return len(_WORD.findall(bare)) + wide // 2


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    for path, section in _joined(_sections(text)):
        heading = " / ".join(path[-2:])[:160]
        if _length(section) <= WHOLE:
            yield heading, section
        else:
            yield from ((heading, piece) for piece in _halved(section))


def _sections(text: str) -> Iterator[tuple[Path, str]]:
    """(titles down to the heading, text below it); a text without headings is one section."""
    if not _ANY_HEADING.search(text):
        yield (), text
        return
    from langchain_text_splitters import ExperimentalMarkdownSyntaxTextSplitter

    # The older header splitter drops blank lines and indentation, code's included.
    splitter = ExperimentalMarkdownSyntaxTextSplitter(_HEADINGS, strip_headers=True)
    for path, pieces in groupby(splitter.split_text(text), key=lambda piece: _path(piece.metadata)):
        body = "".join(piece.page_content for piece in pieces).strip()
        if body:
            yield path, body


def _joined(sections: Iterator[tuple[Path, str]]) -> Iterator[tuple[Path, str]]:
    """Short neighbours below one heading become one passage, their own headings kept as lines."""
    held: tuple[Path, str] | None = None
    for path, text in sections:
        if held and held[0][:1] == path[:1] and path and _fits(held[1], text):
            shared = _shared(held[0], path)
            lines = [_below(held[0], shared), held[1], _below(path, shared), text]
            held = shared, "\n".join(line for line in lines if line)
            continue
        if held:
            yield held
        held = path, text
    if held:
        yield held


def _fits(first: str, second: str) -> bool:
    short = min(_length(first), _length(second)) < SHORT
    return short and _length(first) + _length(second) <= LARGEST


def _path(metadata: dict[str, str]) -> Path:
    titles = (_title(value) for name, value in metadata.items() if name in _LEVELS)
    return tuple(title for title in titles if title)


def _shared(first: Path, second: Path) -> Path:
    same = takewhile(lambda titles: titles[0] == titles[1], zip(first, second, strict=False))
    return tuple(title for title, _ in same)


def _below(path: Path, shared: Path) -> str:
    return " / ".join(path[len(shared) :])


def _title(value: str) -> str:
    return " ".join(_MARKUP.sub(" ", value).split())


def _halved(section: str) -> Iterator[str]:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=LARGEST,
        chunk_overlap=0,
        length_function=_length,
        keep_separator="end",
        separators=["\n\n", "\n", ". ", "? ", "! ", "; ", "。", ", ", " ", ""],
    )
    yield from (piece.strip() for piece in splitter.split_text(section) if piece.strip())


def _length(text: str) -> int:
    """Words, or a third of the letters where words are not written apart."""
    return max(len(text.split()), len(text) // 12)
