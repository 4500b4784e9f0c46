"""Finds what a mail states that none of the role's texts says: names, numbers, dates, money, links, claims.

Names are words with a capital inside a sentence, or at its start where a capitalised word, a possessive or a
verb of saying follows. What our own phrases use is never a fact. Lower-case claims about the candidate
("my thesis", "another offer") are found by the patterns of knowledge/mail.yaml.
"""

import re
from collections.abc import Iterator, Sequence, Set

from rolecall.domain.phrases import MailPhrases
from rolecall.domain.words import flat, stem, words_of

_LINK = re.compile(
    r"https?:\S+|www\.\S+|\S+@\S+|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|co|edu|gov|me|app|uk|de)\b(?:/\S*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[$€£¥]?\d[\d.,:/%]*\d|[$€£¥]?\d%?|[%$€£¥]")
_NUMBER_WORDS = frozenset(
    (
        *(
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "fifteen",
        ),
        *("twenty", "thirty", "forty", "fifty", "sixty", "ninety", "hundred", "thousand", "million", "dozen"),
        *("twice", "half", "tomorrow", "yesterday", "tonight"),
    )
)
_COUNTS = {2: "two", 3: "three", 4: "four"}
_CAPITAL = re.compile(r"(?<![\w'’&-])[^\W\d_][\w'’&-]*")
_LIST_NUMBER = re.compile(r"^[ \t]*\(?\d{1,2}[.)][ \t]+", re.MULTILINE)
_STARTS = re.compile(r"(?:^|[.!?:;)\]\"“”'‘]\s+|[\"“‘(]|[-–—•*]\s+)$")
_MONTHS_TOO = frozenset(("May", "March"))
"""Words whose small form is no month: only the capitalised one in a source allows them."""
_FIELD_WORDS = frozenset(("i", "ml", "ai", "cv", "pdf", "ps", "ok"))
_SAYS = frozenset(
    (
        *("is", "was", "has", "said", "told", "asked", "wants", "wrote"),
        *("mentioned", "offers", "pays", "plans", "says", "thinks", "suggested"),
    )
)


def unfounded(
    text: str,
    sources: Sequence[str],
    phrases: MailPhrases,
    *,
    names: Sequence[str] = (),
    questions: Sequence[str] = (),
) -> tuple[str, ...]:
    """The words of a text that claim something no source says, in their order, each once.

    `names` stand for themselves where they occur whole; `questions` may use number words of their own.
    """
    told = "\n".join(sources)
    facts = set(words_of(told))
    ours = phrases.vocabulary | set(words_of(" ".join(questions)))
    plain = _without(_LIST_NUMBER.sub("", text), names)
    counted = len(_LIST_NUMBER.findall(text))
    found = [*_links(plain, told), *_claims(plain, told, phrases)]
    bare = _LINK.sub(" ", plain)
    found += _numbers(bare, told, facts | set(words_of(" ".join(questions))), counted)
    found += _names(bare, facts - {month.casefold() for month in _MONTHS_TOO if month not in told}, ours)
    return tuple(dict.fromkeys(found))


def _without(text: str, names: Sequence[str]) -> str:
    """The text with a plain word for each whole name, so that no rule below trips over its shape."""
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "name", text)
    return text


def _links(text: str, told: str) -> Iterator[str]:
    for match in _LINK.finditer(text):
        link = match.group().rstrip(".,;:)!?")
        if link.casefold() not in told.casefold():
            yield link


def _claims(text: str, told: str, phrases: MailPhrases) -> Iterator[str]:
    line, source = flat(text), flat(told).casefold()
    for claim in phrases.claims:
        for match in claim.regex.finditer(line):
            if match.group().casefold() not in source:
                yield match.group()


def _numbers(text: str, told: str, facts: Set[str], counted: int) -> Iterator[str]:
    given = {number.strip(".,:/") for number in _NUMBER.findall(told)}
    for number in _NUMBER.findall(text):
        if number.strip(".,:/") not in given:
            yield number
    for word in words_of(text):
        if word in _NUMBER_WORDS and word not in facts and word != _COUNTS.get(counted):
            yield word


def _names(text: str, facts: Set[str], ours: Set[str]) -> Iterator[str]:
    stems = {stem(word) for word in ours}
    tokens = list(_CAPITAL.finditer(text))
    for index, token in enumerate(tokens):
        word = token.group()
        if not word[0].isupper() and word.islower():
            continue
        parts = words_of(word)
        if all(
            part in facts or part in _FIELD_WORDS or part in ("i'm", "i'd", "i'll", "i've") for part in parts
        ):
            continue
        if word[0].isupper() and not any(c.isupper() for c in word[1:]) and _opens(text, token.start()):
            following = tokens[index + 1].group() if index + 1 < len(tokens) else ""
            if all(stem(part) in stems for part in parts) or not _names_somebody(word, following):
                continue
        yield word


def _opens(text: str, position: int) -> bool:
    """True where a sentence or line starts at this position."""
    before = text[:position].rsplit("\n", 1)[-1]
    return not before.strip() or _STARTS.search(before) is not None


def _names_somebody(word: str, following: str) -> bool:
    proper = following[:1].isupper() and following.casefold() not in _FIELD_WORDS
    return proper or word.endswith(("'s", "’s")) or following in _SAYS
