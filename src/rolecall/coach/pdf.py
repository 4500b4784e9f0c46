"""Sets a handout as a PDF with Typst: selectable text, page numbers, tags for screen readers."""

import json
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from rolecall.domain.handouts import Handout
from rolecall.domain.texts import visible

if TYPE_CHECKING:
    from typst import Fonts

FOOTER = "RoleCall"
ABSENT = "\u25a1"
"""Stands for a letter that no font on this machine can draw."""
_NOTE = (
    "Some letters of this text have no font on this machine and are shown as {absent}."
    " The Markdown export has them all."
)
_SHORT_CELL, _LONG_CELL = 16, 60
"""Letters: a cell that needs no line end, one beyond which a wider column does not help."""
_MONTHS = """January February March April May June July August September October November
December""".split()  # noqa: SIM905
_LONE = re.compile("[\ud800-\udfff]")
"""Halves of letters, which no file can hold."""
_ENDLESS = re.compile(r"\S{61,}")
"""Words longer than a line: they may be broken anywhere."""
_PIECE = re.compile(r"\S{1,30}")
_BREAK = "\u200b"
_WIDEST_LINE = 84
"""Letters of code that fit on a line of the page."""
_SAFE = re.compile(r"[\t\n\x20-\x7e\u00a0-\u017f\u2010-\u2026\u2190-\u2193\u2212\u2248\u2264\u2265]")
_UNDRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)+)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}|\\(.)")
_PROBE = b"#for one in json(bytes(sys.inputs.letters)) [#text(font: \"Libertinus Serif\", one) ]"  # fmt: skip


def to_pdf(handout: Handout) -> bytes:
    """The handout as a PDF of A4 pages.

    The same value gives the same bytes on one machine; letters that the shipped fonts lack are drawn with a
    font of the machine where it has one, else as ABSENT, with a note at the end.
    """
    texts = json.dumps(_prepared(handout), ensure_ascii=False)
    undrawn = _undrawn(set(texts) - set(_SAFE.findall(texts)))
    if undrawn:
        prepared = _prepared(handout, undrawn)
        note = {"kind": "paragraph", "muted": True, "paragraphs": [_NOTE.format(absent=ABSENT)]}
        prepared["blocks"].append(note)
        texts = json.dumps(prepared, ensure_ascii=False)
    return _set(_template(), {"handout": texts})


def _prepared(handout: Handout, undrawn: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What the template reads: plain values, letters nobody sees left out, prose cut into paragraphs."""
    gone = str.maketrans(dict.fromkeys(undrawn, ABSENT))
    data: dict[str, Any] = _cleaned(handout.model_dump(mode="json"), gone)
    when = handout.made_on
    data["made_on"] = {"year": when.year, "month": when.month, "day": when.day}
    data["date"] = f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    data["footer"] = f"{FOOTER} \u00b7 {data['title']}"
    for block in data["blocks"]:
        if block["kind"] in ("paragraph", "quotation", "turn"):
            block["paragraphs"] = re.split(r"\n[ \t]*\n+", block.pop("text").strip())
        if block["kind"] == "code":
            block["rows"] = _rows(block.pop("text"), numbered=block["numbered"])
        if block["kind"] == "table":
            block["columns"] = _columns(block["header"], block["rows"])
    return data


def _rows(text: str, *, numbered: bool) -> list[tuple[str, str]]:
    """Lines of code with their numbers; what is too wide for the page goes on in a line without one."""
    rows = []
    for number, line in enumerate(text.rstrip().split("\n"), 1):
        pieces = [line[at : at + _WIDEST_LINE] for at in range(0, max(1, len(line)), _WIDEST_LINE)]
        rows += [(str(number) if numbered and not at else "", piece) for at, piece in enumerate(pieces)]
    return rows


def _plain(text: str, gone: dict[int, str]) -> str:
    return _LONE.sub("\ufffd", visible(text)).replace("\t", "    ").translate(gone)


def _cleaned(value: Any, gone: dict[int, str]) -> Any:
    if isinstance(value, str):
        return _ENDLESS.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), _plain(value, gone))
    if isinstance(value, list):
        return [_cleaned(one, gone) for one in value]
    if isinstance(value, dict):
        # A blank inside a word of code would be copied with it: code is cut into lines instead.
        kept = {name: one for name, one in value.items() if name == "kind"}
        if kept.get("kind") == "code":
            kept["text"] = _plain(value["text"].expandtabs(8), gone)
        return {name: kept[name] if name in kept else _cleaned(one, gone) for name, one in value.items()}
    return value


def _columns(header: list[str], rows: list[list[str]]) -> list[int]:
    """The fraction of the width that each column takes; 0 for one that is as wide as its short cells.

    Two columns of long cells share the width, so that neither is pushed over the other.
    """
    longest = [max(len(row[index]) for row in [header, *rows]) for index in range(len(header))]
    fractions = [0 if length <= _SHORT_CELL else min(length, _LONG_CELL) for length in longest]
    if not any(fractions):
        fractions[longest.index(max(longest))] = 1
    return fractions


def _undrawn(letters: Iterable[str]) -> frozenset[str]:
    """Those letters for which neither the shipped fonts nor the machine's have a drawing."""
    import typst

    asked = sorted(letters)
    if not asked:
        return frozenset()
    try:
        _set(_PROBE, {"letters": json.dumps(asked)}, strict=True)
    except typst.TypstError as refused:
        said = f"{refused.message}\n{refused.diagnostic}"
        found = {letter for name in _UNDRAWN.findall(said) for letter in _unescaped(name)}
        return frozenset(found & set(asked))
    return frozenset()


def _unescaped(name: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], name)


def _set(template: bytes, inputs: dict[str, str], *, strict: bool = False) -> bytes:
    import typst

    return typst.compile(
        template,
        format="pdf",
        sys_inputs=inputs,
        font_paths=_fonts(),
        # PDF/A refuses a letter without a glyph and names it: the only way to learn which those are.
        pdf_standards="a-2u" if strict else None,
    )


@cache
def _template() -> bytes:
    return files("rolecall.coach").joinpath("handout.typ").read_bytes()


@cache
def _fonts() -> "Fonts":
    """The fonts inside Typst first, then the machine's; searched for once."""
    import typst

    return typst.Fonts()
