"""A handout as Markdown (CommonMark with tables); nothing in its texts can become markup or HTML."""

import re
from collections.abc import Iterator

from rolecall.domain.handouts import (
    Bar,
    Bars,
    Block,
    Bullets,
    Code,
    Handout,
    Heading,
    Paragraph,
    Quotation,
    Table,
    Turn,
)
from rolecall.domain.texts import visible

_WIDTH = 20
"""Signs of a drawn bar."""
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of letters, which no file can hold."""
_SIGNS = re.compile(r"[\\`*_{}\[\]|~$]")
# What begins a list, a heading, a quote, a rule or a table where it stands first on its line.
_OPENERS = re.compile(r"^(?:[#+=-]|(?P<number>\d{1,9})(?=[.)]))")
_TICKS = re.compile(r"`+")
_LINKS = re.compile(r"(?i)(https?|ftp|mailto|javascript|data)(:)|\b(www)(\.)|(@)|(#)(?=\d)")


def to_markdown(handout: Handout) -> str:
    """The whole handout, ending in one line feed."""
    parts = [f"# {inline(handout.title)}"]
    if handout.subtitle:
        parts.append(inline(handout.subtitle))
    parts.append(f"*{handout.made_on.isoformat()}*")
    parts += [part for block in handout.blocks for part in _block(block)]
    return "\n\n".join(part for part in parts if part) + "\n"


def inline(text: str) -> str:
    """A text on one line in which every sign that Markdown or HTML gives a meaning is taken literally."""
    line = _LONE.sub("\ufffd", " ".join(visible(text).split()))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _SIGNS.sub(r"\\\g<0>", line)
    line = _LINKS.sub(_unlinked, line)
    return _OPENERS.sub(_unopened, line)


def _unlinked(found: re.Match[str]) -> str:
    scheme, colon, www, dot, *rest = found.groups()
    if scheme:
        return f"{scheme}\\{colon}"
    return f"{www}\\{dot}" if www else f"\\{rest[0] or rest[1]}"


def _unopened(found: re.Match[str]) -> str:
    return f"{found['number']}\\" if found["number"] else f"\\{found.group()}"


def _prose(text: str) -> str:
    """Paragraphs and line ends kept, each line inert."""
    paragraphs = re.split(r"\n[ \t]*\n+", visible(text).strip())
    lines = [[inline(line) for line in paragraph.split("\n")] for paragraph in paragraphs]
    return "\n\n".join("\\\n".join(line for line in some if line) for some in lines)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * (block.level + 1)} {inline(block.text)}"
        case Paragraph():
            yield _prose(block.text)
        case Quotation():
            said = _prose(block.text) + (f"\n\n\u2014 {inline(block.source)}" if block.source else "")
            yield _quoted(said)
        case Bullets():
            yield "\n".join(f"- {inline(item)}" for item in block.items)
        case Table():
            yield _table(block.header, block.rows)
            yield inline(block.caption)
        case Bars():
            yield from _figure(block)
        case Turn():
            when = f" ({inline(block.at)})" if block.at else ""
            yield f"**{inline(block.speaker)}**{when}"
            yield _quoted(_prose(block.text) or "\u2026")
        case Code():
            yield _code(block)
            yield inline(block.caption)


def _code(code: Code) -> str:
    """A fence longer than any run of ticks inside, so that nothing inside can end it."""
    lines = _LONE.sub("\ufffd", visible("\n".join(code.lines))).split("\n")
    if code.numbered:
        width = len(str(len(lines)))
        lines = [f"{number:>{width}}  {line}".rstrip() for number, line in enumerate(lines, 1)]
    text = "\n".join(lines)
    longest = max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{text}\n{fence}"


def _quoted(said: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in said.split("\n"))


def _table(header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    lines = [header, ("---",) * len(header), *rows]
    cells = [[cell if index == 1 else inline(cell) for cell in line] for index, line in enumerate(lines)]
    return "\n".join(f"| {' | '.join(line)} |" for line in cells)


def _figure(figure: Bars) -> Iterator[str]:
    if figure.title:
        yield f"**{inline(figure.title)}**"
    rows = tuple((bar.label, _drawn(bar), bar.shown) for bar in figure.bars)
    if rows:
        yield _table(("What", "Share", "Value"), rows)
    if figure.mark_means and any(bar.mark is not None for bar in figure.bars):
        yield f"\u25c6 {inline(figure.mark_means)}"


def _drawn(bar: Bar) -> str:
    if bar.share is None and bar.mark is None:
        return ""
    full = round((bar.share or 0) * _WIDTH)
    signs = ["\u2588"] * full + ["\u2591"] * (_WIDTH - full)
    if bar.mark is not None:
        signs[min(_WIDTH - 1, int(bar.mark * _WIDTH))] = "\u25c6"
    return "".join(signs)
