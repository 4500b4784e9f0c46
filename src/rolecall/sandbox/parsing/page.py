"""Text of a web page as a reader sees it, through BeautifulSoup and lxml."""

import re
from typing import Any

from rolecall.sandbox.parsing.outcome import Bounds, Parsed


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DROPPED = _names(
    "script style noscript template iframe object embed svg math canvas audio video head select datalist"
)
_BLOCKS = _names(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure"
    " footer form header hr html legend li main nav ol p pre section summary table tbody tfoot thead tr ul"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_CELL, _SPACE, _ITEM, _LINE, _GAP, _BREAK = "\x1c", "\x1d", "\x1a", "\x1f", "\x1e", "\n"
"""Marks while collecting: end of a cell; space that stays as it is; list item; line of its own; paragraph
of its own; forced line break. Lines and paragraphs that meet are one, forced breaks add up."""
_BETWEEN = re.compile(f"[ {_LINE}{_GAP}{_BREAK}]+")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all"
    r"|opacity\s*:\s*0(\.0*)?\s*(;|!|$)",
    re.I,
)
_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"^[.#][\w-]+$")


def prepare() -> None:
    """Imports what parsing needs."""
    import bs4

    bs4.BeautifulSoup("<p>warm", "lxml")


def parse(data: bytes | str, bounds: Bounds) -> Parsed:
    """The visible text: headings, paragraphs and list items on lines of their own."""
    import warnings

    from bs4 import BeautifulSoup

    warnings.simplefilter("ignore")
    soup = BeautifulSoup(data, "lxml")
    parsed = Parsed(bounds.text_chars)
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    hidden = _Hidden(soup)
    text = _lines(_walk(soup.body or soup, hidden))
    if title and soup.h1 is None and title not in text[:2000]:
        text = f"{title}\n\n{text}"
    parsed.add(text)
    if hidden.left_out:
        parsed.notes.append(f"{hidden.left_out:,} characters that the page hides from readers were left out.")
    return parsed


class _Hidden:
    """Which elements a page hides, by attribute, inline style, or a plain class or id rule."""

    def __init__(self, soup: Any) -> None:
        self.left_out = 0
        self._names: set[str] = set()
        for style in soup.find_all("style"):
            for selectors, body in _RULE.findall(style.get_text()[:200_000]):
                if _HIDING.search(body):
                    simple = (part.strip() for part in selectors.split(","))
                    self._names.update(part for part in simple if _SIMPLE.match(part))

    def hides(self, element: Any) -> bool:
        attributes = element.attrs or {}
        if "hidden" in attributes or _HIDING.search(_plain(attributes.get("style", ""))):
            return True
        if not self._names:
            return False
        named = {f".{name}" for name in _plain(attributes.get("class", "")).split()}
        named.add(f"#{_plain(attributes.get('id', ''))}")
        return not named.isdisjoint(self._names)


def _plain(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)


def _walk(top: Any, hidden: _Hidden) -> list[str]:
    """Pieces of text and marks in reading order; without recursion, so that no nesting is too deep."""
    from bs4.element import NavigableString, Tag

    pieces: list[str] = []
    stack: list[Any] = [top]
    pre = 0
    while stack:
        node = stack.pop()
        if isinstance(node, str) and not isinstance(node, NavigableString):
            if node == "/pre":
                pre -= 1
            else:
                pieces.append(node)
        elif type(node) is NavigableString:
            pieces.append(node.replace(" ", _SPACE) if pre else re.sub(r"\s+", " ", node))
        elif isinstance(node, Tag) and node.name not in _DROPPED:
            if hidden.hides(node):
                hidden.left_out += len("".join(node.get_text().split()))
                continue
            opening, closing = _marks(node.name)
            pieces.append(opening)
            stack.append(closing)
            if node.name == "pre":
                pre += 1
                stack.append("/pre")
            stack.extend(reversed(node.contents))
    return pieces


def _marks(name: str) -> tuple[str, str]:
    if name == "br":
        return _BREAK, ""
    if name == "li":
        return _LINE + _ITEM, _LINE
    if name in ("td", "th"):
        return "", _CELL
    if name == "p" or name in _HEADINGS:
        return _GAP, _GAP
    return (_LINE, _LINE) if name in _BLOCKS else ("", "")


def _lines(pieces: list[str]) -> str:
    text = _BETWEEN.sub(_between, "".join(pieces).replace("\u00a0", " "))
    text = re.sub(f"{_ITEM}\\s*(?={_ITEM}|$)", "", text)
    text = re.sub(f"{_ITEM}\\s*", "- ", text)
    lines = []
    for line in text.split("\n"):
        cells = (cell.strip(" ") for cell in line.split(_CELL))
        lines.append(" | ".join(cell for cell in cells if cell).replace(_SPACE, " ").rstrip())
    return "\n".join(lines).strip("\n") + "\n"


def _between(run: re.Match[str]) -> str:
    marks = run.group()
    newlines = max(marks.count(_BREAK), 2 * (_GAP in marks), _LINE in marks)
    return "\n" * min(newlines, 2) or " "
