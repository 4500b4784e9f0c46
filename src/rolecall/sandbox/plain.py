"""Plain text from bytes: decoding, what counts as binary, and cutting to the limit."""

import codecs
import re
from collections.abc import Sequence
from itertools import pairwise

from rolecall.ports import BadInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_MOST_CONTROLS = 0.02
"""Share of control characters above which bytes are no text: random bytes have 0.11, texts none."""
_MOST_HIGH = 0.4
"""Share of bytes above 127 in Western text of one byte a letter; other scripts would come out as garbage."""
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_INVISIBLE = re.compile(
    "[\\s\u00ad\u200b-\u200f\u2060-\u2064\u2066-\u2069\u202a-\u202e\ufeff\u3164\U000e0000-\U000e007f]*"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text, and a note where its encoding had to be guessed.

    UTF-8, UTF-16 and UTF-32 with their marks, UTF-16 without, then Windows-1252. Raises BadInput for bytes
    that are no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text(data[len(bom) :].decode(encoding, "replace"), name), ""
    try:
        return _text(data.decode("utf-8"), name), ""
    except UnicodeDecodeError:
        pass
    if guess := _unmarked_utf16(data):
        return _text(data.decode(guess, "replace"), name), ""
    sample = data[:_SAMPLE]
    high = sum(byte > 127 for byte in sample)
    if high > _MOST_HIGH * len(sample) or len(_CONTROL_BYTE.findall(sample)) > _MOST_CONTROLS * len(sample):
        raise _binary(name)
    note = f"{name!r} is not in UTF-8 and was read as Windows-1252; if letters look wrong, save it as UTF-8."
    return data.decode("cp1252", "replace"), note


def _unmarked_utf16(data: bytes) -> str:
    """The UTF-16 whose zero bytes stand where Western letters put them, else empty."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or sample.count(0) < 0.3 * len(sample):
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 20 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 20 * odd else ""


def _text(text: str, name: str) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROLS * len(sample):
        # UTF-16 of Western text without a mark is valid UTF-8 with a NUL beside every letter
        raw = text.encode("utf-8", "replace")
        if guess := _unmarked_utf16(raw):
            return _text(raw.decode(guess, "replace"), name)
        raise _binary(name)
    return text


def _binary(name: str) -> BadInput:
    return BadInput(
        f"{name!r} is binary, or a text in an encoding that is not read;"
        " save it as text in UTF-8, or paste the text instead."
    )


def tidy(text: str) -> str:
    """Line ends as `\\n`, without NULs, surrogates or a leading mark; everything else stays as it is."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATE.sub("\ufffd", text).removeprefix("\ufeff")


def moved(marks: Sequence[int], text: str) -> tuple[int, ...]:
    """Where offsets of a text lie once it is tidied; none where they do not rise."""
    if any(later < earlier for earlier, later in pairwise(marks)):
        return ()
    places: list[int] = []
    since = before = 0
    for mark in marks:
        # Piece by piece, so that many marks cost no more than one; a line end is never cut in two.
        piece = text[before:mark]
        since += len(tidy(piece)) if before == 0 else len(tidy("-" + piece)) - 1
        before = mark
        places.append(since)
    return tuple(places)


def is_blank(text: str) -> bool:
    """True where there is nothing to see."""
    return _INVISIBLE.fullmatch(text) is not None


def cut(text: str, limit: int, total: int | None = None) -> tuple[str, str]:
    """The text up to the limit, and a note saying how much was left out.

    `total` is the length of the whole where `text` is only its beginning.
    """
    whole = max(len(text), total or 0)
    if whole <= limit:
        return text, ""
    left_out = f"the last {whole - limit:,} were left out"
    return text[:limit], f"Only the first {limit:,} of {whole:,} characters were read; {left_out}."
