"""Texts as people and models copy them: hidden characters, and where a quote really stands."""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

# Characters nobody sees, by which text can carry orders to a model: the tags block, zero widths, variation
# selectors, bidirectional controls, soft hyphens, and the C0/C1 controls but tab and line feed.
_HIDDEN = re.compile(
    "[\U000e0000-\U000e007f\ufe00-\ufe0f\u200b-\u200f\u2060-\u2064\u2066-\u206f\u202a-\u202e\ufeff\u00ad\u061c"
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
)
_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-"),
    }
)
_NEAR = 0.92
"""Share of letters in common, in order, from which a quote is nearly verbatim."""
_FEWEST_NEAR = 5
"""Words of a quote that may be nearly verbatim; fewer could stand for anything."""
_WORD = re.compile(r"\S+")
_TURNS = frozenset(("not", "no", "never", "without", "nor", "none", "cannot"))
_EDGES = "\"' \t\r\n"


def visible(text: str) -> str:
    """The text without hidden characters; line ends become line feeds."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def find_verbatim(quote: str, text: str) -> tuple[int, int] | None:
    """Where a quote stands in a text: `text[start:end]` is what was quoted; None where it does not.

    White space, hidden characters, the shapes of quote marks and dashes, and quote marks or an ellipsis
    around the quote may differ; letters, their case and their order may not. The first place counts.
    """
    wanted, _ = _levelled(quote)
    wanted = _bare(wanted)
    if not wanted:
        return None
    level, places = _levelled(text)
    at = level.find(wanted)
    if at < 0:
        return None
    return places[at], places[at + len(wanted) - 1] + 1


def find_near(quote: str, text: str) -> tuple[int, int] | None:
    """Where nearly the words of a quote stand in a text, or None: a letter or a mark may differ, no number.

    What may be shown is the text's own words at that place, never the quote's.
    """
    wanted = _bare(_levelled(quote)[0])
    size = len(wanted.split())
    if size < _FEWEST_NEAR:
        return None
    words = list(_WORD.finditer(text))
    plain = [_plain(word.group()) for word in words]
    sought = [_plain(word) for word in wanted.split()]
    best, place = _NEAR, None
    for at in range(len(words) - size + 2):
        for length in (size, size - 1, size + 1):
            window = plain[at : at + length]
            common = len(set(window) & set(sought))
            if len(window) < length or 2 * common < size or _telling(window) != _telling(sought):
                continue
            alike = SequenceMatcher(None, " ".join(sought), " ".join(window), autojunk=False).ratio()
            if alike > best:
                best, place = alike, (words[at].start(), words[at + length - 1].end())
    return place


def _plain(word: str) -> str:
    return word.translate(_SAME).strip(".,;:!?()\"'").casefold()


def _telling(words: Sequence[str]) -> list[str]:
    """The words of which a single one changes what is said: numbers and denials."""
    return sorted(
        word for word in words if word in _TURNS or word.endswith("n't") or any(c.isdigit() for c in word)
    )


def fit(texts: Sequence[str], budget: int, count: Callable[[str], int]) -> tuple[str, ...]:
    """The texts, the longer ones cut at a word, so that together they take about `budget` tokens.

    Short texts keep all they have and leave the rest of their share to longer ones; a cut one ends in " …".
    """
    sizes = [count(text) for text in texts]
    fitted = list(texts)
    left = budget
    for rank, place in enumerate(sorted(range(len(texts)), key=sizes.__getitem__)):
        share = max(0, left) // (len(texts) - rank)
        if sizes[place] > share:
            fitted[place] = _cut(texts[place], share / sizes[place])
        left -= min(sizes[place], share)
    return tuple(fitted)


def _cut(text: str, share: float) -> str:
    kept = text[: int(len(text) * share)].rstrip()
    return f"{kept.rsplit(None, 1)[0]} …" if kept else ""


def _bare(quote: str) -> str:
    before = None
    while before != quote:
        before = quote
        quote = quote.strip(_EDGES)
        for dots in ("...", "\u2026"):
            quote = quote.removeprefix(dots).removesuffix(dots)
    return quote


def _levelled(text: str) -> tuple[str, list[int]]:
    """One blank for each run of white space and plain marks; and where each character stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text.translate(_SAME)):
        if letter.isspace():
            if letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
        elif not _HIDDEN.match(letter):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places
