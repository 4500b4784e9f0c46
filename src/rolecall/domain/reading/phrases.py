"""A small phrase language for people: matched word by word, in linear time, without regular expressions.

`design|develop* .. new|novel <method>` reads: the word `design` or any word starting with `develop`, then at
most three words of anything, then `new` or `novel`, then a word of the group `method`. `...` lets seven words
pass, `#` is a number, `word?` may be left out. A phrase never crosses the end of its sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

_REMEMBERED = 20_000
"""Words of a book whose phrases are remembered: the same words come again in every text."""
GAPS = {"..": 3, "...": 7}
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
# One character class: cannot backtrack. Invisible characters stay inside a word, so that they cannot hide it.
# A word that a hyphen cuts at the end of a line, as in text copied from a page, is one word.
_WORD = re.compile(rf"[\w{_INVISIBLE}]+(?:(?<=[a-z]{{2}})-\r?\n[a-z]{{2,}})?(?:['\u2019][^\W\d_]+)?")
_CUT = re.compile(r"-\r?\n")
_STRIP = dict.fromkeys(map(ord, _INVISIBLE))


class PhraseError(ValueError):
    """A phrase that cannot be read; says which part."""


class Word(NamedTuple):
    """A word in lower case, with its offsets in the original text in code points."""

    text: str
    start: int
    end: int


class Slot(NamedTuple):
    """One place of a phrase: which words may stand there, after at most `gap` others."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    number: bool
    optional: bool
    gap: int

    def takes(self, word: str) -> bool:
        if word in self.words:
            return True
        if self.prefixes and word.startswith(self.prefixes):
            return True
        return self.number and word[:1].isdigit()


class Hit(NamedTuple):
    """Entry `entry` of a book matched the words from `first` up to, not including, `last`."""

    entry: int
    first: int
    last: int


@lru_cache(maxsize=1024)
def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of text[start:end] with offsets into `text`; odd forms of letters are folded."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(
        Word(folded, match.start(), match.end()) for match in found if (folded := _folded(match.group()))
    )


def _folded(raw: str) -> str:
    if "\n" in raw:
        raw = _CUT.sub("", raw)
    if raw.isascii():
        return raw.lower()
    return unicodedata.normalize("NFKC", raw.translate(_STRIP).replace("\u2019", "'")).lower()


def parse(phrase: str, groups: Mapping[str, Sequence[str]]) -> tuple[Slot, ...]:
    """Reads one phrase.

    Raises PhraseError for an unknown group, an empty phrase, one that starts with a gap or an optional word.
    """
    slots: list[Slot] = []
    gap = 0
    for part in phrase.split():
        if part in GAPS:
            gap += GAPS[part]
            continue
        slots.append(_slot(part, gap, groups))
        gap = 0
    if not slots or gap:
        raise PhraseError(f"phrase {phrase!r} is empty or ends with a gap")
    if slots[0].gap or slots[0].optional:
        raise PhraseError(f"phrase {phrase!r} must start with a word that has to be there")
    return tuple(slots)


def _slot(part: str, gap: int, groups: Mapping[str, Sequence[str]]) -> Slot:
    optional = part.endswith("?")
    exact: set[str] = set()
    prefixes: set[str] = set()
    number = False
    for choice in _choices(part.removesuffix("?"), groups):
        if choice == "#":
            number = True
        elif choice.endswith("*"):
            prefixes.add(choice[:-1].lower())
        else:
            exact.add(choice.lower())
    if "" in exact or any(len(prefix) < 2 for prefix in prefixes):
        raise PhraseError(f"part {part!r} has an empty choice or a stem shorter than two letters")
    if any(len(words(choice)) != 1 or words(choice)[0].text != choice for choice in exact | prefixes):
        raise PhraseError(
            f"part {part!r}: a choice must be one plain word; write hyphens and slashes as spaces"
        )
    return Slot(frozenset(exact), tuple(sorted(prefixes)), number, optional, gap)


def _choices(part: str, groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for choice in part.split("|"):
        if choice.startswith("<") and choice.endswith(">"):
            if choice[1:-1] not in groups:
                raise PhraseError(f"unknown group of words {choice!r}")
            yield from groups[choice[1:-1]]
        else:
            yield choice


@dataclass(frozen=True)
class Book:
    """Many phrases, indexed by the words they may start with: a text is read once for all of them."""

    phrases: tuple[tuple[int, tuple[Slot, ...]], ...]
    _exact: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _stems: dict[str, list[int]] = field(default_factory=dict, repr=False)
    _numbers: list[int] = field(default_factory=list, repr=False)
    _lengths: list[int] = field(default_factory=list, repr=False)
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, entries: Iterable[Sequence[str]], groups: Mapping[str, Sequence[str]]) -> "Book":
        """One entry may have several phrases; hits carry the entry's position."""
        book = cls(tuple((n, parse(phrase, groups)) for n, some in enumerate(entries) for phrase in some))
        for position, (_, slots) in enumerate(book.phrases):
            for word in slots[0].words:
                book._exact.setdefault(word, []).append(position)
            for stem in slots[0].prefixes:
                book._stems.setdefault(stem, []).append(position)
            if slots[0].number:
                book._numbers.append(position)
        book._lengths.extend(sorted({len(stem) for stem in book._stems}))
        return book

    def find(self, sentence: Sequence[Word]) -> list[Hit]:
        """Every phrase that matches, at each word it starts from."""
        hits: list[Hit] = []
        texts = [word.text for word in sentence]
        for first, text in enumerate(texts):
            for position in self._starting(text):
                entry, slots = self.phrases[position]
                last = _match(slots, texts, first)
                if last:
                    hits.append(Hit(entry, first, last))
        return hits

    def _starting(self, text: str) -> tuple[int, ...]:
        known = self._seen.get(text)
        if known is None:
            known = tuple(self._searched(text))
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[text] = known
        return known

    def _searched(self, text: str) -> Iterator[int]:
        yield from self._exact.get(text, ())
        for length in self._lengths:
            if length > len(text):
                break
            yield from self._stems.get(text[:length], ())
        if self._numbers and text[:1].isdigit():
            yield from self._numbers


def _match(slots: Sequence[Slot], texts: Sequence[str], first: int) -> int:
    """Position after the shortest match starting at `first`, or 0; the set of open ends keeps it linear."""
    ends = {first + 1}
    for slot in slots[1:]:
        following = {
            place + 1
            for end in ends
            for place in range(end, min(end + slot.gap + 1, len(texts)))
            if slot.takes(texts[place])
        }
        ends = following | ends if slot.optional else following
        if not ends:
            return 0
    return min(ends)
