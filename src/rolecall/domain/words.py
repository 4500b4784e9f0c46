"""Words of a text as the mail's checks compare them: case, endings and function words aside."""

import re
import unicodedata
from functools import lru_cache

_STOP = frozenset(
    """a about after all also am an and any anybody are as at be been being before but by can could did do
    does each else for from had has have having her here his how i if in into is it its just like
    look may me might more most much my no not of off on once one only or our out over own per
    please rather really roughly same she should so some somebody such tell than that the their them
    then there these they this those through to too up us very was we were what when where whether
    which while who whom whose why will with would you your yours know help share let ask take get
    make""".split()  # noqa: SIM905
)


def flat(text: str) -> str:
    """One line in NFC, every run of whitespace one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def words_of(text: str) -> list[str]:
    """Words in lower case, apostrophes straight, possessives dropped."""
    plain = unicodedata.normalize("NFC", text).replace("’", "'").casefold()
    return [word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)]


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """The stems of the words that carry the meaning."""
    return frozenset(stem(word) for word in words_of(text) if word not in _STOP and len(word) > 1)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A rough stem: enough to see `rounds` in `round` and `divided` in `divides`."""
    for ending in (
        "ications",
        "ication",
        "ations",
        "ation",
        "ings",
        "ing",
        "ies",
        "ied",
        "es",
        "ed",
        "s",
        "e",
        "y",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
