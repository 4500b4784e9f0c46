"""Finds what a sentence names that nobody gave: numbers, dates, people, organisations, addresses."""

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from rolecall.domain.words import words_of

_LINK = re.compile(
    r"https?:\S+|www\.\S+|\S+@\S+\.\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|co|edu|gov|me|app|uk|de|fyi)\b"
    r"(?:/\S*)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORDS_OF_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    "twelve",
)
_NUMBER = {word: str(at) for at, word in enumerate(_WORDS_OF_NUMBERS)} | {
    **{"fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60"},
    **{"seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100", "thousand": "1000", "dozen": "12"},
}
_PLAIN = frozenset({"0", "1", "2"})
"""Too small to claim anything: one next step, both of two."""
_DATES = frozenset(
    (
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "april", "june", "july", "august", "september", "october", "november"),
        *("december", "tomorrow", "yesterday", "tonight"),
    )
)
_MONTHS_TOO = re.compile(r"\b(?:\d{1,2}\.? (?:of )?(March|May)|(March|May) \d{1,4})\b")
_WORD = re.compile(r"(?<![\w'’&-])[^\W\d_][\w'’&-]*(?:\.(?=[A-Za-z]))?")
_GOES_ON = frozenset(",&/+")
"""After these, as after a word, a capital begins no sentence."""
_CODE_OF = re.compile(r"[A-Z]\d{1,2}$")
"""L2, F1, P99: a measure."""
_DOES = re.compile(r"(?:is|was|has|had|said|says|and|told|asked|wrote|[a-z]{2,}[a-rt-z]s)$")
"""What follows a name at the beginning of a sentence: somebody does something."""
_NOUN = re.compile(r"(?:ing|ions?|ity|ities|ness|ments?|ances?|ences?|ship|ism|less|ful|ics)$")
"""Endings of common nouns: "Honesty helps" speaks of nobody."""
_TITLE = re.compile(r"^(?:dr|prof|mr|mrs|ms|mx)\.?$", re.IGNORECASE)


class Given(NamedTuple):
    """The words of everything that was given."""

    words: frozenset[str]
    numbers: frozenset[str]
    text: str


def given(*texts: str) -> Given:
    """What may be named after these texts."""
    told = "\n".join(texts)
    return Given(frozenset(words_of(told)), frozenset(_numbers(told)), told.casefold())


def invented(sentence: str, known: Given, names: Set[str], vocabulary: Set[str], *, advice: bool) -> str:
    """The first thing a sentence names that is not given; empty where there is none.

    `names` are capitalised words that name nobody, `vocabulary` words that may begin a sentence.
    Advice may count in words ("write three lines").
    """
    figure = unknown_figure(sentence, known, advice=advice)
    if figure:
        return figure
    bare = _LINK.sub(" ", sentence)
    for word in words_of(bare):
        if word in _DATES and word not in known.words:
            return word
    month = _MONTHS_TOO.search(bare)
    if month and (month[1] or month[2]).casefold() not in known.words:
        return month.group()
    return next(_names(bare, known, names, vocabulary), "")


def unknown_figure(sentence: str, known: Given, *, advice: bool) -> str:
    """The first address or number that is not given; advice may count in words."""
    for match in _LINK.finditer(sentence):
        link = match.group().rstrip(".,;:)!?")
        if link.casefold() not in known.text:
            return link
    bare = _LINK.sub(" ", sentence)
    for number in _DIGITS.findall(bare) if advice else _numbers(bare):
        if number.strip(".,:/") not in known.numbers | _PLAIN:
            return number
    return ""


def _numbers(text: str) -> Iterator[str]:
    yield from (number.strip(".,:/") for number in _DIGITS.findall(text))
    yield from (_NUMBER[word] for word in words_of(text) if word in _NUMBER)


def _names(text: str, known: Given, names: Set[str], vocabulary: Set[str]) -> Iterator[str]:
    tokens = list(_WORD.finditer(text))
    for at, token in enumerate(tokens):
        word = token.group().rstrip(".")
        if word.islower() or word in names or _CODE_OF.match(word):
            continue
        parts = words_of(word)
        if not parts or all(part in known.words for part in parts):
            continue
        if _TITLE.match(word) or any(letter.isupper() for letter in word[1:]):
            yield word
        elif word[0].isupper():
            unknown = not all(part in vocabulary or _NOUN.search(part) for part in parts)
            alone = len(tokens) == 1 and text.rstrip()[-1].isalnum()
            acts = alone or _does(text, token, tokens[at + 1 :], names)
            if not _opens(text, token.start()) or (unknown and acts):
                yield word


def _does(text: str, token: re.Match[str], after: Sequence[re.Match[str]], names: Set[str]) -> bool:
    """True where the word after one that opens a sentence makes it a name: another name, or a verb."""
    if not after or text[token.end() : after[0].start()].strip():
        return False
    following = after[0].group()
    return (following[0].isupper() and following not in names) or _DOES.match(following) is not None


def _opens(text: str, position: int) -> bool:
    before = text[:position].rsplit("\n", 1)[-1].rstrip()
    return not before or not (before[-1].isalnum() or before[-1] in _GOES_ON)
