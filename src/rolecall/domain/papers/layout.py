"""The lines of a paper: headings, running heads, references, and the prose between them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

LONGEST_HEADING = 70
_LEAST_PAGES = 3
"""Pages on which a line must come back to be a running head."""
_EDGE_LINES = 3
"""Lines at the top and at the foot of a page that may be running heads."""
_MOST_LINE = 20_000
"""Characters of a line that may begin with the word Abstract."""

SECTIONS = {
    "abstract": "abstract|summary",
    "introduction": "introduction|motivation",
    "related": r"(?:related|prior|previous) ?works?(?: and .*)?|background(?: and .*)?|literature ?review",
    "method": r"(?:our ?|proposed ?)?(?:methods?|methodology|approach|model|models|architecture)"
    r"|problem ?(?:setup|statement|formulation)|preliminaries|materials ?and ?methods",
    "data": r"data|data ?sets?|corpus|corpora|benchmarks?|data ?(?:sets?)? ?(?:and|collection).*",
    "experiments": r"experiments?|experimental.*|set-?up|evaluation.*|implementation.*|training.*",
    "results": r"(?:main ?)?(?:results?|findings)(?: and .*)?|experiments? and results|analysis",
    "ablation": r"ablations?.*|component ?analysis",
    "discussion": r"discussion(?: and .*)?",
    "limitations": r"limitations?(?: and .*)?|threats ?to ?validity|failure ?(?:cases|modes)",
    "conclusion": r"(?:conclusions?|concluding ?remarks)(?: and .*)?",
    "future": r"future ?(?:work|directions).*",
    "reproducibility": r"reproducibility.*|code ?(?:and data ?)?availability|data ?availability.*",
    "compute": r"compute.*|computational.*|hardware",
    "ethics": r"ethics.*|ethical.*|broader ?impacts?.*|societal ?impacts?.*|impact ?statement",
    "acknowledgements": r"acknowledge?ments?.*|author ?contributions|funding.*",
    "references": r"references|bibliography|works ?cited|literature ?cited",
    "appendix": r"(?:appendix|appendices|supplement(?:ary|al)?).*",
}
"""A heading in small letters, blanks between words optional, to the part of a paper it opens."""

_AFTER_REFERENCES = frozenset({"appendix", "reproducibility", "limitations", "ethics", "acknowledgements"})
NOT_MINED = frozenset({"references", "acknowledgements", "ethics"})

_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,5}|[A-H])(?:\.\d{1,2})?[.):]?\s+(?=\S)")
_KNOWN = {name: re.compile(f"(?:{pattern})") for name, pattern in SECTIONS.items()}
_RUN_IN = re.compile(r"(?i)\s*(?:#+\s*)?[*_]*(abstract|summary)[*_]*\s*[-\u2010-\u2015:.]+\s*(?=\S)")
_STAMP = re.compile(
    r"(?i)\s*(?:\d{1,4}|page \d+(?: of \d+)?|arxiv:\s?\S+.*|preprint\b.{0,80}|"
    r"(?:published|under review|submitted)"
    r" (?:as|at|to|in) .{0,80}|\W{0,3}\d{1,4}\W{0,3})\s*"
)
CAPTION = re.compile(r"\s*(?:Table|Figure|Fig\.|Tab\.|Algorithm)\s+[A-Z]?\d+(?:\.\d+)?\s*[:.|]")
_LETTERED = re.compile(
    r"(?i)[A-H](?:\.\d)?\.?\s+(?:.*\b)?(?:appendix|supplement\w*|additional|further|"
    r"implementation|experimental|"
    r"experiments|details|hyper-?parameters?|proofs?|data ?sets?|ablations?|compute|training|prompts)\b[^,]*"
)
_TITLE_CASE = re.compile(r"(?:[A-Z0-9(][\w'\u2019-]*|of|the|and|in|on|for|to|with|a|an|by|vs\.?|via|from|at)")


class Line(NamedTuple):
    """text[start:end] without its line end."""

    start: int
    end: int


class Block(NamedTuple):
    """A run of prose of one part of the paper: text[start:end]."""

    start: int
    end: int
    section: str
    """A key of SECTIONS, `front` before the first heading, `other` below a heading that is not known."""


class Layout(NamedTuple):
    blocks: tuple[Block, ...]
    sections: tuple[str, ...]
    """Parts found, each once, in order."""
    running: frozenset[int]
    """Where lines begin that come back at the edge of most pages."""


def page_of(offset: int, pages: Sequence[int]) -> int | None:
    """The page that holds an offset, from 1; None without pages."""
    return max(1, bisect_right(pages, offset)) if pages else None


def stamped(words: str) -> bool:
    """Whether a line is a page number or a stamp of an archive or a venue."""
    return 0 < len(words) < 200 and _STAMP.fullmatch(words) is not None


def lay_out(text: str, pages: Sequence[int] = ()) -> Layout:
    """The prose of a paper, part by part, without headings, running heads and page numbers."""
    lines = list(lines_of(text))
    running = _running(text, lines, pages)
    blocks: list[Block] = []
    seen: list[str] = []
    section, opened, ended = "front", -1, -1

    def close() -> None:
        if opened >= 0 and ended > opened:
            blocks.append(Block(opened, ended, section))

    for index, line in enumerate(lines):
        words = text[line.start : line.end].strip()
        if not words or index in running or stamped(words):
            close()
            opened = -1
            continue
        found, rest = _heading(text, line, section)
        if found:
            close()
            section = found
            if found not in seen and found != "other":
                seen.append(found)
            opened = rest if rest < line.end else -1
        elif opened < 0 or CAPTION.match(words[:40]) or _title(text, lines, index):
            close()
            opened = line.start
        ended = line.end
        if not found and _title(text, lines, index):
            close()
            opened = -1
    close()
    return Layout(tuple(blocks), tuple(seen), frozenset(lines[index].start for index in running))


def lines_of(text: str) -> Iterator[Line]:
    """Every line of a text, the empty ones too."""
    start = 0
    for piece in text.split("\n"):
        yield Line(start, start + len(piece))
        start += len(piece) + 1


def _running(text: str, lines: Sequence[Line], pages: Sequence[int]) -> frozenset[int]:
    """Places of lines that come back at the edge of most pages, whatever their numbers."""
    if len(set(pages)) < _LEAST_PAGES:
        return frozenset()
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.end > line.start and not text[line.start : line.end].isspace():
            by_page.setdefault(page_of(line.start, pages) or 1, []).append(index)
    edges = {
        index: re.sub(r"\d+", "#", text[lines[index].start : lines[index].end].strip())
        for inside in by_page.values()
        for index in {*inside[:_EDGE_LINES], *inside[-_EDGE_LINES:]}
    }
    times = Counter(edges.values())
    return frozenset(index for index, words in edges.items() if times[words] >= _LEAST_PAGES)


def _heading(text: str, line: Line, section: str) -> tuple[str, int]:
    """The part that a line opens and where its prose begins; an empty name where it is no heading."""
    words = text[line.start : line.end]
    if len(words) <= _MOST_LINE and (run_in := _RUN_IN.match(words)):
        return "abstract", line.start + run_in.end()
    marked = words.lstrip().startswith("#")
    bare = words.strip().strip("#*_ \t").rstrip(":. \t") if len(words) < 2 * LONGEST_HEADING else ""
    if not bare or len(bare) > LONGEST_HEADING:
        return "", line.start
    found = _ends_references(bare) if section == "references" and not marked else _opens(bare, marked)
    return found, line.end if found else line.start


def _ends_references(bare: str) -> str:
    """Only what clearly opens an appendix: entries of the references begin with letters and numbers too."""
    known = _known(bare)
    if known in _AFTER_REFERENCES:
        return known
    return "appendix" if _LETTERED.fullmatch(bare) else ""


def _opens(bare: str, marked: bool) -> str:
    number = _NUMBER.match(bare)
    known = _known(bare[number.end() :] if number else bare) or _known(bare)
    if known:
        return known
    return "other" if marked or (number and _looks_titled(bare[number.end() :])) else ""


def _known(words: str) -> str:
    # Small capitals come out of a PDF as "I NTRODUCTION": blanks do not count.
    plain = words.lower()
    close = re.sub(r"(?<=\b[a-z]) (?=[a-z])", "", plain) if words.isupper() else plain
    for name, pattern in _KNOWN.items():
        if pattern.fullmatch(close) or pattern.fullmatch(plain):
            return name
    return ""


def _looks_titled(words: str) -> bool:
    parts = words.split()
    if not 1 <= len(parts) <= 9 or not words[0].isupper() or re.search(r"\d{2}|[=@<>,]|\.\s", words):
        return False
    return words.isupper() or sum(_TITLE_CASE.fullmatch(part) is not None for part in parts) == len(parts)


def _title(text: str, lines: Sequence[Line], index: int) -> bool:
    """A short line in title case between an ended one and one that begins large: a heading unnumbered."""
    line = lines[index]
    words = text[line.start : line.end].strip()
    if not 0 < len(words) <= LONGEST_HEADING or words[-1] in ".,;:-" or not _looks_titled(words):
        return False
    before = text[lines[index - 1].start : lines[index - 1].end].rstrip() if index else ""
    after = text[lines[index + 1].start : lines[index + 1].end].lstrip() if index + 1 < len(lines) else ""
    return (not before or before[-1] in ".!?)") and (not after or not after[0].islower())
